package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.row.Rows;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the article says, and when it says nothing. */
class WordingTest {
    @Test
    void noPreviousArticle_saysNothingOfChange() {
        assertThat(Rendered.of(Nights.young()).text())
                .doesNotContain("since 2", "changed", "broken in", "no longer there");
    }

    @Test
    void sameSurfacingSet_saysSoAndNamesNobody() {
        TestNight night = TestNight.ordinary()
                .at("night_summary", 0, row -> row.put("new_surfacing_repos", 0).put("dropped_surfacing_repos", 0));
        Rendered rendered = Rendered.of(night);

        assertThat(slots(rendered)).contains("unchanged").doesNotContain("new", "out");
        assertThat(rendered.text()).contains("2026-02-27");
    }

    @Test
    void newAndDropped_areNamed() {
        Rendered rendered = Rendered.of(TestNight.ordinary());

        assertThat(slots(rendered)).contains("new", "out");
        assertThat(rendered.element().select("section").get(0).text())
                .contains("harbourlight/lensgrid, longacre/agentcourt and wrenhouse/tabby-notes")
                .contains("oldmill/bark");
    }

    @Test
    void manyNew_areCountedAndTheBestPlacedNamed() {
        TestNight night = TestNight.ordinary().without("previously_surfacing").at("night_summary", 0, row -> row.put(
                        "new_surfacing_repos", 15)
                .put("dropped_surfacing_repos", 0));
        Rendered rendered = Rendered.of(night);

        assertThat(slots(rendered)).contains("new-among").doesNotContain("new");
        assertThat(rendered.element().select("section").get(0).text())
                .contains("lanternworks/tidepool, orchardlab/agentgrove and mirevale/quill-mcp");
    }

    @Test
    void nothingToSay_hasNoSection() {
        assertThat(headings(Rendered.of(Nights.empty()))).containsExactly("", "what to do now", "how to read this");
        assertThat(headings(Rendered.of(Nights.young())))
                .doesNotContain("the contrarian take", "the quiet mover", "my prediction for next month")
                .noneMatch(heading -> heading.startsWith("cluster analysis"));
    }

    @Test
    void noInsight_hasNoLead() {
        assertThat(slots(Rendered.of(TestNight.ordinary().without("insights")))).doesNotContain("strongest");
        assertThat(slots(Rendered.of(TestNight.ordinary()))).contains("strongest", "title-cluster", "cluster_owners");
    }

    @Test
    void strongestInsight_isTheLeadAndToldOnce() {
        TestNight night = TestNight.ordinary()
                .each(
                        "insights",
                        row -> row.put(
                                "position",
                                row.get("kind").asText().equals("language_surfacing")
                                        ? 0
                                        : row.get("position").asInt()));
        Rendered rendered = Rendered.of(night);

        assertThat(slots(rendered)).contains("title-language").containsOnlyOnce("language_surfacing");
        assertThat(rendered.article().titleText()).contains("Rust");
    }

    @Test
    void insightThatKeepsStanding_saysSo() {
        TestNight night = TestNight.ordinary().at("insights", 0, row -> row.put("articles_running", 3));

        assertThat(slots(Rendered.of(night))).contains("again");
        assertThat(slots(Rendered.of(TestNight.ordinary()))).doesNotContain("again");
    }

    @Test
    void twoForming_areCountedInTheHeading() {
        TestNight night =
                TestNight.ordinary().keep("clusters", 2).at("night_summary", 0, row -> row.put("forming_clusters", 2));

        assertThat(Rendered.of(night).section("cluster analysis"))
                .startsWith("cluster analysis — two trends forming right now");
    }

    @Test
    void oneForming_isSingular() {
        assertThat(Rendered.of(Nights.single()).section("cluster analysis"))
                .startsWith("cluster analysis — one trend forming right now");
    }

    @Test
    void purgeDay_isSaidWithItsShare() {
        TestNight night = TestNight.ordinary()
                .at("feed_health", 0, row -> row.put("is_purge_day", true).put("share_negative", 0.381));

        assertThat(Rendered.of(night).element().select("section").get(0).text()).contains("38% of", "purge");
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
        String ledger = rendered.section("the ledger");

        assertThat(slots(rendered)).contains("own-up", "skill-up", "calibration-even", "by-kind");
        assertThat(ledger).contains("at a base rate of 1.2%", "wrong oldmill/bark gains at least 410 stars", "263");
        assertThat(ledger.indexOf("wrong oldmill/bark")).isLessThan(ledger.indexOf("right halfpastnine/memoir"));
    }

    @Test
    void oddsWorseThanTheBaseRate_areAdmitted() {
        TestNight night = TestNight.ordinary().at("track_record", 0, row -> row.put("brier_skill", -0.2));

        assertThat(slots(Rendered.of(night))).contains("skill-down").doesNotContain("skill-up");
        assertThat(Rendered.of(night).section("the ledger")).contains("−0.2");
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
    void nothingResolved_hasNoLedger() {
        assertThat(Rendered.of(Nights.young()).text()).doesNotContain("the ledger —");
    }

    @Test
    void prediction_showsOddsBaseRateDueDayAndCriterion() {
        assertThat(Rendered.of(TestNight.ordinary()).section("my prediction"))
                .contains("31%", "1.2%", "2026-04-03")
                .contains("mirevale/quill-mcp gains at least 3,410 stars by 2026-04-03")
                .contains("{\"kind\":\"breakout\"", "8.7%", "base rate");
    }

    @Test
    void contrarianLanguage_showsBothSharesAndTheGap() {
        assertThat(Rendered.of(TestNight.ordinary()).section("the contrarian take"))
                .contains("Python", "40%", "33%", "17%");
    }

    @Test
    void unknownVelocity_isADash() {
        assertThat(Rendered.of(Nights.young()).element().select("tbody tr").eachText())
                .first()
                .isEqualTo("1 lanternworks/tidepool – 8,421 – +88.6 78.4 45%");
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
        assertThat(new Part.Literal("a four-week pace, over four weeks").text()).contains("four weeks");
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

    @Test
    void frames_takeTurnsUntilAllWereUsed() {
        List<String> used = new ArrayList<>();
        ArticleInputs inputs = TestNight.ordinary().inputs();
        int frames = Phrasebook.of("farewell").size();
        for (int day = 0; day < frames; day++) {
            ArticleComposer scribe = new ArticleComposer(inputs.day(), new RecentArticles(used, Set.of()));
            scribe.sentence().frame("farewell", InsightStory.night(inputs));
            used.addAll(scribe.frames());
        }

        assertThat(used).hasSize(frames).doesNotHaveDuplicates();
    }
}
