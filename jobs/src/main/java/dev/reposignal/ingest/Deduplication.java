package dev.reposignal.ingest;

import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one row per repository and day if there are several: the winning row. The others are duplicates.
 *
 * <p>The rows of a day are taken in a total order and each stands unless a better one has its name (lower case) or its
 * numeric id. The order is: observed before filled in later; known id first; greater id first; more columns filled in; more stars; source
 * by alphabet; then a hash of the whole row. Two rows that tie even there are the same row: the one in the lake stands,
 * else the one of the first file by path, the first by line. So neither the order of files and rows nor their
 * partitioning has a say.
 */
final class Deduplication {
    /** The file index of rows that are in the lake already. */
    static final int LAKE = -1;

    /** The columns of a row that the decision needs. */
    private static final StructType ENTRY = new StructType()
            .add("day", IntegerType, false)
            .add("name_key", StringType, false)
            .add("repo_id", LongType, true)
            .add("content_hash", LongType, false)
            .add("file", IntegerType, false)
            .add("line_number", LongType, false)
            .add("stars", LongType, false);

    /**
     * Tallies and duplicate rows in one dataset, so that one pass gives both. A tally has kind 0 and counts; a duplicate
     * has kind 1 and the keys that identify it.
     */
    private static final StructType DECISION = new StructType()
            .add("kind", IntegerType, false)
            .add("day", IntegerType, false)
            .add("file", IntegerType, false)
            .add("accepted", LongType, false)
            .add("duplicate", LongType, false)
            .add("line_number", LongType, false)
            .add("name_key", StringType, false)
            .add("conflicting", LongType, false);

    private static final int TALLY = 0;
    private static final int DUPLICATE = 1;

    private Deduplication() {}

    /**
     * Accepted and duplicate rows of one file on one day; for {@link #LAKE}, {@code accepted} counts the rows that
     * --replace removes from the lake.
     *
     * @param conflicting repositories for which the file or the lake had another star count than the row that was kept
     */
    record Tally(int day, int file, long accepted, long duplicate, long conflicting) {
        static Tally of(Row row) {
            return new Tally(
                    row.getAs("day"),
                    row.getAs("file"),
                    row.getAs("accepted"),
                    row.getAs("duplicate"),
                    row.getAs("conflicting"));
        }
    }

    /** Adds name_key, the columns of the order and the hash of the whole row. */
    static Dataset<Row> withRank(Dataset<Row> rows) {
        Column present = lit(0);
        List<Column> hashed = new ArrayList<>();
        int bit = 0;
        for (Field field : Tables.SNAPSHOTS.fields()) {
            boolean isKey = field.name().equals(Table.DAY) || field.name().equals("repo_key");
            if (!isKey) {
                hashed.add(col(field.name()));
            }
            if (!field.required()) {
                present = present.plus(
                        when(col(field.name()).isNotNull(), lit(1 << bit)).otherwise(lit(0)));
                bit++;
            }
        }
        // The hash skips nulls: without the mask ("x", null) and (null, "x") would be one row.
        hashed.add(col("present"));
        return rows.withColumn("present", present)
                .withColumn("name_key", lower(col("full_name")))
                .withColumn("filled", bit_count(col("present")))
                .withColumn("content_hash", xxhash64(hashed.toArray(Column[]::new)))
                .drop("present");
    }

    /**
     * The decisions for every day of the entries: tallies and duplicates.
     *
     * @param isReplacing whether rows of the lake are only compared and cannot win
     * @param partitions number of partitions that the days are spread over
     * @param ranked rows with {@link #withRank}, those of the lake marked by {@link #LAKE}
     */
    static Dataset<Row> decisions(boolean isReplacing, int partitions, Dataset<Row> ranked) {
        List<Column> order = new ArrayList<>();
        order.add(col("day"));
        if (isReplacing) {
            order.add(col("file").equalTo(LAKE).desc());
        }
        order.add(col("observed").desc());
        order.add(col("repo_id").isNotNull().desc());
        // A name that was deleted and made anew has a greater id; rows of one id are even here.
        order.add(col("repo_id").desc_nulls_last());
        order.add(col("filled").desc());
        order.add(col("stars").desc());
        order.add(col("source"));
        order.add(col("content_hash"));
        order.add(col("file"));
        order.add(col("line_number"));
        Column[] entry = new Column[ENTRY.length()];
        for (int i = 0; i < entry.length; i++) {
            entry[i] = col(ENTRY.fieldNames()[i]);
        }
        MapPartitionsFunction<Row, Row> decide = entries -> new Decisions(isReplacing, entries);
        return ranked.withColumn("day", unix_date(col(Table.DAY)))
                .repartition(partitions, col("day"))
                .sortWithinPartitions(order.toArray(Column[]::new))
                .select(entry)
                .mapPartitions(decide, Encoders.row(DECISION));
    }

