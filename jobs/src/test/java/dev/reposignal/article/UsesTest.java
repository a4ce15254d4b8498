package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.cluster.Subjects;
import dev.reposignal.text.Resources;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people use the repositories of a subject for. */
class UsesTest {
    private static List<String[]> rows(Class<?> beside, String file) {
        return Resources.lines(beside, file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
    }

    @Test
    void everySubject_isOrWasANameOfOne() {
        List<String> names = rows(Subjects.class, "subjects.tsv").stream()
                .flatMap(cells -> Stream.concat(
                        Stream.of(cells[2]), cells.length > 3 ? Stream.of(cells[3].split(", ", -1)) : Stream.empty()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();

        assertThat(rows(Uses.class, "uses.tsv"))
                .extracting(cells -> cells[0].toLowerCase(Locale.ROOT))
                .isSubsetOf(names);
    }

    @Test
    void words_areThosePartsOfASentence_thatPhrasesPutTogether() {
        assertThat(rows(Uses.class, "uses.tsv").stream().flatMap(cells -> Stream.of(cells[1], cells[2])))
                .isNotEmpty()
                .allMatch(words -> !words.endsWith(".") && !words.contains("  "))
                .allMatch(words -> Character.isLowerCase(words.charAt(0)));
    }

    @Test
    void subjectOfAnotherSpelling_isTheSame() {
        assertThat(Uses.of("ai agents")).isEqualTo(Uses.of("AI agents")).isPresent();
        assertThat(Uses.of("thimble collecting")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AI agents, software to build custom agents, true",
        "AI agents, 'a financial data platform for analysts and AI agents', false",
        "SQL databases and tools, a SQL engine, true",
        "vector databases, a database for vectors, true",
        "speech synthesis, a generative speech model for daily dialogue, true",
        "AI coding assistants, an AI news reader, false"
    })
    void trial_isGivenWhereTheSummaryIsOfThatKind(String subject, String summary, boolean expected) {
        assertThat(Uses.isKind(subject, summary)).isEqualTo(expected);
    }
}
