package dev.reposignal.insight;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the counts of {@link TrendCounts} need of each repository, in one row, and the rows of one owner together.
 *
 * <p>Tasks gather it: none holds more than its part of the repositories.
 */
final class TrendRepositories {
    /** No count on that day. */
    static final long NONE = -1;

    /** What GitHub calls a language and is a way to write texts down. */
    private static final Object[] FORMATS = {
        "HTML", "CSS", "Markdown", "MDX", "TeX", "Jupyter Notebook", "Rich Text Format", "reStructuredText"
    };

    private static final StructType SCHEMA = new StructType()
            .add("repo_key", DataTypes.StringType, false)
            .add("full_name", DataTypes.StringType)
            .add("owner", DataTypes.StringType)
            .add("language", DataTypes.StringType)
            .add("relevance", DataTypes.StringType)
            .add("is_counted", DataTypes.BooleanType)
            .add("cluster_id", DataTypes.StringType)
            .add("stars", DataTypes.createArrayType(DataTypes.LongType, false), false);

    private static final int STARS = SCHEMA.fieldIndex("stars");

    private TrendRepositories() {}

    /**
     * A repository.
     *
     * @param fullName null, as all but the key and the stars, where the night has no signals of it
     * @param relevance of its language
     * @param isCounted whether its growth counts
     * @param stars by day, {@value #NONE} where there is no count
     */
    record Repository(
            String repoKey,
            @Nullable String fullName,
            @Nullable String owner,
            @Nullable String language,
            @Nullable String relevance,
            boolean isCounted,
            @Nullable String clusterId,
            List<Long> stars) {
        /** Reads a row of {@link #of}. */
        static Repository read(Row row) {
            return new Repository(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    !row.isNullAt(5) && row.getBoolean(5),
                    row.getString(6),
                    row.getList(STARS));
        }
    }

    /**
     * One row for each repository that has a count or signals, the rows of one owner after each other in one partition.
     *
     * @param days whose counts are read, in the order that {@code stars} has
     */
    static Dataset<Row> of(Trends.Sources sources, List<LocalDate> days) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int number = 0; number < days.size(); number++) {
            numbers.put((int) days.get(number).toEpochDay(), number);
        }
        MapPartitionsFunction<Row, Row> gather = rows -> gathered(rows, numbers);
        return counts(sources, days)
                .union(signals(sources))
                .union(clusterMembers(sources))
                .repartition(col("repo_key"))
                .mapPartitions(gather, Encoders.row(SCHEMA))
                .repartition(coalesce(col("owner"), col("repo_key")))
                .sortWithinPartitions("owner");
    }

    /** The counts of the days, those filled in later left out. */
    private static Dataset<Row> counts(Trends.Sources sources, List<LocalDate> days) {
        return sources.snapshots()
                .where(col("observed")
                        .and(col(Table.DAY)
                                .isInCollection(days.stream().map(Date::valueOf).toList())))
                .select(columns(Map.of("day", unix_date(col(Table.DAY)), "count", col("stars"))));
    }

    private static Dataset<Row> signals(Trends.Sources sources) {
        Column isCounted = Flags.isGrowth().and(not(col("is_filled_in")));
        return sources.signals()
                .select(columns(Map.of(
                        "full_name",
                        col("full_name"),
                        "owner",
                        col("owner"),
                        "language",
                        col("language"),
                        "relevance",
                        when(col("language").isin(FORMATS), "list"),
                        "is_counted",
                        coalesce(isCounted, lit(false)))));
    }

    private static Dataset<Row> clusterMembers(Trends.Sources sources) {
        return sources.clusterMembers()
                .where(col("cluster_id").isNotNull())
                .select(columns(Map.of("cluster_id", col("cluster_id"))));
    }

    /** The columns of {@link #SCHEMA} before the stars, then day and count; null where none is given. */
    private static Column[] columns(Map<String, Column> given) {
        StructType schema = new StructType(Arrays.copyOf(SCHEMA.fields(), STARS, StructField[].class))
                .add("day", DataTypes.IntegerType)
                .add("count", DataTypes.LongType);
        return Arrays.stream(schema.fields())
                .map(field -> field.name().equals("repo_key")
                        ? col("repo_key")
                        : given.getOrDefault(field.name(), lit(null))
                                .cast(field.dataType())
                                .as(field.name()))
                .toArray(Column[]::new);
    }

    /** Puts the rows of each repository together; where a day has two counts, the larger is taken. */
    private static Iterator<Row> gathered(Iterator<Row> rows, Map<Integer, Integer> numbers) {
        Map<String, @Nullable Object[]> repositories = new HashMap<>();
        rows.forEachRemaining(row -> {
            @Nullable
            Object[] values = repositories.computeIfAbsent(row.getString(0), key -> {
                @Nullable Object[] none = new @Nullable Object[SCHEMA.size()];
                long[] stars = new long[numbers.size()];
                Arrays.fill(stars, NONE);
                none[0] = key;
                none[STARS] = stars;
                return none;
            });
            for (int field = 1; field < STARS; field++) {
                values[field] = row.isNullAt(field) ? values[field] : row.get(field);
            }
            Integer number = row.isNullAt(STARS) ? null : numbers.get(row.getInt(STARS));
            if (number != null && values[STARS] instanceof long[] stars) {
                stars[number] = Math.max(stars[number], row.getLong(STARS + 1));
            }
        });
        return repositories.values().stream().map(RowFactory::create).iterator();
    }
}
