package dev.reposignal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of feeds that were reported of other programs, each in a spelling, position or format that no report names: what
 * {@code ingest} makes of them. The instances that were reported are in the tests of the package ingest.
 */
class RelatedFaultsTest {
    private static final String HEADER = "full_name,stars\n";
    private static final String RANKING =
            "repo_name,stars,forks,language,repo_url,username,issues,last_commit,description";
    private static final String NO_ROWS = "";

    @TempDir
    static Path folder;

    /** Writes what is given to ingest into a folder, and names it. */
    @FunctionalInterface
    private interface Given {
        Path in(Path folder) throws IOException;
    }

    /**
     * A fault of a feed.
     *
     * @param kind what the fault is an instance of
     * @param exit of ingest
     * @param says a part of what ingest prints
     * @param columns of snapshots that are looked at
     * @param rows their values in the order of the names, joined by blanks
     */
    private record Fault(String kind, Given given, int exit, String says, String columns, String rows) {}

    private static Given text(String name, String text) {
        return folder -> write(folder.resolve(name), text.getBytes(UTF_8));
    }

    private static Given parquet(String name, String select) {
        return folder -> {
            Path written = folder.resolve("written");
            TestSpark.session().sql(select).coalesce(1).write().parquet(written.toString());
            try (Stream<Path> files = Files.list(written)) {
                Path part = files.filter(file -> file.toString().endsWith(".parquet"))
                        .findFirst()
                        .orElseThrow();
                return Files.move(part, folder.resolve(name));
            }
        };
    }

    private static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** A sound stream, and behind it another that breaks off. */
    private static Given twoStreams(String name, String packer) {
        return folder -> {
            byte[] first = packed(packer, HEADER + "a/b,1\n");
            byte[] second = packed(packer, "c/d,2\n".repeat(200));
            byte[] both = Arrays.copyOf(first, first.length + second.length / 2);
            System.arraycopy(second, 0, both, first.length, second.length / 2);
            return write(folder.resolve(name), both);
        };
    }

