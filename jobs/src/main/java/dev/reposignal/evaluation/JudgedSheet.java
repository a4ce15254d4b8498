package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * A sheet on which a reader judges whether the members of a night's clusters fit their labels, and the labels: of every cluster
 * the five members with the most stars and five drawn at random.
 */
public final class JudgedSheet {
    /**
     * The columns of the sheet. The reader writes yes or no into fits, and once for each cluster, in any of its rows, what the
     * label is worth and which other label is about the same subject.
     */
    public static final List<String> COLUMNS = List.of(
            "cluster_id",
            "field",
            "label",
            "drawn",
            "full_name",
            "stars",
            "description",
            "fits",
            "label_judgement",
            "same_subject_as");

    private static final int EACH = 5;
    private static final String STARRED = "starred";
    private static final String RANDOM = "random";
    private static final List<String> YES = List.of("yes", "y", "true", "1");
    private static final List<String> NO = List.of("no", "n", "false", "0");
    private static final String GOOD = "good";
    private static final String VAGUE = "vague";
    private static final String BAD = "bad";
    private static final List<String> WORTHS = List.of(GOOD, VAGUE, BAD);

    private JudgedSheet() {}

    /**
     * What the reader found.
     *
     * @param rows rows of the sheet
     * @param starred judged members that were drawn by stars, and how many of them fit
     * @param random judged members that were drawn at random, and how many of them fit
     * @param clusters every cluster with a judged member, the worst first
     * @param labels what the judged labels are worth
     */
    public record Judgement(long rows, Count starred, Count random, List<ClusterCount> clusters, Labels labels) {
        public Judgement {
            clusters = List.copyOf(clusters);
        }

        /** All judged members, and how many of them fit. */
        public Count members() {
            return new Count(starred.judged() + random.judged(), starred.fitting() + random.fitting());
        }

        /** Clusters of whose judged members at least this share fits. */
        public long clustersFrom(double share) {
            return clusters.stream()
                    .filter(cluster -> cluster.count().share() >= share)
                    .count();
        }
    }

    /** Judged members, and those of them that fit. */
    public record Count(long judged, long fitting) {
        /** 0 to 1; not a number where none is judged. */
        public double share() {
            return (double) fitting / judged;
        }
    }

    /**
     * Judged labels.
     *
     * @param good plain, and right for most of the members
     * @param vague too wide, too narrow or hard to understand
     * @param bad wrong
     * @param poor the labels that are vague or bad, with that judgement, by label
     * @param sameSubject pairs of labels about one subject, each once, in the order of the alphabet
     */
    public record Labels(long good, long vague, long bad, SortedMap<String, String> poor, List<LabelPair> sameSubject) {
        public Labels {
            poor = Collections.unmodifiableSortedMap(new TreeMap<>(poor));
            sameSubject = List.copyOf(sameSubject);
        }

        public long judged() {
            return good + vague + bad;
        }
    }

    /** Two labels about one subject. */
    public record LabelPair(String first, String second) {}

    /** One cluster. */
    public record ClusterCount(String clusterId, String label, Count count) {}

    /**
     * The sheet of a night, to be judged.
     *
     * @param seed of the random draw: the same seed draws the same members
     */
    public static Dataset<Row> drawn(Lake lake, LocalDate day, long seed) {
        Dataset<Row> members = lake.readDay(Tables.CLUSTER_MEMBERS, day)
                .where(col("cluster_id").isNotNull())
                .select("cluster_id", "repo_key", "full_name")
                .join(lake.readDay(Tables.SNAPSHOTS, day).select("repo_key", "stars", "description"), "repo_key")
                .withColumn("by_stars", position(col("stars").desc_nulls_last(), lit(0)))
                .withColumn("is_starred", col("by_stars").leq(EACH))
                .withColumn("at_random", position(xxhash64(lit(seed), col("repo_key")), col("is_starred")));
        return members.where(col("is_starred").or(col("at_random").leq(EACH)))
                .join(lake.readDay(Tables.CLUSTERS, day).select("cluster_id", "field", "label"), "cluster_id")
                .orderBy(col("label"), col("is_starred").desc(), col("by_stars"))
                .select(
                        col("cluster_id"),
                        col("field"),
                        col("label"),
                        when(col("is_starred"), STARRED).otherwise(RANDOM).as("drawn"),
                        col("full_name"),
                        col("stars"),
                        col("description"),
                        lit("").as("fits"),
                        lit("").as("label_judgement"),
                        lit("").as("same_subject_as"));
    }

    private static Column position(Column order, Column group) {
        return row_number().over(Window.partitionBy(col("cluster_id"), group).orderBy(order, col("repo_key")));
    }

