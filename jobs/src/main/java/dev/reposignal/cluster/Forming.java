package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;

import dev.reposignal.stats.VectorMath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Tells the clusters in which several independent owners accelerate together; jobs/docs/clusters.md explains the score.
 */
final class Forming {
    private static final int FEWEST_OWNERS = 3;
    private static final int SHOWN = 3;
    /** Two clusters whose centres have a higher cosine are one theme to a reader. */
    private static final double SAME_THEME = 0.7;
    /** So are two that share so many of their first keywords. */
    private static final int SHARED_KEYWORDS = 2;

    private static final int FIRST_KEYWORDS = 4;

    /** Round figures, held against two years of history: jobs/docs/clusters.md. */
    private static final double BREADTH_POINTS = 30;

    private static final double HEAT_POINTS = 30;
    private static final double PACE_POINTS = 20;
    private static final double REACH_POINTS = 10;
    private static final double NOTICE_POINTS = 10;

    private Forming() {}

    /**
     * Adds forming_score with its five parts, forming_rank, is_forming and same_theme_as to the day's clusters. A cluster
     * with the theme of one of the first three gets no rank.
     */
    static Dataset<Row> ranked(Dataset<Row> clusters) {
        Dataset<Row> scored = clusters.transform(Forming::scored);
        StructType ranked = scored.drop("qualifies")
                .schema()
                .add("forming_rank", DataTypes.IntegerType)
                .add("is_forming", DataTypes.BooleanType, false)
                .add("same_theme_as", DataTypes.StringType);
        // A day has some hundred clusters: one group of all of them.
        return scored.groupByKey((MapFunction<Row, Integer>) row -> 0, Encoders.INT())
                .flatMapGroups(
                        (FlatMapGroupsFunction<Integer, Row, Row>) (one, rows) -> chosen(rows, ranked),
                        Encoders.row(ranked));
    }

    private static Dataset<Row> scored(Dataset<Row> clusters) {
        WindowSpec day = Window.partitionBy(lit(1));
        Column dayShare =
                try_divide(sum("accelerating_owners").over(day), sum("owners").over(day));
        Column share = try_divide(col("accelerating_owners"), col("owners"));
        Column breadth = within(try_divide(share, dayShare.multiply(2)));
        Column dayGrowth = median(col("median_growth")).over(day);
        Column heat = within(try_divide(col("median_growth"), dayGrowth.multiply(4)));
        Column reach = within(log2(lit(1).plus(col("accelerating_owners"))).divide(5));
        Column faster =
                within(try_divide(col("velocity_7d"), col("velocity_28d")).minus(1));
        Column spread =
                lit(1).minus(coalesce(try_divide(col("largest_acceleration"), col("gathered_acceleration")), lit(1)));
        Column notice = within(col("tracked_repos").plus(col("surfacing_repos")).divide(10));
        Column isCoherent = col("cohesion").geq(median(col("cohesion")).over(day));
        Column qualifies = col("accelerating_owners")
                .geq(FEWEST_OWNERS)
                .and(col("acceleration").gt(0))
                // What nobody can name is not a subject that forms.
                .and(not(col("label").startsWith(LabelChooser.UNNAMED)))
                .and(isCoherent);
        return clusters.withColumn("forming_breadth", points(breadth, BREADTH_POINTS))
                .withColumn("forming_heat", points(heat, HEAT_POINTS))
                .withColumn("forming_reach", points(reach, REACH_POINTS))
                .withColumn("forming_pace", points(faster.multiply(spread), PACE_POINTS))
                .withColumn("forming_notice", points(notice, NOTICE_POINTS))
                .withColumn(
                        "forming_score",
                        // No part is ever null, which Spark cannot see of a rounded sum.
                        coalesce(
                                round(
                                        col("forming_breadth")
                                                .plus(col("forming_heat"))
                                                .plus(col("forming_reach"))
                                                .plus(col("forming_pace"))
                                                .plus(col("forming_notice")),
                                        2),
                                lit(0.0)))
                .withColumn("qualifies", coalesce(qualifies, lit(false)))
                .drop("largest_acceleration", "gathered_acceleration");
    }

    private static Column points(Column share, double most) {
        return coalesce(round(share.multiply(most), 2), lit(0.0));
    }

    private static Column within(Column share) {
        return least(lit(1.0), greatest(lit(0.0), coalesce(share.cast("double"), lit(0.0))));
    }

    private static Iterator<Row> chosen(Iterator<Row> clusters, StructType ranked) {
        List<Row> bestFirst = new ArrayList<>();
        clusters.forEachRemaining(bestFirst::add);
        bestFirst.sort(Comparator.comparingDouble((Row row) -> row.<Double>getAs("forming_score"))
                .reversed()
                .thenComparing(Comparator.comparingLong((Row row) -> row.<Long>getAs("accelerating_owners"))
                        .reversed())
                .thenComparing(row -> row.<String>getAs("cluster_id")));
        List<Row> shown = new ArrayList<>();
        Map<String, String> sameThemeAs = new HashMap<>();
        Map<String, Integer> ranks = new HashMap<>();
        for (Row row : bestFirst) {
            if (!row.<Boolean>getAs("qualifies")) {
                continue;
            }
            String id = row.getAs("cluster_id");
            Row sameTheme = shown.stream()
                    .filter(other -> isSameTheme(row, other))
                    .findFirst()
                    .orElse(null);
            if (sameTheme == null) {
                ranks.put(id, ranks.size() + 1);
                if (shown.size() < SHOWN) {
                    shown.add(row);
                }
            } else {
                sameThemeAs.put(id, sameTheme.getAs("cluster_id"));
            }
        }
        return bestFirst.stream()
                .map(row -> {
                    String id = row.getAs("cluster_id");
                    Integer rank = ranks.get(id);
                    return extended(row, ranked, rank, rank != null && rank <= SHOWN, sameThemeAs.get(id));
                })
                .iterator();
    }

    private static Row extended(
            Row row, StructType ranked, @Nullable Integer rank, boolean isForming, @Nullable String sameTheme) {
        @Nullable Object[] values = new Object[ranked.length()];
        String[] names = ranked.fieldNames();
        for (int i = 0; i < values.length - 3; i++) {
            values[i] = row.get(row.fieldIndex(names[i]));
        }
        values[values.length - 3] = rank;
        values[values.length - 2] = isForming;
        values[values.length - 1] = sameTheme;
        return RowFactory.create(values);
    }

    /** Near in meaning, or described by the same words. */
    private static boolean isSameTheme(Row one, Row other) {
        double[] centre = centre(one);
        double[] otherCentre = centre(other);
        boolean isNear = centre.length > 0
                && centre.length == otherCentre.length
                && VectorMath.dot(centre, otherCentre) > SAME_THEME;
        Set<String> shared = firstKeywords(one);
        shared.retainAll(firstKeywords(other));
        return isNear || shared.size() >= SHARED_KEYWORDS;
    }

    private static double[] centre(Row row) {
        return row.isNullAt(row.fieldIndex("centre"))
                ? new double[0]
                : row.<Float>getList(row.fieldIndex("centre")).stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray();
    }

    private static Set<String> firstKeywords(Row row) {
        List<String> keywords = row.getList(row.fieldIndex("keywords"));
        return new HashSet<>(keywords.subList(0, Math.min(FIRST_KEYWORDS, keywords.size())));
    }
}
