package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.concurrent.Parallel;
import dev.reposignal.config.Settings;
import dev.reposignal.insight.Highlights;
import dev.reposignal.insight.Insights;
import dev.reposignal.insight.LanguageBreakdown;
import dev.reposignal.insight.Movement;
import dev.reposignal.insight.NightSummary;
import dev.reposignal.insight.Trends;
import dev.reposignal.lake.Lake;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Signals, clusters and ledger to {@code language_breakdown}, {@code night_summary}, {@code highlights} and {@code insights}. */
final class InsightStage {
    /** Tables of which earlier nights are read, too. */
    private static final List<Table> COMPARED =
            List.of(Tables.CLUSTER_LINEAGE, Tables.FEED_HEALTH, Tables.NIGHT_SUMMARY);

    private InsightStage() {}

    /** The languages of the day; needs its signals alone. */
    static void reportLanguages(NightContext night) {
        night.replaceCollected(
                Tables.LANGUAGE_BREAKDOWN,
                LanguageBreakdown.counted(
                        night.day(),
                        night.cachedDay(Tables.REPO_SIGNALS),
                        night.collectedPreviousArticleDay(Tables.LANGUAGE_BREAKDOWN)));
    }

    /** Reads what the report compares the day with. May run at any time before the report; best while cores are idle. */
    static void readAhead(NightContext night) {
        LocalDate first = night.day().minusDays(Insights.LOOKBACK_DAYS);
        LocalDate yesterday = night.day().minusDays(1);
        COMPARED.forEach(table -> night.collectedDays(table, first, yesterday));
        recentHighlights(night);
        night.collectedPreviousArticleDay(Tables.INSIGHTS);
        earlierBoards(night);
    }

    /** Summary, highlights and insights of the day; needs its signals, clusters and languages. */
    static void report(NightContext night) {
        Parallel.run(() -> sumUp(night), () -> chooseHighlights(night));
        findInsights(night);
    }

    /** What may be called a trend, who carries it, and how the repositories that an article may speak of moved. */
    static void findTrends(NightContext night) {
        Settings.Trend settings = night.settings().trend();
        List<Trends.CountDay> countDays = Trends.countDays(settings, night.day(), night.days(Tables.SNAPSHOTS));
        Trends.Sources sources = new Trends.Sources(
                night.cachedDay(Tables.REPO_SIGNALS),
                night.readDays(
                        Tables.SNAPSHOTS,
                        countDays.stream().map(Trends.CountDay::day).toList()),
                countDays,
                night.collectedDay(Tables.CLUSTERS),
                night.cachedDay(Tables.CLUSTER_MEMBERS));
        Trends.Counted counted = TrendCounting.of(sources);
        night.replaceCollected(Tables.TRENDS, Trends.found(night.day(), settings, counted));
        night.replaceCollected(
                Tables.TREND_MEMBERS, Trends.carriers(night.day(), counted, night.collectedDay(Tables.TRENDS)));
        findMovement(night);
    }

    private static void findMovement(NightContext night) {
        Settings.Predict predict = night.settings().predict();
        night.replaceCollected(
                Tables.REPO_MOVEMENT,
                Movement.measured(
                        night.day(),
                        night.cachedDay(Tables.REPO_SIGNALS)
                                .withColumn(
                                        "needed_gain",
                                        Breakouts.requiredGain(predict, col(Columns.STARS_GAINED_28D), col("stars"))),
                        night.readDays(Tables.SNAPSHOTS, Movement.countDays(night.day())),
                        night.collectedDay(Tables.CLUSTERS),
                        night.cachedDay(Tables.CLUSTER_MEMBERS),
                        night.cached(Tables.PREDICTIONS).where(col("made_on").equalTo(Lake.literal(night.day()))),
                        night.collectedDay(Tables.HIGHLIGHTS),
                        night.collectedDay(Tables.TRENDS),
                        night.collectedDay(Tables.TREND_MEMBERS),
                        night.read(Tables.CENSUS)));
    }

    private static void sumUp(NightContext night) {
        night.replaceCollected(
                Tables.NIGHT_SUMMARY,
                NightSummary.summed(
                        night.day(),
                        night.cachedDay(Tables.REPO_SIGNALS),
                        night.collectedDay(Tables.CLUSTERS),
                        night.previousArticle().orElse(null),
                        earlierBoards(night)));
    }

    private static void chooseHighlights(NightContext night) {
        night.replaceCollected(
                Tables.HIGHLIGHTS,
                Highlights.chosen(
                        night.day(),
                        night.collectedDay(Tables.LANGUAGE_BREAKDOWN),
                        night.cachedDay(Tables.REPO_SIGNALS),
                        night.collectedDay(Tables.CLUSTERS),
                        night.cachedDay(Tables.CLUSTER_MEMBERS),
                        recentHighlights(night)));
    }

    private static void findInsights(NightContext night) {
        LocalDate first = night.day().minusDays(Insights.LOOKBACK_DAYS);
        Dataset<Row> signals = night.cachedDay(Tables.REPO_SIGNALS)
                .unionByName(earlierBoards(night).where(col(Table.DAY).geq(Lake.literal(first))));
        night.replaceCollected(
                Tables.INSIGHTS,
                Insights.found(
                        night.day(),
                        new Insights.Sources(
                                night.collectedDay(Tables.LANGUAGE_BREAKDOWN),
                                signals,
                                night.collectedDay(Tables.CLUSTERS),
                                night.collectedDays(Tables.CLUSTER_LINEAGE, first, night.day()),
                                night.collectedDay(Tables.HIGHLIGHTS),
                                night.collectedDays(Tables.FEED_HEALTH, first, night.day()),
                                night.collectedDays(Tables.NIGHT_SUMMARY, first, night.day()),
                                night.cached(Tables.PREDICTIONS),
                                night.cached(Tables.PREDICTION_OUTCOMES),
                                night.collectedPreviousArticleDay(Tables.INSIGHTS))));
    }

    /** The boards that the day is compared with: of the nights before, back to the previous article at least. */
    static Dataset<Row> earlierBoards(NightContext night) {
        LocalDate first = night.day().minusDays(Insights.LOOKBACK_DAYS);
        LocalDate previous =
                night.previousArticle().filter(day -> day.isBefore(first)).orElse(first);
        return night.collectedBoards(previous, night.day().minusDays(1));
    }

    /** The highlights of the articles of the week before; without one, those of the latest article before. */
    private static Dataset<Row> recentHighlights(NightContext night) {
        LocalDate yesterday = night.day().minusDays(1);
        LocalDate latest = night.latestDay(Tables.ARTICLES, yesterday).orElse(yesterday);
        LocalDate weekBefore = night.day().minusDays(7);
        return night.collectedDays(Tables.HIGHLIGHTS, latest.isBefore(weekBefore) ? latest : weekBefore, yesterday);
    }
}
