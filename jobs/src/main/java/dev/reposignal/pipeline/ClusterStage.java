package dev.reposignal.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.cluster.Clusters;
import dev.reposignal.cluster.Embedder;
import dev.reposignal.cluster.Embedders;
import dev.reposignal.cluster.Texts;
import dev.reposignal.cluster.ThemeModel;
import dev.reposignal.table.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * {@code snapshots} and {@code repo_signals} to {@code embeddings}, {@code cluster_members} and {@code clusters}; keeps the
 * day's texts and vectors in memory from one step to the next.
 */
final class ClusterStage implements AutoCloseable {
    private final NightContext night;
    private final Embedder embedder;
    private @Nullable Dataset<Row> vectors;

    ClusterStage(NightContext night) {
        this.night = night;
        this.embedder = Embedders.byName(night.settings().cluster().embedder());
    }

    /** Embeds the texts that {@code embeddings} does not hold yet. */
    void embed() {
        if (embedder.isCacheable()) {
            Dataset<Row> unknown = Texts.unknown(Texts.distinct(texts()), known());
            night.appendNew(Tables.EMBEDDINGS, embedder.embedded(unknown));
        }
    }

    /** Finds the themes of the day and gives every repository its place; needs no signals. */
    void assign() {
        Dataset<Row> placed = vectors();
        ThemeModel model = ThemeModel.fitted(night.settings().cluster(), placed);
        night.replaceDay(Tables.CLUSTER_MEMBERS, Clusters.assigned(model, night.day(), placed));
    }

    /** Says what each cluster is about and how it moves. */
    void describe() {
        night.replaceDay(
                Tables.CLUSTERS,
                Clusters.described(
                        night.day(),
                        vectors(),
                        night.readDay(Tables.REPO_SIGNALS),
                        night.readPreviousDay(Tables.CLUSTERS),
                        night.readDay(Tables.CLUSTER_MEMBERS)));
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        if (vectors != null) {
            vectors.unpersist();
        }
    }

    private Dataset<Row> vectors() {
        if (vectors == null) {
            Dataset<Row> texts = texts();
            Dataset<Row> embeddings = embedder.isCacheable() ? known() : embedder.embedded(Texts.distinct(texts));
            vectors = Clusters.withVectors(embeddings, texts).persist(StorageLevel.MEMORY_AND_DISK());
        }
        return vectors;
    }

    private Dataset<Row> texts() {
        return Texts.prepared(night.readDay(Tables.SNAPSHOTS));
    }

    private Dataset<Row> known() {
        return night.read(Tables.EMBEDDINGS).where(col("model").equalTo(embedder.model()));
    }
}
