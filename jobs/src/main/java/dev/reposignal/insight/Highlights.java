package dev.reposignal.insight;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.try_divide;

import dev.reposignal.table.Flags;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.HighlightRule;
import dev.reposignal.table.LanguageScope;
import dev.reposignal.table.SubjectType;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import scala.Function1;

/**
 * The choices an article makes, each by a rule that stands in its row.
 *
 * <p>Only repositories whose growth can be believed are chosen: scored, and neither a level shift, an alias, filled in, nor
 * a frozen series. Within a kind the best is at position 1. The rules:
 *
 * <ul>
 *   <li>{@code quiet_mover}, rule {@code steady_climb}: 300 to 4,999 stars, not surfacing, at least 2 stars a day over
 *       28 days, a week at least as fast but at most a third faster, and a last day between half and twice the 28-day
 *       pace, so no spike. The one whose 28 days are the largest part of its stars. Measure: that part.
 *   <li>{@code contrarian}: what everybody looks at, where it falls at least 15 % short of what it is believed to be.
 *       Measure: the shortfall, {@code 1 - observed / expected}, the same scale for all three, the largest first.
 *       {@code largest_language_lags}: the largest language among the tracked (at least 5 repositories), its share of
 *       the surfacing against its share of the tracked. {@code loudest_repository_slows}: the repository that gained
 *       most stars in 28 days, its week against its 28 days. {@code loudest_cluster_slows}: the cluster with the
 *       greatest velocity over 28 days, likewise.
 *   <li>{@code breakout_watch}, rule {@code strongest_burst}: of the tracked that do not surface, the one furthest
 *       above its own earlier weeks. Measure: burst, at least 2.
 *   <li>{@code to_star}: three repositories, none of them the quiet mover, each from another rule.
 *       {@code best_score}: the best rank. {@code forming_cluster}: the best ranked accelerating member of the first
 *       forming cluster. {@code small_and_fast}: of the tracked, the fewest stars with a positive acceleration.
 *       Measure: score, score, stars.
 * </ul>
 *
 * What the articles of the week before chose as quiet mover, breakout watch or repository to star is not chosen again.
 */
public final class Highlights {
    static final int SMALLEST_QUIET = 300;
    static final int LARGEST_QUIET = 4_999;
    private static final double SLOWEST_QUIET = 2;
    private static final double STEADY_WEEK = 4.0 / 3;
    private static final double STEADY_DAY = 2;
    private static final double LEAST_SHORTFALL = 0.15;
    private static final int LEAST_LANGUAGE = 5;
    private static final double LEAST_BURST = 2;

    private Highlights() {}

