package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** No number is printed that no fact supports, and every fact says where it stands. */
class GroundingTest {
    private static final List<Rendered> ARTICLES = articles();

    /** Every night on five days, so that every frame of a sentence comes up. */
    private static List<Rendered> articles() {
        List<Supplier<TestNight>> nights = List.of(
                TestNight::ordinary,
                Nights::empty,
                Nights::single,
                Nights::young,
                GroundingTest::purge,
                GroundingTest::held,
                Nights::quiet,
                GroundingTest::nothingFades,
                () -> TestNight.ordinary().keep("trends", 1),
                () -> TestNight.ordinary().each("predictions", row -> row.put("probability", 0.72)),
                () -> TestNight.ordinary().each("repo_movement", row -> row.putNull("probability")),
                GroundingTest::groups,
                () -> shortOf("pace"),
                () -> shortOf("growth"),
                () -> shortOf("rest"),
                () -> shortOf("largest"),
                () -> shortOf("owners"),
                () -> shortOf("balance"),
                () -> shortOf("history"),
                () -> shortOf("chance"));
        return nights.stream()
                .flatMap(night -> LocalDate.parse("2026-03-06")
                        .datesUntil(LocalDate.parse("2026-03-11"))
                        .map(day -> Rendered.of(night.get().on(day.toString()))))
                .toList();
    }

    @Test
    void words_holdNoNumber() {
        for (Rendered rendered : ARTICLES) {
            assertThat(rendered.wordsOfHtml()).doesNotContainPattern("[\\p{Nd}\\p{No}\\p{Nl}]");
            assertThat(rendered.wordsOfMarkdown()).doesNotContainPattern("[\\p{Nd}\\p{No}\\p{Nl}]");
        }
    }

    @Test
    void facts_standInTheHtmlInReadingOrder() {
        ARTICLES.forEach(GroundingTest::requireFactsInReadingOrder);
    }

    private static void requireFactsInReadingOrder(Rendered rendered) {
        List<Element> printed = rendered.element().select(".fact");

        assertThat(printed.stream().map(Element::id).toList())
                .isEqualTo(rendered.article().facts().stream().map(Fact::id).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        for (int i = 0; i < printed.size(); i++) {
            Fact fact = rendered.article().facts().get(i);
            Element title = printed.get(i).selectFirst("title");
            assertThat(title == null ? printed.get(i).text() : printed.get(i).ownText())
                    .isEqualTo(fact.text().strip());
            assertThat(title == null ? printed.get(i).attr("title") : title.text())
                    .isEqualTo(fact.source())
                    .contains(
                            fact.row().table(),
                            fact.row().key(),
                            fact.column(),
                            "version " + fact.row().version());
        }
    }

    @Test
    void sentences_areWellFormed() {
        for (Rendered rendered : ARTICLES) {
            assertThat(rendered.text())
                    .doesNotContainPattern("\\.\\.(?!\\.)")
                    .doesNotContain(" .", " ,", "  ", "null", ". .", ":.", "::", "()")
                    .doesNotContainPattern("\\b1 (repos|stars|days|owners|names|languages|clusters)\\b")
                    .doesNotContainPattern("(?<![\\d.,])(0|[2-9]|\\d\\d+) (repo|star|day|owner) ");
        }
    }

    @Test
    void sameInputs_giveTheSameArticle() {
        assertThat(Rendered.of(TestNight.ordinary()).html())
                .isEqualTo(Rendered.of(TestNight.ordinary()).html());
    }

    private static TestNight groups() {
        return TestNight.ordinary().each("predictions", row -> row.put("subject_type", "cluster")
                .put("subject_key", "c042")
                .put("subject_name", "agent memory")
                .put(
                        "claim",
                        "the 43 repos of agent memory gain at least 1,234 stars in the 28 days after 2026-03-06,"
                                + " a quarter more than in the 28 before"));
    }

    private static TestNight purge() {
        return TestNight.ordinary()
                .at("feed_health", 0, row -> row.put("is_purge_day", true).put("share_negative", 0.381));
    }

    private static TestNight held() {
        return TestNight.ordinary().at("feed_health", 0, row -> row.put("verdict", "hold")
                .put("reason", "98% of the counts repeat 2026-03-05."));
    }

    private static TestNight nothingFades() {
        return TestNight.ordinary().each("trends", row -> row.put("falling_owners", 1));
    }

    private static TestNight shortOf(String reason) {
        return TestNight.ordinary()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", reason));
    }
}