    private static byte[] packed(String packer, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = packer.equals("gz")
                ? new GZIPOutputStream(bytes)
                : new CompressorStreamFactory().createCompressorOutputStream(packer, bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (CompressorException e) {
            throw new IOException(e);
        }
        return bytes.toByteArray();
    }

    private static Path deltaTable(Path folder) {
        for (String stars : new String[] {"9999L", "5L"}) {
            TestSpark.session()
                    .sql("SELECT 'a/b' AS full_name, %s AS stars".formatted(stars))
                    .write()
                    .format("delta")
                    .mode("overwrite")
                    .save(folder.toString());
        }
        return folder;
    }

    private static Stream<Fault> faults() {
        return Stream.of(
                new Fault(
                        "a day of the future, in the name of a folder",
                        folder -> {
                            text("2062-03-06/raw.csv", HEADER + "a/b,1\n").in(folder);
                            return folder;
                        },
                        2,
                        "2062-03-06 is in the future",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "a time of the future, in another column than the day",
                        text(
                                "c-2026-03-01.csv",
                                "full_name,stars,created_at,pushed_at\na/b,1,2062-01-01T00:00:00Z,2026-02-28T12:00:00Z\n"),
                        0,
                        "1 accepted",
                        "stars, created_at, pushed_at",
                        "1 null 2026-02-28 12:00:00"),
                new Fault(
                        "a Delta table, in the folder of a day",
                        folder -> {
                            deltaTable(folder.resolve("feed/snapshot_date=2026-03-01"));
                            return folder.resolve("feed");
                        },
                        0,
                        "= 1 accepted + 0 duplicate",
                        "snapshot_date, stars",
                        "2026-03-01 5"),
                new Fault(
                        "what follows a broken part of a packed file, by xz",
                        twoStreams("x-2026-03-01.csv.xz", CompressorStreamFactory.XZ),
                        2,
                        "xz stream is broken or incomplete",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "what follows a broken part of a packed file, by Zstandard",
                        twoStreams("x-2026-03-01.csv.zst", CompressorStreamFactory.ZSTANDARD),
                        2,
                        "zstd stream is broken or incomplete",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "a file of which nothing is taken, as Parquet",
                        parquet(
                                "n-2026-03-01.parquet",
                                "SELECT concat('a/b', id) AS full_name, CAST(NULL AS BIGINT) AS stars FROM range(3)"),
                        2,
                        "stars is missing; a row needs a star count (3)",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "a private repository, in a ranking",
                        text(
                                "r-2026-03-01.csv",
                                RANKING
                                        + ",private,visibility\nb,1,,,,a,,,,false,public\nd,2,,,,c,,,,true,\nf,3,,,,e,,,,,Internal\n"),
                        0,
                        "the repository is private",
                        "full_name",
                        "a/b"),
                new Fault(
                        "a private repository, as gh writes it in capitals",
                        text(
                                "g-2026-03-01.json",
                                "[{\"nameWithOwner\": \"a/b\", \"stargazerCount\": 1, \"visibility\": \"PUBLIC\"},"
                                        + " {\"nameWithOwner\": \"c/d\", \"stargazerCount\": 2, \"visibility\": \"PRIVATE\"}]"),
                        0,
                        "the repository is private",
                        "full_name",
                        "a/b"),
                new Fault(
                        "words for no value, of spreadsheets and other languages",
                        text(
                                "w-2026-03-01.csv",
                                "full_name,stars,language,description\na/b,1,#N/A,nil\nc/d,2,(null),(none)\ne/f,3,--,#REF!\n"),
                        0,
                        "3 accepted",
                        "stars, language, description",
                        "1 null null, 2 null null, 3 null null"),
                new Fault(
                        "a list of topics, as JSON objects in a text",
                        text("t-2026-03-01.csv", """
                                full_name,stars,topics
                                a/b,1,"[{""name"": ""cli""}, {""name"": ""go""}]"
                                c/d,2,<cli><go>
                                e/f,3,#cli #go
                                """),
                        0,
                        "3 accepted",
                        "stars, array_join(topics, '+')",
                        "1 cli+go, 2 cli+go, 3 cli+go"),
                new Fault(
                        "a time as a day, without a zone",
                        parquet(
                                "z.parquet",
                                "SELECT CAST('2026-03-01 23:30:00' AS TIMESTAMP_NTZ) AS snapshot_date, 'a/b' AS full_name, 1L AS stars"),
                        2,
                        "midnight",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "times of other programs: Go, headers of HTTP, floats of pandas, git",
                        text("m-2026-03-01.csv", """
                                full_name,stars,pushed_at
                                a/b,1,2026-02-28 12:00:00 +0000 UTC
                                c/d,2,"Sat, 28 Feb 2026 12:00:00 GMT"
                                e/f,3,1772280000.0
                                g/h,4,Sat Feb 28 20:00:00 2026 +0800
                                """),
                        0,
                        "4 accepted",
                        "stars, pushed_at",
                        "1 2026-02-28 12:00:00, 2 2026-02-28 12:00:00, 3 2026-02-28 12:00:00, 4 2026-02-28 12:00:00"),
                new Fault(
                        "a colon in a name, of a folder",
                        folder -> {
                            text("2026-03-01T12:00:00Z/raw.csv", HEADER + "a/b,1\n")
                                    .in(folder);
                            return folder;
                        },
                        0,
                        "1 accepted",
                        "snapshot_date, stars",
                        "2026-03-01 1"),
                new Fault(
                        "columns that differ by case only, in a CSV file",
                        text("k-2026-03-01.csv", "full_name,stars,Stars\na/b,1,2\n"),
                        2,
                        "Stars",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "a column that is there twice",
                        text("d-2026-03-01.csv", "full_name,stars,forks,stars\na/b,1,3,2\n"),
                        2,
                        "stars",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "text in another encoding, packed",
                        folder -> write(folder.resolve("e-2026-03-01.csv.gz"), packedUtf16()),
                        2,
                        "UTF-16",
                        "stars",
                        NO_ROWS),
                new Fault(
                        "a repository of another host, with an address of git",
                        text(
                                "h-2026-03-01.csv",
                                RANKING + "\nb,1,,,git@github.com:a/b.git,a,,,\nd,2,,,git@gitlab.com:c/d.git,c,,,\n"
                                        + "f,3,,,https://github.com.example.org/e/f,e,,,\n"),
                        0,
                        "not on github.com",
                        "full_name",
                        "a/b"),
                new Fault(
                        "a repository made anew, in two files",
                        folder -> {
                            text("a/2026-03-01.csv", "full_name,repo_id,stars\na/b,70,5000\n")
                                    .in(folder);
                            text("a/new-2026-03-01.csv", "full_name,repo_id,stars\nA/B,900,3\n")
                                    .in(folder);
                            return folder.resolve("a");
                        },
                        0,
                        "1 accepted",
                        "repo_key, stars",
                        "id:900 3"));
    }

    private static byte[] packedUtf16() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("full_name,stars\na/b,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
        }
        return bytes.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> relatedFault_givesWhatASensibleUserExpects() {
        return faults().map(fault -> DynamicTest.dynamicTest(fault.kind(), () -> check(fault)));
    }

    private static void check(Fault fault) throws IOException {
        Path given = fault.given().in(Files.createTempDirectory(folder, "given"));
        Lake lake = new Lake(
                TestSpark.session(), Files.createTempDirectory(folder, "lake").toString());

        CommandOutcome outcome =
                CommandOutcome.run("ingest", "--lake", lake.root(), "--today", "2026-03-07", given.toString());

        String said = outcome.out() + outcome.err();
        assertThat(outcome.exit()).as(said).isEqualTo(fault.exit());
        assertThat(said).contains(fault.says());
        assertThat(rows(lake, fault.columns())).as(said).isEqualTo(fault.rows());
    }

    private static String rows(Lake lake, String columns) {
        if (!lake.exists(Tables.SNAPSHOTS)) {
            return NO_ROWS;
        }
        return lake
                .read(Tables.SNAPSHOTS)
                .orderBy("full_name")
                .selectExpr(columns.split(", (?![^(]*\\))"))
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" ").replace(":00.0", ":00"))
                .collect(Collectors.joining(", "));
    }
}
