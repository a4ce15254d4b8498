package dev.reposignal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guard lets pass. The lies are sent through a server in {@link ModelWriterTest}. */
class GuardTest {
    @Test
    void plannedParagraph_isItsOwnTrueText() {
        Plans.all().keySet().forEach(name -> assertThat(
                        new Guard(Plans.plan(name)).refusal(Plans.plan(name).source()))
                .as(name)
                .isEmpty());
    }

    @Test
    void plantedLies_areRefused() {
        List<PlantedLies.Lie> printed = PlantedLies.all().stream()
                .filter(lie ->
                        new Guard(Plans.plan(lie.plan())).refusal(lie.text()).isEmpty())
                .toList();

        assertThat(printed).isEmpty();
    }

    @Test
    void trueParagraphs_areRefusedInFewCases() {
        List<String> refused = TrueParagraphs.all().stream()
                .flatMap(one -> new Guard(Plans.plan(one.plan()))
                        .refusal(one.text()).stream().map(why -> one.plan() + ", " + why + " <- " + one.text()))
                .toList();

        assertThat(TrueParagraphs.all()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(refused.size())
                .as(String.join("\n", refused))
                .isLessThanOrEqualTo(TrueParagraphs.all().size() / 8);
    }
}
