package dev.reposignal.model;

import dev.reposignal.config.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Everything the model sees of a repository on a day. */
public final class Features {
    private Features() {}

    /** Names of the features, in their order. */
    public static List<String> names() {
        return Stream.concat(SeriesFeatures.features().stream().map(Feature::name), ContextFeatures.NAMES.stream())
                .toList();
    }

    /**
     * Every repository with 28 days of history on the day it was observed: repo_key, snapshot_date, full_name, stars,
     * gain_before, future_gain, future_gain_90d, history_days, label, has_doubled, surge, weight, features.
     *
     * @param days the days asked for
     * @param snapshots rows of {@code snapshots} up to {@link Examples#LOOKBACK_DAYS} before the first day; what
     *     is later than a day reaches that day's future_gain and label, and nothing else
     */
    public static Dataset<Row> measured(Settings.Predict settings, List<LocalDate> days, Dataset<Row> snapshots) {
        return measured(settings, days, Examples.Extent.ALL, snapshots, Examples.histories(snapshots));
    }

    /**
     * What to learn from: every break-out of the days and every repository whose pace comes near one, and of the others a
     * sample with the weight of them all. The same columns as {@link #measured}.
     */
    public static Dataset<Row> sample(
            Settings.Predict settings, List<LocalDate> days, Dataset<Row> snapshots, Dataset<Row> histories) {
        return measured(settings, days, Examples.Extent.SAMPLE, snapshots, histories);
    }

    /** The same as {@link #measured} from histories that were gathered before. */
    public static Dataset<Row> measured(
            Settings.Predict settings, List<LocalDate> days, Dataset<Row> snapshots, Dataset<Row> histories) {
        return measured(settings, days, Examples.Extent.ALL, snapshots, histories);
    }

    private static Dataset<Row> measured(
            Settings.Predict settings,
            List<LocalDate> days,
            Examples.Extent extent,
            Dataset<Row> snapshots,
            Dataset<Row> histories) {
        return ContextFeatures.withFeatures(days, snapshots, Examples.measured(settings, days, extent, histories));
    }
}
