package dev.reposignal.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.article.Article;
import dev.reposignal.article.ArticleMarkdown;
import dev.reposignal.article.ArticleWriter;
import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.SparkSessions;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The articles of nights that a lake has, as the present code judges and words them; run by {@code bench/articles-again.sh}. Trends and
 * movements are found anew and written to the lake, signals if asked for; clusters and calls stay as their night left them.
 */
@EnabledIfSystemProperty(named = "reposignal.replay.lake", matches = ".+")
class ArticleReplayTest {
    @Test
    void articlesOfPastNights_areWrittenAgain() throws IOException {
        Path out = Path.of(System.getProperty("reposignal.replay.out"));
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), Map.of());
        SparkSession spark = SparkSessions.open("replay");
        Lake lake = new Lake(spark, System.getProperty("reposignal.replay.lake"));
        lake.bringUpToDate(Tables.ALL);
        Files.createDirectories(out);
        for (String date : List.of(System.getProperty("reposignal.replay.days").split(",", -1))) {
            LocalDate day = LocalDate.parse(date);
            Manifest manifest = new Manifest(day, InstantSource.system(), Progress.SILENT);
            try (NightContext night = new NightContext(lake, settings, day, manifest)) {
                if (Boolean.getBoolean("reposignal.replay.signals")) {
                    SignalStage.assess(night);
                    SignalStage.measure(night);
                }
                // Where the ledger has calls of the night, they stay.
                LedgerStage.predict(night);
                LedgerStage.predictByCounts(night);
                InsightStage.findTrends(night.interpreted());
                Article article = ArticleWriter.written(settings.site(), ArticleReader.read(night.interpreted()));
                Path file = out.resolve(day + ".md");
                Files.writeString(file, ArticleMarkdown.rendered(article));
                assertThat(file).isNotEmptyFile();
            }
        }
        spark.stop();
    }
}
