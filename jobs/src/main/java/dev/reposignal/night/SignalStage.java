package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import dev.reposignal.lake.Lake;
import dev.reposignal.model.Board;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.signal.Signals;
import dev.reposignal.signal.StarHistoryRows;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import dev.reposignal.table.Verdict;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** {@code snapshots} to {@code feed_health}, {@code repo_signals} and {@code score_components}. */
final class SignalStage {
    private SignalStage() {}

    /**
     * The result of the data checks of a day.
     *
     * @param holds whether the day is stale or incomplete
     * @param reason why; null where it is fit to publish
     */
    record Assessment(boolean holds, @Nullable String reason) {}

    /** Checks the data of the day. */
    static void assess(NightContext night) {
        List<Row> judged = night.judgedDays();
        night.replaceCollected(
                Tables.FEED_HEALTH,
                // The days before it were judged for its sake; their rows are those of their own nights.
                night.spark()
                        .createDataFrame(
                                judged.subList(judged.size() - 1, judged.size()), Tables.FEED_HEALTH.nullableSchema()));
        Row odd = night.collectedDay(Tables.FEED_HEALTH).select("warnings").head();
        if (!odd.isNullAt(0)) {
            night.warn(odd.getString(0));
        }
    }

    /** The result that was written. */
    static Assessment verdict(NightContext night) {
        Row row = night.collectedDay(Tables.FEED_HEALTH)
                .select("verdict", "reason")
                .head();
        return new Assessment(Verdict.of(row.getString(0)) == Verdict.HOLD, row.isNullAt(1) ? null : row.getString(1));
    }

    /**
     * Measures and scores every repository observed on the day and sets up the board: by the model's probabilities where
     * there is one, else by the documented score.
     */
    static void measure(NightContext night) {
        Optional<BreakoutModel> model = night.model();
        if (model.isEmpty()) {
            night.warn(
                    "no model of the last %d days: the board goes by the documented score; reposignal train makes a model"
                            .formatted(night.settings().predict().modelMaxAgeDays()));
        }
        Dataset<Row> measured = Board.of(
                        night.settings(),
                        night.day(),
                        withHistory(night, window(night, Signals.LOOKBACK_DAYS)),
                        surfacedBefore(night),
                        model.map(judge -> new Board.Forecast(judge.id(), ModelStage.probabilities(night, judge)))
                                .orElse(null),
                        night.youngRates().orElse(null),
                        night.exists(Tables.STAR_RETENTION) ? night.read(Tables.STAR_RETENTION) : null)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            night.replaceDay(Tables.REPO_SIGNALS, Signals.toRepoSignals(measured));
            night.replaceDay(Tables.SCORE_COMPONENTS, Signals.toScoreComponents(measured));
        } finally {
            measured.unpersist();
        }
    }

    /** Days without a snapshot from the star histories that were read by the day, where the lake has any. */
    private static Dataset<Row> withHistory(NightContext night, Dataset<Row> snapshots) {
        return night.exists(Tables.STAR_HISTORY)
                ? StarHistoryRows.added(
                        night.day().minusDays(Signals.LOOKBACK_DAYS),
                        night.day(),
                        night.read(Tables.STAR_HISTORY),
                        snapshots)
                : snapshots;
    }

    /** What surfaced on the latest board of the week before. */
    private static List<String> surfacedBefore(NightContext night) {
        Dataset<Row> boards = night.interpreted()
                .readDays(
                        Tables.REPO_SIGNALS,
                        night.day().minusDays(Board.MEMORY_DAYS),
                        night.day().minusDays(1))
                .where(Tier.SURFACING.isTier())
                .select(col(Table.DAY), col("repo_key"), col("tier"));
        Row latest = boards.agg(max(Table.DAY)).head();
        return latest.isNullAt(0)
                ? List.of()
                : Board.surfacing(boards.where(col(Table.DAY).equalTo(Lake.literal(Lake.toLocalDate(latest, 0)))));
    }

    /**
     * Bounded, so that a night costs the same however long the history is. Earlier days with distorted counts are left out:
     * they were held, and would distort the days after them as well.
     */
    static Dataset<Row> window(NightContext night, int lookbackDays) {
        LocalDate first = night.day().minusDays(lookbackDays);
        List<Date> distorted = night.distortedDays();
        Dataset<Row> snapshots = night.readDays(Tables.SNAPSHOTS, first, night.day());
        return distorted.isEmpty()
                ? snapshots
                : snapshots.where(not(col(Table.DAY).isInCollection(distorted)));
    }
}
