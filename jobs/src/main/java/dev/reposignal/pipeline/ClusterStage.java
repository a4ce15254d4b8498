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

/** {@code snapshots} and {@code repo_signals} to {@code embeddings}, {@code cluster_members} and {@code clusters}. */
final class ClusterStage {
    private ClusterStage() {}

    /** Embeds the texts that {@code embeddings} does not hold yet. */
    static void embed(NightContext night) {
        Embedder embedder = embedder(night);
        if (embedder.isCacheable()) {
            Dataset<Row> texts = Texts.distinct(texts(night));
            Dataset<Row> unknown = Texts.unknown(texts, known(night, embedder));
            night.appendNew(Tables.EMBEDDINGS, embedder.embedded(unknown));
        }
    }

    static void cluster(NightContext night) {
        Embedder embedder = embedder(night);
        Dataset<Row> texts = texts(night);
        Dataset<Row> embeddings =
                embedder.isCacheable() ? known(night, embedder) : embedder.embedded(Texts.distinct(texts));
        Dataset<Row> vectors = Clusters.withVectors(embeddings, texts).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            ThemeModel model = ThemeModel.fitted(night.settings().cluster(), vectors);
            night.replaceDay(Tables.CLUSTER_MEMBERS, Clusters.assigned(model, night.day(), vectors));
            night.replaceDay(
                    Tables.CLUSTERS,
                    Clusters.described(
                            night.day(),
                            vectors,
                            night.readDay(Tables.REPO_SIGNALS),
                            night.readPreviousDay(Tables.CLUSTERS),
                            night.readDay(Tables.CLUSTER_MEMBERS)));
        } finally {
            vectors.unpersist();
        }
    }

    private static Embedder embedder(NightContext night) {
        return Embedders.byName(night.settings().cluster().embedder());
    }

    private static Dataset<Row> texts(NightContext night) {
        return Texts.prepared(night.readDay(Tables.SNAPSHOTS));
    }

    private static Dataset<Row> known(NightContext night, Embedder embedder) {
        return night.read(Tables.EMBEDDINGS).where(col("model").equalTo(embedder.model()));
    }
}
