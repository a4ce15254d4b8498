package dev.reposignal.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a repository on its day: its text, its owner, its language, its topics and the market.
 *
 * <p>A mean over others leaves the repository itself out and is drawn towards the day's mean as if ten average
 * repositories were in every group: a group of one gives no evidence.
 */
final class ContextFeatures {
    /** Names of the features, in their order, with what they are. */
    static final List<String> NAMES = List.of(
            "description_length",
            "han_share",
            "topics_given",
            "surge",
            "surge_rank",
            "market_surge",
            "language_surge",
            "owner_repositories",
            "owner_surge",
            "topic_surge");

    private static final List<String> TEXT =
            List.of("full_name", "language", "owner", "topics", "description_length", "han");

    private ContextFeatures() {}

    /**
     * Adds {@code features}: those of the series and those of the surroundings. Rows without features of their own only
     * surround others and are dropped.
     *
     * <p>One task takes a whole day and keeps its rows, some kilobytes each, until it has seen them all: one shuffle does what
     * windows and joins over day, language, owner and topic would do in seven.
     *
     * @param snapshots rows of {@code snapshots}; only the examples' days matter
     * @param examples as {@link Examples#measured} gives, all repositories of each day
     */
    static Dataset<Row> withFeatures(List<LocalDate> days, Dataset<Row> snapshots, Dataset<Row> examples) {
        Column description = coalesce(col("description"), lit(""));
        Dataset<Row> texts = snapshots
                .where(col(Table.DAY)
                        .isInCollection(days.stream().map(Date::valueOf).toList()))
                .select(
                        col("repo_key"),
                        col(Table.DAY),
                        col("full_name"),
                        coalesce(col("language"), lit("")).as("language"),
                        lower(substring_index(col("full_name"), "/", 1)).as("owner"),
                        col("topics"),
                        length(description).as("description_length"),
                        // Three of four descriptions are ASCII: the slow expression need not read them.
                        when(octet_length(description).equalTo(length(description)), 0)
                                .otherwise(length(regexp_replace(description, "[^\\p{IsHan}]", "")))
                                .as("han"));
        List<String> kept = Stream.of(examples.columns())
                .filter(name -> !name.equals("series_features"))
                .toList();
        Dataset<Row> placed = examples.join(texts, new String[] {"repo_key", Table.DAY})
                .select(Stream.of(kept, List.of("series_features"), TEXT)
                        .flatMap(List::stream)
                        .map(name -> col(name))
                        .toArray(Column[]::new));
        StructType schema = new StructType();
        for (String name : kept) {
            schema = schema.add(examples.schema().apply(name));
        }
        schema = schema.add("full_name", DataTypes.StringType, false)
                .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), false);
        return placed.groupBy(Table.DAY)
                .as(Encoders.DATE(), Encoders.row(placed.schema()))
                .flatMapGroups(
                        (FlatMapGroupsFunction<Date, Row, Row>) (day, rows) -> surrounded(kept.size(), rows),
                        Encoders.row(schema));
    }

    private static Iterator<Row> surrounded(int kept, Iterator<Row> rows) {
        List<Row> all = new ArrayList<>();
        DailyAggregates market = new DailyAggregates();
        rows.forEachRemaining(row -> {
            all.add(row);
            market.add(surge(row), row.getAs("language"), row.getAs("owner"), topics(row));
        });
        market.close();
        return all.stream()
                .filter(row -> !row.isNullAt(kept))
                .map(row -> withFeatures(kept, market, row))
                .iterator();
    }

    private static Row withFeatures(int kept, DailyAggregates market, Row row) {
        List<Float> features = new ArrayList<>(row.getList(kept));
        for (double value : measured(market, row)) {
            features.add((float) value);
        }
        Object[] values = new Object[kept + 2];
        for (int i = 0; i < kept; i++) {
            values[i] = row.get(i);
        }
        values[kept] = row.getAs("full_name");
        values[kept + 1] = features.toArray(Float[]::new);
        return RowFactory.create(values);
    }

    /** The features in the order of {@link #NAMES}; NaN if unknown. */
    private static double[] measured(DailyAggregates market, Row row) {
        Long surge = surge(row);
        List<String> topics = topics(row);
        int length = row.<Integer>getAs("description_length");
        int han = row.<Integer>getAs("han");
        return new double[] {
            length,
            length == 0 ? Double.NaN : (double) han / length,
            topics == null ? Double.NaN : topics.size(),
            surge == null ? Double.NaN : surge,
            market.rank(surge),
            market.mean(),
            market.languageSurge(surge, row.getAs("language")),
            market.ownerRepositories(row.getAs("owner")),
            market.ownerSurge(surge, row.getAs("owner")),
            market.topicSurge(surge, topics)
        };
    }

    private static @Nullable Long surge(Row row) {
        return row.getAs("surge");
    }

    private static @Nullable List<String> topics(Row row) {
        int place = row.fieldIndex("topics");
        return row.isNullAt(place) ? null : row.getList(place);
    }
}
