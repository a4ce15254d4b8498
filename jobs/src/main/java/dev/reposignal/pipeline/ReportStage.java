package dev.reposignal.pipeline;

import dev.reposignal.report.Highlights;
import dev.reposignal.report.Insights;
import dev.reposignal.report.LanguageBreakdown;
import dev.reposignal.report.NightSummary;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Signals, clusters and ledger to {@code language_breakdown}, {@code night_summary}, {@code highlights} and {@code insights}. */
final class ReportStage {
    private ReportStage() {}

    /** The languages of the day; needs its signals alone. */
    static void reportLanguages(NightContext night) {
        night.replaceDay(
                Tables.LANGUAGE_BREAKDOWN,
                LanguageBreakdown.counted(
                        night.day(),
                        night.keptDay(Tables.REPO_SIGNALS),
                        night.fewOfPreviousArticleDay(Tables.LANGUAGE_BREAKDOWN)));
    }

    /** What the day is about; needs its signals, clusters and languages. */
    static void report(NightContext night) {
        Branches.run(() -> sumUp(night), () -> chooseHighlights(night));
        findInsights(night);
    }

    private static void sumUp(NightContext night) {
        night.replaceDay(
                Tables.NIGHT_SUMMARY,
                NightSummary.summed(
                        night.day(),
                        night.keptDay(Tables.REPO_SIGNALS),
                        night.fewOfDay(Tables.CLUSTERS),
                        night.readPreviousArticleDay(Tables.REPO_SIGNALS)));
    }

    private static void chooseHighlights(NightContext night) {
        night.replaceDay(
                Tables.HIGHLIGHTS,
                Highlights.chosen(
                        night.day(),
                        night.fewOfDay(Tables.LANGUAGE_BREAKDOWN),
                        night.keptDay(Tables.REPO_SIGNALS),
                        night.fewOfDay(Tables.CLUSTERS),
                        night.keptDay(Tables.CLUSTER_MEMBERS),
                        recentHighlights(night)));
    }

    private static void findInsights(NightContext night) {
        LocalDate first = night.day().minusDays(Insights.LOOKBACK_DAYS);
        LocalDate yesterday = night.day().minusDays(1);
        // Asked for in many ways: the fifty of each night are read once, not all repositories of all nights each time.
        Dataset<Row> earlierBoards =
                night.readDays(Tables.REPO_SIGNALS, first, yesterday).where(Insights.isOnBoard());
        Dataset<Row> signals = night.keptDay(Tables.REPO_SIGNALS)
                .unionByName(night.spark().createDataFrame(earlierBoards.collectAsList(), earlierBoards.schema()));
        night.replaceDay(
                Tables.INSIGHTS,
                Insights.found(
                        night.day(),
                        new Insights.Sources(
                                night.fewOfDay(Tables.LANGUAGE_BREAKDOWN),
                                signals,
                                night.fewOfDay(Tables.CLUSTERS),
                                night.fewOfDays(Tables.CLUSTER_LINEAGE, first, night.day()),
                                night.fewOfDay(Tables.HIGHLIGHTS),
                                night.fewOfDays(Tables.FEED_HEALTH, first, night.day()),
                                night.fewOfDays(Tables.NIGHT_SUMMARY, first, night.day()),
                                night.kept(Tables.PREDICTIONS),
                                night.kept(Tables.PREDICTION_OUTCOMES),
                                night.fewOfPreviousArticleDay(Tables.INSIGHTS))));
    }

    /** What the articles of the week before chose; where there was none, what the latest one before chose. */
    private static Dataset<Row> recentHighlights(NightContext night) {
        LocalDate yesterday = night.day().minusDays(1);
        LocalDate latest = night.latestDay(Tables.ARTICLES, yesterday).orElse(yesterday);
        LocalDate weekBefore = night.day().minusDays(7);
        return night.fewOfDays(Tables.HIGHLIGHTS, latest.isBefore(weekBefore) ? latest : weekBefore, yesterday);
    }
}
