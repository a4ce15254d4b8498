package dev.reposignal.query;

import dev.reposignal.table.Columns;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The data of one repository on the day of one night.
 *
 * @param day the day of the night
 * @param signal its row of {@code repo_signals}
 * @param isArchived whether its owner has archived it
 * @param components its rows of {@code score_components}, most points first
 * @param board the values of the last repositories of each tier
 * @param cluster the row of the cluster it is in; null where it is in none
 * @param neighbours members of its cluster with the most similar texts, most similar first
 * @param history stars by day of the days that were read
 * @param historyFrom the first of them
 * @param firstObservedOn its first day in {@code snapshots}, as in the view {@code first_seen}; null where it has none up to
 *     the day
 * @param tracked the nights it was tracked on
 * @param predictions the predictions about it, latest first
 */
public record RepositoryFacts(
        LocalDate day,
        Row signal,
        boolean isArchived,
        List<Row> components,
        BoardThresholds board,
        @Nullable Row cluster,
        List<Neighbour> neighbours,
        NavigableMap<LocalDate, Long> history,
        LocalDate historyFrom,
        @Nullable LocalDate firstObservedOn,
        List<TrackedNight> tracked,
        List<Row> predictions) {
    /**
     * A repository with a similar text.
     *
     * @param similarity cosine of the two texts' embeddings
     */
    public record Neighbour(String fullName, double similarity) {}

    /**
     * A night on which the repository was on the board; held and failed nights are left out.
     *
     * @param rank on the board
     */
    public record TrackedNight(LocalDate day, Tier tier, int rank) {
        public boolean isSurfacing() {
            return tier == Tier.SURFACING;
        }
    }

    public RepositoryFacts {
        components = List.copyOf(components);
        neighbours = List.copyOf(neighbours);
        tracked = List.copyOf(tracked);
        predictions = List.copyOf(predictions);
    }

    public String fullName() {
        return signal.getAs("full_name");
    }

    /** The tier of the day. */
    public Tier tier() {
        return Tier.of(signal.getAs("tier"));
    }

    public boolean isScored() {
        return !signal.isNullAt(signal.fieldIndex(Columns.SIGNAL_SCORE));
    }

    /** A number of the signal; null where it is unknown. */
    public @Nullable Double number(String column) {
        int index = signal.fieldIndex(column);
        return signal.isNullAt(index) ? null : ((Number) signal.get(index)).doubleValue();
    }

    public boolean flag(String column) {
        return Boolean.TRUE.equals(signal.getAs(column));
    }
}
