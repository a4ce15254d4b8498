package dev.reposignal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.table.AlertRule;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule with what it tells and what it must not tell. */
class NightEventsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);
    private static final Settings.Predict PREDICT =
            SettingsLoader.load(Optional.empty(), Map.of(), Map.of()).predict();

    @Test
    void quietRepository_isNoEventOfAnyRule() {
        assertThat(alerts(quiet("a/watched", true))).isEmpty();
        assertThat(alerts(quiet("a/other", false))).isEmpty();
    }

    @Test
    void firstSeen_tellsWhatHasNoSnapshotBefore() {
        assertThat(rules(of(true, each -> each.isFirstSeen = true))).containsExactly(AlertRule.FIRST_SEEN);
        assertThat(alerts(of(true, each -> each.isFirstSeen = true)).get(0).title())
                .isEqualTo("a/b is in the data for the first time, with 1,000 stars");
        assertThat(rules(of(false, each -> each.isFirstSeen = true))).isEmpty();
    }

    @Test
    void surfaced_tellsWhatDidNotSurfaceTheNightBefore() {
        assertThat(rules(of(false, each -> each.tier(Tier.SURFACING, Tier.WATCHED))))
                .containsExactly(AlertRule.SURFACED);
        assertThat(rules(of(false, each -> each.tier(Tier.SURFACING, null)))).containsExactly(AlertRule.SURFACED);
        assertThat(rules(of(false, each -> each.tier(Tier.SURFACING, Tier.TRACKED))))
                .containsExactly(AlertRule.SURFACED);
        assertThat(rules(of(true, each -> each.tier(Tier.SURFACING, Tier.SURFACING))))
                .isEmpty();
        assertThat(rules(of(true, each -> each.tier(Tier.TRACKED, Tier.WATCHED))))
                .isEmpty();
        // Nothing can have changed on the first night.
        assertThat(night(true, false, of(true, each -> each.tier(Tier.SURFACING, null)))
                        .alerts(AlertRules.defaults(), PREDICT))
                .isEmpty();
    }

    @Test
    void probability_tellsFromItsBoundOn() {
        assertThat(rules(of(true, each -> each.probability = 0.3))).containsExactly(AlertRule.PROBABILITY);
        assertThat(rules(of(true, each -> each.probability = 0.2999))).isEmpty();
        assertThat(rules(of(false, each -> each.probability = 0.9))).isEmpty();
    }

    @Test
    void burst_tellsFromItsBoundOn() {
        assertThat(rules(of(true, each -> each.burst = 6.0))).containsExactly(AlertRule.BURST);
        assertThat(rules(of(true, each -> each.burst = 5.99))).isEmpty();
        assertThat(rules(of(false, each -> each.burst = 60.0))).isEmpty();
    }

    @Test
    void milestone_tellsTheHighestThatWasPassedThatDay() {
        assertThat(alerts(of(true, each -> each.stars(1_200, 750L))))
                .extracting(Alert::title)
                .containsExactly("a/b passed 1,000 stars");
        assertThat(rules(of(true, each -> each.stars(1_000, 1L)))).containsExactly(AlertRule.MILESTONE);
        assertThat(rules(of(true, each -> each.stars(999, 400L)))).isEmpty();
        assertThat(rules(of(true, each -> each.stars(1_001, 1L)))).isEmpty();
        assertThat(rules(of(true, each -> each.stars(1_200, null)))).isEmpty();
        assertThat(rules(of(true, each -> each.stars(990, -20L)))).isEmpty();
        assertThat(rules(of(false, each -> each.stars(1_200, 700L)))).isEmpty();
    }

    @Test
    void leftBoard_tellsWhatWasOnItTheNightBefore() {
        assertThat(rules(of(true, each -> each.tier(Tier.WATCHED, Tier.TRACKED))))
                .containsExactly(AlertRule.LEFT_BOARD);
        assertThat(rules(of(true, each -> each.tier(null, Tier.SURFACING)))).containsExactly(AlertRule.LEFT_BOARD);
        assertThat(rules(of(true, each -> each.tier(Tier.TRACKED, Tier.SURFACING))))
                .isEmpty();
        assertThat(rules(of(true, each -> each.tier(Tier.WATCHED, null)))).isEmpty();
        assertThat(rules(of(false, each -> each.tier(Tier.WATCHED, Tier.TRACKED))))
                .isEmpty();
        assertThat(night(true, false, of(true, each -> each.tier(Tier.WATCHED, Tier.TRACKED)))
                        .alerts(AlertRules.defaults(), PREDICT))
                .isEmpty();
    }

    @Test
    void purgeLoss_tellsOnPurgeDaysOnly() {
        Draft lost = of(true, each -> each.stars(950, -50L));
        assertThat(night(false, true, lost).alerts(AlertRules.defaults(), PREDICT))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.rule()).isEqualTo(AlertRule.PURGE_LOSS);
                    assertThat(alert.requiredValue()).isEqualTo(1_000);
                });
        assertThat(rules(lost)).isEmpty();
        assertThat(night(false, true, of(true, each -> each.stars(951, -49L))).alerts(AlertRules.defaults(), PREDICT))
                .isEmpty();
        assertThat(night(false, true, of(false, each -> each.stars(500, -500L))).alerts(AlertRules.defaults(), PREDICT))
                .isEmpty();
    }

    /** Its counts may be another repository's. */
    @Test
    void levelShiftOrAlias_isNoEventOfAnyRule() {
        assertThat(night(false, true, of(true, each -> {
                            each.isFirstSeen = true;
                            each.isFlagged = true;
                            each.tier(Tier.SURFACING, Tier.WATCHED);
                            each.probability = 0.9;
                            each.burst = 90.0;
                            each.stars(1_200, 700L);
                        }))
                        .alerts(AlertRules.defaults(), PREDICT))
                .isEmpty();
    }

    @Test
    void claims_areToldOfAllOrOfListedSubjects() {
        NightEvents.Decided mine = new NightEvents.Decided(
                "p1", "repository", "id:1", "a/b", "a/b will break out", "hit", 0.25, List.of("mine"));
        NightEvents.Decided other = new NightEvents.Decided(
                "p2", "repository", "id:2", "c/d", "c/d will break out", "miss", 0.5, List.of());
        NightEvents night =
                new NightEvents(DAY, false, false, List.of(), List.of(mine, other), List.of(), List.of(), List.of());

        assertThat(night.alerts(AlertRules.defaults(), PREDICT))
                .extracting(Alert::title)
                .containsExactly(
                        "Prediction decided, hit: a/b will break out (stated probability 25%)",
                        "Prediction decided, miss: c/d will break out (stated probability 50%)");
        assertThat(night.alerts(only(Set.of(), AlertRule.CLAIM_DECIDED), PREDICT))
                .extracting(Alert::occasion)
                .containsExactly("p1");
    }

    @Test
    void trendsAndFormingClusters_areToldWithWhatTheyAreComparedWith() {
        NightEvents.Trend trend = new NightEvents.Trend("field", "databases", "databases", 120, 80);
        NightEvents.Trend forming = new NightEvents.Trend("cluster", "c-1", "vector search", 30, 20);
        NightEvents night =
                new NightEvents(DAY, false, false, List.of(), List.of(), List.of(trend), List.of(forming), List.of());

        List<Alert> alerts = night.alerts(AlertRules.defaults(), PREDICT);

        assertThat(alerts).extracting(Alert::rule).containsExactly(AlertRule.TREND, AlertRule.FORMING);
        assertThat(alerts).extracting(Alert::requiredValue).containsExactly(80.0, 20.0);
        assertThat(alerts.get(1).title())
                .startsWith("vector search is forming: 30")
                .endsWith("in the last 28 days");
        assertThat(night.alerts(only(Set.of(), AlertRule.BURST), PREDICT)).isEmpty();
    }

    @Test
    void missingData_isToldOfTheFeedAndOfListedRepositories() {
        NightEvents.Silent feed = new NightEvents.Silent("feed", "feed", "The feed", DAY.minusDays(8), List.of());
        NightEvents.Silent mine =
                new NightEvents.Silent("repository", "id:1", "a/b", DAY.minusDays(7), List.of("mine"));
        NightEvents.Silent other = new NightEvents.Silent("repository", "id:2", "c/d", DAY.minusDays(7), List.of());
        NightEvents night = new NightEvents(
                DAY, false, false, List.of(), List.of(), List.of(), List.of(), List.of(feed, mine, other));

        assertThat(night.alerts(AlertRules.defaults(), PREDICT))
                .extracting(Alert::title)
                .containsExactly("a/b has no data since 2026-02-27", "The feed has no data since 2026-02-26");
    }

    @Test
    void ruleThatIsOff_tellsNothing() {
        Draft everything = of(true, each -> {
            each.isFirstSeen = true;
            each.tier(Tier.SURFACING, Tier.WATCHED);
            each.probability = 0.9;
            each.burst = 90.0;
            each.stars(1_200, 700L);
        });
        for (AlertRule rule : EnumSet.of(
                AlertRule.FIRST_SEEN,
                AlertRule.SURFACED,
                AlertRule.PROBABILITY,
                AlertRule.BURST,
                AlertRule.MILESTONE)) {
            assertThat(night(false, false, everything).alerts(only(Set.of(), rule), PREDICT))
                    .extracting(Alert::rule)
                    .containsExactly(rule);
        }
    }

    @Test
    void hostileName_isOneLineWithoutControlCharacters() {
        Draft draft = of(true, each -> each.burst = 9.0);
        draft.name = "evil/\u202Ename\n<script>";

        assertThat(alerts(draft).get(0).title()).doesNotContain("\u202E", "\n").startsWith("evil/name <script> gains");
    }

    private static AlertRules only(Set<AlertRule> ofAll, AlertRule... rules) {
        AlertRules standard = AlertRules.defaults();
        return new AlertRules(
                Arrays.asList(rules),
                ofAll,
                standard.probabilityAbove(),
                standard.burstAbove(),
                standard.milestones(),
                standard.purgeStars());
    }

    /** A measured repository in the making. */
    private static final class Draft {
        private String name = "a/b";
        private boolean isWatched;
        private boolean isFirstSeen;
        private boolean isFlagged;
        private long stars = 1_000;
        private @Nullable Long gained24h = 0L;
        private @Nullable Tier tier = Tier.WATCHED;
        private @Nullable Tier before = Tier.WATCHED;
        private @Nullable Double burst;
        private @Nullable Double probability;

        private void stars(long now, @Nullable Long gained) {
            stars = now;
            gained24h = gained;
        }

        private void tier(@Nullable Tier now, @Nullable Tier then) {
            tier = now;
            before = then;
        }

        private NightEvents.Measured measured() {
            return new NightEvents.Measured(
                    "id:1",
                    name,
                    stars,
                    tier,
                    tier == null || tier == Tier.WATCHED ? null : (Integer) 3,
                    before,
                    gained24h,
                    10L,
                    burst,
                    probability,
                    isFirstSeen,
                    isFlagged,
                    isWatched ? List.of("mine") : List.of());
        }
    }

    private interface Change {
        void to(Draft draft);
    }

    private static Draft of(boolean isWatched, Change change) {
        Draft draft = quiet("a/b", isWatched);
        change.to(draft);
        return draft;
    }

    private static Draft quiet(String name, boolean isWatched) {
        Draft draft = new Draft();
        draft.name = name;
        draft.isWatched = isWatched;
        return draft;
    }

    private static NightEvents night(boolean isFirst, boolean isPurgeDay, Draft draft) {
        return new NightEvents(
                DAY, isFirst, isPurgeDay, List.of(draft.measured()), List.of(), List.of(), List.of(), List.of());
    }

    private static List<Alert> alerts(Draft draft) {
        return night(false, false, draft).alerts(AlertRules.defaults(), PREDICT);
    }

    private static List<AlertRule> rules(Draft draft) {
        return alerts(draft).stream().map(Alert::rule).toList();
    }
}
