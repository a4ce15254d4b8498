package dev.reposignal.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the counts of a day differ from those of the latest observed day before it, and of those before that. */
final class FeedComparison {
    /** Days between the day and the latest observed day before it beyond which nothing is compared. */
    static final int REACH_DAYS = 7;

    /** Earlier days that the day may repeat, and pairs of them that show what share of counts usually stays the same. */
    private static final int EARLIER_DAYS = 7;

    /** Relative changes of small counts are large on any day: a level needs counts of this size. */
    private static final int LEVEL_STARS = 100;

    /** Counts from which a source may give thousands with one digit behind the point, and what all of them are then multiples of. */
    private static final int ROUNDED_STARS = 1_000;

    private static final int ROUNDED_TO = 100;

    private static final int JUMP_STARS = 50;
    private static final int LARGE_STEP = 10;

    /** Counts that change by one and the same rate: any count at a large one, large counts also at a small one. */
    private static final List<Rate> RATES = List.of(new Rate(200, 100, 3), new Rate(5_000, 1_000, 5));

    /**
     * How a rate of change is measured.
     *
     * @param stars the smallest count that is precise enough for it
     * @param parts of 1 to which the rate is rounded
     * @param fewestADay parts a day from which it counts
     */
    private record Rate(int stars, int parts, int fewestADay) {}

    /** The changes measured at a rate, and how many counts were large enough for it. */
    private static final class Changes {
        final Map<Long, Long> repos = new HashMap<>();
        long measured;
    }

    /**
     * The rate of change that most repositories share.
     *
     * @param ratio stars / stars of the day before
     * @param stars the smallest count looked at
     * @param repos how many share it
     * @param share of those looked at
     */
    record SharedRatio(double ratio, int stars, long repos, double share) {}

    /** Two counts are the same one, read a day apart, where they differ by no more than this. */
    private static final double SAME_COUNT = 0.02;

    /** Sources with fewer repositories are not judged. */
    private static final int FEWEST_OF_SOURCE = 20;

    private static final double SOURCE_SHARE = 0.05;

    /** A change of this size and share may be an exchange of two counts. */
    private static final int SWAP_STARS = 100;

    private static final double SWAP_SHARE = 0.1;
    private static final double SWAP_TOLERANCE = 0.01;

    /** On a day on which more than this moves so far, other measures tell; the pairs need not be complete. */
    private static final int MOST_MOVERS = 1_000;

    /**
     * The change that most repositories share.
     *
     * @param repos how many share it
     * @param share of those that could
     */
    record Shared(long value, long repos, double share) {}

    /**
     * Counts that repeat an earlier day.
     *
     * @param share of what usually changes, 0-1
     * @param repeated share of equal counts
     * @param back days before the day judged that are repeated
     */
    record Stale(double share, double repeated, int back) {}

    /**
     * A source that repeats the day before.
     *
     * @param share of what usually changes, 0-1
     * @param repeated share of equal counts
     * @param ofFeed its share of the compared repositories
     */
    record StaleSource(String source, double share, double repeated, double ofFeed) {}

    private final FeedDays days;
    /** The number of the day that is judged. */
    private final int today;
    /** Days between it and those before it, the nearest first. */
    private final int[] earlier;
    /** Days to the latest observed day before it; 0 where none is near enough to compare with. */
    private final int previous;
    /** The number of that day. */
    private final int before;

    long compared;
    long jumped;
    long switched;
    /** Compared counts that are large enough to be rounded, and those of them that look so. */
    long largeCounts;

    long rounded;
    private long unchanged;
    private long negative;
    private long zero;
    private final List<Double> ratios = new ArrayList<>();
    private final Map<Long, Long> steps = new HashMap<>();
    private final Map<Long, Long> largeSteps = new HashMap<>();
    private final Map<Rate, Changes> changes = new HashMap<>();
    private final List<FeedDays.Series> risen = new ArrayList<>();
    private final List<FeedDays.Series> fallen = new ArrayList<>();

    /**
     * Compares.
     *
     * @param today the number of the day that is judged
     */
    FeedComparison(FeedDays days, int today) {
        this.days = days;
        this.today = today;
        this.earlier = days.earlierDays(today, FeedHealth.LOOKBACK_DAYS);
        this.previous = earlier.length > 0 && earlier[0] <= REACH_DAYS ? earlier[0] : 0;
        this.before = today - previous;
        if (previous > 0) {
            days.repositories().forEach(this::compare);
        }
    }

    /** Days to the latest observed day before; 0 where none is near enough to compare with. */
    int gapDays() {
        return previous;
    }

