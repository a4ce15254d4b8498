package dev.reposignal.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.config.Settings;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.predict.Breakouts;
import dev.reposignal.signal.FeedHealth;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** {@code snapshots} to {@code feed_health}, {@code repo_signals} and {@code score_components}. */
final class SignalStage {
    private SignalStage() {}

    /**
     * What the data checks say of a day.
     *
     * @param holds whether the day is stale or incomplete
     * @param reason why; null where it is fit to publish
     */
    record Verdict(boolean holds, @Nullable String reason) {}

    /** Judges the day. */
    static void assess(NightContext night) {
        night.replaceFew(
                Tables.FEED_HEALTH,
                FeedHealth.assess(night.settings().health(), night.day(), window(night, FeedHealth.LOOKBACK_DAYS)));
    }

    /** The judgement written. */
    static Verdict verdict(NightContext night) {
        Row row = night.fewOfDay(Tables.FEED_HEALTH).select("verdict", "reason").head();
        return new Verdict(row.getString(0).equals("hold"), row.isNullAt(1) ? null : row.getString(1));
    }

    /**
     * Measures and scores every repository observed on the day and sets up the board: by the model's probabilities where
     * there is one, else by the documented score.
     */
    static void measure(NightContext night) {
        Optional<BreakoutModel> model = ModelStage.usable(night);
        if (model.isEmpty()) {
            night.warn(
                    "no model of the last %d days: the board goes by the documented score; reposignal train makes a model"
                            .formatted(night.settings().predict().modelMaxAgeDays()));
        }
        Dataset<Row> measured = onBoard(
                        night.settings(),
                        night.day(),
                        window(night, Signals.LOOKBACK_DAYS),
                        model.orElse(null),
                        judge -> ModelStage.probabilities(night, judge))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            night.replaceDay(Tables.REPO_SIGNALS, Signals.toRepoSignals(measured));
            night.replaceDay(Tables.SCORE_COMPONENTS, Signals.toScoreComponents(measured));
        } finally {
            measured.unpersist();
        }
    }

    /**
     * Every repository observed on a day, measured, scored and on the board as {@link #measure} sets it up.
     *
     * @param snapshots rows of {@code snapshots} from {@link Signals#LOOKBACK_DAYS} before the day on
     * @param model null where there is none: the board goes by the score
     * @param probabilities what the model gives for the day
     */
    static Dataset<Row> onBoard(
            Settings settings,
            LocalDate day,
            Dataset<Row> snapshots,
            @Nullable BreakoutModel model,
            Function<BreakoutModel, Dataset<Row>> probabilities) {
        Dataset<Row> scored = Signals.scored(day, snapshots)
                .withColumn("required_gain", Breakouts.requiredGain(settings.predict(), col("stars_gained_28d")));
        return model == null
                ? Signals.onBoardByScore(settings.signal(), scored)
                : Signals.onBoardByProbability(settings.signal(), model.id(), probabilities.apply(model), scored);
    }

    /** Bounded, so that a night costs the same however long the history is. */
    private static Dataset<Row> window(NightContext night, int lookbackDays) {
        LocalDate first = night.day().minusDays(lookbackDays);
        return night.readDays(Tables.SNAPSHOTS, first, night.day());
    }
}