    /**
     * The rows of {@code highlights} of a day; a kind that nothing qualifies for has none.
     *
     * @param day the day of the article; rows of other days are left out
     * @param languageBreakdown rows of {@code language_breakdown}
     * @param repoSignals rows of {@code repo_signals}
     * @param clusters rows of {@code clusters}
     * @param clusterMembers rows of {@code cluster_members}
     * @param previousHighlights the rows of {@code highlights} of the previous article's day and of the week before; may be
     *     empty
     */
    public static Dataset<Row> chosen(
            LocalDate day,
            Dataset<Row> languageBreakdown,
            Dataset<Row> repoSignals,
            Dataset<Row> clusters,
            Dataset<Row> clusterMembers,
            Dataset<Row> previousHighlights) {
        Column isToday = col(Table.DAY).equalTo(lit(day));
        Dataset<Row> believable =
                repoSignals.where(isToday).where(col("signal_rank").isNotNull()).where(not(Flags.isDoubtful()));
        Dataset<Row> clustersToday = clusters.where(isToday);

        Dataset<Row> quietMover = without(previously(HighlightKind.QUIET_MOVER, previousHighlights), believable)
                .transform(Highlights::quietMover);
        Dataset<Row> breakoutWatch = without(previously(HighlightKind.BREAKOUT_WATCH, previousHighlights), believable)
                .transform(Highlights::breakoutWatch);
        Dataset<Row> toStar = toStar(
                clustersToday,
                clusterMembers.where(isToday),
                without(
                        subjects(quietMover),
                        without(previously(HighlightKind.TO_STAR, previousHighlights), believable)));
        Dataset<Row> contrarian = largestLanguageLags(languageBreakdown.where(isToday))
                .unionByName(loudestRepositorySlows(believable))
                .unionByName(loudestClusterSlows(clustersToday))
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.partitionBy("kind")
                                        .orderBy(col("measure").desc(), col("rule"))));
        return quietMover
                .unionByName(breakoutWatch)
                .unionByName(toStar)
                .unionByName(contrarian)
                .withColumn(Table.DAY, lit(day));
    }

    private static Dataset<Row> quietMover(Dataset<Row> believable) {
        return best(
                        believable
                                .where(isQuiet())
                                .withColumn("measure", try_divide(col("stars_gained_28d"), col("stars"))),
                        col("measure").desc())
                .transform(repository(
                        HighlightRule.STEADY_CLIMB,
                        1,
                        "0-1",
                        "Small, not surfacing, and climbing at one steady pace for four weeks without a spike"));
    }

    /** Small, not surfacing, climbing, and at one pace: what a quiet mover is chosen from. */
    static Column isQuiet() {
        Column pace = col("velocity_28d");
        Column week = col("velocity_7d");
        Column lastDay = coalesce(col("velocity_24h"), pace);
        Column isSmall = col("stars").between(SMALLEST_QUIET, LARGEST_QUIET);
        Column isUnnoticed = not(Tier.SURFACING.isTier());
        Column climbs = pace.geq(SLOWEST_QUIET).and(week.geq(pace));
        Column isSteady = week.leq(pace.multiply(STEADY_WEEK))
                .and(lastDay.between(pace.divide(STEADY_DAY), pace.multiply(STEADY_DAY)));
        return isSmall.and(isUnnoticed).and(climbs).and(isSteady);
    }

    private static Dataset<Row> breakoutWatch(Dataset<Row> believable) {
        return best(
                        believable
                                .where(Tier.onBoard().and(not(Tier.SURFACING.isTier())))
                                .where(col("burst").geq(LEAST_BURST))
                                .withColumn("measure", col("burst")),
                        col("measure").desc())
                .transform(repository(
                        HighlightRule.STRONGEST_BURST,
                        1,
                        "robust deviations",
                        "Tracked, not surfacing yet, and the furthest above its own earlier weeks"));
    }

    private static Dataset<Row> toStar(Dataset<Row> clusters, Dataset<Row> clusterMembers, Dataset<Row> believable) {
        Column score = col("signal_score").cast("double");
        Dataset<Row> leader = best(believable.withColumn("measure", score), col("signal_rank"))
                .transform(repository(HighlightRule.BEST_SCORE, 1, "points, 0-100", "The best score of the night"));

        Dataset<Row> formingKeys = clusterMembers.join(
                clusters.where(col("is_forming").and(col("forming_rank").equalTo(1)))
                        .select("cluster_id"),
                new String[] {"cluster_id"},
                "left_semi");
        Dataset<Row> member = best(
                        without(subjects(leader), believable)
                                .where(col("acceleration").gt(0))
                                .join(formingKeys.select("repo_key"), new String[] {"repo_key"}, "left_semi")
                                .withColumn("measure", score),
                        col("signal_rank"))
                .transform(repository(
                        HighlightRule.FORMING_CLUSTER,
                        2,
                        "points, 0-100",
                        "The best ranked accelerating member of the first forming cluster"));

        Dataset<Row> small = best(
                        without(subjects(member), without(subjects(leader), believable))
                                .where(Tier.onBoard())
                                .where(col("acceleration").gt(0))
                                .withColumn("measure", col("stars").cast("double")),
                        col("measure"))
                .transform(repository(
                        HighlightRule.SMALL_AND_FAST,
                        3,
                        "stars",
                        "The fewest stars of the tracked repositories that accelerate"));
        return leader.unionByName(member).unionByName(small);
    }

    private static Dataset<Row> largestLanguageLags(Dataset<Row> languageBreakdown) {
        return languageBreakdown
                .where(LanguageScope.TRACKED.isScope().and(col("position").equalTo(1)))
                .where(col("repos").geq(LEAST_LANGUAGE))
                .where(col("language").notEqual(LanguageBreakdown.NO_LANGUAGE))
                .withColumn("measure", shortfall(col("surfacing_share"), col("share")))
                .transform(contrarian(
                        HighlightRule.LARGEST_LANGUAGE_LAGS,
                        SubjectType.LANGUAGE,
                        col("language"),
                        col("language"),
                        "The largest language of the tracked has a smaller share of the surfacing"));
    }

    private static Dataset<Row> loudestRepositorySlows(Dataset<Row> believable) {
        return best(
                        believable.where(col("stars_gained_28d").gt(0)),
                        col("stars_gained_28d").desc())
                .withColumn("measure", shortfall(col("velocity_7d"), col("velocity_28d")))
                .transform(contrarian(
                        HighlightRule.LOUDEST_REPOSITORY_SLOWS,
                        SubjectType.REPOSITORY,
                        col("repo_key"),
                        col("full_name"),
                        "The repository that gained most stars in four weeks was slower in the last"));
    }

    private static Dataset<Row> loudestClusterSlows(Dataset<Row> clusters) {
        return clusters.where(col("velocity_28d").gt(0))
                .orderBy(col("velocity_28d").desc(), col("cluster_id"))
                .limit(1)
                .withColumn("measure", shortfall(col("velocity_7d"), col("velocity_28d")))
                .transform(contrarian(
                        HighlightRule.LOUDEST_CLUSTER_SLOWS,
                        SubjectType.CLUSTER,
                        col("cluster_id"),
                        col("label"),
                        "The cluster that gained most stars in four weeks was slower in the last"));
    }

    /** How far the observed falls short of the expected, as a share of the expected. */
    private static Column shortfall(Column observed, Column expected) {
        return lit(1.0).minus(try_divide(observed, expected));
    }

    private static Function1<Dataset<Row>, Dataset<Row>> contrarian(
            HighlightRule rule, SubjectType subjectType, Column subjectKey, Column subjectName, String reason) {
        return candidates -> candidates
                .where(col("measure").geq(LEAST_SHORTFALL))
                .select(
                        lit(rule.kind().value()).as("kind"),
                        lit(rule.value()).as("rule"),
                        lit(subjectType.value()).as("subject_type"),
                        subjectKey.as("subject_key"),
                        subjectName.as("subject_name"),
                        col("measure"),
                        lit("0-1, share short of what is expected").as("measure_unit"),
                        lit(reason).as("reason"));
    }

    private static Function1<Dataset<Row>, Dataset<Row>> repository(
            HighlightRule rule, int position, String unit, String reason) {
        return candidates -> candidates.select(
                lit(rule.kind().value()).as("kind"),
                lit(rule.value()).as("rule"),
                lit(position).as("position"),
                lit(SubjectType.REPOSITORY.value()).as("subject_type"),
                col("repo_key").as("subject_key"),
                col("full_name").as("subject_name"),
                col("measure"),
                lit(unit).as("measure_unit"),
                lit(reason).as("reason"));
    }

    private static Dataset<Row> best(Dataset<Row> candidates, Column order) {
        return candidates.orderBy(order, col("repo_key")).limit(1);
    }

    private static Dataset<Row> previously(HighlightKind kind, Dataset<Row> previousHighlights) {
        return subjects(previousHighlights.where(col("kind").equalTo(kind.value())));
    }

    private static Dataset<Row> subjects(Dataset<Row> highlights) {
        return highlights
                .where(col("subject_type").equalTo(SubjectType.REPOSITORY.value()))
                .select(col("subject_key").as("repo_key"));
    }

    private static Dataset<Row> without(Dataset<Row> keys, Dataset<Row> repositories) {
        return repositories.join(keys, new String[] {"repo_key"}, "left_anti");
    }
}
