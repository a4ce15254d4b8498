package dev.reposignal.site;

import dev.reposignal.row.Rows;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sums of the ledger as of a night: rows of {@code track_record}, {@code track_record_kinds} and {@code
 * track_record_bins}.
 *
 * @param all every kind of claim together; its kind is "all"
 * @param kinds by kind of claim
 * @param bins all kinds by tenth of the probability: calibration
 */
public record TrackRecord(LocalDate day, Sum all, List<Sum> kinds, List<Rows.Bin> bins) {
    public TrackRecord {
        kinds = List.copyOf(kinds);
        bins = List.copyOf(bins);
    }

    /** Claims summed up: a row of {@code track_record} or of {@code track_record_kinds}. */
    public record Sum(
            String kind,
            long predictionsMade,
            long predictionsOpen,
            long hits,
            long misses,
            long unobservable,
            @Nullable Double hitRate,
            @Nullable Double meanBaseRate,
            @Nullable Double brierScore,
            @Nullable Double brierSkill) {}
}
