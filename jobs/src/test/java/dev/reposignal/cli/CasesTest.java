package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of a folder outside the repository, each of which a public fault report was about: what a command makes of them against
 * what a sensible user expects. The property {@code reposignal.cases} names the folder; jobs/bench/cases.sh sets it. A file of
 * the folder without an expectation fails.
 */
@EnabledIfSystemProperty(named = CasesTest.FOLDER, matches = ".+")
class CasesTest {
    static final String FOLDER = "reposignal.cases";

    private static final int HELD = 3;
    private static final String NO_ROWS = "";

    @TempDir
    static Path lakes;

    /**
     * What is expected of a file.
     *
     * @param exit of ingest
     * @param says a part of what is printed
     * @param columns of snapshots that are looked at
     * @param rows their values in the order of the names, joined by blanks
     */
    private record Expected(String file, int exit, String says, String columns, String rows) {}

    /**
     * What is expected of a night of a feed.
     *
     * @param exit of nightly
     * @param says a part of what ingest and nightly print
     * @param query and what it gives; null for none
     */
    private record ExpectedNight(
            String file, int exit, String says, @Nullable String query, String rows) {}

    private static final List<Expected> FILES = List.of(
            new Expected(
                    "delta-overwritten-table",
                    0,
                    "2 accepted",
                    "full_name, stars",
                    "oak-lab/alpha 10, oak-lab/beta 20"),
            new Expected(
                    "pushed-at-in-nanoseconds-2026-03-01.parquet", 0, "1 accepted", "pushed_at", "2026-03-01 05:06:07"),
            new Expected("two-columns-that-differ-by-case-2026-03-01.parquet", 2, "Stars", "stars", NO_ROWS),
            new Expected("stars-2026-03-01T12:00:00Z.jsonl", 0, "1 accepted", "snapshot_date", "2026-03-01"),
            new Expected(
                    "second-gzip-member-cut-in-its-header-2026-03-01.csv.gz",
                    2,
                    "gzip stream breaks off",
                    "stars",
                    NO_ROWS),
            new Expected(
                    "second-gzip-member-with-a-flipped-bit-2026-03-01.csv.gz",
                    2,
                    "gzip stream is broken",
                    "stars",
                    NO_ROWS),
            new Expected("rest-search-items-2026-03-01.json", 0, "2 accepted", "stars", "100, 200"),
            new Expected("star-list-by-language-2026-03-01.json", 0, "3 accepted", "count(*)", "3"),
            new Expected("one-repo-pretty-2026-03-01.json", 0, "1 accepted", "count(*)", "1"),
            new Expected("gh-repo-list-2026-03-01.jsonl", 0, "1 accepted", "full_name, stars", "oak-lab/alpha 5"),
            new Expected(
                    "null-words-2026-03-01.csv",
                    0,
                    "4 accepted",
                    "stars, language, description",
                    "1 null null, 2 null null, 4 null null, 3 null null"),
            new Expected(
                    "topics-as-json-text-2026-03-01.csv",
                    0,
                    "3 accepted",
                    "full_name, coalesce(nullif(array_join(topics, '+'), ''), 'none')",
                    "oak-lab/alpha cli+go, oak-lab/beta cli+go, oak-lab/gamma none"),
            new Expected("pandas-forks-with-a-gap-2026-03-01.csv", 0, "2 accepted", "forks", "3, null"),
            new Expected("forks-not-a-number-2026-03-01.parquet", 0, "2 accepted", "forks", "3, null"),
            new Expected(
                    "pandas-index-column-2026-03-01.csv", 2, "column 1 of its header has no name", "stars", NO_ROWS),
            new Expected("bigquery-times-2026-03-01.csv", 0, "1 accepted", "pushed_at", "2026-02-28 12:00:00"),
            new Expected("zipped-2026-03-01.csv.zip", 2, "zip archive", "stars", NO_ROWS),
            new Expected("utf16-2026-03-01.csv", 2, "UTF-16", "stars", NO_ROWS),
            new Expected("private-repository-2026-03-01.jsonl", 0, "private", "full_name", "oak-lab/open"),
            new Expected("ranking-of-another-host-2026-03-01.csv", 0, "github.com", "full_name", "oak-lab/beta"),
            new Expected("day-as-shanghai-midnight.parquet", 2, "midnight", "stars", NO_ROWS),
            new Expected("one-row-of-2062.csv", 2, "future", "stars", NO_ROWS));

