package dev.reposignal.cluster;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Turns texts into vectors of unit length; near texts get near vectors. */
public interface Embedder {
    /** Identity of the model in the embeddings table; another one whenever the vectors would differ. */
    String model();

    /** Whether a text's vector depends on that text alone, so that it may be kept and read back on later nights. */
    boolean isCacheable();

    /**
     * Rows of the embeddings table.
     *
     * @param texts text_hash and text, each text once
     * @return text_hash, model, text, vector; no row for a text without a known word
     */
    Dataset<Row> embedded(Dataset<Row> texts);
}