    static Dataset<Row> tallies(Dataset<Row> decisions) {
        return decisions.where(col("kind").equalTo(TALLY));
    }

    /** The winning rows of the days that change the lake. */
    static Dataset<Row> winners(Dataset<Row> decisions, Dataset<Row> ranked) {
        Dataset<Row> duplicates =
                decisions.where(col("kind").equalTo(DUPLICATE)).select("day", "file", "line_number", "name_key");
        return ranked.withColumn("day", unix_date(col(Table.DAY)))
                .join(duplicates, new String[] {"day", "file", "line_number", "name_key"}, "left_anti");
    }

    /** Visits sorted entries day by day; keeps at most one day in memory. */
    private static final class Decisions implements Iterator<Row> {
        private final boolean isReplacing;
        private final Iterator<Row> entries;
        private @Nullable Row next;
        private Iterator<Row> decided = List.<Row>of().iterator();

        Decisions(boolean isReplacing, Iterator<Row> entries) {
            this.isReplacing = isReplacing;
            this.entries = entries;
            this.next = entries.hasNext() ? entries.next() : null;
        }

        @Override
        public boolean hasNext() {
            while (!decided.hasNext() && next != null) {
                decided = nextDay(next.getInt(0));
            }
            return decided.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return decided.next();
        }

        private Iterator<Row> nextDay(int number) {
            Day day = new Day(number, isReplacing);
            while (next != null && next.getInt(0) == number) {
                day.take(next);
                next = entries.hasNext() ? entries.next() : null;
            }
            return day.decisions().iterator();
        }
    }

    /** The decisions of one day. */
    private static final class Day {
        /** Two rows of one day may be some hours apart: counts so far from each other are not of one day. */
        private static final double FAR_SHARE = 0.1;

        private static final long FAR_STARS = 10;

        private record Kept(long stars, int file) {
            boolean isFarFrom(long other) {
                return Math.abs(stars - other) > Math.max(FAR_STARS, FAR_SHARE * stars);
            }
        }

        private final int day;
        private final boolean isReplacing;
        private final Map<String, Kept> names = new HashMap<>();
        private final Map<Long, Kept> ids = new HashMap<>();
        private final Map<String, Long> replacedHashes = new HashMap<>();
        private final Map<Integer, long[]> counts = new TreeMap<>();
        private final List<Row> duplicates = new ArrayList<>();

        Day(int day, boolean isReplacing) {
            this.day = day;
            this.isReplacing = isReplacing;
        }

        void take(Row entry) {
            String name = entry.getString(1);
            Long id = entry.isNullAt(2) ? null : entry.getLong(2);
            long hash = entry.getLong(3);
            int file = entry.getInt(4);
            if (file == LAKE && isReplacing) {
                replacedHashes.put(name, hash);
                return;
            }
            long stars = entry.getLong(6);
            Kept kept = names.containsKey(name) || id == null ? names.get(name) : ids.get(id);
            boolean isTaken = kept != null;
            if (kept != null) {
                duplicates.add(RowFactory.create(DUPLICATE, day, file, 0L, 0L, entry.getLong(5), name, 0L));
                if (kept.isFarFrom(stars)) {
                    counts.computeIfAbsent(file == LAKE ? kept.file() : file, f -> new long[3])[2]++;
                }
            } else {
                Kept row = new Kept(stars, file);
                names.put(name, row);
                if (id != null) {
                    ids.put(id, row);
                }
            }
            if (file != LAKE) {
                Long replaced = replacedHashes.get(name);
                boolean isUnchanged = !isTaken && replaced != null && replaced == hash;
                if (isUnchanged) {
                    replacedHashes.remove(name);
                }
                counts.computeIfAbsent(file, f -> new long[3])[isTaken || isUnchanged ? 1 : 0]++;
            }
        }

        List<Row> decisions() {
            if (names.isEmpty()) {
                return List.of();
            }
            List<Row> decisions = new ArrayList<>();
            boolean isChanged = !replacedHashes.isEmpty();
            for (Map.Entry<Integer, long[]> count : counts.entrySet()) {
                long accepted = count.getValue()[0];
                isChanged |= accepted > 0;
                decisions.add(tally(count.getKey(), accepted, count.getValue()[1], count.getValue()[2]));
            }
            if (!replacedHashes.isEmpty()) {
                decisions.add(tally(LAKE, replacedHashes.size(), 0, 0));
            }
            if (isChanged) {
                decisions.addAll(duplicates);
            }
            return decisions;
        }

        private Row tally(int file, long accepted, long duplicate, long conflicting) {
            return RowFactory.create(TALLY, day, file, accepted, duplicate, 0L, "", conflicting);
        }
    }
}
