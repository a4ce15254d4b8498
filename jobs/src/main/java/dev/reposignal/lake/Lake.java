package dev.reposignal.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Check;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * A folder of Delta tables. Every read has the declared schema, every write is held against it.
 *
 * <p>Writing a day replaces exactly that day, so writing it twice is writing it once. A write either commits whole or
 * changes nothing.
 */
public final class Lake {
    private final SparkSession spark;
    private final String root;

    /** @param root any Hadoop path; created at the first write */
    public Lake(SparkSession spark, String root) {
        this.spark = spark;
        this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    }

    /**
     * The same lake through a session that interprets its plans instead of compiling them: right for many questions about
     * few rows. Datasets of the two must not be joined with each other.
     */
    public Lake interpreted() {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.codegen.wholeStage", false);
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        return new Lake(session, root);
    }

    public SparkSession spark() {
        return spark;
    }

    public String root() {
        return root;
    }

    public String path(Table table) {
        return root + "/" + table.name();
    }

    public boolean exists(Table table) {
        return DeltaTable.isDeltaTable(spark, path(table));
    }

    /** The table's current Delta version, or empty where it does not exist yet. */
    public Optional<Long> version(Table table) {
        return exists(table) ? Optional.of(DeltaTables.version(spark, path(table))) : Optional.empty();
    }

    /** The whole table as it is now; no rows where it does not exist yet. */
    public Dataset<Row> read(Table table) {
        if (!exists(table)) {
            return spark.createDataFrame(List.of(), table.schema());
        }
        return spark.read().format("delta").load(path(table));
    }

    /** The whole table as it was at a version. */
    public Dataset<Row> read(Table table, long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(path(table));
    }

    public Dataset<Row> readDay(Table table, LocalDate day) {
        return readDays(table, day, day);
    }

    /** The days from first to last, both included; only their partitions are read. */
    public Dataset<Row> readDays(Table table, LocalDate first, LocalDate last) {
        return read(table).where(col(Table.DAY).between(literal(first), literal(last)));
    }

    /** Every day a table laid out by day holds rows of; asked of the log, without reading the rows. */
    public NavigableSet<LocalDate> days(Table table) {
        return exists(table) ? DeltaTables.days(spark, path(table)) : Collections.emptyNavigableSet();
    }

    /** The latest day a table holds at or before a day. */
    public Optional<LocalDate> latestDay(Table table, LocalDate notAfter) {
        return Optional.ofNullable(days(table).floor(notAfter));
    }

    /** Replaces one day of a table, also by nothing; see {@link #replaceDays}. */
    public Written replaceDay(Table table, LocalDate day, Dataset<Row> rows) {
        return replaceDays(table, List.of(day), rows);
    }

