package dev.reposignal.pipeline;

import dev.reposignal.report.Highlights;
import dev.reposignal.report.LanguageBreakdown;
import dev.reposignal.report.NightSummary;
import dev.reposignal.table.Tables;

/** Signals, clusters and ledger to {@code language_breakdown}, {@code night_summary} and {@code highlights}. */
final class ReportStage {
    private ReportStage() {}

    /** The languages of the day; needs its signals alone. */
    static void reportLanguages(NightContext night) {
        night.replaceDay(
                Tables.LANGUAGE_BREAKDOWN,
                LanguageBreakdown.counted(
                        night.day(),
                        night.readDay(Tables.REPO_SIGNALS),
                        night.readPreviousArticleDay(Tables.LANGUAGE_BREAKDOWN)));
    }

    /** What the day is about; needs its signals, clusters and languages. */
    static void report(NightContext night) {
        night.replaceDay(
                Tables.NIGHT_SUMMARY,
                NightSummary.summed(
                        night.day(),
                        night.readDay(Tables.REPO_SIGNALS),
                        night.readDay(Tables.CLUSTERS),
                        night.readPreviousArticleDay(Tables.REPO_SIGNALS)));
        night.replaceDay(
                Tables.HIGHLIGHTS,
                Highlights.chosen(
                        night.day(),
                        night.readDay(Tables.LANGUAGE_BREAKDOWN),
                        night.readDay(Tables.REPO_SIGNALS),
                        night.readDay(Tables.CLUSTERS),
                        night.readDay(Tables.CLUSTER_MEMBERS),
                        night.readPreviousArticleDay(Tables.HIGHLIGHTS)));
    }
}