    private void compare(FeedDays.Series series) {
        long now = series.stars[today];
        long then = series.stars[before];
        if (now == FeedDays.NONE || then == FeedDays.NONE) {
            return;
        }
        compared++;
        long step = now - then;
        unchanged += step == 0 ? 1 : 0;
        negative += step < 0 ? 1 : 0;
        zero += now == 0 && then > 0 ? 1 : 0;
        largeCounts += now >= ROUNDED_STARS ? 1 : 0;
        rounded += now >= ROUNDED_STARS && now % ROUNDED_TO == 0 ? 1 : 0;
        jumped += then >= JUMP_STARS && (now < then / 2.0 || now > then * 2.0) ? 1 : 0;
        boolean hasMoved = Math.abs(step) > Math.max(then / 5.0, LARGE_STEP);
        switched +=
                hasMoved && (isNearly(now, series.forks[before]) || isNearly(now, series.openIssues[before])) ? 1 : 0;
        if (then >= LEVEL_STARS) {
            ratios.add((double) now / then);
        }
        if (step != 0) {
            steps.merge(step, 1L, Long::sum);
        }
        if (Math.abs(step) >= LARGE_STEP) {
            largeSteps.merge(step, 1L, Long::sum);
        }
        for (Rate rate : RATES) {
            if (then >= rate.stars()) {
                Changes measured = changes.computeIfAbsent(rate, key -> new Changes());
                measured.measured++;
                long parts = Math.round(rate.parts() * Math.log(Math.max((double) now, 0.5) / then));
                if (Math.abs(parts) >= (long) rate.fewestADay() * previous) {
                    measured.repos.merge(parts, 1L, Long::sum);
                }
            }
        }
        if (Math.abs(step) >= Math.max(SWAP_STARS, SWAP_SHARE * then)) {
            (step > 0 ? risen : fallen).add(series);
        }
    }

    private static boolean isNearly(long now, long other) {
        return other >= LARGE_STEP && Math.abs(now - other) <= SAME_COUNT * other + 1;
    }

    @Nullable
    Double shareUnchanged() {
        return share(unchanged, compared);
    }

    @Nullable
    Double shareNegative() {
        return share(negative, compared);
    }

    @Nullable
    Double shareZero() {
        return share(zero, compared);
    }

    @Nullable
    Double shareRounded() {
        return share(rounded, largeCounts);
    }

    @Nullable
    Double shareJumped() {
        return share(jumped, compared);
    }

    @Nullable
    Double shareSwitched() {
        return share(switched, compared);
    }

    /** Share of the smaller of the two days whose repositories are in both. */
    @Nullable
    Double shareComparable() {
        return previous == 0 ? null : share(compared, Math.min(days.rows(today), days.rows(before)));
    }

    int levelRepos() {
        return ratios.size();
    }

    /** Median of stars / stars of the day before. */
    @Nullable
    Double medianRatio() {
        return median(ratios);
    }

    @Nullable
    Shared sameStep() {
        return most(steps, compared);
    }

    @Nullable
    Shared sameLargeStep() {
        return most(largeSteps, compared);
    }

    /** The rate that the largest share has; null where nothing changed by a rate that counts. */
    @Nullable
    SharedRatio sameRatio() {
        SharedRatio largest = null;
        for (Rate rate : RATES) {
            Changes measured = changes.getOrDefault(rate, new Changes());
            Shared most = most(measured.repos, measured.measured);
            if (most != null && (largest == null || most.share() > largest.share())) {
                double ratio = Math.exp((double) most.value() / rate.parts());
                largest = new SharedRatio(ratio, rate.stars(), most.repos(), most.share());
            }
        }
        return largest;
    }

    /** The most frequent value; the smaller change where two are equally frequent. */
    private static @Nullable Shared most(Map<Long, Long> counts, long all) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Long, Long>comparingByValue()
                        .thenComparing(entry -> -Math.abs(entry.getKey()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Shared(entry.getKey(), entry.getValue(), (double) entry.getValue() / all))
                .orElse(null);
    }

    /** What share of counts usually stays the same from one observed day to the next; null where too few are known. */
    @Nullable
    Double usualShareUnchanged() {
        return usual(series -> true);
    }

    private @Nullable Double usual(Predicate<FeedDays.Series> isAsked) {
        List<Double> shares = new ArrayList<>();
        for (int i = 1; i < earlier.length && i <= EARLIER_DAYS; i++) {
            Double share = shareOfEqual(earlier[i - 1], earlier[i], isAsked);
            if (share != null) {
                shares.add(share);
            }
        }
        return median(shares);
    }

    private @Nullable Double shareOfEqual(int later, int then, Predicate<FeedDays.Series> isAsked) {
        long equal = 0;
        long both = 0;
        for (FeedDays.Series series : days.repositories()) {
            long count = series.stars[today - later];
            long countThen = series.stars[today - then];
            if (count != FeedDays.NONE && countThen != FeedDays.NONE && isAsked.test(series)) {
                both++;
                equal += count == countThen ? 1 : 0;
            }
        }
        return share(equal, both);
    }