    private static final List<ExpectedNight> NIGHTS = List.of(
            new ExpectedNight("feed-all-stars-zero.csv", HELD, "have 0 stars and had some", null, NO_ROWS),
            new ExpectedNight("feed-thousands-cut.csv", HELD, "fewer stars than", null, NO_ROWS),
            new ExpectedNight("feed-all-stars-plus-10-percent.csv", HELD, "1.1", null, NO_ROWS),
            new ExpectedNight("feed-nine-tenths-stale.csv", HELD, "stale", null, NO_ROWS),
            new ExpectedNight(
                    "feed-one-row-of-2062.csv",
                    0,
                    "1 rejected",
                    "SELECT cast(max(snapshot_date) AS string) FROM runs",
                    "2026-03-06"),
            new ExpectedNight("feed-switches-to-ids.csv", HELD, "can be compared with", null, NO_ROWS),
            new ExpectedNight(
                    "feed-transferred-repository-under-both-owners.csv",
                    0,
                    "published",
                    "SELECT count(*), count_if(is_alias), count_if(board_place IS NOT NULL) <= 1 FROM repo_signals"
                            + " WHERE snapshot_date = '2026-03-06' AND full_name LIKE '%/backup-agent-02'",
                    "2 1 true"));

    @TestFactory
    Stream<DynamicTest> caseOfTheFolder_givesWhatASensibleUserExpects() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        List<DynamicTest> tests = new ArrayList<>();
        List<String> known = new ArrayList<>(List.of("EXPECTED.md"));
        for (Expected expected : FILES) {
            known.add(expected.file());
            tests.add(DynamicTest.dynamicTest(expected.file(), () -> file(folder, expected)));
        }
        for (ExpectedNight expected : NIGHTS) {
            known.add(expected.file());
            tests.add(DynamicTest.dynamicTest(expected.file(), () -> night(folder, expected)));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(known);
        }
        return tests.stream();
    }

    private static void file(Path folder, Expected expected) throws IOException {
        String lake = Files.createTempDirectory(lakes, "lake").toString();
        CommandOutcome outcome = CommandOutcome.run(
                "ingest", "--lake", lake, folder.resolve(expected.file()).toString());
        String rows = rows(lake, expected.columns());
        report(expected.file(), "exit %d, '%s', [%s]", expected.exit(), expected.says(), expected.rows());
        report("   got", "exit %d, '%s', [%s]", outcome.exit(), oneLine(outcome), rows);

        assertThat(outcome.exit()).as(oneLine(outcome)).isEqualTo(expected.exit());
        assertThat(oneLine(outcome)).contains(expected.says());
        assertThat(rows).isEqualTo(expected.rows());
    }

    private static void night(Path folder, ExpectedNight expected) throws IOException {
        String lake = Files.createTempDirectory(lakes, "lake").toString();
        CommandOutcome ingest = CommandOutcome.run(
                "ingest", "--lake", lake, folder.resolve(expected.file()).toString());
        CommandOutcome night = CommandOutcome.run(
                "nightly", "--lake", lake, "--site", lake + "-site", "--embedder", "tfidf", "--today", "2026-03-07");
        String said = oneLine(ingest) + " " + oneLine(night);
        report(expected.file(), "exit %d, '%s', [%s]", expected.exit(), expected.says(), expected.rows());
        report("   got", "exit %d, '%s'", night.exit(), oneLine(night));

        assertThat(night.exit()).as(said).isEqualTo(expected.exit());
        assertThat(said).contains(expected.says());
        String query = expected.query();
        if (query != null) {
            CommandOutcome sql = CommandOutcome.run("sql", "--lake", lake, "--format", "csv", query);
            List<String> lines = sql.out().lines().toList();
            assertThat(lines.get(lines.size() - 1).replace(',', ' '))
                    .as(sql.err())
                    .isEqualTo(expected.rows());
        }
    }

    private static String rows(String folder, String columns) {
        Lake lake = new Lake(TestSpark.session(), folder);
        if (!lake.exists(Tables.SNAPSHOTS)) {
            return NO_ROWS;
        }
        Dataset<Row> rows = lake.read(Tables.SNAPSHOTS).orderBy("full_name");
        return rows.selectExpr(columns.split(", (?![^(]*\\))")).collectAsList().stream()
                .map(row -> Arrays.stream(values(row)).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    private static String[] values(Row row) {
        String[] values = new String[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = String.valueOf(row.get(i)).replaceFirst("\\.0$", "");
        }
        return values;
    }

    private static String oneLine(CommandOutcome outcome) {
        return (outcome.out() + outcome.err()).strip().replaceAll("\\s+", " ");
    }

    private static void report(String what, String format, Object... values) {
        System.err.println(what + ": " + String.format(Locale.ROOT, format, values));
    }
}
