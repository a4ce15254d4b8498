package dev.reposignal.signal;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Verdict;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Holds the measures of a day against the bounds and says in sentences with figures which of them it exceeds. */
final class FeedJudgement {
    /** Fewer repositories seen on both days say nothing about the feed. */
    private static final int FEWEST_COMPARED = 20;

    /** Fewer repositories that jump are single events. */
    private static final int FEWEST_JUMPED = 5;

    private static final int FEWEST_SWITCHED = 3;

    /** So many repositories, or half of a small feed, do not make the same large change by chance. */
    private static final int FEWEST_ALIKE = 20;

    private static final double SHARE_ALIKE = 0.5;

    /** A change of the share of ids of this part of the bound is warned of. */
    private static final double WARNED_PART = 0.1;

    private final Settings.Health settings;
    private final Settings.Distribution bounds;
    private final LocalDate day;
    private final FeedDays days;
    private final int today;
    private final FeedComparison comparison;
    private final boolean isCompared;
    private final List<String> distortions = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Judges a day.
     *
     * @param today the number of the day among the days
     */
    FeedJudgement(Settings.Health settings, LocalDate day, FeedDays days, int today) {
        this.settings = settings;
        this.bounds = settings.distribution();
        this.day = day;
        this.days = days;
        this.today = today;
        this.comparison = new FeedComparison(days, today);
        this.isCompared = comparison.compared >= FEWEST_COMPARED;
    }

    /** The row of {@code feed_health}. */
    Row row() {
        Map<String, @Nullable Object> values = new HashMap<>();
        long repos = days.rows(today);
        Double usualRepos = comparison.trailingMedianRows();
        Double coverage = usualRepos == null ? null : repos / usualRepos;
        boolean isThin = repos == 0 || (coverage != null && coverage < settings.minimumCoverage());
        boolean isFrozen = isCompared && atLeast(comparison.shareUnchanged(), settings.frozenShare());
        values.put(Table.DAY, Date.valueOf(day));
        values.put("repos", repos);
        values.put("trailing_median_repos", usualRepos);
        values.put("coverage", coverage);
        values.put("previous_day", comparison.gapDays() == 0 ? null : Date.valueOf(previousDay()));
        values.put("compared_repos", comparison.compared);
        values.put("share_unchanged", comparison.shareUnchanged());
        values.put("share_negative", comparison.shareNegative());
        values.put("is_thin", isThin);
        values.put("is_frozen", isFrozen);
        values.put("is_purge_day", isCompared && atLeast(comparison.shareNegative(), settings.purgeShare()));
        judgeLevels(values);
        judgeSharedChanges(values);
        judgeStaleCounts(values);
        judgeRepositories(values);
        if (repos > 0 && usualRepos != null && comparison.gapDays() == 0) {
            warnings.add(text(
                    "No day of the %d before was observed: the counts are compared with none.",
                    FeedComparison.REACH_DAYS));
        }
        List<String> reasons = new ArrayList<>();
        if (repos == 0) {
            reasons.add("No repository was observed on the day.");
        } else if (isThin) {
            reasons.add(text(
                    "Only %,d repositories were observed where %,.0f are usual: a coverage of %.3f, and %.3f is needed.",
                    repos, usualRepos, coverage, settings.minimumCoverage()));
        }
        if (isFrozen) {
            reasons.add(text(
                    "%.1f %% of the %,d repositories also observed on %s have the same stars as then: the feed repeats"
                            + " itself (the limit is %.1f %%).",
                    percent(comparison.shareUnchanged()),
                    comparison.compared,
                    previousDay(),
                    100 * settings.frozenShare()));
        }
        reasons.addAll(distortions);
        values.put("is_distorted", !distortions.isEmpty());
        values.put("verdict", (reasons.isEmpty() ? Verdict.PUBLISH : Verdict.HOLD).value());
        values.put("reason", reasons.isEmpty() ? null : String.join(" ", reasons));
        values.put("warnings", warnings.isEmpty() ? null : String.join(" ", warnings));
        return RowFactory.create(Tables.FEED_HEALTH.fields().stream()
                .map(Field::name)
                .map(values::get)
                .toArray());
    }

