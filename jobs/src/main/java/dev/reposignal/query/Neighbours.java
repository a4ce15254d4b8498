package dev.reposignal.query;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.cluster.Clusters;
import dev.reposignal.cluster.Embedder;
import dev.reposignal.cluster.Embedders;
import dev.reposignal.cluster.Similarity;
import dev.reposignal.cluster.Texts;
import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The repositories with the most similar texts; for the command line. */
public final class Neighbours {
    private Neighbours() {}

    /**
     * The other repositories of a day with their similarity to one of them: repo_key, full_name, description, language,
     * stars, similarity (cosine, -1 to 1); empty if its own text is empty. Texts that no night has
     * embedded yet are left out.
     */
    public static Optional<Dataset<Row>> nearest(Lake lake, Settings settings, LocalDate day, String repoKey) {
        Embedder embedder = Embedders.of(settings.cluster());
        Dataset<Row> snapshots = lake.readDay(Tables.SNAPSHOTS, day);
        Dataset<Row> texts = Texts.prepared(snapshots);
        Dataset<Row> embeddings = embedder.isCacheable()
                ? lake.read(Tables.EMBEDDINGS).where(col("model").equalTo(embedder.model()))
                : embedder.embedded(Texts.distinct(texts));
        Dataset<Row> vectors =
                Clusters.withVectors(embeddings, texts).where(col("vector").isNotNull());
        // The vector of its own text is computed again if possible, so that a repository of a day without a night has
        // one.
        Dataset<Row> text = texts.where(col("repo_key").equalTo(repoKey));
        Dataset<Row> asked =
                embedder.isCacheable() ? Clusters.withVectors(embedder.embedded(Texts.distinct(text)), text) : vectors;
        List<Row> own = asked.where(
                        col("repo_key").equalTo(repoKey).and(col("vector").isNotNull()))
                .select("vector")
                .collectAsList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(vectors.where(col("repo_key").notEqual(repoKey))
                .transform(rows -> Similarity.withSimilarity(own.get(0).getList(0), rows))
                .select("repo_key", "similarity")
                .join(snapshots.select("repo_key", "full_name", "description", "language", "stars"), "repo_key"));
    }
}
