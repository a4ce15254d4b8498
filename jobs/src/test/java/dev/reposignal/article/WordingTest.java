package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.row.Rows;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the article says, and when it says nothing. */
class WordingTest {
    @Test
    void trends_areToldWithFiguresCarriersAndWhatSpeaksAgainstThem() {
        Rendered rendered = Rendered.of(TestNight.ordinary());

        assertThat(slots(rendered))
                .containsSubsequence("trend-claim", "trend-figures", "trend-owners", "trend-who", "against", "call")
                .contains(
                        "title-trends",
                        "stand-moved",
                        "stand-matters",
                        "stand-wrong",
                        "against-first",
                        "against-before")
                .doesNotContain("no-trend", "stand-none");
        assertThat(rendered.section("the trends"))
                .contains(
                        "agent memory", "23 of 61 owners", "58%", "orchardlab/agentgrove (from 35 to 100 stars a day)");
    }

    @Test
    void memberThatTheLabelDoesNotFit_isNotNamedAsACarrier() {
        assertThat(Rendered.of(TestNight.ordinary()).section("the trends"))
                .contains("mirevale/quill-mcp")
                .doesNotContain("longacre/agentcourt");
    }

    @Test
    void oneTrend_hasItsOwnTitleAndNoSubheading() {
        Rendered rendered = Rendered.of(TestNight.ordinary().keep("trends", 1));

        assertThat(slots(rendered)).contains("title-trend", "heading-trend", "opening-one");
        assertThat(rendered.element().select("h3")).isEmpty();
    }

    @Test
    void moreTrendsThanAreTold_areCut() {
        TestNight night = TestNight.ordinary()
                .each("trends", row -> row.put("is_trend", true).putNull("falls_short"));

        assertThat(Rendered.of(night).element().select("h3")).hasSize(3);
    }

    @Test
    void fieldOfAToldCluster_isNotToldAgain() {
        TestNight night = TestNight.ordinary()
                .at("trends", 0, row -> row.put("field", "AI agents"))
                .at("trends", 1, row -> row.put("subject_type", "field")
                        .put("subject_key", "AI agents")
                        .put("subject_name", "AI agents"));

        assertThat(Rendered.of(night).section("the one trend")).contains("agent memory");
    }

    @ParameterizedTest
    @CsvSource({
        "pace, short-pace",
        "growth, short-growth",
        "rest, short-rest",
        "largest, short-largest",
        "owners, short-owners",
        "history, short-history",
        "chance, short-chance"
    })
    void noTrend_saysSoWithTheNearestAndWhyItFellShort(String reason, String slot) {
        TestNight night = TestNight.ordinary()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", reason));
        Rendered rendered = Rendered.of(night);

        assertThat(slots(rendered))
                .contains("title-none", "stand-none", "stand-nearest", slot, "no-trend", "nearest", "candidates")
                .doesNotContain("trend-claim");
        assertThat(rendered.section("no trend")).contains("agent memory", "vector search");
    }

    @Test
    void moreOwnersSlowDown_isTheReasonGiven() {
        TestNight night = TestNight.ordinary()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", "chance"))
                .at("trends", 0, row -> row.put("falling_owners", 30));

        assertThat(slots(Rendered.of(night))).contains("short-balance");
    }

    @Test
    void whatReadersDoNotBuildWith_doesNotLead() {
        TestNight night = TestNight.ordinary()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", "chance"))
                .at("trends", 0, row -> row.put("relevance", "application"))
                .each(
                        "repo_movement",
                        row -> row.put(
                                "relevance",
                                row.get("full_name").asText().equals("lanternworks/tidepool") ? "list" : "technology"));
        Rendered rendered = Rendered.of(night);

        assertThat(rendered.section("no trend")).contains("closest was vector search");
        assertThat(rendered.article().titleText()).doesNotContain("tidepool");
        assertThat(rendered.section("single repos")).contains("lanternworks/tidepool");
    }

    @Test
    void nothingToSay_hasNoSection() {
        assertThat(headings(Rendered.of(Nights.empty()))).containsExactly("", "what to do now", "the small print");
        assertThat(headings(Rendered.of(Nights.young())))
                .doesNotContain("the trends", "the contrarian take", "my call for the next four weeks");
    }

