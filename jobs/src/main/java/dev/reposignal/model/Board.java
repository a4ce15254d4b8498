package dev.reposignal.model;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.config.Settings;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Columns;
import java.time.LocalDate;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The board of a day: ranked by the model's probability where there is a model, else by the signal score. */
public final class Board {
    private Board() {}

    /**
     * Every repository observed on a day, measured, scored and ranked.
     *
     * @param snapshots rows of {@code snapshots} from {@link Signals#LOOKBACK_DAYS} before the day on
     * @param model null where there is none: the board goes by the score
     * @param probabilities what the model gives for the day
     */
    public static Dataset<Row> of(
            Settings settings,
            LocalDate day,
            Dataset<Row> snapshots,
            @Nullable BreakoutModel model,
            Function<BreakoutModel, Dataset<Row>> probabilities) {
        Dataset<Row> scored = Signals.scored(day, snapshots)
                .withColumn("required_gain", Breakouts.requiredGain(settings.predict(), col(Columns.STARS_GAINED_28D)));
        return model == null
                ? Signals.onBoardByScore(settings.signal(), scored)
                : Signals.onBoardByProbability(settings.signal(), model.id(), probabilities.apply(model), scored);
    }
}
