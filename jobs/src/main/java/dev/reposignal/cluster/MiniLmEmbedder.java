package dev.reposignal.cluster;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sentence embeddings by the MiniLM model inside the jar: 384 values, no network. */
public final class MiniLmEmbedder implements Embedder {
    private static final String MODEL = "all-minilm-l6-v2-q";

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public boolean isCacheable() {
        return true;
    }

    @Override
    public Dataset<Row> embedded(Dataset<Row> texts) {
        return SentenceVectors.embedded(MODEL, SentenceModel::miniLm, texts);
    }
}
