package dev.reposignal.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Graded forecasts as columns of primitives, ordered by date and repo_key: about 200 bytes a row, so that the 420,000
 * rows of 35 weeks of 12,000 repositories take 84 MB and a bootstrap walks them in memory.
 */
public final class Forecasts {
    /** Rows a backtest may hold: two gigabytes. */
    public static final int MOST_ROWS = 10_000_000;

    private final List<LocalDate> dates;
    /** The first row of each date, and the end of the last. */
    private final int[] starts;

    private final int repositories;
    private final int[] repository;
    private final boolean[] label;
    private final boolean[] vanished;
    private final double[] baseRate;
    private final Map<Fact, double[]> facts = new EnumMap<>(Fact.class);
    private final Map<RankingMethod, double[]> values;

    /** What is known of a forecast's repository besides its rank: on the day, and what became of it; NaN where unknown. */
    enum Fact {
        /** Stars on the day. */
        STARS("stars"),
        /** Stars gained in the 28 days before. */
        GAIN_BEFORE("gain_before"),
        /** Days since its first observation. */
        HISTORY_DAYS("history_days"),
        /** Stars gained in the 28 days after. */
        GAIN_28D("future_gain"),
        /** Stars gained in the 90 days after. */
        GAIN_90D("future_gain_90d"),
        /** 1 where it doubled its pace, the smaller event, else 0. */
        HAS_DOUBLED("has_doubled");

        private final String column;

        Fact(String column) {
            this.column = column;
        }

        /** The column of {@code backtest_scores} that holds it. */
        String column() {
            return column;
        }
    }

    private Forecasts(Builder builder) {
        int rows = builder.rows;
        dates = List.copyOf(builder.dates);
        starts = new int[dates.size() + 1];
        for (int i = 0; i < dates.size(); i++) {
            starts[i] = builder.starts.get(i);
        }
        starts[dates.size()] = rows;
        repositories = builder.keys.size();
        // Numbered in the order of the keys, not in that of their first dates: resamples then draw the same
        // repositories whatever dates were graded.
        int[] numbers = numbered(builder.keys);
        repository = new int[rows];
        Arrays.setAll(repository, row -> numbers[builder.repository[row]]);
        label = Arrays.copyOf(builder.label, rows);
        vanished = Arrays.copyOf(builder.vanished, rows);
        baseRate = Arrays.copyOf(builder.baseRate, rows);
        builder.facts.forEach((fact, values) -> facts.put(fact, Arrays.copyOf(values, rows)));
        values = new EnumMap<>(RankingMethod.class);
        builder.values.forEach((method, column) -> values.put(method, Arrays.copyOf(column, rows)));
    }

    private static int[] numbered(Map<String, Integer> keys) {
        int[] numbers = new int[keys.size()];
        int next = 0;
        for (int firstSeen : new TreeMap<>(keys).values()) {
            numbers[firstSeen] = next++;
        }
        return numbers;
    }

    public int rows() {
        return repository.length;
    }

    public int repositories() {
        return repositories;
    }

    public List<LocalDate> dates() {
        return dates;
    }

    int start(int date) {
        return starts[date];
    }

    int end(int date) {
        return starts[date + 1];
    }

    int repository(int row) {
        return repository[row];
    }

    boolean label(int row) {
        return label[row];
    }

    boolean vanished(int row) {
        return vanished[row];
    }

    /** NaN where unknown. */
    double baseRate(int row) {
        return baseRate[row];
    }

    /** NaN where unknown. */
    double fact(Fact fact, int row) {
        return Objects.requireNonNull(facts.get(fact))[row];
    }

    /** NaN where the method does not rank the repository. */
    double value(RankingMethod method, int row) {
        return column(method)[row];
    }

    double[] column(RankingMethod method) {
        double[] column = values.get(method);
        if (column == null) {
            throw new IllegalStateException("Every method has its column");
        }
        return column;
    }

    /** Whether a method ranks any repository on a date: before the first model was trained, a model ranks none. */
    boolean ranks(RankingMethod method, int date) {
        double[] column = column(method);
        for (int row = start(date); row < end(date); row++) {
            if (!Double.isNaN(column[row])) {
                return true;
            }
        }
        return false;
    }

    /** Takes rows in the order of date and repo_key. */
    public static final class Builder {
        private final List<LocalDate> dates = new ArrayList<>();
        private final List<Integer> starts = new ArrayList<>();
        private final Map<String, Integer> keys = new HashMap<>();
        private final Map<RankingMethod, double[]> values = new EnumMap<>(RankingMethod.class);
        private int[] repository = new int[1024];
        private boolean[] label = new boolean[1024];
        private boolean[] vanished = new boolean[1024];
        private double[] baseRate = new double[1024];
        private final Map<Fact, double[]> facts = new EnumMap<>(Fact.class);
        private String previousKey = "";
        private int rows;

        public Builder() {
            for (RankingMethod method : RankingMethod.values()) {
                values.put(method, new double[1024]);
            }
            for (Fact fact : Fact.values()) {
                facts.put(fact, new double[1024]);
            }
        }

        /** Adds a row of which only the outcome is known. */
        public Builder add(
                LocalDate date,
                String repoKey,
                boolean isBreakout,
                boolean isVanished,
                @Nullable Double baseRateThen,
                Map<RankingMethod, Double> rates) {
            return add(date, repoKey, isBreakout, isVanished, baseRateThen, Map.of(), rates);
        }

        /**
         * Adds a row.
         *
         * @param known what is known besides; none where it is not
         * @param rates the values of the methods; none where a method does not rank the repository
         */
        Builder add(
                LocalDate date,
                String repoKey,
                boolean isBreakout,
                boolean isVanished,
                @Nullable Double baseRateThen,
                Map<Fact, Double> known,
                Map<RankingMethod, Double> rates) {
            if (dates.isEmpty() || !dates.get(dates.size() - 1).equals(date)) {
                if (!dates.isEmpty() && dates.get(dates.size() - 1).isAfter(date)) {
                    throw new IllegalArgumentException("Rows of %s came after later ones".formatted(date));
                }
                dates.add(date);
                starts.add(rows);
            } else if (previousKey.compareTo(repoKey) >= 0) {
                throw new IllegalArgumentException("%s came after %s on %s".formatted(repoKey, previousKey, date));
            }
            if (rows == MOST_ROWS) {
                throw new IllegalArgumentException("More than %d rows".formatted(MOST_ROWS));
            }
            grow();
            previousKey = repoKey;
            repository[rows] = keys.computeIfAbsent(repoKey, key -> keys.size());
            label[rows] = isBreakout;
            vanished[rows] = isVanished;
            baseRate[rows] = orNaN(baseRateThen);
            facts.forEach((fact, column) -> column[rows] = orNaN(known.get(fact)));
            values.forEach((method, column) -> column[rows] = orNaN(rates.get(method)));
            rows++;
            return this;
        }

        public Forecasts build() {
            return new Forecasts(this);
        }

        private void grow() {
            if (rows < repository.length) {
                return;
            }
            int size = 2 * rows;
            repository = Arrays.copyOf(repository, size);
            label = Arrays.copyOf(label, size);
            vanished = Arrays.copyOf(vanished, size);
            baseRate = Arrays.copyOf(baseRate, size);
            facts.replaceAll((fact, column) -> Arrays.copyOf(column, size));
            values.replaceAll((method, column) -> Arrays.copyOf(column, size));
        }

        private static double orNaN(@Nullable Double value) {
            return value == null ? Double.NaN : value + 0.0;
        }
    }
}