    private void judgeLevels(Map<String, @Nullable Object> values) {
        values.put("share_zero", comparison.shareZero());
        holdShare(comparison.shareZero(), bounds.zeroShare(), "have 0 stars and had some on %s");
        Double ratio = comparison.medianRatio();
        values.put("median_ratio", ratio);
        if (ratio != null
                && comparison.levelRepos() >= FEWEST_COMPARED
                && Math.abs(ratio - 1) >= bounds.levelChange() * comparison.gapDays()) {
            distortions.add(text(
                    "The median repository has %.3f times its stars of %s (the limit is a change of %.1f %% a day).",
                    ratio, previousDay(), 100 * bounds.levelChange()));
        }
        holdShare(comparison.shareNegative(), bounds.fallenShare(), "have fewer stars than on %s");
        values.put("share_jumped", comparison.shareJumped());
        if (comparison.jumped >= FEWEST_JUMPED) {
            holdShare(
                    comparison.shareJumped(),
                    bounds.jumpedShare(),
                    "have less than half or more than twice their stars of %s");
        }
        values.put("share_rounded", comparison.shareRounded());
        Double rounded = comparison.shareRounded();
        if (rounded != null
                && isMoreThanChance(comparison.rounded, rounded)
                && isCompared
                && rounded >= bounds.roundedShare()) {
            distortions.add(text(
                    "%.1f %% of the %,d counts of 1,000 stars and more are whole hundreds: they are rounded, and no daily change"
                            + " can be seen (the limit is %.1f %%).",
                    100 * rounded, comparison.largeCounts, 100 * bounds.roundedShare()));
        }
        values.put("share_switched", comparison.shareSwitched());
        if (comparison.switched >= FEWEST_SWITCHED) {
            holdShare(
                    comparison.shareSwitched(),
                    bounds.switchedShare(),
                    "have as their stars what were their forks or open issues on %s");
        }
    }

    private void judgeSharedChanges(Map<String, @Nullable Object> values) {
        FeedComparison.Shared step = comparison.sameStep();
        values.put("same_step", step == null ? null : step.value());
        values.put("share_same_step", step == null ? null : step.share());
        FeedComparison.Shared large = comparison.sameLargeStep();
        values.put("same_large_step", large == null ? null : large.value());
        values.put("share_same_large_step", large == null ? null : large.share());
        if (isCompared && step != null && step.share() >= bounds.sameStepShare()) {
            distortions.add(sameStep(step, bounds.sameStepShare()));
        } else if (isCompared
                && large != null
                && isMoreThanChance(large.repos(), large.share())
                && large.share() >= bounds.sameLargeStepShare()) {
            distortions.add(sameStep(large, bounds.sameLargeStepShare()));
        }
        FeedComparison.SharedRatio ratio = comparison.sameRatio();
        values.put("same_ratio", ratio == null ? null : ratio.ratio());
        values.put("share_same_ratio", ratio == null ? null : ratio.share());
        if (isCompared
                && ratio != null
                && isMoreThanChance(ratio.repos(), ratio.share())
                && ratio.share() >= bounds.sameRatioShare()) {
            distortions.add(text(
                    "%.1f %% of the repositories with %,d stars and more have the same %.3f times their stars of %s (the"
                            + " limit is %.1f %%).",
                    100 * ratio.share(), ratio.stars(), ratio.ratio(), previousDay(), 100 * bounds.sameRatioShare()));
        }
        values.put("swapped_pairs", comparison.gapDays() == 0 ? null : comparison.swappedPairs());
        if (isCompared && comparison.swappedPairs() >= bounds.swappedPairs()) {
            distortions.add(text(
                    "%,d pair(s) of repositories have exchanged their stars of %s (the limit is %,d).",
                    comparison.swappedPairs(), previousDay(), bounds.swappedPairs()));
        }
    }

    private static boolean isMoreThanChance(long repos, double share) {
        return repos >= FEWEST_ALIKE || (repos >= FEWEST_JUMPED && share >= SHARE_ALIKE);
    }

    private String sameStep(FeedComparison.Shared step, double bound) {
        return text(
                "%.1f %% of the %,d repositories also observed on %s changed by exactly %+,d stars (the limit is %.1f %%).",
                100 * step.share(), comparison.compared, previousDay(), step.value(), 100 * bound);
    }

