package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Field;
import dev.reposignal.table.Flags;
import dev.reposignal.table.ScoreComponent;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures every repository of one day: velocities, flags, score, rank and tier. Formulas and weights are explained in
 * {@code jobs/docs/scores.md}.
 *
 * <p>A day rests on the {@value #LOOKBACK_DAYS} days before it and on nothing else, so a night costs the same whatever
 * the length of the history, and any day can be computed again alone.
 */
public final class Signals {

    /**
     * Days before the day measured that are read: the week behind the oldest of the four weeks a repository's own
     * baseline is taken from, with its slack.
     */
    public static final int LOOKBACK_DAYS = Baseline.DAYS + Velocities.WEEK.longestDays();

    /** Days before the first day measured that {@link #paces} needs. */
    public static final int PACE_LOOKBACK_DAYS = Velocities.MONTH.longestDays();

    private Signals() {}

    /**
     * One row per repository that has a snapshot of the day: all columns of {@code repo_signals} and, as the array
     * {@code components}, the rows of {@code score_components}. The board is ordered by score, without a model.
     *
     * <p>Two tables are written from it: keep it in memory rather than compute it twice.
     *
     * @param snapshots rows of {@code snapshots}; days outside the lookback are ignored
     */
    public static Dataset<Row> measure(Settings.Signal settings, LocalDate day, Dataset<Row> snapshots) {
        return scored(day, snapshots).transform(rows -> onBoardByScore(settings, rows));
    }

    /** The same without rank, board position, tier and probability. */
    public static Dataset<Row> scored(LocalDate day, Dataset<Row> snapshots) {
        return snapshots
                .transform(rows -> lookback(day, rows))
                .transform(rows -> Velocities.withVelocities(day, rows))
                .transform(rows -> RepositoryAggregates.perRepository(day, rows))
                .transform(Baseline::withBurst)
                .transform(AnomalyFlags::withFlags)
                .transform(Score::withComponents)
                .withColumn(Columns.YOUNG_PROBABILITY, lit(null).cast("double"))
                .withColumn("retained_share", lit(null).cast("double"))
                .withColumn(Flags.LOST, lit(false));
    }

    /** Adds rank, board position and tier to what {@link #scored} gives, without a probability. */
    public static Dataset<Row> onBoardByScore(Settings.Signal settings, Dataset<Row> scored) {
        return Tiers.byScore(settings, scored)
                .withColumn("surfacing_score", lit(null).cast("double"))
                .withColumn(Columns.BREAKOUT_PROBABILITY, lit(null).cast("double"))
                .withColumn("model", lit(null).cast("string"));
    }

    /**
     * Adds rank, board position and tier to what {@link #scored} gives.
     *
     * @param model what gave the probabilities
     * @param surfacedBefore keys of the repositories that surfaced the night before
     * @param probabilities repo_key and probability, of some or all repositories
     * @param reserved ranks behind the surfacing repositories for the young with the highest {@code young_probability}
     */
    public static Dataset<Row> onBoardByProbability(
            Settings.Signal settings,
            String model,
            Collection<String> surfacedBefore,
            Dataset<Row> probabilities,
            int reserved,
            Dataset<Row> scored) {
        Dataset<Row> known =
                probabilities.select(col("repo_key"), col("probability").as(Columns.BREAKOUT_PROBABILITY));
        return scored.join(known, new String[] {"repo_key"}, "left")
                .withColumn("model", when(col(Columns.BREAKOUT_PROBABILITY).isNotNull(), model))
                .transform(rows -> Tiers.byProbability(settings, surfacedBefore, reserved, rows));
    }

    /** The points that a component gives to the rows of {@link #scored}. */
    public static Column points(ScoreComponent component) {
        return get(
                        filter(col(Score.COMPONENTS), each -> each.getField("component")
                                .equalTo(component.value())),
                        lit(0))
                .getField("points");
    }

    /** The rows of {@code repo_signals} among what {@link #measure} gives. */
    public static Dataset<Row> toRepoSignals(Dataset<Row> measured) {
        return measured.select(columns(Tables.REPO_SIGNALS));
    }

    /** The rows of {@code score_components}: none for a repository without a score. */
    public static Dataset<Row> toScoreComponents(Dataset<Row> measured) {
        return measured.where(col(Columns.SIGNAL_SCORE).isNotNull())
                .select(
                        col(Table.DAY),
                        col("repo_key"),
                        explode(col(Score.COMPONENTS)).as("c"))
                .select(col(Table.DAY), col("repo_key"), col("c.*"))
                .select(columns(Tables.SCORE_COMPONENTS));
    }

    /**
     * What is known of a repository's pace on each of some days, without score or tier: repo_key, snapshot_date, stars,
     * stars_gained_28d and velocity_7d. One pass serves all days.
     *
     * @param snapshots rows of {@code snapshots} from {@link #PACE_LOOKBACK_DAYS} before the first day on
     */
    public static Dataset<Row> paces(List<LocalDate> days, Dataset<Row> snapshots) {
        return snapshots
                .transform(rows -> Velocities.withVelocities(days.get(0), rows))
                .withColumn(Table.DAY, date_from_unix_date(col(Velocities.DAY_NUMBER)))
                .where(col(Table.DAY).isInCollection(days))
                .select(
                        col("repo_key"),
                        col(Table.DAY),
                        col("stars"),
                        col(Velocities.MONTH.gained()),
                        col(Velocities.WEEK.velocity()));
    }

    private static Dataset<Row> lookback(LocalDate day, Dataset<Row> snapshots) {
        return snapshots.where(col(Table.DAY).between(lit(day.minusDays(LOOKBACK_DAYS)), lit(day)));
    }

    private static Column[] columns(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Field field : table.fields()) {
            columns.add(col(field.name()));
        }
        return columns.toArray(Column[]::new);
    }
}
