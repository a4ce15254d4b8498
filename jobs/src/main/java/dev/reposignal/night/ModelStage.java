package dev.reposignal.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.model.Examples;
import dev.reposignal.model.Features;
import dev.reposignal.model.Models;
import dev.reposignal.model.Training;
import dev.reposignal.model.YoungRates;
import dev.reposignal.model.YoungTraining;
import dev.reposignal.row.RecordType;
import dev.reposignal.signal.FeedHealth;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code snapshots} to {@code models}, and the latest model to a night. */
public final class ModelStage {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStage.class);

    private ModelStage() {}

    /**
     * What a day's data teach.
     *
     * @param model empty where too few break-outs are known by then
     */
    public record Learned(Optional<BreakoutModel> model, YoungTraining.Result young) {}

    /**
     * Learns from what was known by a day and stores it: the model of break-outs, and what the young gained. Days whose counts
     * are distorted teach neither. The same day and data give the same, stored once.
     */
    public static Learned learn(Lake lake, Settings settings, LocalDate trainedOn) {
        NavigableSet<LocalDate> observed =
                new TreeSet<>(lake.days(Tables.SNAPSHOTS).headSet(trainedOn, true));
        if (observed.isEmpty()) {
            return new Learned(Optional.empty(), new YoungTraining.Result(0, 0, Optional.empty()));
        }
        observed.removeAll(distortedDays(lake, settings.health(), observed));
        Dataset<Row> snapshots = lake.readDays(
                        Tables.SNAPSHOTS, observed.isEmpty() ? trainedOn : observed.first(), trainedOn)
                .where(col(Table.DAY)
                        .isInCollection(observed.stream().map(Date::valueOf).toList()));
        YoungTraining.Result young = trainYoung(lake, settings, trainedOn, snapshots);
        return new Learned(train(lake, settings, trainedOn, observed, snapshots), young);
    }

    private static Optional<BreakoutModel> train(
            Lake lake,
            Settings settings,
            LocalDate trainedOn,
            NavigableSet<LocalDate> observed,
            Dataset<Row> snapshots) {
        Dataset<Row> sample = Features.sample(
                        settings.predict(),
                        Training.observedDays(trainedOn, observed),
                        snapshots,
                        Examples.histories(snapshots))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Optional<BreakoutModel> model = Training.fitted(trainedOn, sample);
            model.ifPresent(fitted -> lake.appendNew(
                    Tables.MODELS,
                    lake.spark().createDataFrame(List.of(Models.toRow(fitted)), Tables.MODELS.schema())));
            return model;
        } finally {
            sample.unpersist();
        }
    }

    private static YoungTraining.Result trainYoung(
            Lake lake, Settings settings, LocalDate trainedOn, Dataset<Row> snapshots) {
        YoungTraining.Result result = YoungTraining.learned(
                trainedOn, settings.predict().breakoutGain(), settings.young().mostStars(), snapshots);
        result.rates()
                .ifPresent(rates -> lake.appendNew(
                        Tables.YOUNG_RATES, lake.spark().createDataFrame(rates.toRows(), Tables.YOUNG_RATES.schema())));
        return result;
    }

    /** What a night knows of the young: the latest rates under its settings, no older than the settings allow a model. */
    static Optional<YoungRates> youngRates(NightContext night) {
        Settings settings = night.settings();
        LocalDate oldest = night.day().minusDays(settings.predict().modelMaxAgeDays());
        Map<LocalDate, List<Row>> byDay = new TreeMap<>();
        night.read(Tables.YOUNG_RATES)
                .where(col("trained_on").between(Lake.literal(oldest), Lake.literal(night.day())))
                .where(col("required_gain")
                        .equalTo(settings.predict().breakoutGain())
                        .and(col("most_stars").equalTo(settings.young().mostStars())))
                .collectAsList()
                .forEach(row -> byDay.computeIfAbsent(RecordType.day(row.getAs("trained_on")), day -> new ArrayList<>())
                        .add(row));
        return byDay.values().stream().reduce((earlier, later) -> later).map(YoungRates::fromRows);
    }

    /** The days that the data checks call distorted, judged here where no night was run: they must teach nothing. */
    private static Set<LocalDate> distortedDays(Lake lake, Settings.Health settings, NavigableSet<LocalDate> observed) {
        Map<LocalDate, Boolean> known = new TreeMap<>();
        lake.readDays(Tables.FEED_HEALTH, observed.first(), observed.last())
                .select(col(Table.DAY), coalesce(col("is_distorted"), lit(false)))
                .collectAsList()
                .forEach(row -> known.put(Lake.toLocalDate(row, 0), row.getBoolean(1)));
        Set<LocalDate> distorted = new HashSet<>();
        known.forEach((date, isDistorted) -> {
            if (isDistorted) {
                distorted.add(date);
            }
        });
        FeedHealth.assessAll(settings, known, lake.readDays(Tables.SNAPSHOTS, observed.first(), observed.last()))
                .where(col("is_distorted"))
                .select(Table.DAY)
                .collectAsList()
                .forEach(row -> distorted.add(Lake.toLocalDate(row, 0)));
        return distorted;
    }

    /**
     * The model of a night: the latest that had seen no later day, is not older than the settings allow and uses the
     * features this version measures.
     */
    static Optional<BreakoutModel> usable(NightContext night) {
        LocalDate oldest = night.day().minusDays(night.settings().predict().modelMaxAgeDays());
        return night
                .read(Tables.MODELS)
                .where(col("trained_on").between(Lake.literal(oldest), Lake.literal(night.day())))
                .orderBy(col("trained_on").desc(), col("model_id"))
                // Not only the first: after an update a model of the same day by the older version may come before.
                .collectAsList()
                .stream()
                .map(Models::fromRow)
                .filter(ModelStage::isUsable)
                .findFirst();
    }

    private static boolean isUsable(BreakoutModel model) {
        if (!model.isUsable()) {
            LOG.warn("Skipped the model {}: it uses other features than this version measures", model.id());
        }
        return model.isUsable();
    }

    /** The model's probability for every repository of the night that has 28 days of history. */
    static Dataset<Row> probabilities(NightContext night, BreakoutModel model) {
        Dataset<Row> snapshots = SignalStage.window(night, Examples.LOOKBACK_DAYS);
        return model.probabilities(Features.measured(
                night.settings().predict(), List.of(night.day()), Examples.known(night.day(), snapshots)));
    }
}
