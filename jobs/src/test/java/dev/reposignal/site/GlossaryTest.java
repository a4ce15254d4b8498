package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlossaryTest {
    @Test
    void entries_haveTheirWordsAndNotTheirClasses() {
        List<Glossary.Section> sections = Glossary.sections("""
                # Glossary

                Some words.

                ## Data

                - **Base rate** (`base_rate`): how often <it> happens; see
                  [the page](scores.md). It is *usual*. Code: `ledger.Grading`.
                - **Lake**: all tables. Code: `lake.Lake`.

                ## Where it is

                No entry.
                """);

        assertThat(sections)
                .containsExactly(new Glossary.Section(
                        "Data",
                        List.of(
                                new Glossary.Entry(
                                        "base-rate",
                                        "Base rate",
                                        "(<code>base_rate</code>): how often &lt;it&gt; happens; see the page. It is <em>usual</em>."),
                                new Glossary.Entry("lake", "Lake", "all tables."))));
    }

    @Test
    void documents_haveTheTermsThatPagesLinkTo() {
        assertThat(Glossary.sections().stream()
                        .flatMap(section -> section.entries().stream())
                        .map(Glossary.Entry::id))
                .doesNotHaveDuplicates()
                .contains("break-out", "base-rate", "hit-rate", "brier-score", "outcome", "velocity", "signal-score")
                .contains("component", "board", "tier", "anomaly-flag", "night");
    }
}
