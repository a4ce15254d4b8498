package dev.reposignal.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;

import dev.reposignal.config.Settings;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.signal.LookbackWindow;
import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Snapshots to what the model learns from and judges: one row per repository and day. */
public final class Examples {
    /** Days before a day that its features rest on. */
    public static final int LOOKBACK_DAYS = SeriesView.LONGEST_DAYS;

    /**
     * Of so many repositories that did not break out one is learned from: of those whose pace comes near a break-out all,
     * since it is among them that the model has to choose.
     */
    private static final int FAR_PER_SAMPLE = 72;

    private static final int ON_THE_WAY_PER_SAMPLE = 12;

    /** Share of a break-out's gain that the best recent pace, kept up, would bring. */
    private static final double NEAR = 0.35;

    private static final double ON_THE_WAY = 0.1;

    /** How much of the examples is wanted. */
    enum Extent {
        /** All of them, with features. */
        ALL,
        /** Features only for break-outs and a sample of the others, weighted to stand for all. */
        SAMPLE
    }

    private static final StructType SCHEMA = new StructType(new StructField[] {
        DataTypes.createStructField("repo_key", DataTypes.StringType, false),
        DataTypes.createStructField(Table.DAY, DataTypes.DateType, false),
        DataTypes.createStructField("stars", DataTypes.LongType, false),
        DataTypes.createStructField("gain_before", DataTypes.LongType, false),
        DataTypes.createStructField("future_gain", DataTypes.DoubleType, true),
        DataTypes.createStructField("future_gain_90d", DataTypes.DoubleType, true),
        DataTypes.createStructField("history_days", DataTypes.IntegerType, false),
        DataTypes.createStructField("label", DataTypes.BooleanType, false),
        DataTypes.createStructField("has_doubled", DataTypes.BooleanType, false),
        DataTypes.createStructField("surge", DataTypes.LongType, true),
        DataTypes.createStructField("weight", DataTypes.DoubleType, false),
        DataTypes.createStructField("series_features", DataTypes.createArrayType(DataTypes.FloatType, false), true),
    });

    private Examples() {}

    /**
     * The days a night has to read for the features of a day: the recent ones, and every 14th of the year before.
     *
     * @return rows of the snapshots given that are known of on the day
     */
    public static Dataset<Row> known(LocalDate day, Dataset<Row> snapshots) {
        List<LocalDate> days = new ArrayList<>();
        for (int back = 0; back <= LOOKBACK_DAYS; back++) {
            if (SeriesView.isKnown(back)) {
                days.add(day.minusDays(back));
            }
        }
        return snapshots.where(
                col(Table.DAY).isInCollection(days.stream().map(Date::valueOf).toList()));
    }

    /** One row per repository: repo_key and {@code observations}, in the order of the days. */
    public static Dataset<Row> histories(Dataset<Row> snapshots) {
        Column observation = struct(
                unix_date(col(Table.DAY)).as("day"),
                col("stars").cast("double").as("stars"),
                col("forks").cast("double").as("forks"),
                col("open_issues").cast("double").as("issues"),
                unix_date(to_date(col("pushed_at"))).cast("double").as("pushed"));
        return snapshots
                .where(col("observed"))
                // Made before it is collected: what an aggregate evaluates itself is interpreted, for millions of rows.
                .select(col("repo_key"), observation.as("observation"))
                .groupBy("repo_key")
                .agg(sort_array(collect_list(col("observation"))).as("observations"));
    }

    /**
     * One row per repository and day on which it was observed and has 28 days of history: repo_key, snapshot_date, stars,
     * gain_before, future_gain and future_gain_90d (null where it vanished or the future is not known), history_days, label,
     * has_doubled, surge, weight, series_features (null where the extent leaves them out).
     *
     * @param histories as {@link #histories} gives
     */
    static Dataset<Row> measured(
            Settings.Predict settings, List<LocalDate> days, Extent extent, Dataset<Row> histories) {
        int[] numbers =
                days.stream().mapToInt(day -> Math.toIntExact(day.toEpochDay())).toArray();
        return histories.flatMap(
                (FlatMapFunction<Row, Row>) history -> rows(settings, numbers, extent, history), Encoders.row(SCHEMA));
    }

    private static Iterator<Row> rows(Settings.Predict settings, int[] days, Extent extent, Row history) {
        String repoKey = history.getString(0);
        RepositorySeries series = series(history.getList(1));
        List<Row> rows = new ArrayList<>();
        for (int day : days) {
            int place = series.place(day);
            int reference = series.reference(day, LookbackWindow.MONTH);
            if (place < 0 || reference < 0) {
                continue;
            }
            long gainBefore = Math.round(series.stars(place) - series.stars(reference));
            double future = series.futureGain(day, Breakouts.HORIZON_DAYS, Breakouts.LAST_OBSERVATION_DAYS);
            double later = series.futureGain(day, Breakouts.LATER_DAYS, Breakouts.LAST_LATER_OBSERVATION_DAYS);
            SeriesView view = new SeriesView(settings, series, day, gainBefore);
            boolean isBreakout = Breakouts.isBreakout(settings, future, (double) gainBefore, view.stars());
            int standsFor = extent == Extent.ALL || isBreakout ? 1 : othersPerSample(view);
            boolean isSampled = standsFor == 1 || isDrawn(repoKey, day, standsFor);
            rows.add(RowFactory.create(
                    repoKey,
                    Date.valueOf(LocalDate.ofEpochDay(day)),
                    Math.round(series.stars(place)),
                    gainBefore,
                    Double.isNaN(future) ? null : future,
                    Double.isNaN(later) ? null : later,
                    day - series.day(0),
                    isBreakout,
                    future >= Breakouts.requiredToDouble(gainBefore),
                    surge(view),
                    (double) standsFor,
                    isSampled ? boxed(SeriesFeatures.measured(view)) : null));
        }
        return rows.iterator();
    }

    private static int othersPerSample(SeriesView view) {
        double nearness = view.nearness();
        if (nearness >= NEAR) {
            return 1;
        }
        return nearness >= ON_THE_WAY ? ON_THE_WAY_PER_SAMPLE : FAR_PER_SAMPLE;
    }

    /** By a hash, so that the sample is the same for any order and partitioning. */
    private static boolean isDrawn(String repoKey, int day, int standsFor) {
        int mixed = (repoKey.hashCode() * 31 + day) * 0x9E3779B1;
        return Integer.remainderUnsigned(mixed ^ (mixed >>> 15), standsFor) == 0;
    }

    /**
     * How much faster the last three days were than the last 28: ln of the ratio, two stars a day added to both, in
     * millionths. Whole numbers add up the same in any order.
     */
    private static @Nullable Long surge(SeriesView view) {
        double recent = Math.max(view.gained(3) / 3, 0);
        double usual = Math.max(view.gained(Breakouts.HORIZON_DAYS) / Breakouts.HORIZON_DAYS, 0);
        double surge = Math.log((recent + 2) / (usual + 2));
        return Double.isNaN(surge) ? null : Math.round(surge * 1e6);
    }

    private static RepositorySeries series(List<Row> observations) {
        int size = observations.size();
        int[] days = new int[size];
        double[][] counts = new double[4][size];
        for (int i = 0; i < size; i++) {
            Row observation = observations.get(i);
            days[i] = observation.getInt(0);
            for (int count = 0; count < counts.length; count++) {
                counts[count][i] = observation.isNullAt(count + 1) ? Double.NaN : observation.getDouble(count + 1);
            }
        }
        return new RepositorySeries(days, counts[0], counts[1], counts[2], counts[3]);
    }

    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
