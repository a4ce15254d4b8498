package dev.reposignal.night;

import dev.reposignal.article.ArticleRows;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.SparkSessions;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes the insight tables and articles of a lake's nights again, from its signals and clusters, and saves the rows of each
 * article as JSON, as TestNight reads it. For trying phrases on real nights.
 */
public final class InsightNights {
    private InsightNights() {}

    /** LAKE FIRST LAST FOLDER. */
    public static void main(String[] arguments) throws IOException {
        Lake lake = new Lake(SparkSessions.open("report nights"), arguments[0]);
        lake.bringUpToDate(Tables.ALL);
        Path folder = Files.createDirectories(Path.of(arguments[3]));
        for (LocalDate day : List.copyOf(lake.days(Tables.REPO_SIGNALS)
                .subSet(LocalDate.parse(arguments[1]), true, LocalDate.parse(arguments[2]), true))) {
            long from = System.nanoTime();
            Manifest manifest = new Manifest(day, InstantSource.fixed(Instant.EPOCH), Progress.SILENT);
            NightContext night = new NightContext(lake.interpreted(), SampleLake.settings(), day, manifest);
            InsightStage.report(night);
            InsightStage.findTrends(night);
            long reported = System.nanoTime();
            Files.writeString(folder.resolve(day + ".json"), ArticleRows.json(ArticleReader.read(night)));
            long read = System.nanoTime();
            ArticleStage.write(night, null);
            System.out.printf(
                    "%s report %.1f s, read %.1f s, article %.1f s%n",
                    day, (reported - from) / 1e9, (read - reported) / 1e9, (System.nanoTime() - read) / 1e9);
        }
    }
}
