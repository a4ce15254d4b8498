package dev.reposignal.evaluation;

import dev.reposignal.evaluation.Forecasts.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the first {@value #PICKS} of a method were worth: the stars they went on to gain, set against matched controls.
 *
 * <p>The controls of a pick are the {@value #CONTROLS} repositories of the same date that the method did not pick and that are
 * nearest to it in four measures, each in standard deviations of that date: ln(1 + stars), asinh(stars a day over 7 days),
 * asinh(stars gained in 28 days) and ln(1 + days of history). Growth is gain / stars on the date. What vanished gained
 * nothing. In a resample a repository's picks count as often as it was drawn, with the controls they have.
 */
final class PickWorth {
    static final int PICKS = 15;
    static final int CONTROLS = 10;

    /** Names listed in a date count up to here for what was captured. */
    static final int LISTED = 50;

    /** A rise gains so many stars in 28 days ... */
    static final double RISE_GAIN = 1_000;

    /** ... and this share of its stars. */
    static final double RISE_SHARE = 0.25;

    private static final List<Horizon> HORIZONS =
            List.of(new Horizon("28d", Fact.GAIN_28D), new Horizon("90d", Fact.GAIN_90D));

    private static final int HORIZON_DAYS = 28;

    /** The names of the figures {@link #measured} gives, in order. */
    static final List<String> FIGURES = figures();

    private final Forecasts forecasts;
    private final int dates;
    private final List<Pick> picks;
    private final List<Rise> rises;
    private final List<Gains> gains;

    private record Horizon(String name, Fact gain) {}

    /**
     * A repository among the first on a date.
     *
     * @param isCompared whether the date before has a list, too
     * @param isNew whether that list does not name it
     */
    // Never compared, and the arrays are never changed.
    @SuppressWarnings("ArrayRecordComponent")
    private record Pick(int row, int[] controls, boolean isCompared, boolean isNew) {}

    /** A stretch in which a repository rose, and how many of its stars came after it was first listed. */
    private record Rise(int repository, double stars, double captured) {}

    /** Values in rising order with the repositories that weigh them. */
    // Never compared, and the arrays are never changed.
    @SuppressWarnings("ArrayRecordComponent")
    private record Weighted(double[] values, int[] repositories) {
        double median(byte[] weights) {
            long all = 0;
            for (int repository : repositories) {
                all += weights[repository];
            }
            long below = 0;
            for (int i = 0; i < values.length; i++) {
                below += weights[repositories[i]];
                if (2 * below >= all && all > 0) {
                    return values[i];
                }
            }
            return Double.NaN;
        }

        double mean(byte[] weights) {
            double sum = 0;
            long all = 0;
            for (int i = 0; i < values.length; i++) {
                sum += weights[repositories[i]] * values[i];
                all += weights[repositories[i]];
            }
            return sum / all;
        }
    }

    private record Gains(Weighted gain, Weighted growth, Weighted controlGain, Weighted controlGrowth) {}

    private PickWorth(Forecasts forecasts, int dates, List<Pick> picks, List<Rise> rises) {
        this.forecasts = forecasts;
        this.dates = dates;
        this.picks = picks;
        this.rises = rises;
        this.gains = HORIZONS.stream().map(horizon -> gains(horizon.gain())).toList();
    }

    private static List<String> figures() {
        List<String> names = new ArrayList<>();
        for (Horizon horizon : HORIZONS) {
            for (String name : List.of(
                    "median_gain",
                    "mean_gain",
                    "median_growth",
                    "mean_growth",
                    "control_median_gain",
                    "control_mean_gain",
                    "control_median_growth",
                    "control_mean_growth",
                    "growth_ratio")) {
                names.add(name + "_" + horizon.name());
            }
        }
        names.addAll(List.of("new_names", "doubling_precision", "captured_share"));
        return List.copyOf(names);
    }

    /** @param dates positions of the dates on which the method ranks anything, in order */
    static PickWorth of(Forecasts forecasts, RankingMethod method, List<Integer> dates) {
        List<Pick> picks = new ArrayList<>();
        int[] firstListed = new int[forecasts.repositories()];
        Arrays.fill(firstListed, -1);
        Set<Integer> before = new HashSet<>();
        boolean isFirst = true;
        for (int date : dates) {
            Ranking ranking =
                    Ranking.descending(forecasts.column(method), forecasts.start(date), forecasts.end(date), false);
            int[] listed = IntStream.range(0, Math.min(LISTED, ranking.size()))
                    .map(ranking::row)
                    .toArray();
            for (int row : listed) {
                if (firstListed[forecasts.repository(row)] < 0) {
                    firstListed[forecasts.repository(row)] = row;
                }
            }
            int[] picked = Arrays.copyOf(listed, Math.min(PICKS, listed.length));
            Controls controls = Controls.of(forecasts, date, picked);
            Set<Integer> now = new HashSet<>();
            for (int row : picked) {
                int repository = forecasts.repository(row);
                picks.add(new Pick(row, controls.nearest(row), !isFirst, !before.contains(repository)));
                now.add(repository);
            }
            before = now;
            isFirst = false;
        }
        return new PickWorth(forecasts, dates.size(), picks, rises(forecasts, dates, firstListed));
    }

    /** How many names the method listed in all: the price of what it captured. */
    static long namesListed(Forecasts forecasts, RankingMethod method, List<Integer> dates) {
        return dates.stream()
                .flatMapToInt(date -> {
                    Ranking ranking = Ranking.descending(
                            forecasts.column(method), forecasts.start(date), forecasts.end(date), false);
                    return IntStream.range(0, Math.min(LISTED, ranking.size()))
                            .map(place -> forecasts.repository(ranking.row(place)));
                })
                .distinct()
                .count();
    }

    int picks() {
        return picks.size();
    }

    int rises() {
        return rises.size();
    }

    /** The figures in the order of {@link #FIGURES}; NaN where there is nothing to measure. */
    double[] measured(byte[] weights) {
        double[] figures = new double[FIGURES.size()];
        int next = 0;
        for (Gains gain : gains) {
            double growth = gain.growth().mean(weights);
            double controlGrowth = gain.controlGrowth().mean(weights);
            figures[next++] = gain.gain().median(weights);
            figures[next++] = gain.gain().mean(weights);
            figures[next++] = gain.growth().median(weights);
            figures[next++] = growth;
            figures[next++] = gain.controlGain().median(weights);
            figures[next++] = gain.controlGain().mean(weights);
            figures[next++] = gain.controlGrowth().median(weights);
            figures[next++] = controlGrowth;
            figures[next++] = growth / controlGrowth;
        }
        long compared = 0;
        long fresh = 0;
        double doubled = 0;
        for (Pick pick : picks) {
            int weight = weights[forecasts.repository(pick.row())];
            compared += pick.isCompared() ? weight : 0;
            fresh += pick.isCompared() && pick.isNew() ? weight : 0;
            doubled += forecasts.fact(Fact.HAS_DOUBLED, pick.row()) > 0 ? weight : 0;
        }
        figures[next++] = (double) fresh / compared;
        figures[next++] = doubled / ((double) PICKS * dates);
        double risen = 0;
        double captured = 0;
        for (Rise rise : rises) {
            risen += weights[rise.repository()] * rise.stars();
            captured += weights[rise.repository()] * rise.captured();
        }
        figures[next] = captured / risen;
        return figures;
    }

    private Gains gains(Fact gain) {
        // Gains are unknown for a whole date if the lake ends before its horizon does.
        boolean[] isOver = new boolean[forecasts.dates().size()];
        for (int date = 0; date < isOver.length; date++) {
            isOver[date] = IntStream.range(forecasts.start(date), forecasts.end(date))
                    .anyMatch(row -> !Double.isNaN(forecasts.fact(gain, row)));
        }
        List<int[]> own = new ArrayList<>();
        List<int[]> others = new ArrayList<>();
        for (Pick pick : picks) {
            if (isOver[dateOf(pick.row())]) {
                int repository = forecasts.repository(pick.row());
                own.add(new int[] {pick.row(), repository});
                for (int control : pick.controls()) {
                    others.add(new int[] {control, repository});
                }
            }
        }
        IntToDoubleFunction gained = row -> {
            double stars = forecasts.fact(gain, row);
            return Double.isNaN(stars) ? 0 : stars;
        };
        IntToDoubleFunction growth = row -> gained.applyAsDouble(row) / Math.max(forecasts.fact(Fact.STARS, row), 1);
        return new Gains(
                weighted(own, gained), weighted(own, growth), weighted(others, gained), weighted(others, growth));
    }

    private int dateOf(int row) {
        int date = 0;
        while (forecasts.end(date) <= row) {
            date++;
        }
        return date;
    }

    private static Weighted weighted(List<int[]> rows, IntToDoubleFunction value) {
        double[] values =
                rows.stream().mapToDouble(pair -> value.applyAsDouble(pair[0])).toArray();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Weighted(
                IntStream.of(order).mapToDouble(i -> values[i]).toArray(),
                IntStream.of(order).map(i -> rows.get(i)[1]).toArray());
    }

    /** Every stretch of dates from which a repository rose, those that overlap taken together. */
    private static List<Rise> rises(Forecasts forecasts, List<Integer> dates, int[] firstListed) {
        List<List<int[]>> rows = new ArrayList<>();
        IntStream.range(0, forecasts.repositories()).forEach(repository -> rows.add(new ArrayList<>()));
        for (int date : dates) {
            for (int row = forecasts.start(date); row < forecasts.end(date); row++) {
                if (isRise(forecasts, row)) {
                    rows.get(forecasts.repository(row)).add(new int[] {date, row});
                }
            }
        }
        List<Rise> rises = new ArrayList<>();
        for (int repository = 0; repository < rows.size(); repository++) {
            List<int[]> rising = rows.get(repository);
            int from = 0;
            while (from < rising.size()) {
                int to = from;
                while (to + 1 < rising.size()
                        && !day(forecasts, rising.get(to + 1))
                                .isAfter(day(forecasts, rising.get(to)).plusDays(HORIZON_DAYS))) {
                    to++;
                }
                rises.add(rise(forecasts, repository, rising.subList(from, to + 1), firstListed[repository]));
                from = to + 1;
            }
        }
        return rises;
    }

    private static boolean isRise(Forecasts forecasts, int row) {
        double gain = forecasts.fact(Fact.GAIN_28D, row);
        return gain >= RISE_GAIN && gain >= RISE_SHARE * forecasts.fact(Fact.STARS, row);
    }

    private static Rise rise(Forecasts forecasts, int repository, List<int[]> rising, int firstListed) {
        int first = rising.get(0)[1];
        double start = forecasts.fact(Fact.STARS, first);
        double end = rising.stream()
                .mapToDouble(dated -> forecasts.fact(Fact.STARS, dated[1]) + forecasts.fact(Fact.GAIN_28D, dated[1]))
                .max()
                .orElseThrow();
        LocalDate last = day(forecasts, rising.get(rising.size() - 1)).plusDays(HORIZON_DAYS);
        double captured = 0;
        if (firstListed >= 0
                && forecasts.dates().get(dateOf(forecasts, firstListed)).isBefore(last)) {
            double then = forecasts.fact(Fact.STARS, firstListed);
            captured = firstListed <= first ? end - start : Math.min(Math.max(end - then, 0), end - start);
        }
        return new Rise(repository, end - start, captured);
    }

    private static LocalDate day(Forecasts forecasts, int[] dated) {
        return forecasts.dates().get(dated[0]);
    }

    private static int dateOf(Forecasts forecasts, int row) {
        int date = 0;
        while (forecasts.end(date) <= row) {
            date++;
        }
        return date;
    }

    /** The repositories of one date that were not picked, on a common scale. */
    private static final class Controls {
        private final int from;
        private final double[][] measures;
        private final boolean[] isPicked;

        private Controls(int from, double[][] measures, boolean[] isPicked) {
            this.from = from;
            this.measures = measures;
            this.isPicked = isPicked;
        }

        static Controls of(Forecasts forecasts, int date, int[] picked) {
            int from = forecasts.start(date);
            int size = forecasts.end(date) - from;
            double[][] measures = {
                scaled(size, row -> Math.log1p(forecasts.fact(Fact.STARS, from + row))),
                scaled(size, row -> asinh(forecasts.value(RankingMethod.VELOCITY_7D, from + row))),
                scaled(size, row -> asinh(forecasts.fact(Fact.GAIN_BEFORE, from + row))),
                scaled(size, row -> Math.log1p(forecasts.fact(Fact.HISTORY_DAYS, from + row)))
            };
            boolean[] isPicked = new boolean[size];
            for (int row : picked) {
                isPicked[row - from] = true;
            }
            return new Controls(from, measures, isPicked);
        }

        /** In standard deviations from the mean of the date; 0 where it is not known. */
        private static double[] scaled(int size, IntToDoubleFunction measure) {
            double[] values = IntStream.range(0, size).mapToDouble(measure).toArray();
            double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
            double mean = Arrays.stream(known).average().orElse(0);
            double variance = Arrays.stream(known)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            double deviation = variance > 0 ? Math.sqrt(variance) : 1;
            return Arrays.stream(values)
                    .map(value -> Double.isFinite(value) ? (value - mean) / deviation : 0)
                    .toArray();
        }

        private static double asinh(double value) {
            return Math.signum(value) * Math.log(Math.abs(value) + Math.sqrt(value * value + 1));
        }

        int[] nearest(int pick) {
            int size = isPicked.length;
            double[] distances = new double[size];
            for (double[] measure : measures) {
                for (int row = 0; row < size; row++) {
                    double apart = measure[row] - measure[pick - from];
                    distances[row] += apart * apart;
                }
            }
            return IntStream.range(0, size)
                    .filter(row -> !isPicked[row])
                    .boxed()
                    .sorted((a, b) -> Double.compare(distances[a], distances[b]))
                    .limit(CONTROLS)
                    .mapToInt(row -> from + row)
                    .toArray();
        }
    }
}
