package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.cluster.ClusterModel;
import dev.reposignal.cluster.Clusters;
import dev.reposignal.cluster.Embedder;
import dev.reposignal.cluster.Embedders;
import dev.reposignal.cluster.FieldLineage;
import dev.reposignal.cluster.Lineage;
import dev.reposignal.cluster.PreviousCluster;
import dev.reposignal.cluster.SubjectFit;
import dev.reposignal.cluster.Subjects;
import dev.reposignal.cluster.Texts;
import dev.reposignal.concurrent.Parallel;
import dev.reposignal.lake.CheckpointedRows;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * {@code snapshots} and {@code repo_signals} to {@code embeddings}, {@code cluster_members},
 * {@code cluster_lineage}, {@code clusters} and {@code fields}; keeps the day's texts and vectors in memory from one step to the next.
 */
final class ClusterStage implements AutoCloseable {
    private final NightContext night;
    private final Subjects list;
    private final Embedder embedder;
    private final @Nullable LocalDate previousDay;
    private @Nullable Dataset<Row> texts;
    private @Nullable CheckpointedRows vectors;
    private List<Row> themes = List.of();
    private Map<String, String> subjects = Map.of();
    private List<Row> labels = List.of();
    private @Nullable FieldLineage fields;

    ClusterStage(NightContext night, Subjects list) {
        this.night = night;
        this.list = list;
        this.embedder = Embedders.of(night.settings().cluster());
        this.previousDay =
                night.latestDay(Tables.CLUSTERS, night.day().minusDays(1)).orElse(null);
    }

    /** Embeds the texts that {@code embeddings} does not hold yet. */
    void embed() {
        if (embedder.isCacheable()) {
            Dataset<Row> unknown = Texts.unknown(toEmbed(), known());
            night.appendNew(Tables.EMBEDDINGS, embedder.embedded(unknown));
        }
    }

    /** Finds the clusters of the day and assigns every repository; needs no signals. */
    void assign() {
        List<PreviousCluster> earlier = earlierClusters().collectAsList().stream()
                .map(row -> PreviousCluster.of(row, SubjectFit.model(embedder)))
                .toList();
        Dataset<Row> vectors = vectors();
        ClusterModel model = ClusterModel.fitted(night.settings().cluster(), list, earlier, vectors);
        try (CheckpointedRows kept = CheckpointedRows.of(Clusters.placed(model, vectors))) {
            Dataset<Row> placed = kept.rows();
            List<Row> shared = placed.transform(Lineage::shared).collectAsList();
            Lineage lineage = Lineage.traced(night.day(), previousDay, earlier, shared);
            fields = FieldLineage.traced(night.day(), list.fields(), model, shared, earlier, earlierFields());
            Parallel.run(
                    // The assignments are computed already: one task writes them, as one file.
                    () -> night.replaceDay(
                            Tables.CLUSTER_MEMBERS,
                            Clusters.members(night.day(), model, lineage.ids(), placed)
                                    .coalesce(1)),
                    () -> night.replaceCollected(
                            Tables.CLUSTER_LINEAGE,
                            night.spark().createDataFrame(lineage.rows(), Tables.CLUSTER_LINEAGE.nullableSchema())));
            themes = Clusters.themes(model, embedder, lineage.ids());
            subjects = model.labels(lineage.ids());
        }
    }

    /** Labels each cluster; needs no signals. */
    void label() {
        Dataset<Row> terms = Clusters.terms(told()).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            labels = Clusters.labelled(night.day(), subjects, earlierClusters(), told(), terms)
                    .collectAsList();
        } finally {
            terms.unpersist();
        }
    }

    /** Adds the growth of each cluster; needs the signals. */
    void describe() {
        night.replaceCollected(
                Tables.CLUSTERS,
                Clusters.described(
                        night.day(),
                        night.spark().createDataFrame(themes, Clusters.themeSchema()),
                        night.spark().createDataFrame(labels, Clusters.labelSchema()),
                        told(),
                        night.readDay(Tables.REPO_SIGNALS),
                        earlierClusters()));
        List<Row> rows = Objects.requireNonNull(fields, "assign comes before describe")
                .rows(previousDay, night.collectedDay(Tables.CLUSTERS).collectAsList());
        night.replaceCollected(Tables.FIELDS, night.spark().createDataFrame(rows, Tables.FIELDS.nullableSchema()));
    }

    /** The identity of each field of the night before by its name then; none on nights of older versions. */
    private Map<String, String> earlierFields() {
        LocalDate earlier = nightBefore();
        Map<String, String> ids = new HashMap<>();
        night.collectedDays(Tables.FIELDS, earlier, earlier)
                .collectAsList()
                .forEach(row -> ids.put(row.getAs("field"), row.getAs("field_id")));
        return ids;
    }

    private Dataset<Row> told() {
        return Clusters.told(night.readDay(Tables.CLUSTER_MEMBERS), vectors());
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        if (vectors != null) {
            vectors.close();
        }
        if (texts != null) {
            texts.unpersist();
        }
    }

    private Dataset<Row> vectors() {
        if (vectors == null) {
            Dataset<Row> texts = texts();
            Dataset<Row> embeddings = embedder.isCacheable() ? known() : embedder.embedded(toEmbed());
            SubjectFit fit =
                    SubjectFit.measured(list, night.settings().cluster().seed(), embeddings, texts);
            // Checkpointed, so that writing cluster_members, from which the earlier members come, does not compute them
            // again.
            vectors = CheckpointedRows.of(
                    fit.withSubjects(Clusters.withEarlier(earlierMembers(), Clusters.withVectors(embeddings, texts))));
        }
        return vectors.rows();
    }

    /** The clusters of the night before; none on a first night. */
    private Dataset<Row> earlierClusters() {
        LocalDate earlier = nightBefore();
        return night.collectedDays(Tables.CLUSTERS, earlier, earlier);
    }

    /** Their members. */
    private Dataset<Row> earlierMembers() {
        LocalDate earlier = nightBefore();
        // A night of an older version has null in the columns that have grown since.
        return night.readDays(Tables.CLUSTER_MEMBERS, earlier, earlier).to(Tables.CLUSTER_MEMBERS.nullableSchema());
    }

    /** One and the same night for every table; a day without rows on a first night. */
    private LocalDate nightBefore() {
        return previousDay == null ? LocalDate.EPOCH : previousDay;
    }

    /** The day's texts, prepared once for all steps: that costs more than keeping them. */
    private Dataset<Row> texts() {
        if (texts == null) {
            texts = Texts.prepared(night.readDay(Tables.SNAPSHOTS)).persist(StorageLevel.MEMORY_AND_DISK());
        }
        return texts;
    }

    /** The texts of the day and the descriptions of the subjects they are compared with. */
    private Dataset<Row> toEmbed() {
        return Texts.distinct(texts())
                .unionByName(SubjectFit.texts(night.spark(), list))
                .dropDuplicates("text_hash");
    }

    private Dataset<Row> known() {
        return night.read(Tables.EMBEDDINGS).where(col("model").equalTo(embedder.model()));
    }
}
