package dev.reposignal.model;

import dev.reposignal.signal.LookbackWindow;
import dev.reposignal.stats.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The features of one repository's counts.
 *
 * <p>Counts span five orders of magnitude: gains are given as an inverse hyperbolic sine, which is a logarithm that takes
 * losses. A <em>pace</em> sets a gain against what a break-out asks for: ln((28 x stars a day + 5) / required gain), 0 where
 * the pace kept up would just do.
 */
final class SeriesFeatures {
    private static final int MONTH = LookbackWindow.MONTH.days();

    /** Steps of {@link SeriesView#STEP_DAYS} days in four weeks. */
    private static final int MONTH_STEPS = MONTH / SeriesView.STEP_DAYS;

    // After the constants it uses.
    private static final List<Feature> FEATURES = List.copyOf(declared());

    private SeriesFeatures() {}

    static List<Feature> features() {
        return FEATURES;
    }

    static float[] measured(SeriesView view) {
        float[] values = new float[FEATURES.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) FEATURES.get(i).measure().applyAsDouble(view);
        }
        return values;
    }

    private static List<Feature> declared() {
        List<Feature> features = new ArrayList<>();
        addLevel(features);
        addPaces(features);
        addShape(features);
        addSurprise(features);
        addYear(features);
        addFeed(features);
        addForksAndIssues(features);
        return features;
    }

    private static void add(List<Feature> features, String name, String doc, ToDoubleFunction<SeriesView> measure) {
        features.add(new Feature(name, doc, measure));
    }

    private static void addLevel(List<Feature> features) {
        add(features, "stars", "ln(1 + stars)", view -> Math.log1p(view.stars()));
        add(
                features,
                "breakout_gain",
                "ln of the stars that make a break-out",
                view -> Math.log((double) view.requiredGain()));
        add(features, "gain_28d", "asinh of stars_gained_28d", view -> asinh(view.gainBefore()));
        add(features, "growth_7d", "ln(1 + gain of 7 days / stars before)", view -> growth(view, 7));
        add(features, "growth_28d", "ln(1 + gain of 28 days / stars before)", view -> growth(view, MONTH));
    }

    private static void addPaces(List<Feature> features) {
        for (int days : List.of(1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84)) {
            add(
                    features,
                    "pace_%dd".formatted(days),
                    "Pace over %d days".formatted(days),
                    view -> pace(view, view.gained(days) / days));
        }
        for (int month = 1; month <= 2; month++) {
            int to = month * MONTH;
            int from = to + MONTH;
            add(
                    features,
                    "pace_%d_to_%dd".formatted(from, to),
                    "Pace from %d to %d days before".formatted(from, to),
                    view -> pace(view, view.gainedBetween(to, from) / MONTH));
        }
        for (int halfLife : List.of(1, 2, 4, 8)) {
            add(
                    features,
                    "pace_half_life_%dd".formatted(halfLife),
                    "Pace of the weighted gain a day with a half-life of %d days".formatted(halfLife),
                    view -> pace(view, view.weightedGain(halfLife)));
        }
        add(features, "pace_median_7d", "Pace of the median day of 7", view -> pace(view, view.medianOf(7)));
        add(features, "pace_median_28d", "Pace of the median day of 28", view -> pace(view, view.medianOfMonth()));
    }

    private static void addShape(List<Feature> features) {
        for (int back = 0; back < 3; back++) {
            int daysBefore = back;
            add(
                    features,
                    "gain_of_day_%d".formatted(back),
                    "asinh of the gain of the day %d days before".formatted(back),
                    view -> asinh(view.gainOf(daysBefore)));
        }
        add(features, "median_28d", "asinh of the median day of 28", view -> asinh(view.medianOfMonth()));
        add(features, "median_90d", "asinh of the median day of 90", view -> asinh(view.medianOf(90)));
        add(features, "largest_28d", "asinh of the best day of 28", view -> asinh(view.largestOf(MONTH)));
        add(features, "largest_90d", "asinh of the best day of 90", view -> asinh(view.largestOf(90)));
        add(features, "days_since_largest", "Days since the best day of 28", view -> view.daysSince(true));
        add(
                features,
                "smallest_28d",
                "asinh of the worst day of 28",
                view -> view.month().length == 0 ? Double.NaN : asinh(view.month()[0]));
        add(features, "days_since_smallest", "Days since the worst day of 28", view -> view.daysSince(false));
        add(
                features,
                "losses_28d",
                "asinh of the stars lost on losing days of 28",
                view -> asinh(
                        Arrays.stream(view.month()).filter(gain -> gain < 0).sum()));
        add(features, "losing_days_28d", "Days of 28 with a loss", view -> Arrays.stream(view.month())
                .filter(gain -> gain < 0)
                .count());
        add(features, "gaining_days_28d", "Days of 28 with a gain", view -> Arrays.stream(view.month())
                .filter(gain -> gain > 0)
                .count());
        add(features, "deviation_28d", "ln(1 + standard deviation of the days of 28)", SeriesFeatures::deviation);
        add(
                features,
                "largest_share_28d",
                "Gain of the best day of 28 / gain of the 28 days",
                view -> view.largestOf(MONTH) / Math.max(Math.abs(view.gainBefore()), 5));
        add(
                features,
                "decay_after_largest",
                "ln((mean gain a day since the best day of 28 + 1) / (its gain + 1))",
                view -> Math.log((positive(sinceLargest(view)) + 1) / (positive(view.largestOf(MONTH)) + 1)));
        add(
                features,
                "lift_after_largest",
                "ln((mean gain a day since the best day of 28 + 1) / (median day of 28 + 1))",
                view -> Math.log((positive(sinceLargest(view)) + 1) / (positive(view.medianOfMonth()) + 1)));
        for (int week = 0; week < 3; week++) {
            int to = 7 * week;
            add(
                    features,
                    "week_%d_over_week_%d".formatted(week, week + 1),
                    "ln of the ratio of two weeks' gains, 5 stars added to both",
                    view -> Math.log((positive(view.gainedBetween(to, to + 7)) + 5)
                            / (positive(view.gainedBetween(to + 7, to + 14)) + 5)));
        }
    }

    private static void addSurprise(List<Feature> features) {
        // Deviations from the repository's own median day on the scale of a Poisson count, as in Normal.
        add(
                features,
                "surprise_1d",
                "asinh of the day's gain above the median day of the 28 before, in Poisson deviations",
                view -> surprise(view, 1));
        add(features, "surprise_3d", "The same for three days", view -> surprise(view, 3));
        add(features, "surprise_7d", "The same for a week", view -> surprise(view, 7));
    }

    private static void addYear(List<Feature> features) {
        add(
                features,
                "year_largest_pace",
                "Pace of the best four weeks of the year that ended before these",
                view -> pace(view, Arrays.stream(earlierMonths(view)).max().orElse(Double.NaN) / MONTH));
        add(
                features,
                "year_median_pace",
                "Pace of the median four weeks of that year",
                view -> pace(
                        view,
                        Quantiles.medianOfSorted(Arrays.stream(earlierMonths(view))
                                        .sorted()
                                        .toArray())
                                / MONTH));
        add(
                features,
                "year_largest",
                "asinh of the stars gained in the best four weeks of that year",
                view -> asinh(Arrays.stream(earlierMonths(view)).max().orElse(Double.NaN)));
        add(
                features,
                "year_breakouts",
                "How often four weeks of that year were a break-out after the four before",
                SeriesFeatures::breakouts);
        add(
                features,
                "year_variation",
                "Standard deviation / (mean + 5) of the gains of four weeks in that year",
                SeriesFeatures::variation);
    }

    private static void addFeed(List<Feature> features) {
        add(features, "history_days", "Days since the first observation known of", SeriesView::historyDays);
        add(features, "days_since_previous", "Days since the observation before", SeriesView::daysSincePrevious);
        add(features, "observed_days_28d", "Days of 28 with an observation", SeriesView::observedInMonth);
        add(features, "weekday", "Day of the week, 0 is Thursday", view -> Math.floorMod(view.day(), 7));
    }

    private static void addForksAndIssues(List<Feature> features) {
        add(features, "forks", "ln(1 + forks)", view -> Math.log1p(view.forks()));
        add(features, "forks_per_star", "Forks / stars", view -> view.forks() / Math.max(view.stars(), 1));
        add(
                features,
                "forks_gained_7d",
                "asinh of the forks of 7 days",
                view -> asinh(view.forksGained(LookbackWindow.WEEK)));
        add(
                features,
                "forks_gained_28d",
                "asinh of the forks of 28 days",
                view -> asinh(view.forksGained(LookbackWindow.MONTH)));
        add(
                features,
                "forks_per_star_gained_28d",
                "Forks / stars gained in 28 days, at least 10 stars",
                view -> view.forksGained(LookbackWindow.MONTH) / Math.max(view.gainBefore(), 10));
        add(features, "issues", "ln(1 + open issues)", view -> Math.log1p(view.issues()));
        add(
                features,
                "issues_gained_7d",
                "asinh of the open issues of 7 days",
                view -> asinh(view.issuesGained(LookbackWindow.WEEK)));
        add(
                features,
                "issues_gained_28d",
                "asinh of the open issues of 28 days",
                view -> asinh(view.issuesGained(LookbackWindow.MONTH)));
        add(
                features,
                "days_since_push",
                "Days since the last push, at most 400",
                view -> Math.min(view.daysSincePush(), 400));
    }

    private static double asinh(double value) {
        return Math.signum(value) * Math.log(Math.abs(value) + Math.sqrt(value * value + 1));
    }

    /** The value, 0 where it is negative, NaN where it is NaN. */
    private static double positive(double value) {
        return value < 0 ? 0 : value;
    }

    private static double pace(SeriesView view, double starsPerDay) {
        return Math.log((positive(starsPerDay) * MONTH + 5) / view.requiredGain());
    }

    private static double growth(SeriesView view, int days) {
        double gained = view.gained(days);
        return Math.log1p(positive(gained) / Math.max(view.stars() - gained, 10));
    }

    private static double deviation(SeriesView view) {
        return Math.log1p(standardDeviation(view.month()));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double standardDeviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
    }

    private static double sinceLargest(SeriesView view) {
        int days = view.daysSince(true);
        return days == 0 ? view.gainOf(0) : view.gained(days) / days;
    }

    private static double surprise(SeriesView view, int days) {
        double usual = view.medianBefore() * days;
        return asinh((view.gained(days) - usual) / Math.sqrt(Math.max(usual, 0.15 * days)));
    }

    /** Gains of four weeks in the year that ended before the last four, one every step. */
    private static double[] earlierMonths(SeriesView view) {
        double[] months = new double[view.stepCount() - 2 * MONTH_STEPS];
        int count = 0;
        for (int step = MONTH_STEPS; step + MONTH_STEPS < view.stepCount(); step++) {
            double gain = view.step(step) - view.step(step + MONTH_STEPS);
            if (!Double.isNaN(gain)) {
                months[count++] = gain;
            }
        }
        return Arrays.copyOf(months, count);
    }

    private static double breakouts(SeriesView view) {
        int breakouts = 0;
        for (int step = MONTH_STEPS; step + 2 * MONTH_STEPS < view.stepCount(); step++) {
            double gain = view.step(step) - view.step(step + MONTH_STEPS);
            double before = view.step(step + MONTH_STEPS) - view.step(step + 2 * MONTH_STEPS);
            if (view.isBreakout(gain, before, view.step(step + MONTH_STEPS))) {
                breakouts++;
            }
        }
        return breakouts;
    }

    private static double variation(SeriesView view) {
        double[] months = earlierMonths(view);
        return standardDeviation(months) / (Math.abs(mean(months)) + 5);
    }
}
