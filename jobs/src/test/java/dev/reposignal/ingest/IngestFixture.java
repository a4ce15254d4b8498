package dev.reposignal.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Files in a folder of one test, and the lake they are loaded into. */
final class IngestFixture {
    static final Instant INGESTED_AT = Instant.parse("2026-03-07T01:02:03Z");

    private final Path folder;
    private final Lake lake;

    IngestFixture(Path folder) {
        this.folder = folder;
        this.lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
    }

    Lake lake() {
        return lake;
    }

    Path file(String name, String... lines) throws IOException {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    Path bytes(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    Path gzip(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
        return file;
    }

    /** A Parquet file from a SELECT. */
    Path parquet(String name, String select) throws IOException {
        Path written = folder.resolve("written-" + name);
        TestSpark.session().sql(select).coalesce(1).write().parquet(written.toString());
        try (var files = Files.list(written)) {
            Path part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            return Files.move(part, folder.resolve(name));
        }
    }

    IngestReport ingest(Path... paths) {
        return ingest(null, false, paths);
    }

    IngestReport ingest(@Nullable LocalDate day, boolean replace, Path... paths) {
        return Ingest.run(lake, request(null, day, replace, paths), INGESTED_AT);
    }

    IngestReport ingest(InputFormat format, Path... paths) {
        return Ingest.run(lake, request(format, null, false, paths), INGESTED_AT);
    }

    /** Loads what can be loaded. */
    IngestReport ingestSkippingBroken(Path... paths) {
        List<String> names = Arrays.stream(paths).map(Path::toString).toList();
        return Ingest.run(lake, new IngestRequest(names, null, null, false, RowLimits.USUAL, true), INGESTED_AT);
    }

    private static IngestRequest request(
            @Nullable InputFormat format, @Nullable LocalDate day, boolean replace, Path... paths) {
        return new IngestRequest(Arrays.stream(paths).map(Path::toString).toList(), format, day, replace);
    }

    /** Columns of every row of a table, joined by a bar, sorted. */
    /** @param columns the expressions of the columns, separated as the values of the rows are: {@code repo_key | stars} */
    List<String> rows(Table table, String columns) {
        return lake.read(table).selectExpr(columns.split(" \\| ", -1)).collectAsList().stream()
                .map(IngestFixture::text)
                .sorted()
                .toList();
    }

    List<String> snapshots(String columns) {
        return rows(Tables.SNAPSHOTS, columns);
    }

    /** The version of every table there is. */
    Map<String, Long> versions() {
        Map<String, Long> versions = new TreeMap<>();
        for (Table table : Tables.ALL) {
            lake.version(table).ifPresent(version -> versions.put(table.name(), version));
        }
        return versions;
    }

    private static String text(Row row) {
        return row.mkString("|");
    }
}
