package dev.reposignal.night;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.article.ArticleInputs;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.SparkSessions;
import dev.reposignal.progress.Progress;
import dev.reposignal.row.TableRow;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes report tables and articles of a lake's nights again, from the signals and clusters that stand there, and dumps what
 * each article was written from as JSON, as TestNight reads it. For trying words on real nights.
 */
public final class InsightNights {
    private InsightNights() {}

    /** LAKE FIRST LAST FOLDER. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
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
            Files.writeString(folder.resolve(day + ".json"), json(ArticleReader.read(night)));
            long read = System.nanoTime();
            ArticleStage.write(night, null);
            System.out.printf(
                    "%s report %.1f s, read %.1f s, article %.1f s%n",
                    day, (reported - from) / 1e9, (read - reported) / 1e9, (System.nanoTime() - read) / 1e9);
        }
    }

    private static String json(ArticleInputs inputs) throws IOException, ReflectiveOperationException {
        Map<String, @Nullable Object> tables = new LinkedHashMap<>();
        tables.put("day", inputs.day().toString());
        tables.put("night_summary", rows(List.of(inputs.summary())));
        tables.put("track_record", rows(List.of(inputs.record())));
        tables.put("feed_health", rows(List.of(inputs.health())));
        tables.put("repo_signals", rows(inputs.repositories()));
        tables.put("trends", rows(inputs.trends()));
        tables.put("trend_members", rows(inputs.members()));
        tables.put("repo_movement", rows(inputs.movements()));
        tables.put("highlights", rows(inputs.highlights()));
        tables.put("track_record_kinds", rows(inputs.kinds()));
        tables.put("track_record_bins", rows(inputs.bins()));
        tables.put("predictions", rows(inputs.predictions()));
        tables.put("prediction_outcomes", rows(inputs.outcomes()));
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tables);
    }

    private static List<Map<String, @Nullable Object>> rows(List<? extends TableRow> rows)
            throws IOException, ReflectiveOperationException {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (TableRow row : rows) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("_table", row.row().table());
            map.put("_key", new ObjectMapper().readTree(row.row().key()));
            map.put("_version", row.row().version());
            for (String column : TableRow.columnsOf(row.getClass())) {
                Object value = row.value(column);
                map.put(column, value instanceof LocalDate day ? day.toString() : value);
            }
            maps.add(map);
        }
        return maps;
    }
}