    /** The earlier day that the day repeats most; null where nothing can be said. */
    @Nullable
    Stale stale() {
        Double usual = usualShareUnchanged();
        if (previous == 0 || usual == null || usual >= 1) {
            return null;
        }
        Stale most = null;
        for (int i = 0; i < earlier.length && i < EARLIER_DAYS; i++) {
            Double repeated = shareOfEqual(0, earlier[i], series -> true);
            if (repeated != null && (most == null || repeated > most.repeated())) {
                most = new Stale(excess(repeated, usual), repeated, earlier[i]);
            }
        }
        return most;
    }

    private static double excess(double repeated, double usual) {
        return Math.max(0, (repeated - usual) / (1 - usual));
    }

    /** The source that repeats the day before most, against what is usual for its repositories. */
    @Nullable
    StaleSource staleSource() {
        if (previous == 0) {
            return null;
        }
        StaleSource most = null;
        for (String source : new TreeMap<>(days.rowsBySource(today)).keySet()) {
            short number = days.numberOf(source);
            Predicate<FeedDays.Series> isOfSource = series -> series.sources[today] == number;
            long repos = 0;
            for (FeedDays.Series series : days.repositories()) {
                boolean isCompared = series.stars[today] != FeedDays.NONE && series.stars[before] != FeedDays.NONE;
                repos += isCompared && isOfSource.test(series) ? 1 : 0;
            }
            Double usual = repos < FEWEST_OF_SOURCE ? null : usual(isOfSource);
            Double repeated = shareOfEqual(0, previous, isOfSource);
            if (usual == null || usual >= 1 || repeated == null) {
                continue;
            }
            double excess = excess(repeated, usual);
            if (most == null || excess > most.share()) {
                most = new StaleSource(source, excess, repeated, (double) repos / compared);
            }
        }
        return most;
    }

    /** Sources that gave a share of the day before and give nothing on the day. */
    List<String> missingSources() {
        return days.rowsBySource(before).entrySet().stream()
                .filter(source -> previous > 0 && days.rows(today) > 0)
                .filter(source -> source.getValue() >= SOURCE_SHARE * days.rows(before))
                .map(Map.Entry::getKey)
                .filter(source -> !days.rowsBySource(today).containsKey(source))
                .sorted()
                .toList();
    }

    /**
     * Sources that gave a share of the day before and give much less of it on the day, each with the rows of both days.
     *
     * @param coverage share of the rows of the day before below which a source is named
     */
    List<String> shrunkSources(double coverage) {
        return days.rowsBySource(before).entrySet().stream()
                .filter(source -> previous > 0 && days.rows(today) > 0)
                .filter(source ->
                        source.getValue() >= SOURCE_SHARE * days.rows(before) && source.getValue() >= FEWEST_OF_SOURCE)
                .filter(source -> {
                    long now = days.rowsBySource(today).getOrDefault(source.getKey(), 0L);
                    return now > 0 && now < coverage * source.getValue();
                })
                .map(source -> String.format(
                        java.util.Locale.ROOT,
                        "%s (%,d rows instead of %,d)",
                        source.getKey(),
                        days.rowsBySource(today).getOrDefault(source.getKey(), 0L),
                        source.getValue()))
                .sorted()
                .toList();
    }

    /** Pairs of repositories of which each has the count that the other had. */
    long swappedPairs() {
        long pairs = 0;
        List<FeedDays.Series> losers = bounded(fallen);
        for (FeedDays.Series winner : bounded(risen)) {
            for (FeedDays.Series loser : losers) {
                boolean isSwapped = isWithin(winner.stars[today], loser.stars[before])
                        && isWithin(loser.stars[today], winner.stars[before]);
                pairs += isSwapped ? 1 : 0;
            }
        }
        return pairs;
    }

    private List<FeedDays.Series> bounded(List<FeedDays.Series> moved) {
        return moved.stream()
                .sorted(Comparator.<FeedDays.Series>comparingLong(series -> -series.stars[before])
                        .thenComparingLong(series -> series.stars[today]))
                .limit(MOST_MOVERS)
                .toList();
    }

    private static boolean isWithin(long now, long other) {
        return Math.abs(now - other) <= SWAP_TOLERANCE * other;
    }

    /** Median of the rows of the earlier days that have any; null without one. */
    @Nullable
    Double trailingMedianRows() {
        return median(Arrays.stream(earlier)
                .mapToObj(back -> (double) days.rows(today - back))
                .toList());
    }

    static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    private static @Nullable Double median(List<Double> values) {
        if (values.isEmpty()) {
            return null;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
