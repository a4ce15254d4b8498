package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.ledger.BreakoutClaims;
import dev.reposignal.ledger.Claims;
import dev.reposignal.ledger.ClusterClaims;
import dev.reposignal.ledger.EvaluationWindows;
import dev.reposignal.ledger.FieldClaims;
import dev.reposignal.ledger.Grading;
import dev.reposignal.ledger.GroupHitRate;
import dev.reposignal.ledger.HistoricalHitRate;
import dev.reposignal.ledger.LanguageClaims;
import dev.reposignal.ledger.MilestoneClaims;
import dev.reposignal.ledger.WeeklyCounts;
import dev.reposignal.ledger.YoungClaims;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Verdict;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals and clusters to the ledger: {@code prediction_outcomes}, {@code predictions} and the three tables of the
 * track record.
 */
final class LedgerStage {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerStage.class);

    private LedgerStage() {}

    /** Grades what is due and was not graded before. */
    static void grade(NightContext night) {
        Dataset<Row> due = due(night);
        // On most nights nothing is due: the interpreted session finds that out at the least cost.
        for (Row oldest : due(night.interpreted())
                .groupBy("kind")
                .agg(min("due_on").cast("string"))
                .orderBy("kind")
                .collectAsList()) {
            ClaimKind kind = ClaimKind.of(oldest.getString(0));
            night.appendNew(
                    Tables.PREDICTION_OUTCOMES,
                    Grading.resolved(
                            night.day(),
                            observed(
                                    night,
                                    kind,
                                    LocalDate.parse(oldest.getString(1)),
                                    due.where(col("kind").equalTo(kind.value())))));
        }
    }

    private static Dataset<Row> due(NightContext night) {
        return Grading.due(night.day(), night.read(Tables.PREDICTIONS), night.read(Tables.PREDICTION_OUTCOMES));
    }

    private static Dataset<Row> observed(NightContext night, ClaimKind kind, LocalDate first, Dataset<Row> due) {
        Dataset<Row> health = night.readDays(Tables.FEED_HEALTH, first, night.day());
        return switch (kind) {
            case BREAKOUT, YOUNG_GAIN, STARS_REACHED ->
                BreakoutClaims.observed(
                        FitDays.of(night, due, night.readDays(Tables.SNAPSHOTS, first, night.day())), due);
            case CLUSTER_GROWTH ->
                ClusterClaims.observed(health, night.readDays(Tables.SNAPSHOTS, first, night.day()), due);
            case FIELD_SHARE ->
                FieldClaims.observed(health, night.readDays(Tables.REPO_SIGNALS, first, night.day()), due);
            case LANGUAGE_NEWCOMERS ->
                LanguageClaims.observed(health, night.readDays(Tables.REPO_SIGNALS, first, night.day()), due);
        };
    }

    /**
     * Makes the claims of the night about repositories: by the model where the night has one, else by the historical hit rate,
     * where the lake is old enough for it.
     */
    static void predict(NightContext night) {
        // A model has judged every repository already; the historical hit rate goes through months of snapshots.
        NightContext small = night.interpreted();
        Settings.Predict settings = night.settings().predict();
        Optional<BreakoutModel> model = night.model();
        if (model.isPresent()) {
            BreakoutModel judge = model.get();
            claim(
                    small,
                    BreakoutClaims.byModel(
                            settings, judge.baseRate(), judge.examples(), small.readDay(Tables.REPO_SIGNALS)));
        } else {
            claim(night, BreakoutClaims.byExperience(settings, night.readDay(Tables.REPO_SIGNALS), experience(night)));
        }
        night.youngRates()
                .ifPresent(rates -> claim(
                        small,
                        YoungClaims.made(
                                night.settings().young().repositories(),
                                rates.requiredGain(),
                                rates.baseRate(),
                                rates.baseExamples(),
                                rates.id(),
                                small.readDay(Tables.REPO_SIGNALS))));
    }

    private static void claim(NightContext night, Dataset<Row> claims) {
        night.appendNew(Tables.PREDICTIONS, Claims.notMadeBefore(night.read(Tables.PREDICTIONS), claims));
    }

    private static Dataset<Row> experience(NightContext night) {
        List<LocalDate> starts = HistoricalHitRate.startDays(night.day());
        LocalDate first = starts.get(starts.size() - 1);
        Dataset<Row> paces = Signals.paces(
                starts, night.readDays(Tables.SNAPSHOTS, first.minusDays(Signals.PACE_LOOKBACK_DAYS), starts.get(0)));
        return HistoricalHitRate.counted(
                night.settings().predict(), paces, night.readDays(Tables.SNAPSHOTS, first.plusDays(1), night.day()));
    }

    /**
     * Makes the claims that learn from earlier star counts instead of earlier nights: about round numbers of stars and about the
     * shares of fields.
     */
    static void predictByCounts(NightContext night) {
        NavigableMap<Integer, LocalDate> days = WeeklyCounts.days(night.day(), night.days(Tables.SNAPSHOTS));
        Dataset<Row> counts = WeeklyCounts.of(days, night.readDays(Tables.SNAPSHOTS, days.values()));
        Dataset<Row> signals = night.readDay(Tables.REPO_SIGNALS);
        Dataset<Row> ledger = night.read(Tables.PREDICTIONS);
        Dataset<Row> members =
                FieldClaims.members(night.readDay(Tables.CLUSTERS), night.readDay(Tables.CLUSTER_MEMBERS), signals);
        Dataset<Row> claims = MilestoneClaims.made(signals, MilestoneClaims.experience(counts), ledger)
                .unionByName(Claims.notRunning(
                        ledger, FieldClaims.made(night.day(), members, FieldClaims.windows(counts, members))));
        night.appendNew(Tables.PREDICTIONS, Claims.notMadeBefore(ledger, claims));
    }

    /**
     * Makes the claims about clusters and languages, where enough windows between earlier nights are finished to give
     * them a probability.
     */
    static void predictGroups(NightContext night) {
        List<EvaluationWindows.Window> windows = finishedWindows(night);
        if (windows.isEmpty()) {
            LOG.info("Skipped the claims about clusters and languages of {}: too few finished windows", night.day());
            return;
        }
        List<Date> starts =
                windows.stream().map(window -> Date.valueOf(window.start())).toList();
        List<Date> ends =
                windows.stream().map(window -> Date.valueOf(window.end())).toList();
        Dataset<Row> health =
                night.read(Tables.FEED_HEALTH).where(col(Table.DAY).isInCollection(ends));
        Dataset<Row> signalsThen =
                night.read(Tables.REPO_SIGNALS).where(col(Table.DAY).isInCollection(starts));
        Dataset<Row> signalsNow = night.readDay(Tables.REPO_SIGNALS);

        Dataset<Row> clustersThen = ClusterClaims.observed(
                health,
                night.read(Tables.SNAPSHOTS).where(col(Table.DAY).isInCollection(ends)),
                ClusterClaims.candidates(
                        night.read(Tables.CLUSTERS).where(col(Table.DAY).isInCollection(starts)),
                        night.read(Tables.CLUSTER_MEMBERS).where(col(Table.DAY).isInCollection(starts)),
                        signalsThen));
        Dataset<Row> clusters = ClusterClaims.made(
                ClusterClaims.candidates(
                        night.readDay(Tables.CLUSTERS), night.readDay(Tables.CLUSTER_MEMBERS), signalsNow),
                GroupHitRate.counted(ClusterClaims.group(col("is_forming")), clustersThen));

        Dataset<Row> languagesThen = LanguageClaims.observed(
                health,
                night.read(Tables.REPO_SIGNALS).where(col(Table.DAY).isInCollection(ends)),
                LanguageClaims.candidates(signalsThen));
        Dataset<Row> languages = LanguageClaims.made(
                LanguageClaims.candidates(signalsNow), GroupHitRate.counted(col("subject_key"), languagesThen));

        Dataset<Row> ledger = night.read(Tables.PREDICTIONS);
        night.appendNew(
                Tables.PREDICTIONS,
                Claims.notRunning(ledger, Claims.notMadeBefore(ledger, clusters.unionByName(languages))));
    }

    private static List<EvaluationWindows.Window> finishedWindows(NightContext night) {
        Dataset<Row> fit = night.interpreted()
                .readDays(Tables.FEED_HEALTH, night.day().minusDays(EvaluationWindows.LOOKBACK_DAYS), night.day())
                .where(col("verdict").equalTo(Verdict.PUBLISH.value()))
                .select(Table.DAY);
        List<LocalDate> nights = fit.collectAsList().stream()
                .map(row -> Lake.toLocalDate(row, 0))
                .toList();
        return EvaluationWindows.finished(night.day(), nights);
    }

    /** Sums up the ledger as of the day. */
    static void keepTrackRecord(NightContext night) {
        Dataset<Row> predictions = night.cached(Tables.PREDICTIONS);
        Dataset<Row> outcomes = night.cached(Tables.PREDICTION_OUTCOMES);
        night.replaceCollected(Tables.TRACK_RECORD, Grading.trackRecord(night.day(), predictions, outcomes));
        night.replaceCollected(Tables.TRACK_RECORD_KINDS, Grading.byKind(night.day(), predictions, outcomes));
        night.replaceCollected(Tables.TRACK_RECORD_BINS, Grading.bins(night.day(), predictions, outcomes));
    }
}
