package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.concurrent.Parallel;
import dev.reposignal.insight.Highlights;
import dev.reposignal.insight.Insights;
import dev.reposignal.insight.LanguageBreakdown;
import dev.reposignal.insight.NightSummary;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Signals, clusters and ledger to {@code language_breakdown}, {@code night_summary}, {@code highlights} and {@code insights}. */
final class InsightStage {
    /** Of these the earlier nights are looked at too. */
    private static final List<Table> COMPARED =
            List.of(Tables.CLUSTER_LINEAGE, Tables.FEED_HEALTH, Tables.NIGHT_SUMMARY);

    private InsightStage() {}

    /** The languages of the day; needs its signals alone. */
    static void reportLanguages(NightContext night) {
        night.replaceFew(
                Tables.LANGUAGE_BREAKDOWN,
                LanguageBreakdown.counted(
                        night.day(),
                        night.keptDay(Tables.REPO_SIGNALS),
                        night.fewOfPreviousArticleDay(Tables.LANGUAGE_BREAKDOWN)));
    }

    /** Reads what the report compares the day with; any time before it, best while the cores have little else to do. */
    static void readAhead(NightContext night) {
        LocalDate first = night.day().minusDays(Insights.LOOKBACK_DAYS);
        LocalDate yesterday = night.day().minusDays(1);
        COMPARED.forEach(table -> night.fewOfDays(table, first, yesterday));
        recentHighlights(night);
        night.fewOfPreviousArticleDay(Tables.INSIGHTS);
        earlierBoards(night);
    }

    /** What the day is about; needs its signals, clusters and languages. */
    static void report(NightContext night) {
        Parallel.run(() -> sumUp(night), () -> chooseHighlights(night));
        findInsights(night);
    }

    private static void sumUp(NightContext night) {
        night.replaceFew(
                Tables.NIGHT_SUMMARY,
                NightSummary.summed(
                        night.day(),
                        night.keptDay(Tables.REPO_SIGNALS),
                        night.fewOfDay(Tables.CLUSTERS),
                        night.previousArticle().orElse(null),
                        earlierBoards(night)));
    }

    private static void chooseHighlights(NightContext night) {
        night.replaceFew(
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
        Dataset<Row> signals = night.keptDay(Tables.REPO_SIGNALS)
                .unionByName(earlierBoards(night).where(col(Table.DAY).geq(Lake.literal(first))));
        night.replaceFew(
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

    /** The boards that the day is compared with: of the nights before, back to the previous article at least. */
    static Dataset<Row> earlierBoards(NightContext night) {
        LocalDate first = night.day().minusDays(Insights.LOOKBACK_DAYS);
        LocalDate previous =
                night.previousArticle().filter(day -> day.isBefore(first)).orElse(first);
        return night.boards(previous, night.day().minusDays(1));
    }

    /** What the articles of the week before chose; where there was none, what the latest one before chose. */
    private static Dataset<Row> recentHighlights(NightContext night) {
        LocalDate yesterday = night.day().minusDays(1);
        LocalDate latest = night.latestDay(Tables.ARTICLES, yesterday).orElse(yesterday);
        LocalDate weekBefore = night.day().minusDays(7);
        return night.fewOfDays(Tables.HIGHLIGHTS, latest.isBefore(weekBefore) ? latest : weekBefore, yesterday);
    }
}
