package dev.reposignal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes in which people have snapshots: all give the same rows. */
class IngestShapesTest {
    private static final String A =
            "{\"id\": 7, \"full_name\": \"a/b\", \"stargazers_count\": 5, \"topics\": [\"z\", \"x\"]}";
    private static final String C = "{\"id\": 8, \"full_name\": \"c/d\", \"stargazers_count\": 6, \"topics\": []}";
    private static final List<String> BOTH = List.of("a/b|5", "c/d|6");

    @TempDir
    Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void makeFixture() {
        fixture = new IngestFixture(folder);
    }

    @Test
    void jsonInAnyShape_givesItsRepositories() throws IOException {
        fixture.ingest(
                fixture.file("array-2026-03-01.json", "[" + A + "," + C + "]"),
                fixture.file("indented-2026-03-02.json", "[", "  " + A.replace(", ", ",\n    "), ",", C, "]"),
                fixture.file("pages-2026-03-03.json", "[" + A + "][" + C + "]"),
                fixture.file("slurped-2026-02-01.json", "[[" + A + "],[" + C + "]]"),
                fixture.file("search-2026-02-02.json", "{\"total_count\": 2, \"items\": [" + A + "," + C + "]}"),
                fixture.file("search-2026-02-03.jsonl", "{\"items\": [" + A + "]}", "{\"items\": [" + C + "]}"),
                fixture.file("lists-2026-02-04.json", "{", "  \"Go\": [", A, "], \"C\": [", C, "]", "}"),
                fixture.file(
                        "stars-2026-02-05.jsonl",
                        "{\"starred_at\": \"x\", \"repo\": " + A + "}",
                        "{\"starred_at\": \"x\", \"repo\": " + C + "}"),
                fixture.file("one-2026-02-06.json", A.replaceAll("^.|.$", "\n$0\n"), C.replaceAll("^.|.$", "\n$0\n")));

        String days =
                "2026-03-01 2026-03-02 2026-03-03 2026-02-01 2026-02-02 2026-02-03 2026-02-04 2026-02-05 2026-02-06";
        for (String day : days.split(" ", -1)) {
            assertThat(of(day)).as(day).isEqualTo(BOTH);
        }
    }

    @Test
    void graphQlAndGh_areReadByTheirNames() throws IOException {
        fixture.ingest(
                fixture.file(
                        "graphql-2026-03-01.json",
                        "{\"data\": {\"search\": {\"nodes\": [{\"nameWithOwner\": \"a/b\", \"databaseId\": 7, \"id\": \"R_x\","
                                + " \"stargazerCount\": 5, \"forkCount\": 1, \"primaryLanguage\": {\"name\": \"Go\"},"
                                + " \"repositoryTopics\": {\"nodes\": [{\"topic\": {\"name\": \"cli\"}}]},"
                                + " \"pushedAt\": \"2026-02-28T01:02:03Z\", \"isArchived\": true}]}}}"),
                fixture.file(
                        "gh-2026-03-02.json",
                        "[{\"fullName\": \"a/b\", \"id\": \"MDEw\", \"stargazersCount\": 5, \"forksCount\": 2, \"language\": \"Go\"}]"));

        assertThat(fixture.snapshots(
                        "snapshot_date | repo_key | stars | forks | language | topics | pushed_at | archived"))
                .containsExactly(
                        "2026-03-01|id:7|5|1|Go|ArraySeq(cli)|2026-02-28 01:02:03.0|true",
                        "2026-03-02|name:a/b|5|2|Go|null|null|null");
    }

