package dev.reposignal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.testing.HostileTexts;
import java.util.ArrayList;
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

    /** Any two facts of a true text exchanged make it false, or nonsense. */
    @Test
    void exchangedFacts_areRefused() {
        List<String> printed = new ArrayList<>();
        for (TrueParagraphs.TrueParagraph one : TrueParagraphs.all()) {
            ParagraphPlan plan = Plans.plan(one.plan());
            Guard guard = new Guard(plan);
            List<String> ids =
                    plan.facts().keySet().stream().map(id -> "{" + id + "}").toList();
            if (guard.refusal(one.text()).isPresent()) {
                continue;
            }
            for (String first : ids) {
                for (String second : ids) {
                    String exchanged = one.text()
                            .replace(first, "{@}")
                            .replace(second, first)
                            .replace("{@}", second);
                    if (!exchanged.equals(one.text())
                            && guard.refusal(exchanged).isEmpty()) {
                        printed.add(exchanged);
                    }
                }
            }
        }

        assertThat(printed).isEmpty();
    }

    @Test
    void textsOfStrangers_areRefused() {
        for (String text : HostileTexts.all()) {
            Plans.all().keySet().forEach(name -> {
                ParagraphPlan plan = Plans.plan(name);
                assertThat(new Guard(plan).refusal(plan.source() + " " + text))
                        .as(text)
                        .isPresent();
                assertThat(new Guard(plan).refusal(text + ". " + plan.source()))
                        .as(text)
                        .isPresent();
            });
        }
    }

    @Test
    void trueParagraphs_areRefusedInOneOfTenCasesAtMost() {
        List<String> refused = TrueParagraphs.all().stream()
                .flatMap(one -> new Guard(Plans.plan(one.plan()))
                        .refusal(one.text()).stream().map(why -> one.plan() + ", " + why + " <- " + one.text()))
                .toList();

        assertThat(TrueParagraphs.all()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(refused.size())
                .as(String.join("\n", refused))
                .isLessThanOrEqualTo(TrueParagraphs.all().size() / 10);
    }
}
