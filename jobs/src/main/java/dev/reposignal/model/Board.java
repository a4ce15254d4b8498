package dev.reposignal.model;

import dev.reposignal.config.Settings;
import dev.reposignal.signal.Signals;
import dev.reposignal.signal.StarRetention;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The board of a day: with a model first by the surfacing score, then by the 24-hour velocity; else by the signal score. */
public final class Board {
    /** Days after which an earlier board no longer counts for what surfaces. */
    public static final int MEMORY_DAYS = 7;

    private Board() {}

    /**
     * What a model says of a day.
     *
     * @param model its id
     * @param probabilities repo_key and probability, of some or all repositories
     */
    public record Forecast(String model, Dataset<Row> probabilities) {}

    /** The keys of the repositories that surface on a board. */
    public static List<String> surfacing(Dataset<Row> board) {
        return board.where(Tier.SURFACING.isTier()).select("repo_key").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /**
     * Every repository observed on a day, measured, scored and ranked.
     *
     * @param snapshots rows of {@code snapshots} from {@link Signals#LOOKBACK_DAYS} before the day on
     * @param surfacedBefore keys of the repositories that surfaced on the board before
     * @param forecast null where there is no model: the board goes by the score
     * @param young null where nothing was learned about the young
     * @param retention rows of {@code star_retention}; null where there are none
     */
    public static Dataset<Row> of(
            Settings settings,
            LocalDate day,
            Dataset<Row> snapshots,
            Collection<String> surfacedBefore,
            @Nullable Forecast forecast,
            @Nullable YoungRates young,
            @Nullable Dataset<Row> retention) {
        Dataset<Row> scored = Signals.scored(day, snapshots)
                .transform(rows -> young == null ? rows : young.withProbability(rows))
                .transform(rows -> retention == null ? rows : StarRetention.withKept(day, retention, rows));
        return forecast == null
                ? Signals.onBoardByScore(settings.signal(), scored)
                : Signals.onBoardByProbability(
                        settings.signal(),
                        forecast.model(),
                        surfacedBefore,
                        forecast.probabilities(),
                        young == null ? 0 : settings.young().repositories(),
                        scored);
    }
}
