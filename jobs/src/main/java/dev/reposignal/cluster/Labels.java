package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

/**
 * Names clusters by the terms that set them apart: class-based TF-IDF (Grootendorst 2022, BERTopic).
 *
 * <p>The score of a term in a cluster is tf x log(1 + A / f): tf its share of the cluster's terms, f how often it occurs
 * in all clusters, A the mean number of terms of a cluster. A term counts once per owner, so that nobody names a cluster
 * alone by repeating a word.
 */
final class Labels {
    private static final int CANDIDATES = 80;
    /** A programming language is known by one in so many of the day's repositories. */
    private static final int LANGUAGE_EVERY = 1_000;

    static final StructType LABEL = new StructType()
            .add("cluster_id", DataTypes.StringType, false)
            .add("label", DataTypes.StringType, false)
            .add("keywords", DataTypes.createArrayType(DataTypes.StringType, false), false);

    private Labels() {}

    /**
     * The terms of every cluster: cluster_id, key, surface, term_owners (owners whose texts have it) and cluster_terms (the
     * sum of all term_owners of the cluster).
     *
     * @param members cluster_id, owner, text
     */
    static Dataset<Row> counted(Dataset<Row> members) {
        return members.select("cluster_id", "owner", "text")
                .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
                // Sorted by owner, so that a cluster of any size is counted in one pass and an owner once.
                .flatMapSortedGroups(
                        new Column[] {col("owner"), col("text")},
                        (FlatMapGroupsFunction<String, Row, Row>) TermCounts::counted,
                        Encoders.row(TermCounts.SCHEMA));
    }

    /**
     * One row per cluster: cluster_id, label, keywords.
     *
     * @param subjects the labels of the clusters that have a subject, by identity
     * @param earlierLabels cluster_id, earlier_label of the night before; may be empty
     * @param members cluster_id, owner, language
     * @param terms as {@link #counted} gives; read twice
     */
    static Dataset<Row> labelled(
            Map<String, String> subjects, Dataset<Row> earlierLabels, Dataset<Row> members, Dataset<Row> terms) {
        Map<String, String> ofSubjects = new HashMap<>(subjects);
        Dataset<Row> sizes = members.groupBy("cluster_id")
                .agg(count(lit(1)).as("repos"), Clusters.distinct(col("owner")).as("owners"));
        Dataset<Row> candidates = scored(terms)
                .join(broadcast(members.transform(Labels::languages)), new String[] {"key"}, "left")
                .groupBy("cluster_id")
                .agg(collect_list(struct(
                                col("score"),
                                col("term_owners"),
                                col("key"),
                                col("surface"),
                                coalesce(col("is_language"), lit(false)).as("is_language")))
                        .as("terms"));
        return sizes.join(candidates, new String[] {"cluster_id"}, "left")
                .join(earlierLabels, new String[] {"cluster_id"}, "left")
                .groupByKey((MapFunction<Row, Integer>) row -> 0, Encoders.INT())
                // The labels of a day are chosen together, since no two may be the same: some hundred clusters.
                .flatMapGroups(
                        (FlatMapGroupsFunction<Integer, Row, Row>) (one, clusters) -> labels(ofSubjects, clusters),
                        Encoders.row(LABEL));
    }

    /** The best terms of every cluster: cluster_id, key, surface, term_owners, score. */
    private static Dataset<Row> scored(Dataset<Row> terms) {
        Dataset<Row> meanTerms = terms.groupBy("cluster_id")
                .agg(max("cluster_terms").as("terms"))
                .agg(avg("terms").as("mean_terms"));
        Column frequency = col("term_owners").divide(col("cluster_terms"));
        Column rarity = log1p(col("mean_terms").divide(sum("term_owners").over(Window.partitionBy("key"))));
        WindowSpec bestFirst = Window.partitionBy("cluster_id")
                .orderBy(col("score").desc(), col("term_owners").desc(), col("key"));
        return terms.crossJoin(broadcast(meanTerms))
                // Rounded, so that a tie is a tie whatever the order of the sums was.
                .withColumn("score", round(frequency.multiply(rarity), 12))
                .withColumn("position", row_number().over(bestFirst))
                .where(col("position").leq(CANDIDATES));
    }

    /** The programming languages of the day as terms: key, is_language. No list to keep: the repositories name them. */
    private static Dataset<Row> languages(Dataset<Row> members) {
        WindowSpec all = Window.partitionBy(lit(1));
        return members.groupBy(lower(col("language")).as("key"))
                .agg(count(lit(1)).as("written"))
                .withColumn("repos", sum("written").over(all))
                .where(col("key")
                        .isNotNull()
                        .and(col("written").multiply(LANGUAGE_EVERY).geq(col("repos"))))
                .select(col("key"), lit(true).as("is_language"));
    }

    private static Iterator<Row> labels(Map<String, String> subjects, Iterator<Row> clusters) {
        List<LabelChooser.Theme> themes = new ArrayList<>();
        clusters.forEachRemaining(row -> themes.add(theme(subjects, row)));
        return new LabelChooser()
                .chosen(themes).stream()
                        .map(label -> RowFactory.create(
                                label.clusterId(),
                                label.label(),
                                label.keywords().toArray(String[]::new)))
                        .iterator();
    }

    private static LabelChooser.Theme theme(Map<String, String> subjects, Row row) {
        List<LabelChooser.Candidate> candidates = new ArrayList<>();
        if (!row.isNullAt(row.fieldIndex("terms"))) {
            for (Row term : row.<Row>getList(row.fieldIndex("terms"))) {
                candidates.add(new LabelChooser.Candidate(
                        term.getString(2), term.getString(3), term.getLong(1), term.getDouble(0), term.getBoolean(4)));
            }
        }
        candidates.sort(Comparator.comparingDouble(LabelChooser.Candidate::score)
                .reversed()
                .thenComparing(
                        Comparator.comparingLong(LabelChooser.Candidate::owners).reversed())
                .thenComparing(LabelChooser.Candidate::key));
        return new LabelChooser.Theme(
                row.getString(row.fieldIndex("cluster_id")),
                row.getLong(row.fieldIndex("repos")),
                row.getLong(row.fieldIndex("owners")),
                subjects.get(row.<String>getAs("cluster_id")),
                row.getAs("earlier_label"),
                candidates);
    }
}
