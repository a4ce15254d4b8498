package dev.reposignal.alert;

import dev.reposignal.config.Settings;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.table.AlertRule;
import dev.reposignal.table.SubjectType;
import dev.reposignal.table.Tier;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a night shows of the subjects that rules may speak of, and the events that the rules find in it.
 *
 * @param day the night
 * @param isFirst whether there is no published night before it, so that nothing can have changed
 * @param isPurgeDay whether GitHub removed accounts
 * @param repositories the watched ones, those on the board now or before, and those beyond a bound of a rule
 * @param decided predictions graded on this night
 * @param trends what is a trend on this night
 * @param forming the clusters that are forming on this night
 * @param silent watched repositories, and the feed, without data for a week
 */
public record NightEvents(
        LocalDate day,
        boolean isFirst,
        boolean isPurgeDay,
        List<Measured> repositories,
        List<Decided> decided,
        List<Trend> trends,
        List<Trend> forming,
        List<Silent> silent) {
    /**
     * A repository on the night.
     *
     * @param tier null where the night did not measure it
     * @param tierBefore on the published night before; null where that did not measure it
     * @param gained24h stars gained in a day, negative where stars were lost
     * @param gained28d stars gained in 28 days
     * @param isFirstSeen whether it has no snapshot before this night's
     * @param isFlagged whether its count may be another repository's: a level shift or an alias
     */
    public record Measured(
            String repoKey,
            String fullName,
            long stars,
            @Nullable Tier tier,
            @Nullable Integer place,
            @Nullable Tier tierBefore,
            @Nullable Long gained24h,
            @Nullable Long gained28d,
            @Nullable Double burst,
            @Nullable Double probability,
            boolean isFirstSeen,
            boolean isFlagged,
            List<String> lists) {
        boolean isWatched() {
            return !lists.isEmpty();
        }
    }

    /** A graded prediction. */
    public record Decided(
            String predictionId,
            String subjectType,
            String subjectKey,
            String subjectName,
            String claim,
            String outcome,
            double probability,
            List<String> lists) {}

    /**
     * A trend, or a forming cluster.
     *
     * @param weekVelocity stars a day of its members in the last week
     * @param beforeVelocity stars a day in the three weeks before of a trend, in the last 28 days of a forming cluster
     */
    public record Trend(
            String subjectType, String subjectKey, String subjectName, double weekVelocity, double beforeVelocity) {}

    /**
     * A subject without data.
     *
     * @param lastSeen the last day with data
     */
    public record Silent(
            String subjectType, String subjectKey, String subjectName, LocalDate lastSeen, List<String> lists) {}

    /** All events that rules tell, in the order of the rules, then by name. */
    public List<Alert> alerts(AlertRules rules, Settings.Predict predict) {
        List<Alert> alerts = new ArrayList<>();
        for (AlertRule rule : rules.enabled()) {
            List<Alert> found = new ArrayList<>();
            switch (rule) {
                case FIRST_SEEN ->
                    each(rules, rule, Measured::isFirstSeen, found, each -> forward(each, rule, "first", predict)
                            .with(
                                    "is in the data for the first time, with %s"
                                            .formatted(NumberFormats.counted(each.stars(), "star", "stars")),
                                    (double) each.stars(),
                                    "stars"));
                case SURFACED ->
                    each(
                            rules,
                            rule,
                            each -> !isFirst && each.tier() == Tier.SURFACING && each.tierBefore() != Tier.SURFACING,
                            found,
                            each -> forward(each, rule, day.toString(), predict)
                                    .with(
                                            "surfaces at rank %s".formatted(each.place()),
                                            asDouble(each.place()),
                                            "rank"));
                case PROBABILITY ->
                    each(
                            rules,
                            rule,
                            each -> each.probability() != null && each.probability() >= rules.probabilityAbove(),
                            found,
                            each -> forward(each, rule, day.toString(), predict)
                                    .with(
                                            "has a break-out probability of %s"
                                                    .formatted(NumberFormats.percent(each.probability())),
                                            each.probability(),
                                            "0-1"));
                case BURST ->
                    each(
                            rules,
                            rule,
                            each -> each.burst() != null && each.burst() >= rules.burstAbove(),
                            found,
                            each -> forward(each, rule, day.toString(), predict)
                                    .with(
                                            String.format(
                                                    Locale.ROOT,
                                                    "gains stars far above its own weeks (%.1f robust deviations)",
                                                    each.burst()),
                                            each.burst(),
                                            "robust deviations"));
                case MILESTONE -> milestones(rules, found);
                case LEFT_BOARD ->
                    each(
                            rules,
                            rule,
                            each -> !isFirst
                                    && each.tierBefore() != null
                                    && each.tierBefore() != Tier.WATCHED
                                    && (each.tier() == null || each.tier() == Tier.WATCHED),
                            found,
                            each -> forward(each, rule, day.toString(), predict)
                                    .with("left the board", (double) each.stars(), "stars"));
                case PURGE_LOSS ->
                    each(
                            rules,
                            rule,
                            each -> isPurgeDay && each.gained24h() != null && -each.gained24h() >= rules.purgeStars(),
                            found,
                            each -> {
                                long lost = -Objects.requireNonNull(each.gained24h());
                                return new Draft(each, rule, day.toString(), (double) each.stars() + lost)
                                        .with(
                                                "lost %s on a day on which GitHub removed accounts"
                                                        .formatted(NumberFormats.counted(lost, "star", "stars")),
                                                (double) lost,
                                                "stars");
                            });
                case CLAIM_DECIDED -> decided(rules, found);
                case TREND ->
                    grown(trends, rule, "%s is a trend: %s stars a day this week, %s in the three weeks before", found);
                case FORMING ->
                    grown(forming, rule, "%s is forming: %s stars a day this week, %s in the last 28 days", found);
                case NO_DATA -> silent(rules, found);
            }
            found.sort(Comparator.comparing((Alert alert) -> alert.subjectName().toLowerCase(Locale.ROOT))
                    .thenComparing(Alert::subjectKey)
                    .thenComparing(Alert::occasion));
            alerts.addAll(found);
        }
        return alerts;
    }

    /** An alert about a repository without its words. */
    private final class Draft {
        private final Measured each;
        private final AlertRule rule;
        private final String occasion;
        private final @Nullable Double requiredValue;

        Draft(Measured each, AlertRule rule, String occasion, @Nullable Double requiredValue) {
            this.each = each;
            this.rule = rule;
            this.occasion = occasion;
            this.requiredValue = requiredValue;
        }

        Alert with(String words, @Nullable Double value, String unit) {
            String name = OutsideText.line(each.fullName(), 140);
            return new Alert(
                    day,
                    rule,
                    SubjectType.REPOSITORY.value(),
                    each.repoKey(),
                    name,
                    occasion,
                    name + " " + words,
                    value,
                    unit,
                    each.stars(),
                    requiredValue,
                    each.lists());
        }
    }

    /** A draft that is graded by the stars of a break-out. */
    private Draft forward(Measured each, AlertRule rule, String occasion, Settings.Predict predict) {
        long required = Breakouts.requiredGain(predict, each.gained28d() == null ? 0 : each.gained28d(), each.stars());
        return new Draft(each, rule, occasion, (double) required);
    }

    private void each(
            AlertRules rules,
            AlertRule rule,
            Predicate<Measured> isEvent,
            List<Alert> found,
            Function<Measured, Alert> alert) {
        repositories.stream()
                .filter(each -> each.isWatched() || rules.isOfAll(rule))
                .filter(each -> !each.isFlagged())
                .filter(isEvent)
                .map(alert)
                .forEach(found::add);
    }

    private void milestones(AlertRules rules, List<Alert> found) {
        for (Measured each : repositories) {
            boolean isMeant = (each.isWatched() || rules.isOfAll(AlertRule.MILESTONE)) && !each.isFlagged();
            Long gained = each.gained24h();
            if (!isMeant || gained == null || gained <= 0) {
                continue;
            }
            // Of several passed in one day only the highest is news.
            rules.milestones().stream()
                    .filter(stars -> each.stars() >= stars && each.stars() - gained < stars)
                    .max(Comparator.naturalOrder())
                    .ifPresent(stars ->
                            found.add(new Draft(each, AlertRule.MILESTONE, String.valueOf(stars), (double) stars)
                                    .with(
                                            "passed %s".formatted(NumberFormats.counted(stars, "star", "stars")),
                                            (double) each.stars(),
                                            "stars")));
        }
    }

    private void decided(AlertRules rules, List<Alert> found) {
        for (Decided each : decided) {
            if (rules.isOfAll(AlertRule.CLAIM_DECIDED) || !each.lists().isEmpty()) {
                String name = OutsideText.line(each.subjectName(), 140);
                found.add(new Alert(
                        day,
                        AlertRule.CLAIM_DECIDED,
                        each.subjectType(),
                        each.subjectKey(),
                        name,
                        each.predictionId(),
                        "Prediction decided, %s: %s (stated probability %s)"
                                .formatted(
                                        each.outcome(),
                                        OutsideText.line(each.claim(), 200),
                                        NumberFormats.percent(each.probability())),
                        each.probability(),
                        "0-1",
                        null,
                        null,
                        each.lists()));
            }
        }
    }

    private void grown(List<Trend> subjects, AlertRule rule, String sentence, List<Alert> found) {
        for (Trend each : subjects) {
            String name = OutsideText.line(each.subjectName(), 140);
            found.add(new Alert(
                    day,
                    rule,
                    each.subjectType(),
                    each.subjectKey(),
                    name,
                    day.toString(),
                    String.format(
                            Locale.ROOT,
                            sentence,
                            name,
                            NumberFormats.rate(each.weekVelocity()),
                            NumberFormats.rate(each.beforeVelocity())),
                    each.weekVelocity(),
                    "stars/day",
                    null,
                    each.beforeVelocity(),
                    List.of()));
        }
    }

    private void silent(AlertRules rules, List<Alert> found) {
        for (Silent each : silent) {
            boolean isFeed = each.subjectType().equals(SubjectType.FEED.value());
            if (isFeed || !each.lists().isEmpty() || rules.isOfAll(AlertRule.NO_DATA)) {
                String name = OutsideText.line(each.subjectName(), 140);
                found.add(new Alert(
                        day,
                        AlertRule.NO_DATA,
                        each.subjectType(),
                        each.subjectKey(),
                        name,
                        each.lastSeen().toString(),
                        "%s has no data since %s".formatted(name, each.lastSeen()),
                        (double) ChronoUnit.DAYS.between(each.lastSeen(), day),
                        "days",
                        null,
                        null,
                        each.lists()));
            }
        }
    }

    private static @Nullable Double asDouble(@Nullable Integer value) {
        return value == null ? null : (Double) value.doubleValue();
    }
}
