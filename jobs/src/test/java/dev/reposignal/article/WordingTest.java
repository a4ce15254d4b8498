package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.row.Rows;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
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
                .containsSubsequence(
                        "trend-claim", "trend-figures", "trend-owners", "added-most-of", "carrier", "against-first")
                .contains(
                        "title-trends",
                        "stand-moved",
                        "stand-matters",
                        "stand-wrong",
                        "against-first",
                        "against-before")
                .doesNotContain("nearest", "stand-none");
        assertThat(rendered.section("The trends"))
                .contains("agent memory", "23 owners sped up", "58%", "about 100 stars a day, after about 35");
    }

    @Test
    void sentencesAndCells_beginWithACapital() {
        Rendered rendered = Rendered.of(TestNight.ordinary());

        assertThat(rendered.article().standfirstText())
                .startsWith("On the repos I follow, agent memory drew")
                .contains(". I am wrong if");
        assertThat(rendered.element().select("section > p, section > ul > li").eachText())
                .isNotEmpty()
                .noneMatch(text -> text.matches(".*[a-z][.?!] [a-z].*") || text.matches(".*\\bi\\b.*"));
        // A repository is called as it is called.
        assertThat(rendered.section("My call")).contains("mirevale/quill-mcp");
        assertThat(column(rendered, 3)).allMatch(cell -> Character.isUpperCase(cell.charAt(0)));
    }

    @Test
    void whatIsReadInsteadOfRun_isNotRecommendedFirst() {
        String first = Rendered.of(TestNight.ordinary()).section("Worth opening");
        String picked = first.replaceFirst(".*(?:Open this one first:|one to open first is) ([^,]+),.*", "$1");
        TestNight night = TestNight.ordinary().each("repo_movement", row -> {
            if (row.get("full_name").asText().equals(picked)) {
                row.put("summary", "a curated list of agents");
            }
        });

        assertThat(Rendered.of(night).section("Worth opening"))
                .containsPattern("open first|this one first")
                .doesNotContainPattern("(?:first:|first is) " + picked);
    }

    @Test
    void youngOnTheBoard_areCounted_andWhetherTheyHaveAProbability() {
        assertThat(smallPrintWithYoung(3, 2))
                .contains(
                        "Repos on the board that are less than four weeks old, too young for a break-out probability: 3."
                                + " With a probability of their own, learned from other young repos: 2.");
        assertThat(smallPrintWithYoung(3, 0))
                .contains("too young for a break-out probability: 3. None is given for them.");
        assertThat(smallPrintWithYoung(0, 0)).doesNotContain("less than four weeks old");
    }

    private static String smallPrintWithYoung(int tracked, int judged) {
        return Rendered.of(TestNight.ordinary().at("night_summary", 0, row -> row.put("young_tracked_repos", tracked)
                        .put("young_judged_repos", judged)))
                .element()
                .text();
    }

    @Test
    void memberThatTheLabelDoesNotFit_isNotNamedAsACarrier() {
        assertThat(Rendered.of(TestNight.ordinary()).section("The trends"))
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
    void clusterOfAToldField_isNotToldAgain() {
        TestNight night = TestNight.ordinary()
                .at("trends", 0, row -> row.put("field", "AI agents"))
                .at("trends", 1, row -> row.put("subject_type", "field")
                        .put("subject_key", "AI agents")
                        .put("subject_name", "AI agents"));

        assertThat(Rendered.of(night).section("The one trend"))
                .contains("AI agents")
                .doesNotContain("agent memory");
    }

    /** The second trend as the largest field of the night, with so much of all new stars. */
    private static TestNight withField(double share, double before, boolean isTrend) {
        return TestNight.ordinary()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", "chance"))
                .at("trends", 1, row -> row.put("subject_type", "field")
                        .put("subject_key", "AI agents")
                        .put("subject_name", "AI agents")
                        .put("week_share", share)
                        .put("before_share", before)
                        .put("leader_name", "orchardlab/agentgrove")
                        .put("leader_share", 0.31)
                        .put("half_repos", 9)
                        .put("is_trend", isTrend)
                        .put("rising_owners", share > before ? 58 : 17)
                        .put("falling_owners", share > before ? 17 : 58)
                        .put("falls_short", isTrend ? null : "chance"))
                .each("trend_members", row -> row.put("subject_type", "field").put("subject_key", "AI agents"))
                .at("trends", 0, row -> row.put("field", "AI agents")
                        .put("week_share", 0.1)
                        .put("before_share", 0.05));
    }

    @Test
    void fieldWhoseShareGrew_leadsWithTitleAndStandfirst() {
        Rendered rendered = Rendered.of(withField(0.42, 0.35, true));

        assertThat(rendered.article().titleText()).contains("AI Agents", "42%", "35%");
        assertThat(slots(rendered))
                .contains(
                        "stand-share",
                        "stand-share-up",
                        "stand-share-wrong",
                        "field-broad-up",
                        "do-share-up",
                        "theme-use")
                .doesNotContain("trend-claim", "title-trend");
        assertThat(rendered.article().standfirstText()).contains("nine repos took half of those stars");
        assertThat(rendered.section("What moved"))
                .contains("Inside it, this grew fastest: Agent memory, up 70%: stores that let an assistant remember");
    }

    @Test
    void fieldWhoseShareFell_leadsWithThoseThatSlowDown() {
        Rendered rendered = Rendered.of(withField(0.28, 0.31, false));

        assertThat(rendered.article().titleText()).contains("AI Agents", "28%", "31%");
        assertThat(slots(rendered))
                .contains("stand-share-down", "stand-share-wrong", "field-owners-down")
                .doesNotContain("nearest", "title-none");
    }

    @Test
    void shareThatHardlyMoved_doesNotLead() {
        Rendered rendered =
                Rendered.of(withField(0.36, 0.35, false).at("trends", 4, row -> row.put("falling_owners", 1)));

        assertThat(slots(rendered)).contains("title-nearest", "nearest").doesNotContain("stand-share");
    }

    @Test
    void shareThatItsOwnersContradict_doesNotLead() {
        TestNight night = withField(0.42, 0.35, false)
                .at("trends", 1, row -> row.put("rising_owners", 17).put("falling_owners", 58));

        assertThat(slots(Rendered.of(night))).doesNotContain("stand-share");
    }

    @Test
    void smallTrend_saysHowSmallItIs() {
        TestNight night = TestNight.ordinary().at("trends", 0, row -> row.put("week_share", 0.002));

        assertThat(Rendered.of(night).article().standfirstText()).contains("It is small, 0.2% of all new stars");
    }

    @Test
    void languageThatOneRepositoryCarries_isTheContrarianTake() {
        TestNight night = TestNight.ordinary().at("trends", 2, row -> row.put("subject_type", "language")
                .put("subject_key", "TypeScript")
                .put("subject_name", "TypeScript")
                .put("week_share", 0.22)
                .put("growth", 0.3)
                .put("rest_growth", 0.24)
                .put("growth_without_largest", 0.15)
                .put("leader_name", row.get("largest_name").asText())
                .put("leader_repo_key", row.get("largest_repo_key").asText())
                .put("leader_share", 0.38));

        assertThat(slots(Rendered.of(night.each("trends", row -> row.put("owners", 30)))))
                .contains("belief-language", "fact-language", "do-language", "ask-language");
    }

    @ParameterizedTest
    @CsvSource({
        "pace, not-pace",
        "growth, not-growth",
        "rest, not-rest",
        "largest, not-largest",
        "owners, not-owners",
        "balance, not-balance",
        "history, not-history",
        "chance, not-chance"
    })
    void noTrend_saysSoWithTheNearestAndWhyItFellShort(String reason, String slot) {
        TestNight night =
                nothingFades().each("trends", row -> row.put("is_trend", false).put("falls_short", reason));
        Rendered rendered = Rendered.of(night);

        assertThat(slots(rendered))
                .contains("title-nearest", "stand-near", slot, "nearest", "nearest-view")
                .doesNotContain("trend-claim");
        assertThat(rendered.section("What looks like a rise")).contains("Agent memory is up");
        assertThat(headings(rendered)).doesNotContain("Where the stars went", "The contrarian take");
    }

    private static TestNight nothingFades() {
        return TestNight.ordinary().at("trends", 4, row -> row.put("falling_owners", 1));
    }

    @Test
    void largeSubjectThatFades_isTheNewsOfANightOnWhichNothingRose() {
        assertThat(slots(Rendered.of(Nights.quiet())))
                .contains("title-nearest", "also-fell")
                .doesNotContain("stand-fading", "heading-fading");

        TestNight falling = Nights.quiet()
                .each(
                        "trends",
                        row -> row.put("growth", -Math.abs(row.get("growth").asDouble())));
        Rendered rendered = Rendered.of(falling);
        assertThat(rendered.article().titleText()).contains("Chat Interfaces", "31%");
        assertThat(slots(rendered))
                .contains("stand-fading", "stand-wrong", "heading-fading", "cause-fall", "do-contrarian")
                .doesNotContain("stand-none", "belief-subject", "nearest");
    }

    @Test
    void moreOwnersSlowDown_isTheReasonGiven() {
        TestNight night = nothingFades()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", "chance"))
                .at("trends", 0, row -> row.put("falling_owners", 30));

        assertThat(slots(Rendered.of(night))).contains("not-balance");
    }

    @Test
    void whatReadersDoNotBuildWith_doesNotLead() {
        TestNight night = nothingFades()
                .each("trends", row -> row.put("is_trend", false).put("falls_short", "chance"))
                .at("trends", 0, row -> row.put("relevance", "application"))
                .each(
                        "repo_movement",
                        row -> row.put(
                                "relevance",
                                row.get("full_name").asText().equals("lanternworks/tidepool") ? "list" : "technology"));
        Rendered rendered = Rendered.of(night);

        assertThat(rendered.section("What looks like a rise")).contains("Vector search is up");
        assertThat(rendered.article().titleText()).doesNotContain("tidepool");
        assertThat(rendered.section("Worth opening")).contains("lanternworks/tidepool");
    }

    @Test
    void nothingToSay_hasNoSection() {
        assertThat(headings(Rendered.of(Nights.empty()))).containsExactly("", "What to do now", "The small print");
        assertThat(headings(Rendered.of(Nights.young())))
                .doesNotContain("The trends", "The contrarian take", "My call for the next four weeks");
    }

    @Test
    void trendWithoutAnOwnerThatSlowsDown_hasWordsForNone() {
        TestNight night = TestNight.ordinary().at("trends", 0, row -> row.put("falling_owners", 0));

        assertThat(Rendered.of(night).article().standfirstText())
                .contains("23 owners of repos there sped up and none slowed");
        assertThat(Rendered.of(night).section("The trends"))
                .contains("23 owners sped up by a fifth or more, none slowed down");
    }

    @Test
    void starsOfAllRepositories_putAGrowthInProportion() {
        assertThat(slots(Rendered.of(TestNight.ordinary()))).doesNotContain("opening-feed-up");
        assertThat(slots(Rendered.of(withField(0.42, 0.35, true)))).contains("opening-feed-up");
        assertThat(slots(Rendered.of(withField(0.42, 0.35, true).each("trends", row -> row.put("feed_growth", -0.2)))))
                .contains("opening-feed-down");
        assertThat(slots(Rendered.of(withField(0.42, 0.35, true).each("trends", row -> row.put("feed_growth", 0.01)))))
                .contains("opening-feed-even");
    }

    @Test
    void causeOfATrend_isADayWhereOneDayMadeTheWeek() {
        assertThat(slots(Rendered.of(TestNight.ordinary()))).contains("cause-spread");
        TestNight oneDay = TestNight.ordinary().each("repo_movement", row -> row.put("best_day_share", 0.71));

        assertThat(slots(Rendered.of(oneDay))).contains("cause-day").doesNotContain("cause-spread");
        TestNight unknown = TestNight.ordinary().each("repo_movement", row -> row.putNull("best_day_share"));
        assertThat(slots(Rendered.of(unknown))).contains("cause-unknown").doesNotContain("cause-spread");
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
        String ledger = rendered.section("First, how my calls did");

        assertThat(slots(rendered)).contains("own-up", "skill-up", "calibration-even");
        assertThat(ledger).contains("wrong oldmill/bark gains at least 410 stars", "263");
        assertThat(ledger.indexOf("wrong oldmill/bark")).isLessThan(ledger.indexOf("right halfpastnine/memoir"));
    }

    @Test
    void gradedCalls_comeBeforeTheTrends() {
        assertThat(headings(Rendered.of(TestNight.ordinary())))
                .containsSubsequence("First, how my calls did", "The trends", "What to do now", "The small print");
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
    void nothingDue_saysHowManyAreOpenBesideTheCall() {
        TestNight night = TestNight.ordinary()
                .without("prediction_outcomes")
                .at("track_record", 0, row -> row.put("resolved_today", 0));

        assertThat(Rendered.of(night).section("My call")).contains("None of my earlier calls was due", "are open");
        assertThat(headings(Rendered.of(night))).doesNotContain("First, how my calls did");
        assertThat(slots(Rendered.of(TestNight.ordinary()))).doesNotContain("none-due");
    }

    @Test
    void call_saysWhatMustHappenHowLikelyAndHowLikeCallsDid() {
        assertThat(Rendered.of(TestNight.ordinary()).section("My call"))
                .contains(
                        "gain 3,410 stars in the next four weeks? That is twice as many",
                        "I say 31%: more likely a miss than a hit",
                        "only 1.2% manage such a jump",
                        "2026-04-03");
    }

    /** A call about the field that leads, made on a day before or tonight. */
    private static TestNight withShareClaim(double share, double before, String madeOn) {
        return withField(share, before, true).at("predictions", 0, row -> row.put("kind", "field_share")
                .put("made_on", madeOn)
                .put("subject_type", "field")
                .put("subject_key", "AI agents")
                .put("subject_name", "AI agents")
                .put("claim", "The field AI agents keeps its share")
                .put("required_value", 0.38)
                .put("probability", 0.57)
                .put("base_rate", 0.45));
    }

    @Test
    void callOfTheHeadline_isMadeInPlaceOfALongShot_andIsTheOnlyTestOfBeingWrong() {
        Rendered rendered = Rendered.of(withShareClaim(0.42, 0.35, "2026-03-06"));

        assertThat(rendered.section("My call"))
                .contains(
                        "Will the new share of AI agents last?",
                        "at least 38% of all new stars until 2026-04-03",
                        "I say 57%",
                        "fields that rose kept all of their new share")
                .doesNotContain("nettlefield/kiln");
        assertThat(slots(rendered)).contains("stand-call-up").doesNotContain("stand-share-wrong", "chance-low");
    }

    @Test
    void callOfAFieldThatFell_asksWhetherItComesBack() {
        Rendered rendered = Rendered.of(withShareClaim(0.35, 0.42, "2026-03-06"));

        assertThat(rendered.section("My call")).contains("win the lost share back?", "fields that fell came back");
        assertThat(slots(rendered)).contains("stand-call-down");
    }

    @Test
    void callOfTheHeadline_thatIsStillOpen_isNotMadeAgain() {
        Rendered rendered = Rendered.of(withShareClaim(0.42, 0.36, "2026-03-01"));

        assertThat(rendered.section("My call"))
                .contains("from 2026-03-01 to 2026-04-03", "it is still open", "So far it is ahead: 42%");
        assertThat(slots(rendered)).contains("stand-call-running").doesNotContain("headline-up", "headline-history-up");

        TestNight others = withShareClaim(0.42, 0.3, "2026-03-01");
        assertThat(slots(Rendered.of(others)))
                .as("the field has other repositories than then")
                .contains("stand-share-wrong")
                .doesNotContain("headline-running");
    }

    @Test
    void repositoryNearARoundNumber_isTheCallThatCouldGoEitherWay() {
        TestNight night = TestNight.ordinary().at("predictions", 1, row -> row.put("kind", "stars_reached")
                .put(
                        "claim",
                        "nettlefield/kiln reaches 5,000 stars in the 28 days after 2026-03-06: 300 more than it has")
                .put("probability", 0.52));

        assertThat(Rendered.of(night).section("My call"))
                .contains(
                        "either way",
                        "Will it have 5,000 stars by 2026-04-03? It needs",
                        "52% made it, and so I say that")
                .doesNotContain("twice as many");
    }

    @Test
    void likeCalls_areThoseOfTheSameTenth() {
        TestNight night = TestNight.ordinary()
                .each("predictions", row -> row.put("probability", 0.25))
                .each("repo_movement", row -> row.put("probability", 0.25));

        assertThat(Rendered.of(night).section("My call")).contains("Of 21 earlier calls of mine", "6 came true");
        assertThat(slots(Rendered.of(TestNight.ordinary()))).contains("like-none");
    }

    @Test
    void criterion_isForPrograms_andNotPrinted() {
        Rendered rendered = Rendered.of(TestNight.ordinary());

        assertThat(rendered.element().select("section td").eachText())
                .isNotEmpty()
                .noneMatch(cell -> cell.contains("{"));
        assertThat(rendered.element().select("details.folded summary h2").text())
                .isEqualTo("The small print");
    }

    @Test
    void oneDayOfAWeek_isSaid() {
        TestNight night = TestNight.ordinary().each("repo_movement", row -> row.put("best_day_share", 0.79));

        assertThat(slots(Rendered.of(night))).contains("pick-one-day").doesNotContain("pick-why-called");
        assertThat(Rendered.of(night).section("Worth opening"))
                .contains("79% of the week's stars came on one day, 2026-03-02");
        TestNight older = TestNight.ordinary()
                .each("repo_movement", row -> row.putNull("best_day_share").put("day_share", 0.79));
        assertThat(slots(Rendered.of(older))).contains("pick-last-day");
    }

    @Test
    void table_hasSixRowsOrderedByProbabilityElseByTheWeeksPart() {
        List<String> withModel = column(Rendered.of(TestNight.ordinary()), 1);
        List<String> without =
                column(Rendered.of(TestNight.ordinary().each("repo_movement", row -> row.putNull("probability"))), 1);

        assertThat(withModel).hasSize(6);
        assertThat(percents(withModel)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(percents(without)).isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static List<String> column(Rendered rendered, int place) {
        return rendered.element()
                .select("section:has(h2:contains(worth opening))")
                .select("tbody tr td:nth-child(" + place + ")")
                .eachText();
    }

    private static List<Double> percents(List<String> cells) {
        return cells.stream().map(cell -> Double.valueOf(cell.replace("%", ""))).toList();
    }

    @Test
    void contrarian_contradictsTheBeliefThatWasContradictedTheLongestTimeAgo() {
        List<Article> written = new ArrayList<>();
        List<String> beliefs = new ArrayList<>();
        for (int night = 0; night < 4; night++) {
            Rendered rendered =
                    Rendered.of(TestNight.ordinary().on("2026-03-%02d".formatted(6 + night)), Memory.of(written));
            written.add(rendered.article());
            slots(rendered).stream().filter(slot -> slot.startsWith("belief")).forEach(beliefs::add);
        }

        assertThat(beliefs).containsExactly("belief-subject", "belief-single", "belief-subject", "belief-single");
    }

    @Test
    void contrarian_saysOnlyWhatTheDataContradict() {
        TestNight fewOwners = TestNight.ordinary().each("trends", row -> row.put("owners", 30));
        assertThat(slots(Rendered.of(fewOwners))).contains("belief-subject", "fact-subject", "beside-up");

        TestNight noneFades =
                TestNight.ordinary().each("trends", row -> row.put("owners", 30).put("falling_owners", 1));
        assertThat(slots(Rendered.of(noneFades))).contains("belief-single", "fact-single");

        TestNight loudest = TestNight.ordinary()
                .each(
                        "trends",
                        row -> row.put("owners", 30).put("falling_owners", 1).put("growth_without_largest", 0.5))
                .each("repo_movement", row -> row.put("growth", -0.4));
        assertThat(slots(Rendered.of(loudest))).contains("belief-repository", "fact-repository");
    }

    @Test
    void themesThatFallBehindAllRepositories_contradictABoom() {
        TestNight night = withField(0.42, 0.35, true)
                .at("trends", 1, row -> row.put("owners", 400))
                .at("trends", 4, row -> row.put("field", "AI agents")
                        .put("growth", 0.02)
                        .put("before_velocity", 60));

        assertThat(Rendered.of(night).section("The contrarian take"))
                .contains(
                        "everyone in AI agents wins",
                        "Most did not even speed up",
                        "chat interfaces (up 2%) stayed behind the repos outside it.");
    }

    @Test
    void everyStep_endsWithAQuestion() {
        for (TestNight night : List.of(TestNight.ordinary(), Nights.quiet())) {
            assertThat(Rendered.of(night)
                            .element()
                            .select("section:has(h2:contains(what to do)) > ul > li")
                            .eachText())
                    .hasSize(3)
                    .allMatch(text -> text.contains("?"));
        }
    }

    @Test
    void nullColumn_cannotBePrinted() {
        Rows.RepoSignal unknown = Nights.young().inputs().surfacing().get(0);
        ArticleComposer composer = new ArticleComposer(Nights.young().inputs().day(), RecentArticles.NONE);

        assertThatThrownBy(() -> composer.sentence().put(unknown, "velocity_28d", ValueFormat.RATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot print velocity_28d of RowReference[table=repo_signals");
        assertThatThrownBy(() -> composer.sentence().put(unknown, "velocity_30d", ValueFormat.RATE))
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
        PhraseContext context = Thesis.night(inputs);
        int phrases = Phrasebook.of("opening-none").size();
        for (int day = 0; day < phrases; day++) {
            ArticleComposer composer = new ArticleComposer(inputs.day(), new RecentArticles(used));
            composer.sentence().frame("opening-none", context);
            used.addAll(composer.frames());
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

    @Test
    void riseThatOneRepositoryMade_saysSo_andIsNotCalledBroad() {
        TestNight night = withField(0.42, 0.35, false).at("trends", 1, row -> row.put("growth", 0.4)
                .put("rest_growth", 0.2)
                .put("largest_share", 0.42)
                .put("growth_without_largest", 0.28));
        Rendered rendered = Rendered.of(night);

        assertThat(slots(rendered))
                .contains("title-one-up", "stand-one-up", "field-one-up", "do-one")
                .doesNotContain("field-broad-up", "stand-share-up");
        assertThat(rendered.section("What moved")).contains("the field grew 28%, little more than everything else");
        assertThat(slots(Rendered.of(night.at("trends", 1, row -> row.put("growth_without_largest", 0.31)))))
                .contains("field-broad-up", "title-share-up");
        assertThat(slots(Rendered.of(night.at("trends", 1, row -> row.put("growth_without_largest", 0.2)))))
                .contains("field-one-less");
    }

    @Test
    void fieldThatKeepsItsShareWhileItsLargestRepositorySlowsDown_leads() {
        TestNight night = withField(0.352, 0.35, false)
                .at("trends", 1, row -> row.put("leader_repo_key", "id:1002"))
                .each("repo_movement", row -> {
                    if (row.get("_key").get("repo_key").asText().equals("id:1002")) {
                        row.put("growth", -0.39).put("week_velocity", 300).put("before_velocity", 490);
                    }
                });
        Rendered rendered = Rendered.of(night);

        assertThat(rendered.article().titleText()).contains("quill-mcp", "39%", "AI Agents", "35%");
        assertThat(slots(rendered)).contains("stand-held", "field-held", "held-view", "do-held");
        assertThat(slots(Rendered.of(night.at("trends", 1, row -> row.put("week_share", 0.33)))))
                .doesNotContain("stand-held");
    }

    @ParameterizedTest
    @CsvSource({"0, against-first", "1, against-before", "4, against-before", "6, against-often"})
    void weeksOfThePastThatWereAsStrong_sayHowRareItIs(int weeks, String slot) {
        TestNight night = withField(0.42, 0.35, true)
                .at("trends", 1, row -> row.put("past_weeks", 26).put("past_weeks_as_strong", weeks));

        assertThat(slots(Rendered.of(night)))
                .contains(slot)
                .filteredOn(each -> each.startsWith("against-"))
                .hasSize(1);
    }

    @Test
    void release_isNamedAsWhatMayHaveMovedIt() {
        TestNight night = TestNight.ordinary().each("repo_movement", row -> row.put("released_on", "2026-03-01"));

        assertThat(slots(Rendered.of(night))).contains("cause-release").doesNotContain("cause-spread", "cause-day");
        assertThat(Rendered.of(night).section("The trends"))
                .contains("published a release on 2026-03-01. That may be the reason");
        TestNight described = TestNight.ordinary().each("repo_movement", row -> row.put("is_newly_described", true));
        assertThat(slots(Rendered.of(described))).contains("cause-described").doesNotContain("cause-spread");
    }

    @Test
    void trendOfTheArticleBefore_isLookedAtAgain() {
        TestNight night =
                TestNight.ordinary().earlier("trends", "earlier_trends").earlier("repo_movement", "earlier_movement");
        assertThat(slots(Rendered.of(night))).contains("last-trend-held").doesNotContain("last-leader-back");

        TestNight faded = night.at("trends", 0, row -> row.put("week_velocity", 420));
        assertThat(slots(Rendered.of(faded))).contains("last-trend-faded");
        TestNight lost = night.at("trends", 0, row -> row.put("week_velocity", 310));
        assertThat(slots(Rendered.of(lost))).contains("last-trend-lost");
        assertThat(slots(Rendered.of(TestNight.ordinary()))).noneMatch(slot -> slot.startsWith("last-"));
    }

    @Test
    void largestRepositoryThatTurned_isSaid() {
        TestNight night = withField(0.42, 0.35, true)
                .at("trends", 1, row -> row.put("leader_repo_key", "id:1002"))
                .each("repo_movement", row -> row.put("growth", -0.39))
                .earlier("repo_movement", "earlier_movement")
                .each("repo_movement", row -> row.put("growth", 0.5));

        assertThat(Rendered.of(night).article().sections().get(0).blocks()).hasSize(2);
        assertThat(slots(Rendered.of(night))).contains("last-leader-back");
    }
}
