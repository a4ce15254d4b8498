package dev.reposignal.lake;

import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Makes tables as declared, and lets tables that an older version made take what this version writes. */
final class SchemaGrowth {
    private SchemaGrowth() {}

    static void create(Table table, SparkSession spark, String path) {
        CommitFiles.removeUnfinishedCreation(path, spark.sparkContext().hadoopConfiguration());
        DeltaTableBuilder builder = DeltaTable.createIfNotExists(spark)
                .location(path)
                .comment("One row is " + table.grain())
                .partitionedBy(table.partitions().toArray(String[]::new))
                // Facts name a table version, which must stay readable for as long as the article is published.
                .property("delta.logRetentionDuration", "interval 3650 days")
                .property("delta.deletedFileRetentionDuration", "interval 3650 days")
                .property("delta.checkpointInterval", "50");
        for (Field field : table.fields()) {
            builder.addColumn(DeltaTable.columnBuilder(spark, field.name())
                    .dataType(field.type())
                    .nullable(!field.required())
                    .comment(field.comment())
                    .build());
        }
        builder.execute();
    }

    /** Lets a table made by an older version take null where a column has become optional since. */
    static void relax(Table table, SparkSession spark, String path) {
        StructType stored = DeltaTables.schema(spark, path);
        for (Field field : table.fields()) {
            boolean refusesNull = List.of(stored.fieldNames()).contains(field.name())
                    && !stored.apply(field.name()).nullable();
            if (refusesNull && !field.required()) {
                spark.sql("ALTER TABLE delta.`%s` ALTER COLUMN %s DROP NOT NULL"
                        .formatted(path.replace("`", "``"), field.name()));
            }
        }
    }
}
