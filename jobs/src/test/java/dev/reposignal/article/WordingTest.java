package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void sameSurfacingSet_saysSo() {
        TestNight night = TestNight.ordinary()
                .at("night_summary", 0, row -> row.put("new_surfacing_repos", 0).put("dropped_surfacing_repos", 0));

        assertThat(Rendered.of(night).text()).contains("the surfacing set is the same as on 2026-02-27");
    }

    @Test
    void newAndDropped_areNamed() {
        assertThat(Rendered.of(TestNight.ordinary()).text())
                .contains("three ", "harbourlight/lensgrid, longacre/agentcourt and wrenhouse/tabby-notes")
                .contains("oldmill/bark. it now sits at rank 190.");
    }

    @Test
    void nothingForming_isSaidPlainly() {
        Rendered rendered = Rendered.of(Nights.young());

        assertThat(rendered.section("cluster analysis"))
                .startsWith("cluster analysis — nothing forming right now")
                .contains("i went through 118 clusters and none of them qualifies");
        assertThat(rendered.article().titleText()).doesNotContain("Forming");
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

        assertThat(Rendered.of(night).text())
                .contains("this is a purge day: 38% of the repos i could compare lost stars");
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
    void missedPrediction_isOwnedUpTo() {
        assertThat(Rendered.of(TestNight.ordinary()).section("the ledger"))
                .contains("2 calls of mine were graded tonight", "3 right, 4 wrong")
                .contains("wrong: oldmill/bark gains at least 410 stars", "it came in at 263. i was wrong.")
                .contains("right: halfpastnine/memoir", "it came in at 846.");
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
                .contains("{\"kind\":\"breakout\"")
                .contains("odds 8.7% against a base rate of 1.2%, due 2026-04-03.");
    }

    @Test
    void noPrediction_isSaidPlainly() {
        assertThat(Rendered.of(Nights.empty()).section("my prediction")).contains("none tonight");
    }

    @Test
    void contrarianLanguage_showsBothSharesAndTheGap() {
        assertThat(Rendered.of(TestNight.ordinary()).section("the contrarian take"))
                .contains("Python", "40%", "33%", "17% less than its size would give it");
    }

    @Test
    void noContrarian_isSaidPlainly() {
        assertThat(Rendered.of(Nights.empty()).section("the contrarian take")).contains("tonight i have none");
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
        Scribe scribe = new Scribe(Nights.young().inputs().day(), History.NONE);

        assertThatThrownBy(() -> scribe.sentence().put(unknown, "velocity_28d", Format.RATE))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Cannot print velocity_28d of RowReference[table=repo_signals");
        assertThatThrownBy(() -> scribe.sentence().put(unknown, "velocity_30d", Format.RATE))
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

    @Test
    void frames_takeTurnsUntilAllWereUsed() {
        List<String> used = new ArrayList<>();
        ArticleInputs inputs = TestNight.ordinary().inputs();
        int frames = Frames.of("farewell").size();
        for (int day = 0; day < frames; day++) {
            Scribe scribe = new Scribe(inputs.day(), new History(used, Set.of()));
            scribe.sentence().frame("farewell", Told.night(inputs));
            used.addAll(scribe.frames());
        }

        assertThat(used).hasSize(frames).doesNotHaveDuplicates();
    }
}