    /**
     * Reads a judged sheet; rows without a judgement are left out.
     *
     * @throws dev.reposignal.error.UserException where it is no sheet or nothing on it is judged
     */
    public static Judgement read(SparkSession spark, String file) {
        Dataset<Row> sheet = spark.read()
                .option("header", "true")
                .option("multiLine", "true")
                .option("escape", "\"")
                .csv(file);
        List<String> present = Arrays.asList(sheet.columns());
        for (String column : List.of("cluster_id", "label", "drawn", "fits")) {
            if (!present.contains(column)) {
                throw Errors.unreadableSheet(
                        file, "it has no column %s, only %s".formatted(column, String.join(", ", present)));
            }
        }
        Column answer = lower(trim(coalesce(col("fits"), lit(""))));
        Dataset<Row> answered = sheet.select(col("cluster_id"), col("label"), col("drawn"), answer.as("answer"));
        answered.where(col("answer")
                        .notEqual("")
                        .and(col("answer")
                                .isInCollection(YES)
                                .or(col("answer").isInCollection(NO))
                                .equalTo(false)))
                .limit(1)
                .collectAsList()
                .forEach(row -> {
                    throw Errors.unreadableSheet(
                            file,
                            "a row of %s says %s, neither yes nor no".formatted(row.getString(1), row.getString(3)));
                });
        List<Row> counts = answered.groupBy("cluster_id", "label", "drawn")
                .agg(
                        count(lit(1)).as("rows"),
                        count_if(col("answer").notEqual("")).as("judged"),
                        count_if(col("answer").isInCollection(YES)).as("fitting"))
                .orderBy("cluster_id", "drawn")
                .collectAsList();
        long rows = counts.stream().mapToLong(row -> row.getLong(3)).sum();
        Judgement judgement = new Judgement(
                rows, drawn(counts, STARRED), drawn(counts, RANDOM), clusters(counts), labels(file, sheet));
        if (judgement.members().judged() == 0) {
            throw Errors.unreadableSheet(file, "none of its %d rows is judged".formatted(rows));
        }
        return judgement;
    }

    /** What the sheet says of the labels; a sheet of an older version has no columns for it. */
    private static Labels labels(String file, Dataset<Row> sheet) {
        List<String> present = Arrays.asList(sheet.columns());
        List<Row> answers = sheet.select(
                        col("label"),
                        lower(written(present, "label_judgement")).as("worth"),
                        written(present, "same_subject_as").as("other"))
                .where(col("worth").notEqual("").or(col("other").notEqual("")))
                .collectAsList();
        Set<String> known = new HashSet<>(
                sheet.select("label").distinct().as(Encoders.STRING()).collectAsList());
        SortedMap<String, String> worths = new TreeMap<>();
        SortedMap<String, LabelPair> pairs = new TreeMap<>();
        for (Row answer : answers) {
            String label = answer.getString(0);
            String worth = answer.getString(1);
            String other = answer.getString(2);
            if (!worth.isEmpty() && !WORTHS.contains(worth)) {
                throw Errors.unreadableSheet(
                        file,
                        "the label %s is judged as %s, neither of %s"
                                .formatted(label, worth, String.join(", ", WORTHS)));
            }
            String before = worth.isEmpty() ? null : worths.put(label, worth);
            if (before != null && !before.equals(worth)) {
                throw Errors.unreadableSheet(
                        file, "the label %s is judged as %s and as %s".formatted(label, before, worth));
            }
            if (!other.isEmpty() && (!known.contains(other) || other.equals(label))) {
                throw Errors.unreadableSheet(
                        file, "same_subject_as of %s names %s, which is no other label".formatted(label, other));
            }
            if (!other.isEmpty()) {
                boolean isFirst = label.compareTo(other) < 0;
                LabelPair pair = new LabelPair(isFirst ? label : other, isFirst ? other : label);
                pairs.put(pair.first() + "\t" + pair.second(), pair);
            }
        }
        SortedMap<String, String> poor = new TreeMap<>(worths);
        poor.values().removeIf(GOOD::equals);
        return new Labels(
                Collections.frequency(worths.values(), GOOD),
                Collections.frequency(worths.values(), VAGUE),
                Collections.frequency(worths.values(), BAD),
                poor,
                List.copyOf(pairs.values()));
    }

    private static Column written(List<String> present, String column) {
        return present.contains(column) ? trim(coalesce(col(column), lit(""))) : lit("");
    }

    private static Count drawn(List<Row> counts, String how) {
        return sum(counts.stream().filter(row -> how.equals(row.getString(2))).toList());
    }

    private static Count sum(List<Row> counts) {
        return new Count(
                counts.stream().mapToLong(row -> row.getLong(4)).sum(),
                counts.stream().mapToLong(row -> row.getLong(5)).sum());
    }

    private static List<ClusterCount> clusters(List<Row> counts) {
        List<ClusterCount> clusters = new ArrayList<>();
        counts.stream().map(row -> row.getString(0)).distinct().forEach(id -> {
            List<Row> own =
                    counts.stream().filter(row -> id.equals(row.getString(0))).toList();
            Count count = sum(own);
            if (count.judged() > 0) {
                clusters.add(new ClusterCount(id, own.get(0).getString(1), count));
            }
        });
        clusters.sort(Comparator.comparingDouble(
                        (ClusterCount cluster) -> cluster.count().share())
                .thenComparing(ClusterCount::label));
        return clusters;
    }
}