    private void judgeStaleCounts(Map<String, @Nullable Object> values) {
        Double usual = comparison.usualShareUnchanged();
        values.put("usual_share_unchanged", usual);
        FeedComparison.Stale stale = comparison.stale();
        values.put("share_stale", stale == null ? null : stale.share());
        values.put(
                "repeated_day", stale == null || stale.share() == 0 ? null : Date.valueOf(day.minusDays(stale.back())));
        if (isCompared && stale != null && stale.share() >= bounds.staleShare()) {
            distortions.add(text(
                    "%.1f %% of the repositories have the same stars as on %s, where %.1f %% is usual from day to day:"
                            + " %.1f %% of what usually changes is stale (the limit is %.1f %%).",
                    100 * stale.repeated(),
                    day.minusDays(stale.back()),
                    percent(usual),
                    100 * stale.share(),
                    100 * bounds.staleShare()));
        }
        FeedComparison.StaleSource source = comparison.staleSource();
        values.put("stale_source", source == null ? null : source.source());
        values.put("share_stale_source", source == null ? null : source.share());
        values.put("share_of_stale_source", source == null ? null : source.ofFeed());
        if (isCompared && source != null && source.share() >= bounds.staleSourceShare()) {
            (source.ofFeed() >= bounds.sourceShare() ? distortions : warnings)
                    .add(text(
                            "The source %s, %.1f %% of the compared repositories, repeats %.1f %% of its counts of %s:"
                                    + " %.1f %% of what usually changes is stale (the limit is %.1f %%).",
                            source.source(),
                            100 * source.ofFeed(),
                            100 * source.repeated(),
                            previousDay(),
                            100 * source.share(),
                            100 * bounds.staleSourceShare()));
        }
        List<String> shrunk = comparison.shrunkSources(settings.minimumCoverage());
        if (!shrunk.isEmpty()) {
            warnings.add(text("Much less than on %s came from %s.", previousDay(), String.join(", ", shrunk)));
        }
        List<String> missing = comparison.missingSources();
        values.put("missing_sources", missing.isEmpty() ? null : String.join(", ", missing));
        if (!missing.isEmpty()) {
            warnings.add(text(
                    "Nothing came from %s, which gave at least 5 %% of the rows of %s.",
                    String.join(", ", missing), previousDay()));
        }
    }

    private void judgeRepositories(Map<String, @Nullable Object> values) {
        int gap = comparison.gapDays();
        Double comparable = comparison.shareComparable();
        values.put("share_comparable", comparable);
        boolean hasRows = gap > 0 && Math.min(days.rows(today), days.rows(today - gap)) >= FEWEST_COMPARED;
        if (hasRows && comparable != null && comparable < bounds.comparableShare()) {
            distortions.add(text(
                    "Only %,d of %,d repositories can be compared with %s (%.1f %%, and %.1f %% is needed): names or ids"
                            + " changed, and their histories do not go on.",
                    comparison.compared,
                    days.rows(today),
                    previousDay(),
                    100 * comparable,
                    100 * bounds.comparableShare()));
        }
        Double withId = days.shareWithId(today);
        Double hadId = gap == 0 ? null : days.shareWithId(today - gap);
        values.put("share_with_id", withId);
        values.put("previous_share_with_id", hadId);
        if (hasRows && withId != null && hadId != null) {
            double change = Math.abs(withId - hadId);
            String ids = text(
                    "%.1f %% of the rows give GitHub's numeric id, and %.1f %% did on %s: a repository that begins or stops"
                            + " to give it begins a new history (the limit is a change of %.1f points).",
                    100 * withId, 100 * hadId, previousDay(), 100 * bounds.idShare());
            if (change >= bounds.idShare()) {
                distortions.add(ids);
            } else if (change >= bounds.idShare() * WARNED_PART) {
                warnings.add(ids);
            }
        }
    }

    private void holdShare(@Nullable Double share, double bound, String what) {
        if (isCompared && atLeast(share, bound)) {
            distortions.add(text(
                    "%.1f %% of the %,d repositories observed on both days %s (the limit is %.1f %%).",
                    percent(share), comparison.compared, what.formatted(previousDay()), 100 * bound));
        }
    }

    private static boolean atLeast(@Nullable Double share, double bound) {
        return share != null && share >= bound;
    }

    private static double percent(@Nullable Double share) {
        return share == null ? 0 : 100 * share;
    }

    private LocalDate previousDay() {
        return day.minusDays(comparison.gapDays());
    }

    private static String text(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
