package dev.reposignal.insight;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;

import dev.reposignal.table.InsightKind;
import dev.reposignal.table.LanguageScope;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What is notable about languages. */
final class LanguageInsights {
    private static final WindowSpec ALL = Window.partitionBy("scope");
    private static final int LEAST_IN_ALL = 50;
    private static final double LEAST_LEAD = 1.1;

    private LanguageInsights() {}

    /** @param languages the day's rows of {@code language_breakdown} */
    static Dataset<Row> found(Dataset<Row> languages) {
        Dataset<Row> named = languages.where(col("language").notEqual(LanguageBreakdown.NO_LANGUAGE));
        Dataset<Row> tracked = named.where(LanguageScope.TRACKED.isScope());
        return moved(tracked)
                .unionByName(surfacing(tracked))
                .unionByName(accelerating(languages.where(LanguageScope.ALL.isScope())));
    }

    /** The share of the board that moved most, if that were unlikely with a board drawn from the previous one. */
    private static Dataset<Row> moved(Dataset<Row> tracked) {
        Column before = round(col("previous_share").multiply(col("scope_repos")));
        Column chance = Surprise.chance(before, col("scope_repos"));
        Column surprise = greatest(
                Surprise.ofAtLeast(col("repos"), col("scope_repos"), chance),
                Surprise.ofAtMost(col("repos"), col("scope_repos"), chance));
        return new InsightCandidate(
                        InsightKind.LANGUAGE_MOVE,
                        "-1 to 1",
                        "repositories",
                        3,
                        "The share of the board against that in the previous article, as if the board were drawn anew")
                .of(
                        col("language"),
                        col("language"),
                        col("share_change"),
                        lit(0.0),
                        tracked.where(col("previous_share").isNotNull())
                                .withColumn(
                                        "surprise",
                                        Surprise.ofTheBest(count(lit(1)).over(ALL), surprise))
                                .withColumn("cases", greatest(col("repos"), before))
                                .withColumn(
                                        "largest", max(abs(col("share_change"))).over(ALL))
                                .where(abs(col("share_change")).gt(0))
                                .where(abs(col("share_change")).equalTo(col("largest"))));
    }

    private static Dataset<Row> surfacing(Dataset<Row> tracked) {
        Column all = sum("surfacing_repos").over(ALL);
        return new InsightCandidate(
                        InsightKind.LANGUAGE_SURFACING,
                        "0-1",
                        "repositories",
                        3,
                        "The share of what surfaces against the share of the board")
                .of(
                        col("language"),
                        col("language"),
                        col("surfacing_share"),
                        col("share"),
                        tracked.withColumn(
                                        "surprise",
                                        Surprise.ofTheBest(
                                                count(lit(1)).over(ALL),
                                                Surprise.ofAtLeast(
                                                        col("surfacing_repos"),
                                                        all,
                                                        Surprise.chance(col("repos"), col("scope_repos")))))
                                .withColumn("cases", col("surfacing_repos"))
                                .where(col("surfacing_share").gt(col("share"))));
    }

    /** Of the languages with enough repositories, one in which an unlikely share gains speed. */
    private static Dataset<Row> accelerating(Dataset<Row> all) {
        Column accelerating = sum("accelerating_repos").over(ALL);
        Column repos = sum("repos").over(ALL);
        Column overall = coalesce(try_divide(accelerating, repos), lit(0.0));
        return new InsightCandidate(
                        InsightKind.LANGUAGE_ACCELERATING,
                        "0-1",
                        "repositories",
                        50,
                        "The share of its repositories that gain speed against that of all repositories")
                .of(
                        col("language"),
                        col("language"),
                        col("accelerating_share"),
                        col("overall"),
                        all.withColumn("overall", overall)
                                .withColumn("chance", Surprise.chance(accelerating, repos))
                                .where(col("language").notEqual(LanguageBreakdown.NO_LANGUAGE))
                                .where(col("repos").geq(LEAST_IN_ALL))
                                .withColumn(
                                        "dispersion",
                                        Surprise.dispersion(
                                                col("accelerating_repos"), col("repos"), col("chance"), ALL))
                                .withColumn(
                                        "surprise",
                                        Surprise.within(
                                                col("dispersion"),
                                                Surprise.ofAtLeast(
                                                        col("accelerating_repos"), col("repos"), col("chance"))))
                                .where(col("accelerating_share")
                                        .geq(col("overall").multiply(LEAST_LEAD)))
                                .withColumn("cases", col("accelerating_repos")));
    }
}