    @Test
    void purgeDay_isSaidWithItsShare() {
        TestNight night = TestNight.ordinary()
                .at("feed_health", 0, row -> row.put("is_purge_day", true).put("share_negative", 0.381));

        assertThat(Rendered.of(night).element().select("section").get(0).text())
                .contains("38% of all repos lost stars");
    }

    @Test
    void heldDay_carriesItsWarning() {
        TestNight night = TestNight.ordinary().at("feed_health", 0, row -> row.put("verdict", "hold")
                .put("reason", "98% of the counts repeat 2026-03-05."));
        Rendered rendered = Rendered.of(night);

        assertThat(rendered.article().warningText()).contains("98% of the counts repeat 2026-03-05.");
        assertThat(rendered.element().select("aside.warning").text())
                .isEqualTo(rendered.article().warningText());
        assertThat(Rendered.of(TestNight.ordinary()).article().warningText()).isNull();
    }

    @Test
    void missedPrediction_isOwnedUpToBeforeTheHits() {
        Rendered rendered = Rendered.of(TestNight.ordinary());
        String ledger = rendered.section("first, how my calls did");

        assertThat(slots(rendered)).contains("own-up", "skill-up", "calibration-even");
        assertThat(ledger).contains("wrong oldmill/bark gains at least 410 stars", "263");
        assertThat(ledger.indexOf("wrong oldmill/bark")).isLessThan(ledger.indexOf("right halfpastnine/memoir"));
    }

    @Test
    void gradedCalls_comeBeforeTheTrends() {
        assertThat(headings(Rendered.of(TestNight.ordinary())))
                .containsSubsequence("first, how my calls did", "the trends", "what to do now", "the small print");
    }

    @Test
    void probabilitiesWorseThanTheBaseRate_areAdmitted() {
        TestNight night = TestNight.ordinary().at("track_record", 0, row -> row.put("brier_skill", -0.2));

        assertThat(slots(Rendered.of(night))).contains("skill-down").doesNotContain("skill-up");
    }

    @Test
    void calibration_namesItsDirection() {
        TestNight over = TestNight.ordinary().at("track_record_bins", 0, row -> row.put("mean_probability", 0.6));
        TestNight under = TestNight.ordinary().at("track_record_bins", 0, row -> row.put("mean_probability", 0.004));
        TestNight few = TestNight.ordinary().each("track_record_bins", row -> row.put("predictions", 4));

        assertThat(slots(Rendered.of(over))).contains("calibration-over");
        assertThat(slots(Rendered.of(under))).contains("calibration-under");
        assertThat(slots(Rendered.of(few))).noneMatch(slot -> slot.startsWith("calibration"));
    }

    @Test
    void nothingDue_saysHowManyAreOpen() {
        assertThat(Rendered.of(Nights.young()).section("first, how my calls did"))
                .contains("16 are open");
    }

    @Test
    void call_saysWhatMustHappenHowLikelyAndHowLikeCallsDid() {
        assertThat(Rendered.of(TestNight.ordinary()).section("my call"))
                .contains(
                        "mirevale/quill-mcp must gain 3,410 stars in four weeks",
                        "twice as many",
                        "i give it 31%",
                        "26 times the usual chance",
                        "2026-04-03");
    }

    @Test
    void likeCalls_areThoseOfTheSameTenth() {
        TestNight night = TestNight.ordinary()
                .each("predictions", row -> row.put("probability", 0.25))
                .each("repo_movement", row -> row.put("probability", 0.25));

        assertThat(Rendered.of(night).section("my call")).contains("of 21 earlier calls of mine", "6 came true");
        assertThat(slots(Rendered.of(TestNight.ordinary()))).contains("like-none");
    }

    @Test
    void criterion_standsInTheSmallPrintAlone() {
        Rendered rendered = Rendered.of(TestNight.ordinary());

        assertThat(rendered.section("the small print")).contains("{\"kind\":\"breakout\"");
        assertThat(rendered.element().select("section code.fact").eachText())
                .isEqualTo(rendered.element().select("details.folded code.fact").eachText())
                .isNotEmpty();
        assertThat(rendered.element().select("details.folded summary h2").text())
                .isEqualTo("the small print");
    }

