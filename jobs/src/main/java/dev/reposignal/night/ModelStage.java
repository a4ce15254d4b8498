package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.model.Examples;
import dev.reposignal.model.Features;
import dev.reposignal.model.Models;
import dev.reposignal.model.Training;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
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
     * Trains a model of what was known by a day and stores it; the same day and data give the same model, stored once.
     *
     * @return empty where too few break-outs are known by then
     */
    public static Optional<BreakoutModel> train(Lake lake, Settings.Predict settings, LocalDate trainedOn) {
        NavigableSet<LocalDate> observed = lake.days(Tables.SNAPSHOTS).headSet(trainedOn, true);
        if (observed.isEmpty()) {
            return Optional.empty();
        }
        Dataset<Row> snapshots = lake.readDays(Tables.SNAPSHOTS, observed.first(), trainedOn);
        Dataset<Row> sample = Features.sample(
                        settings, Training.observedDays(trainedOn, observed), snapshots, Examples.histories(snapshots))
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
                .limit(1)
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
        Dataset<Row> snapshots =
                night.readDays(Tables.SNAPSHOTS, night.day().minusDays(Examples.LOOKBACK_DAYS), night.day());
        return model.probabilities(Features.measured(
                night.settings().predict(), List.of(night.day()), Examples.known(night.day(), snapshots)));
    }
}
