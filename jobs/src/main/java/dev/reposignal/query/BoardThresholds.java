package dev.reposignal.query;

import dev.reposignal.table.Columns;
import dev.reposignal.table.Tier;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The values of the last repositories of each tier of a night's board; null if the tier is empty.
 *
 * @param isByProbability whether a model ordered the board, otherwise the score did
 * @param lowestTracked the lowest score of the tracked and the surfacing
 * @param lowestSurfacing the lowest score of the surfacing
 * @param lowestSurfacingScore the lowest surfacing_score of the surfacing
 * @param slowestDay the lowest velocity_24h of the tracked, stars a day
 * @param mostStars the stars of the largest of the tracked
 */
public record BoardThresholds(
        boolean isByProbability,
        @Nullable BigDecimal lowestTracked,
        @Nullable BigDecimal lowestSurfacing,
        @Nullable Double lowestSurfacingScore,
        @Nullable Double slowestDay,
        @Nullable Long mostStars) {
    /** @param signals the rows of {@code repo_signals} of a day that are on the board */
    static BoardThresholds of(List<Row> signals) {
        List<Row> surfacing = ofTier(Tier.SURFACING, signals);
        List<Row> tracked = ofTier(Tier.TRACKED, signals);
        return new BoardThresholds(
                signals.stream().anyMatch(row -> row.getAs("model") != null),
                lowest(signals, row -> row.<BigDecimal>getAs(Columns.SIGNAL_SCORE)),
                lowest(surfacing, row -> row.<BigDecimal>getAs(Columns.SIGNAL_SCORE)),
                lowest(surfacing, row -> row.<Double>getAs("surfacing_score")),
                lowest(tracked, row -> row.<Double>getAs(Columns.VELOCITY_24H)),
                tracked.stream()
                        .map(row -> row.<Long>getAs("stars"))
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static List<Row> ofTier(Tier tier, List<Row> signals) {
        return signals.stream()
                .filter(row -> Tier.of(row.getAs("tier")) == tier)
                .toList();
    }

    private static <T extends Comparable<T>> @Nullable T lowest(List<Row> rows, Function<Row, @Nullable T> value) {
        return rows.stream()
                .map(value)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
