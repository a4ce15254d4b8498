package dev.reposignal.insight;

import dev.reposignal.config.Settings;
import dev.reposignal.stats.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often so many more members rise than fall by chance, beside all other repositories: in the subject's own past, and over
 * the past of all subjects of its type.
 */
final class TrendCertainty {
    /** A median absolute deviation times this is a standard deviation, where the distribution is normal. */
    private static final double NORMAL = 1.4826;
    /** Members that rise or fall, below which their balance says nothing. */
    private static final int LEAST_MOVED = 5;

    private TrendCertainty() {}

    /**
     * What chance says of a subject.
     *
     * @param pastWeeks earlier weeks its week is compared with
     * @param pastWeeksAsStrong those of them in which it outgrew the rest, or fell behind it, at least as much
     * @param z robust deviations above its own past weeks
     * @param rise of the past weeks of its type that are as far above
     * @param fall of those that are as far below
     */
    record Certainty(long pastWeeks, long pastWeeksAsStrong, double z, Chance rise, Chance fall) {}

    /**
     * A probability.
     *
     * @param share of past weeks, 0-1
     * @param discoveryRate the rate of Benjamini and Hochberg (1995) at which it would be called, over all subjects of its type
     */
    record Chance(double share, double discoveryRate) {}

    /** The certainty of the subjects that enough is known of, each by itself. */
    static Map<TrendSubject, Certainty> of(Settings.Trend settings, TrendCounts counts) {
        // Clusters, fields and languages are each a family: thirteen fields are thirteen questions, however many
        // clusters
        // there are.
        Map<String, Family> families = new TreeMap<>();
        for (TrendSubject subject : counts.subjects()) {
            families.computeIfAbsent(subject.type(), type -> new Family()).add(settings, subject, counts);
        }
        Map<TrendSubject, Certainty> certain = new HashMap<>();
        families.values().forEach(family -> certain.putAll(family.certain()));
        return certain;
    }

    /** A subject tonight, by its own past. */
    private record Tested(TrendSubject subject, long pastWeeks, long asStrong, double z) {}

    /** The subjects of one type. */
    private static final class Family {
        private final List<Tested> tonight = new ArrayList<>();
        /** Of the past weeks of all subjects. */
        private final List<Double> past = new ArrayList<>();

        void add(Settings.Trend settings, TrendSubject subject, TrendCounts counts) {
            TrendWeek now = null;
            List<TrendWeek> before = new ArrayList<>();
            for (int week = 0; week < counts.weeks().size(); week++) {
                int weeksAgo = counts.weeks().get(week).weeksAgo();
                TrendWeek found = TrendWeek.of(counts, subject, week);
                if (found == null || !isTested(settings, found)) {
                    continue;
                }
                if (weeksAgo == 0) {
                    now = found;
                } else if (weeksAgo <= settings.pastWeeks()) {
                    before.add(found);
                }
            }
            if (before.size() < settings.minimumPastWeeks()) {
                return;
            }
            double middle = median(before, TrendWeek::knownStep);
            double spread = NORMAL * median(before, week -> Math.abs(week.knownStep() - middle));
            before.forEach(week -> past.add(z(week, middle, spread)));
            if (now != null) {
                Double growth = now.growthOverRest();
                long asStrong = before.stream()
                        .filter(week -> isAsStrong(week.growthOverRest(), growth))
                        .count();
                tonight.add(new Tested(subject, before.size(), asStrong, z(now, middle, spread)));
            }
        }

        private static boolean isTested(Settings.Trend settings, TrendWeek week) {
            return week.step() != null
                    && week.beforeVelocity() >= settings.minimumPace()
                    && week.moved() >= LEAST_MOVED;
        }

        private static boolean isAsStrong(@Nullable Double then, @Nullable Double now) {
            return then != null && now != null && (now >= 0 ? then >= now : then <= now);
        }

        private static double median(List<TrendWeek> weeks, ToDoubleFunction<TrendWeek> value) {
            return Quantiles.medianOfSorted(
                    weeks.stream().mapToDouble(value).sorted().toArray());
        }

        /** Counts alone scatter by one over the root of how many there are. */
        private static double z(TrendWeek week, double middle, double spread) {
            return (week.knownStep() - middle) / Math.max(spread, 1 / Math.sqrt((double) week.moved()));
        }

        Map<TrendSubject, Certainty> certain() {
            double[] rises = tonight.stream()
                    .mapToDouble(tested ->
                            chance(past.stream().filter(z -> z >= tested.z()).count()))
                    .toArray();
            double[] falls = tonight.stream()
                    .mapToDouble(tested ->
                            chance(past.stream().filter(z -> z <= tested.z()).count()))
                    .toArray();
            double[] riseRates = discoveryRates(rises);
            double[] fallRates = discoveryRates(falls);
            Map<TrendSubject, Certainty> certain = new HashMap<>();
            for (int i = 0; i < rises.length; i++) {
                Tested tested = tonight.get(i);
                certain.put(
                        tested.subject(),
                        new Certainty(
                                tested.pastWeeks(),
                                tested.asStrong(),
                                tested.z(),
                                new Chance(rises[i], riseRates[i]),
                                new Chance(falls[i], fallRates[i])));
            }
            return certain;
        }

        private double chance(long asExtreme) {
            return (asExtreme + 1.0) / (past.size() + 1.0);
        }
    }

    /** The rate of Benjamini and Hochberg (1995) at which each of the tests would be called. */
    static double[] discoveryRates(double[] chances) {
        Integer[] upwards = new Integer[chances.length];
        Arrays.setAll(upwards, i -> i);
        Arrays.sort(upwards, Comparator.comparingDouble(i -> chances[i]));
        double[] rates = new double[chances.length];
        double least = 1;
        for (int rank = chances.length; rank > 0; rank--) {
            int test = upwards[rank - 1];
            least = Math.min(least, chances[test] * chances.length / rank);
            rates[test] = least;
        }
        return rates;
    }
}