    /**
     * Replaces exactly the named days in one commit; a row of any other day fails the write.
     *
     * <p>Where the days hold exactly these rows already nothing is committed: a night run twice leaves the same versions,
     * and with them the same facts, as a night run once.
     */
    public Written replaceDays(Table table, Collection<LocalDate> days, Dataset<Row> rows) {
        createIfMissing(table);
        TreeSet<LocalDate> replaced = new TreeSet<>(days);
        Dataset<Row> conforming = conforming(table, rows);
        NavigableSet<LocalDate> present = days(table);
        if (present.isEmpty() || replaced.stream().noneMatch(present::contains)) {
            return overwrite(table, condition(replaced), conforming);
        }
        conforming.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Dataset<Row> standing = read(table).where(condition(replaced));
            if (standing.exceptAll(conforming).isEmpty()
                    && conforming.exceptAll(standing).isEmpty()) {
                return new Written(DeltaTables.version(spark, path(table)), conforming.count());
            }
            return overwrite(table, condition(replaced), conforming);
        } finally {
            conforming.unpersist();
        }
    }

    /** Replaces the rows that meet a condition on the table's columns; for tables that have no day. */
    public Written replaceWhere(Table table, String condition, Dataset<Row> rows) {
        createIfMissing(table);
        return overwrite(table, condition, conforming(table, rows));
    }

    /**
     * Adds the rows whose keys the table does not hold; what stands there is never touched. Commits nothing where no row
     * is new.
     */
    public Written appendNew(Table table, Dataset<Row> rows) {
        createIfMissing(table);
        Dataset<Row> known = read(table).select(columns(table.keys()));
        Dataset<Row> fresh = conforming(table, rows.join(known, table.keys().toArray(String[]::new), "left_anti"))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long before = DeltaTables.version(spark, path(table));
            if (fresh.isEmpty()) {
                return new Written(before, 0);
            }
            fresh.write()
                    .format("delta")
                    .mode("append")
                    .option("mergeSchema", "true")
                    .save(path(table));
            return DeltaTables.since(before, spark, path(table));
        } finally {
            fresh.unpersist();
        }
    }

    private Written overwrite(Table table, String condition, Dataset<Row> conforming) {
        long before = DeltaTables.version(spark, path(table));
        conforming
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", condition)
                // A table made by an older version gets the columns that have grown since.
                .option("mergeSchema", "true")
                .save(path(table));
        return DeltaTables.since(before, spark, path(table));
    }

    private static String condition(NavigableSet<LocalDate> days) {
        return days.stream().map("DATE'%s'"::formatted).collect(Collectors.joining(", ", Table.DAY + " IN (", ")"));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** Makes every existing table queryable by its name in this session. */
    public void registerViews(Collection<Table> tables) {
        for (Table table : tables) {
            if (exists(table)) {
                read(table).createOrReplaceTempView(table.name());
            }
        }
    }

    /** A day as a literal that prunes partitions. */
    public static Column literal(LocalDate day) {
        return lit(java.sql.Date.valueOf(day));
    }

    /** A DATE of a collected row, whichever Java type the session returns. */
    public static LocalDate toLocalDate(Row row, int index) {
        Object value = row.get(index);
        return value instanceof LocalDate day ? day : ((java.sql.Date) value).toLocalDate();
    }

    /** Same columns, order, types and comments as declared, every check met by every row; Delta adds NOT NULL. */
    private Dataset<Row> conforming(Table table, Dataset<Row> rows) {
        Dataset<Row> conforming = rows.to(table.nullableSchema());
        if (table.checks().isEmpty()) {
            return conforming;
        }
        // A check is part of a value, not a filter: Spark may evaluate a filter for rows that an earlier filter or
        // join drops, and a check that fails for those would fail a write that is right.
        Field last = table.fields().get(table.fields().size() - 1);
        Column checked = when(allMet(table), col(last.name()))
                .as(last.name(), conforming.schema().apply(last.name()).metadata());
        return conforming.withColumn(last.name(), checked);
    }

    /** True, or the failure of the write at the first row that breaks a check, naming it: our mistake, not the user's. */
    private static Column allMet(Table table) {
        Column row = concat_ws(
                ", ", table.keys().stream().map(key -> col(key).cast("string")).toArray(Column[]::new));
        Column allMet = when(lit(false), lit(false));
        for (Check check : table.checks()) {
            Column message = concat(
                    lit("Cannot write to %s: the check \"%s\" (%s) fails for the row "
                            .formatted(table.name(), check.sentence(), check.condition())),
                    row);
            Column isMet = coalesce(expr(check.condition()), lit(true));
            allMet = allMet.when(not(isMet), raise_error(message).cast("boolean"));
        }
        return allMet.otherwise(lit(true));
    }

    private void createIfMissing(Table table) {
        if (exists(table)) {
            return;
        }
        DeltaTableBuilder builder = DeltaTable.createIfNotExists(spark)
                .location(path(table))
                .comment("One row is " + table.grain())
                .partitionedBy(table.partitions().toArray(String[]::new))
                // Facts name a table version; it must stay readable for as long as an article stands.
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
}
