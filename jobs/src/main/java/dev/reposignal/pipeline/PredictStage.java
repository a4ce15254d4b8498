package dev.reposignal.pipeline;

import static org.apache.spark.sql.functions.min;

import dev.reposignal.config.Settings;
import dev.reposignal.predict.Claims;
import dev.reposignal.predict.Experience;
import dev.reposignal.predict.Grading;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code snapshots} and {@code repo_signals} to the ledger: {@code prediction_outcomes}, {@code predictions} and
 * {@code track_record}.
 */
final class PredictStage {
    private PredictStage() {}

    /** Grades what is due and was not graded before. */
    static void grade(NightContext night) {
        Dataset<Row> due =
                Grading.due(night.day(), night.read(Tables.PREDICTIONS), night.read(Tables.PREDICTION_OUTCOMES));
        Row earliest = due.agg(min("due_on").cast("string")).head();
        if (!earliest.isNullAt(0)) {
            LocalDate first = LocalDate.parse(earliest.getString(0));
            night.appendNew(
                    Tables.PREDICTION_OUTCOMES,
                    Grading.resolved(night.day(), due, night.readDays(Tables.SNAPSHOTS, first, night.day())));
        }
    }

    /** Makes the claims of the night, where the lake is old enough to say how likely they are. */
    static void predict(NightContext night) {
        List<LocalDate> starts = Experience.startDays(night.day());
        LocalDate first = starts.get(starts.size() - 1);
        Dataset<Row> paces = Signals.paces(
                starts, night.readDays(Tables.SNAPSHOTS, first.minusDays(Signals.PACE_LOOKBACK_DAYS), starts.get(0)));
        Settings.Predict settings = night.settings().predict();
        Dataset<Row> experience =
                Experience.counted(settings, paces, night.readDays(Tables.SNAPSHOTS, first.plusDays(1), night.day()));
        night.appendNew(Tables.PREDICTIONS, Claims.made(settings, night.readDay(Tables.REPO_SIGNALS), experience));
    }

    /** Sums up the ledger as it stands on the day. */
    static void keepTrackRecord(NightContext night) {
        night.replaceDay(
                Tables.TRACK_RECORD,
                Grading.trackRecord(
                        night.day(), night.read(Tables.PREDICTIONS), night.read(Tables.PREDICTION_OUTCOMES)));
    }
}
