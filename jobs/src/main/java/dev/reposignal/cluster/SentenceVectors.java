package dev.reposignal.cluster;

import dev.reposignal.table.Tables;
import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Has every executor embed its share of the texts with a sentence model. */
final class SentenceVectors {
    /** Finds the model of the executor it runs in. */
    interface Model extends Supplier<SentenceModel>, Serializable {}

    private SentenceVectors() {}

    /** Rows of the embeddings table. */
    static Dataset<Row> embedded(String name, Model model, Dataset<Row> texts) {
        // Every core gets its share, twice over so that a slow one does not keep the others waiting.
        int partitions = 2 * texts.sparkSession().sparkContext().defaultParallelism();
        return texts.select("text_hash", "text")
                .repartition(partitions, texts.col("text_hash"))
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) rows -> vectors(name, model, rows),
                        Encoders.row(Tables.EMBEDDINGS.schema()));
    }

    private static Iterator<Row> vectors(String name, Model model, Iterator<Row> texts) {
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
                        row.getString(0), name, text, model.get().vector(text));
            }
        };
    }
}
