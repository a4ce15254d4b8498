package dev.reposignal.cluster;

import dev.reposignal.table.Tables;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

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
        // Every core gets its share, twice over so that a slow one does not keep the others waiting.
        int partitions = 2 * texts.sparkSession().sparkContext().defaultParallelism();
        return texts.select("text_hash", "text")
                .repartition(partitions, texts.col("text_hash"))
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) MiniLmEmbedder::rows,
                        Encoders.row(Tables.EMBEDDINGS.schema()));
    }

    private static Iterator<Row> rows(Iterator<Row> texts) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return texts.hasNext();
            }

            @Override
            public Row next() {
                Row row = texts.next();
                String text = row.getString(1);
                return RowFactory.create(
                        row.getString(0), MODEL, text, MiniLmModel.shared().vector(text));
            }
        };
    }
}