    @Test
    void oneDayOfAWeek_isSaid() {
        TestNight night = TestNight.ordinary().each("repo_movement", row -> row.put("day_share", 0.79));

        assertThat(slots(Rendered.of(night))).contains("pick-one-day").doesNotContain("pick-many-days");
        assertThat(Rendered.of(night).section("single repos")).contains("79%");
    }

    @Test
    void table_hasTenRowsOrderedByItsFirstFigure() {
        List<String> withModel = column(Rendered.of(TestNight.ordinary()), 3);
        List<String> without =
                column(Rendered.of(TestNight.ordinary().each("repo_movement", row -> row.putNull("probability"))), 3);

        assertThat(withModel).hasSize(10);
        assertThat(percents(withModel)).isSortedAccordingTo((a, b) -> b - a);
        assertThat(percents(without)).isSortedAccordingTo((a, b) -> b - a);
    }

    private static List<String> column(Rendered rendered, int place) {
        return rendered.element()
                .select("section")
                .get(3)
                .select("tbody tr td:nth-child(" + place + ")")
                .eachText();
    }

    private static List<Integer> percents(List<String> cells) {
        return cells.stream()
                .map(cell -> Integer.valueOf(cell.replace("%", "")))
                .toList();
    }

    @Test
    void contrarian_takesAFadingSubjectThenASingleRepositoryThenTheLoudest() {
        assertThat(slots(Rendered.of(TestNight.ordinary()))).contains("belief-subject", "fact-subject", "beside-up");

        TestNight noneFades = TestNight.ordinary().each("trends", row -> row.put("falling_owners", 1));
        assertThat(slots(Rendered.of(noneFades))).contains("belief-single", "fact-single");

        TestNight loudest = TestNight.ordinary()
                .each("trends", row -> row.put("falling_owners", 1).put("growth_without_largest", 0.5))
                .each("repo_movement", row -> row.put("growth", -0.4));
        assertThat(slots(Rendered.of(loudest))).contains("belief-repository", "fact-repository");
    }

    @Test
    void everyStep_endsWithAQuestion() {
        for (TestNight night : List.of(TestNight.ordinary(), Nights.quiet())) {
            assertThat(Rendered.of(night).element().select("section > ul > li").eachText())
                    .hasSize(3)
                    .allMatch(text -> text.contains("ask"));
        }
    }

    @Test
    void nullColumn_cannotBePrinted() {
        Rows.RepoSignal unknown = Nights.young().inputs().surfacing().get(0);
        ArticleComposer scribe = new ArticleComposer(Nights.young().inputs().day(), RecentArticles.NONE);

        assertThatThrownBy(() -> scribe.sentence().put(unknown, "velocity_28d", ValueFormat.RATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot print velocity_28d of RowReference[table=repo_signals");
        assertThatThrownBy(() -> scribe.sentence().put(unknown, "velocity_30d", ValueFormat.RATE))
                .hasMessage("RepoSignal has no column velocity_30d");
    }

    @Test
    void ourWords_holdNoNumber() {
        for (String words : new String[] {"12 repos", "two repos", "½ of it", "½", "Twice as many", "٣"}) {
            assertThatThrownBy(() -> new Part.Literal(words))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("A number must be a fact");
        }
        assertThat(new Part.Literal("over four weeks, after three weeks").text())
                .contains("four weeks");
    }

    @Test
    void phrases_takeTurnsUntilAllWereUsed() {
        List<String> used = new ArrayList<>();
        ArticleInputs inputs = TestNight.ordinary().inputs();
        PhraseContext scene = Thesis.night(inputs);
        int phrases = Phrasebook.of("title-none").size();
        for (int day = 0; day < phrases; day++) {
            ArticleComposer scribe = new ArticleComposer(inputs.day(), new RecentArticles(used));
            scribe.sentence().frame("title-none", scene);
            used.addAll(scribe.frames());
        }

        assertThat(used).hasSize(phrases).doesNotHaveDuplicates();
    }

    private static List<String> slots(Rendered rendered) {
        return rendered.article().frames().stream()
                .map(frame -> frame.substring(0, frame.lastIndexOf('/')))
                .toList();
    }

    private static List<String> headings(Rendered rendered) {
        return rendered.article().sections().stream()
                .map(section -> Article.text(section.heading()))
                .toList();
    }
}