    @Test
    void brokenLineAmongLines_isRejectedAlone() throws IOException {
        IngestReport report = fixture.ingest(fixture.file(
                "x-2026-03-01.jsonl", "{\"full_name\": ", A, "{\"message\": \"API rate limit exceeded\"}", C));

        assertThat(of("2026-03-01")).isEqualTo(BOTH);
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "line_number | substr(reason, 1, 30)"))
                .containsExactly("1|the line is not JSON (Unexpect", "3|it is an error of GitHub's (AP");
    }

    @Test
    void privateRepositoriesAndOtherHosts_areTakenOnlyWhenAskedFor() throws IOException {
        Path file = fixture.file(
                "x-2026-03-01.jsonl",
                A,
                C.replace("{\"id\"", "{\"private\": true, \"id\""),
                "{\"full_name\": \"e/f\", \"stargazers_count\": 1, \"visibility\": \"internal\"}",
                "{\"full_name\": \"g/h\", \"stargazers_count\": 1, \"html_url\": \"https://git.example.org/g/h\"}");

        IngestReport report = fixture.ingest(file);

        assertThat(of("2026-03-01")).containsExactly("a/b|5");
        assertThat(report.rejected()).isEqualTo(3);
        Ingest.run(
                fixture.lake(),
                new IngestRequest(List.of(file.toString()), null, null, false, new RowLimits(null, true, true), false),
                IngestFixture.INGESTED_AT);
        assertThat(of("2026-03-01")).containsExactly("a/b|5", "c/d|6", "e/f|1", "g/h|1");
    }

    @Test
    void rankingOfAnotherHost_isRejected_andASlashIsNoFault() throws IOException {
        IngestReport report = fixture.ingest(fixture.file(
                "r-2026-03-01.csv",
                "repo_name,stars,forks,language,repo_url,username,issues,last_commit,description",
                "b,5,,,https://gitee.com/a/b,a,,,",
                "b,5,,,http://www.github.com/a/b.git,a,,,",
                "d,6,,,https://github.com/c/d/?tab=readme,c,,,"));

        assertThat(of("2026-03-01")).isEqualTo(BOTH);
        assertThat(report.files().get(0).reasons())
                .containsExactly(
                        "repo_url is not on github.com; leave the row out or load it with --allow-other-hosts (1)");
    }

    @Test
    void wordsForNothing_areNull() throws IOException {
        fixture.ingest(fixture.file(
                "n-2026-03-01.csv",
                "full_name,stars,language,description,topics,forks,pushed_at",
                "a/b,5,None,nan,null,NaN,NaT",
                "c/d,6,\\N,N/A,<NA>,-,NULL"));

        assertThat(fixture.snapshots("full_name | stars | language | description | topics | forks | pushed_at"))
                .containsExactly("a/b|5|null|null|null|null|null", "c/d|6|null|null|null|null|null");
    }

    @Test
    void topicsInAnySpelling_areSplit() throws IOException {
        fixture.ingest(fixture.file("t-2026-03-01.csv", """
                full_name,stars,topics
                a/a,1,"[""cli"", ""go""]"
                a/b,1,"['cli', 'go']"
                a/c,1,"cli,go"
                a/d,1,cli|go
                a/e,1,"{cli,go}"
                a/f,1,cli;go
                a/g,1,[]
                a/h,1,"Tools, and more\""""));

        assertThat(fixture.snapshots("full_name | topics"))
                .containsExactly(
                        "a/a|ArraySeq(cli, go)",
                        "a/b|ArraySeq(cli, go)",
                        "a/c|ArraySeq(cli, go)",
                        "a/d|ArraySeq(cli, go)",
                        "a/e|ArraySeq(cli, go)",
                        "a/f|ArraySeq(cli, go)",
                        "a/g|null",
                        "a/h|ArraySeq(tools, and more)");
    }

    @Test
    void timesAndNumbersOfOtherPrograms_areRead_andBrokenOptionalValuesAreNull() throws IOException {
        IngestReport report = fixture.ingest(fixture.file("v-2026-03-01.csv", """
                full_name,stars,forks,pushed_at
                a/a,1.0,3.0,2026-02-28 12:00:00 UTC
                a/b,1,,2026-02-28 12:00:00+00
                a/c,1,,2026-02-28 20:00:00 +0800
                a/d,1,,1772280000
                a/e,1,many,yesterday
                a/f,1,-2,2026-02-28T12:00:00.5+00:00"""));

        assertThat(fixture.snapshots("full_name | forks | pushed_at"))
                .containsExactly(
                        "a/a|3|2026-02-28 12:00:00.0",
                        "a/b|null|2026-02-28 12:00:00.0",
                        "a/c|null|2026-02-28 12:00:00.0",
                        "a/d|null|2026-02-28 12:00:00.0",
                        "a/e|null|null",
                        "a/f|null|2026-02-28 12:00:00.5");
        assertThat(report.rejected()).isZero();
        assertThat(report.files().get(0).brokenValues()).isEqualTo(3);
    }

    @Test
    void daysThatCannotBe_areRejected() throws IOException {
        IngestReport report = fixture.ingest(fixture.file("d.csv", """
                snapshot_date,full_name,stars
                2026-03-08,a/b,5
                2026-03-09,c/d,6
                2062-03-06,c/d,6
                9999-12-31,c/d,6
                0206-02-06,c/d,6
                1970-01-01,c/d,6
                2026-03-07,x/y,9223372036854775807"""));

        assertThat(fixture.snapshots("snapshot_date | full_name")).containsExactly("2026-03-08|a/b");
        assertThat(report.rejected()).isEqualTo(6);
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "line_number | substr(reason, 1, 39)"))
                .contains("4|snapshot_date 2062-03-06 is in the futu", "6|snapshot_date 0206-02-06 is before GitH");
    }

    @Test
    void timeWithAZone_isADayAtMidnightInUtcOnly() throws IOException {
        IngestReport report = fixture.ingest(fixture.parquet("z.parquet", """
                SELECT * FROM VALUES
                  (TIMESTAMP'2026-03-01 00:00:00Z', 'a/b', 5L), (TIMESTAMP'2026-02-28 16:00:00Z', 'c/d', 6L)
                AS t(snapshot_date, full_name, stars)"""));

        assertThat(fixture.snapshots("snapshot_date | full_name")).containsExactly("2026-03-01|a/b");
        assertThat(report.files().get(0).reasons()).singleElement().asString().contains("midnight in UTC");
    }

    @Test
    void packedFiles_areUnpackedByWhatTheyBeginWith() throws Exception {
        String text = "full_name,stars\na/b,5\nc/d,6\n";
        int day = 1;
        for (String packer :
                List.of(CompressorStreamFactory.BZIP2, CompressorStreamFactory.ZSTANDARD, CompressorStreamFactory.XZ)) {
            Path file = folder.resolve("x-2026-03-0" + day + ".csv");
            try (OutputStream out =
                    new CompressorStreamFactory().createCompressorOutputStream(packer, Files.newOutputStream(file))) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            fixture.ingest(file);
            assertThat(of("2026-03-0" + day)).as(packer).isEqualTo(BOTH);
            day++;
        }
    }

    @Test
    void deltaTable_isReadAsItIsNow() throws IOException {
        Path table = folder.resolve("table");
        for (String stars : List.of("9999L", "5L")) {
            dev.reposignal.testing.TestSpark.session()
                    .sql("SELECT DATE'2026-03-01' AS snapshot_date, 'a/b' AS full_name, %s AS stars".formatted(stars))
                    .write()
                    .format("delta")
                    .mode("overwrite")
                    .save(table.toString());
        }

        IngestReport report = fixture.ingest(table);

        assertThat(report.read()).isEqualTo(1);
        assertThat(of("2026-03-01")).containsExactly("a/b|5");
    }

    @Test
    void foldersNamedByDay_giveTheDay_andAColonInANameIsNoFault() throws IOException {
        fixture.file("feed/snapshot_date=2026-03-01/raw.json", "[" + A + "]");
        fixture.file("feed/2026-03-02/raw.json", "[" + C + "]");
        fixture.file("feed/notes/raw.json", "[" + C + "]");
        Path colon = fixture.file("stars-2026-03-03T12:00:00Z.jsonl", A);

        fixture.ingest(folder.resolve("feed"), colon);

        assertThat(fixture.snapshots("snapshot_date | full_name"))
                .containsExactly("2026-03-01|a/b", "2026-03-02|c/d", "2026-03-03|a/b");
    }

    @Test
    void checksumFileOfAnEditedFile_isOfNoConcern() throws IOException {
        Path file = fixture.file("x-2026-03-01.csv", "full_name,stars", "a/b,5", "c/d,6");
        fixture.bytes(".x-2026-03-01.csv.crc", new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});

        fixture.ingest(file);

        assertThat(of("2026-03-01")).isEqualTo(BOTH);
    }

    @Test
    void repositoryMadeAnew_standsInsteadOfTheOldOne() throws IOException {
        fixture.ingest(fixture.file(
                "x-2026-03-01.csv", "full_name,repo_id,stars,description", "a/b,70,5000,old", "a/b,900,3,"));

        assertThat(fixture.snapshots("repo_key | stars")).containsExactly("id:900|3");
    }

    @Test
    void fileOfWhichNothingIsTaken_saysWhy() throws IOException {
        IngestReport report = fixture.ingest(
                LocalDate.parse("2026-03-01"), false, fixture.file("x.csv", "full_name,stars", "a/b,", "c/d,", "ef,1"));

        assertThat(report.nothingTaken()).singleElement().satisfies(file -> assertThat(file.reasons())
                .first()
                .isEqualTo("stars is missing; a row needs a star count (2)"));
    }

    private List<String> of(String day) {
        return fixture
                .lake()
                .readDay(Tables.SNAPSHOTS, LocalDate.parse(day))
                .selectExpr("concat_ws('|', full_name, stars) AS row")
                .orderBy("row")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
