package dev.reposignal.insight;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Shortfall;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Whether a subject may be called a trend, and how near it comes. */
final class TrendVerdict {
    /** Trends by the stars a day they added, then the subjects that miss fewest conditions. */
    static final Comparator<TrendVerdict> NEAREST_FIRST = Comparator.<TrendVerdict, Boolean>comparing(
                    verdict -> !verdict.shortfalls.isEmpty())
            .thenComparingInt(verdict -> verdict.missed)
            .thenComparingDouble(verdict -> verdict.week.beforeVelocity() - verdict.week.weekVelocity())
            .thenComparing(verdict -> verdict.subject.type())
            .thenComparing(verdict -> verdict.subject.key());

    /** More than there are conditions: what shrinks, or is no subject for an article, is no candidate. */
    private static final int NO_CANDIDATE = 10;
    /**
     * Owners that speed up for one that slows down, from which on they are clearly more; a step above a low past alone does not make
     * them so.
     */
    private static final double LEAST_BALANCE = 1.5;

    private final Settings.Trend settings;
    private final TrendSubject subject;
    private final TrendWeek week;
    private final TrendCertainty.@Nullable Certainty certainty;
    private final TrendSubject.Member largest;
    private final @Nullable Double growthWithoutLargest;
    private final long risingOwners;
    private final long fallingOwners;
    private final @Nullable Double labelFit;
    /** The conditions that are not met, in the order in which they are looked at. */
    private final List<Shortfall> shortfalls;

    private final int missed;

    /**
     * Judges a subject.
     *
     * @param week the night's week
     * @param certainty null where too little is known of its past
     */
    TrendVerdict(
            Settings.Trend settings,
            TrendSubject subject,
            TrendWeek week,
            TrendCertainty.@Nullable Certainty certainty) {
        this.settings = settings;
        this.subject = subject;
        this.week = week;
        this.certainty = certainty;
        this.largest = subject.carriers().get(0);
        this.growthWithoutLargest = subject.growthWithout(largest);
        this.risingOwners = subject.risingOwners();
        this.fallingOwners = subject.fallingOwners();
        this.labelFit = subject.labelFit();
        this.shortfalls =
                Arrays.stream(Shortfall.values()).filter(this::isMissed).toList();
        this.missed = conditionsMissed();
    }

    /** Whether the subject does not meet a condition. */
    private boolean isMissed(Shortfall condition) {
        return switch (condition) {
            case RELEVANCE ->
                subject.relevance() != null && !settings.relevance().contains(subject.relevance());
            case PACE -> week.beforeVelocity() < settings.minimumPace() || week.growth() == null;
            case GROWTH -> week.growth() != null && isSmall(week.growth());
            case REST -> isSmall(week.growthOverRest());
            case LARGEST -> isSmall(growthWithoutLargest);
            case OWNERS -> risingOwners < settings.minimumOwners();
            case BALANCE -> risingOwners < fallingOwners * LEAST_BALANCE;
            case LABEL -> labelFit != null && labelFit < settings.minimumLabelFit();
            case HISTORY -> certainty == null;
            case CHANCE -> certainty != null && certainty.rise().discoveryRate() > settings.falseDiscoveryRate();
        };
    }

    private boolean isSmall(@Nullable Double growth) {
        return (growth == null ? 0 : growth) < settings.minimumGrowth();
    }

    /** How many conditions are not met: the nearest candidate misses fewest. What shrinks is no candidate. */
    private int conditionsMissed() {
        boolean isCandidate = week.growth() != null
                && week.growth() > 0
                && !shortfalls.contains(Shortfall.RELEVANCE)
                && !shortfalls.contains(Shortfall.LABEL);
        int counted =
                (int) shortfalls.stream().filter(Shortfall.COUNTED::contains).count();
        return isCandidate ? counted : NO_CANDIDATE + counted;
    }

    /** The row of {@code trends}. */
    Row row(LocalDate day, int position, TrendCounts counts) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(Table.DAY, Date.valueOf(day));
        values.put("subject_type", subject.type());
        values.put("subject_key", subject.key());
        values.put("subject_name", subject.name());
        values.put("field", subject.field());
        values.put("relevance", subject.relevance());
        values.put("owners", subject.owners());
        putWeek(values, counts);
        values.put("largest_repo_key", largest.repoKey());
        values.put("largest_name", largest.fullName());
        values.put("largest_share", subject.addedShare(largest));
        values.put("growth_without_largest", growthWithoutLargest);
        values.put("leader_repo_key", subject.leader().repoKey());
        values.put("leader_name", subject.leader().fullName());
        values.put("leader_share", subject.leaderShare());
        values.put("half_repos", subject.halfRepos());
        values.put("rising_owners", risingOwners);
        values.put("falling_owners", fallingOwners);
        if (certainty != null) {
            values.put("past_weeks", certainty.pastWeeks());
            values.put("past_weeks_as_strong", certainty.pastWeeksAsStrong());
            values.put("z", certainty.z());
            values.put("chance", certainty.rise().share());
            values.put("false_discovery_rate", certainty.rise().discoveryRate());
            values.put("fall_chance", certainty.fall().share());
            values.put("fall_false_discovery_rate", certainty.fall().discoveryRate());
        }
        values.put("label_fit", labelFit);
        values.put(
                "falls_short", shortfalls.isEmpty() ? null : shortfalls.get(0).value());
        values.put("is_trend", shortfalls.isEmpty());
        values.put("position", position);
        return Trends.row(Tables.TRENDS, values);
    }

    private void putWeek(Map<String, @Nullable Object> values, TrendCounts counts) {
        TrendCounts.Tally tally = Objects.requireNonNull(subject.week(0));
        values.put("repos", tally.repos);
        values.put("week_stars", tally.weekStars);
        values.put("before_stars", tally.beforeStars);
        values.put("week_velocity", week.weekVelocity());
        values.put("before_velocity", week.beforeVelocity());
        values.put("growth", week.growth());
        values.put("rest_growth", week.restGrowth());
        values.put("growth_over_rest", week.growthOverRest());
        values.put("week_share", Trends.share(tally.weekStars, counts.feedWeekStars()));
        values.put("before_share", Trends.share(tally.beforeStars, counts.feedBeforeStars()));
        TrendCounts.Week days = counts.weeks().get(0);
        values.put(
                "feed_growth",
                TrendSubject.growth(
                        (double) counts.feedWeekStars() / days.weekDays(),
                        (double) counts.feedBeforeStars() / days.beforeDays()));
    }
}
