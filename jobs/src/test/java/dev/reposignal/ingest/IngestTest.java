package dev.reposignal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.table.Field;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final String EVERY_COLUMN =
            Tables.SNAPSHOTS.fields().stream().map(Field::name).collect(Collectors.joining(" | "));

    @TempDir
    Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void makeFixture() {
        fixture = new IngestFixture(folder);
    }

    @Test
    void snapshotCsv_withEveryColumnInAnyOrder_isTypedAndTidied() throws IOException {
        Path file = fixture.file("own.csv", """
                \uFEFFobserved,source,archived,created_at,pushed_at,open_issues,forks,stars,topics,language,description,full_name,repo_id,snapshot_date,observed_at
                False,feed,true,2020-01-02T03:04:05Z,2026-03-05T22:00:00+02:00,3,4,5,Web; api;web;; ,  Go ," A 🚀 ""quoted"",
                星 line ",Owner/Name.js,42,2026-03-06,2026-03-06T00:12:00Z""");

        IngestReport report = fixture.ingest(file);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(fixture.snapshots(EVERY_COLUMN))
                .containsExactly("2026-03-06|id:42|Owner/Name.js|42|A 🚀 \"quoted\",\n星 line|Go|ArraySeq(api, web)"
                        + "|5|4|3|2026-03-05 20:00:00.0|2020-01-02 03:04:05.0|true|feed|false|2026-03-06 00:12:00.0");
    }

    @Test
    void snapshotCsv_withRequiredColumnsOnly_takesDayAndDefaults() throws IOException {
        Path file = fixture.gzip("own.data", "full_name,stars", "a/A,1", "", "b/b,2");

        IngestReport report = fixture.ingest(DAY, false, file);

        assertThat(fixture.snapshots(EVERY_COLUMN))
                .containsExactly(
                        "2026-03-06|name:a/a|a/A|null|null|null|null|1|null|null|null|null|null|snapshot-csv|true|null",
                        "2026-03-06|name:b/b|b/b|null|null|null|null|2|null|null|null|null|null|snapshot-csv|true|null");
        assertThat(report.lines())
                .containsExactly(
                        file + " (snapshot-csv): 2 rows read = 2 accepted + 0 duplicate + 0 rejected",
                        "snapshots: 1 day written, accepted rows from 2026-03-06 to 2026-03-06");
        assertThat(fixture.rows(
                        Tables.INGESTS,
                        "ingest_id | source_file | format | rows_read | rows_accepted | first_day | ingested_at"))
                .containsExactly(report.ingestId() + "|" + file + "|snapshot-csv|2|2|2026-03-06|2026-03-07 01:02:03.0");
    }

    @Test
    void rankingCsv_withARepositoryInSeveralLists_keepsOne() throws IOException {
        Path file = fixture.gzip("github-ranking-2026-03-06.csv.gz", """
                rank,item,repo_name,stars,forks,language,repo_url,username,issues,last_commit,description
                1,top-100-stars,b,10,2,CSharp,https://github.com/A/b,A,3,2026-03-05T01:02:03Z,"One, two"
                1,CSharp,b,10,2,CSharp,https://github.com/A/b,A,3,2026-03-05T01:02:03Z,"One, two"
                2,CPP,d,9,1,CPP,https://github.com/c/d,c,0,2026-03-05T01:02:03Z,
                3,top-100-forks,f,8,1,,https://github.com/e/f,e,0,2026-03-05T01:02:03Z,x
                4,top-100-forks,g,8,1,,https://github.com/e/f,e,0,2026-03-05T01:02:03Z,x""");

        IngestReport report = fixture.ingest(file);

        assertThat(
                        fixture.snapshots(
                                "snapshot_date | repo_key | description | language | stars | forks | open_issues | pushed_at | source"))
                .containsExactly(
                        "2026-03-06|name:a/b|One, two|C#|10|2|3|2026-03-05 01:02:03.0|ranking-csv",
                        "2026-03-06|name:c/d|null|C++|9|1|0|2026-03-05 01:02:03.0|ranking-csv",
                        "2026-03-06|name:e/f|x|null|8|1|0|2026-03-05 01:02:03.0|ranking-csv");
        assertThat(report.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("brokenValues", "reasons")
                .containsExactly(
                        new FileCounts(file.toString(), InputFormat.RANKING_CSV, 3, 1, 1, DAY, DAY, 0, List.of(), 0));
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "line_number | reason"))
                .containsExactly("6|repo_url names e/f but username and repo_name name e/g; correct one of them");
    }

    @Test
    void restJson_plainAndGzip_takesTheDayOfTheFileName() throws IOException {
        String object = """
                {"id": 7, "full_name": "a/b", "description": "星 🚀", "language": null, "topics": ["z", "a"], \
                "stargazers_count": 12, "forks_count": 1, "open_issues_count": 0, "pushed_at": "2026-03-05T01:02:03Z", \
                "created_at": "2020-01-01T00:00:00Z", "archived": false, "owner": {"login": "a"}}""";
        Path plain = fixture.file("repos-2026-03-05.jsonl", object, "", object.replace("\"id\": 7", "\"id\": 8,"));
        Path gzip = fixture.gzip(
                "repos-2026-03-06.txt",
                object,
                object.replace("\"stargazers_count\": 12", "\"stargazers_count\": \"x\""));

        IngestReport report = fixture.ingest(plain, gzip);

        assertThat(fixture.snapshots(EVERY_COLUMN))
                .containsExactly(
                        "2026-03-05|id:7|a/b|7|星 🚀|null|ArraySeq(a, z)|12|1|0|2026-03-05 01:02:03.0|2020-01-01 00:00:00.0|false|rest-json|true|null",
                        "2026-03-06|id:7|a/b|7|星 🚀|null|ArraySeq(a, z)|12|1|0|2026-03-05 01:02:03.0|2020-01-01 00:00:00.0|false|rest-json|true|null");
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "source_file | line_number | substr(reason, 1, 19)"))
                .containsExactly(plain + "|3|the line is not JSO", gzip + "|2|stars 'x' is not a ");
    }

    @Test
    void parquet_ofTwoSchemas_isLoadedInOneGo() throws IOException {
        Path typed = fixture.parquet("typed [1].parquet", """
                SELECT * FROM VALUES
                  (DATE'2026-03-06', 'a/b', ' text ', CAST(NULL AS STRING), array('Z', 'a'), 5L, 1.0D, TIMESTAMP_NTZ'2026-03-05 01:02:03'),
                  (DATE'2026-03-06', 'c/d', NULL, 'Go', NULL, -1L, 2.0D, NULL),
                  (DATE'2026-03-06', 'e/f', NULL, 'Go', NULL, 1L, 2.5D, NULL)
                AS t(snapshot_date, full_name, description, language, topics, stars, forks, pushed_at)""");
        Path texts = fixture.parquet("texts.parquet", """
                SELECT * FROM VALUES ('2026-03-05', 'a/b', '7', 'x;y', 'feed', 'repo'), ('2026-02-30', 'a/b', '7', '', NULL, 'repo')
                AS t(snapshot_date, full_name, stars, topics, source, repo_key)""");

        IngestReport report = fixture.ingest(typed, texts);

        assertThat(fixture.snapshots(
                        "snapshot_date | full_name | description | topics | stars | forks | pushed_at | source"))
                .containsExactly(
                        "2026-03-05|a/b|null|ArraySeq(x, y)|7|null|null|feed",
                        "2026-03-06|a/b|text|ArraySeq(a, z)|5|1|2026-03-05 01:02:03.0|parquet",
                        "2026-03-06|e/f|null|null|1|null|null|parquet");
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "line_number | reason | substr(raw_text, 1, 31)"))
                .containsExactly(
                        "2|snapshot_date '2026-02-30' is not a day; write YYYY-MM-DD (a time with a zone must be midnight in UTC)|{\"snapshot_date\":\"2026-02-30\",\"",
                        "2|stars '-1' is negative; a count is 0 or more|{\"snapshot_date\":\"2026-03-06\",\"");
    }

    @Test
    void badRows_areKeptWithLineAndReason() throws IOException {
        Path file = fixture.file("own.csv", """
                snapshot_date,full_name,stars,forks,open_issues,repo_id,pushed_at,archived
                2026-03-06,good/one,1,,,,,
                2026-03-06,,1,,,,,
                2026-03-06,noslash,1,,,,,
                2026-03-06,a/../b,1,,,,,
                2026-03-06,a/b,,,,,,
                2026-03-06,a/b,many,,,,,
                2026-03-06,a/b,99999999999999999999,,,,,
                2026-03-06,a/b,-1,,,,,
                2026-03-06,a/b,1,-1,,,,
                2026-03-06,a/b,1,,-1,,,
                2026-03-06,a/b,1,,,x,,
                2026-03-06,a/b,1,,,0,,
                2026-03-06,a/b,1,,,,yesterday,
                2026-03-06,a/b,1,,,,,maybe
                06.03.2026,a/b,1,,,,,
                2026-03-05,a/b,1,,,,,
                2026-03-06,a/b,1,,,,,,
                2026-03-06,"a"/b,1,,,,,
                2026-03-06,good/one,1,,,,,""");

        IngestReport report = fixture.ingest(DAY, false, file);

        assertThat(report.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("brokenValues", "reasons")
                .containsExactly(
                        new FileCounts(file.toString(), InputFormat.SNAPSHOT_CSV, 2, 4, 13, DAY, DAY, 0, List.of(), 0));
        assertThat(report.read()).isEqualTo(19);
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "lpad(line_number, 2, '0') | reason"))
                .containsExactly(
                        "03|full_name is missing; give owner/name",
                        "04|full_name 'noslash' is not a GitHub name; give owner/name of letters, digits, '-', '_' and, after the slash, '.'",
                        "05|full_name 'a/../b' is not a GitHub name; give owner/name of letters, digits, '-', '_' and, after the slash, '.'",
                        "06|stars is missing; a row needs a star count",
                        "07|stars 'many' is not a whole number; write digits only",
                        "08|stars '99999999999999999999' is not a whole number; write digits only",
                        "09|stars '-1' is negative; a count is 0 or more",
                        "12|repo_id 'x' is not a whole number; give GitHub's numeric id or leave it empty",
                        "13|repo_id '0' is not an id; give GitHub's numeric id or leave it empty",
                        "16|snapshot_date '06.03.2026' is not a day; write YYYY-MM-DD (a time with a zone must be midnight in UTC)",
                        "17|snapshot_date '2026-03-05' contradicts --date 2026-03-06; correct one or leave out --date",
                        "18|the row has 9 fields and the header 8; quote fields that contain a comma, a quote or a line break",
                        "19|text follows a closing quote; double every quote inside a quoted field");
        assertThat(fixture.rows(Tables.REJECTED_ROWS, "ingest_id | source_file").stream()
                        .distinct())
                .containsExactly(report.ingestId() + "|" + file);
        assertThat(report.lines()).last().asString().contains("WHERE ingest_id = '" + report.ingestId() + "'");
    }

    @Test
    void sameFileTwice_changesNoTable() throws IOException {
        Path file = fixture.file("own.csv", """
                snapshot_date,full_name,stars,topics
                2026-03-06,a/b,1,x;y
                2026-03-05,a/b,1,
                2026-03-05,,1,""");
        IngestReport first = fixture.ingest(file);
        Map<String, Long> versions = fixture.versions();

        IngestReport second = fixture.ingest(file);
        IngestReport replaced = fixture.ingest(null, true, file);

        assertThat(first.files()).extracting(FileCounts::accepted).containsExactly(2L);
        assertThat(second.files())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("brokenValues", "reasons")
                .containsExactly(new FileCounts(
                        file.toString(), InputFormat.SNAPSHOT_CSV, 0, 2, 1, null, null, 0, List.of(), 0));
        assertThat(second.ingestId()).isEqualTo(first.ingestId());
        assertThat(second.lines()).contains("snapshots unchanged");
        assertThat(replaced.daysWritten()).isZero();
        assertThat(fixture.lake().version(Tables.SNAPSHOTS)).hasValue(versions.get("snapshots"));
        assertThat(second.read()).isEqualTo(first.read());
    }

    @Test
    void sameRowsInOtherFilesAndOrders_giveTheSameSnapshots() throws IOException {
        String header = "snapshot_date,repo_id,full_name,stars,forks,description,source,observed";
        List<String> rows = """
                2026-03-06,,a/b,9,,,late,false
                2026-03-06,,a/b,5,1,,one,true
                2026-03-06,,A/B,7,,,two,true
                2026-03-06,,a/b,5,,text,two,true
                2026-03-06,1,c/old,5,,,two,true
                2026-03-06,1,c/new,6,,,two,true
                2026-03-06,,c/new,99,1,text,two,true
                2026-03-06,2,e/f,6,,,two,true
                2026-03-06,3,e/f,6,,,two,true
                """.lines().toList();
        Path together = fixture.file("together.csv", header, String.join("\n", rows));
        fixture.ingest(together);
        List<String> expected = fixture.snapshots(EVERY_COLUMN);
        assertThat(fixture.snapshots("repo_key | full_name | stars | source"))
                .hasSize(3)
                .contains("id:1|c/new|6|two", "name:a/b|a/b|5|one");

        IngestFixture reversed = new IngestFixture(folder.resolve("reversed"));
        Path first = reversed.file("b.csv", header, rows.get(8), rows.get(6), rows.get(3), rows.get(1));
        Path second = reversed.file("a.csv", header, rows.get(7), rows.get(5), rows.get(4), rows.get(2), rows.get(0));
        IngestReport report = reversed.ingest(first, second, first);
        assertThat(reversed.snapshots(EVERY_COLUMN)).isEqualTo(expected);
        assertThat(report.read()).isEqualTo(9);
        assertThat(report.accepted()).isEqualTo(3);

        IngestFixture oneByOne = new IngestFixture(folder.resolve("one-by-one"));
        for (int last = rows.size(); last > 0; last -= 3) {
            oneByOne.ingest(oneByOne.file(last + ".csv", header, String.join("\n", rows.subList(last - 3, last))));
        }
        assertThat(oneByOne.snapshots(EVERY_COLUMN)).isEqualTo(expected);
    }

    @Test
    void betterRowForAStandingOne_replacesItAndAWorseDoesNot() throws IOException {
        fixture.ingest(
                fixture.file("one.csv", "snapshot_date,full_name,stars", "2026-03-06,a/b,5", "2026-03-05,a/b,5"));

        IngestReport worse =
                fixture.ingest(fixture.file("worse.csv", "snapshot_date,full_name,stars", "2026-03-06,a/b,4"));
        IngestReport better = fixture.ingest(
                fixture.file("better.csv", "snapshot_date,repo_id,full_name,stars", "2026-03-06,7,A/B,4"));

        assertThat(worse.duplicate()).isEqualTo(1);
        assertThat(worse.daysWritten()).isZero();
        assertThat(better.accepted()).isEqualTo(1);
        assertThat(better.daysWritten()).isEqualTo(1);
        assertThat(fixture.snapshots("snapshot_date | repo_key | stars"))
                .containsExactly("2026-03-05|name:a/b|5", "2026-03-06|id:7|4");
    }

    @Test
    void replace_dropsWhatTheFilesDaysHeldAndNoOtherDay() throws IOException {
        String header = "snapshot_date,full_name,stars";
        fixture.ingest(fixture.file(
                "old.csv", header, "2026-03-04,a/b,9", "2026-03-05,a/b,9", "2026-03-06,a/b,9", "2026-03-06,c/d,9"));
        Path corrected = fixture.file("new.csv", header, "2026-03-06,a/b,9", "2026-03-06,e/f,1", "2026-03-05,a/b,-1");

        IngestReport report = fixture.ingest(null, true, corrected);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.duplicate()).isEqualTo(1);
        assertThat(report.daysWritten()).isEqualTo(1);
        assertThat(fixture.snapshots("snapshot_date | repo_key | stars"))
                .containsExactly(
                        "2026-03-04|name:a/b|9",
                        "2026-03-05|name:a/b|9",
                        "2026-03-06|name:a/b|9",
                        "2026-03-06|name:e/f|1");
    }

    @Test
    void folder_meansItsFilesButNotHiddenOnes() throws IOException {
        fixture.file("feed/2026-03-06.csv", "full_name,stars", "a/b,1");
        fixture.file("feed/2026-03-05.csv", "full_name,stars", "a/b,1");
        fixture.file("feed/.hidden", "nothing to load");
        fixture.file("feed/_SUCCESS", "");
        fixture.file("feed/deeper/2026-03-04.csv", "full_name,stars", "a/b,1");

        IngestReport report = fixture.ingest(folder.resolve("feed"));

        assertThat(report.files())
                .extracting(FileCounts::file)
                .containsExactly(folder + "/feed/2026-03-05.csv", folder + "/feed/2026-03-06.csv");
        assertThat(report.lines()).contains("total of 2 files: 2 rows read = 2 accepted + 0 duplicate + 0 rejected");
        assertThat(fixture.snapshots("snapshot_date")).containsExactly("2026-03-05", "2026-03-06");
    }

    @Test
    void dayWithAMidnightBehindIt_isThatDay() throws IOException {
        IngestReport report = fixture.ingest(fixture.file(
                "times.csv",
                "snapshot_date,full_name,stars",
                "2026-03-01T00:00:00Z,a/a,1",
                "2026-03-02 00:00:00,b/b,2",
                "2026-03-03 00:00:00+00,c/c,3",
                "2026-03-04 12:30:00,d/d,4",
                "2026-03-05T00:00:00+08:00,e/e,5"));

        assertThat(report.rejected()).isEqualTo(2);
        assertThat(fixture.snapshots("snapshot_date")).containsExactly("2026-03-01", "2026-03-02", "2026-03-03");
    }

    @Test
    void filesThatCannotBeLoaded_areSkippedWhereAskedFor() throws IOException {
        fixture.file("feed/2026-03-05.csv", "full_name,stars", "a/b,1");
        fixture.bytes("feed/2026-03-06.csv", new byte[0]);
        fixture.file("feed/2026-03-07-quote.csv", "full_name,stars", "\"never closed,1");
        fixture.file("feed/2026-03-04.csv", "full_name,colour", "a/b,red");
        fixture.bytes("feed/2026-03-03.parquet", "PAR1 and no more".getBytes(StandardCharsets.UTF_8));
        fixture.file("feed/2026-03-08.csv", "full_name,stars", "c/d,2");

        IngestReport report = fixture.ingestSkippingBroken(folder.resolve("feed"));

        assertThat(report.skipped())
                .extracting(file -> Path.of(file.file()).getFileName().toString())
                .containsExactlyInAnyOrder(
                        "2026-03-06.csv", "2026-03-07-quote.csv", "2026-03-04.csv", "2026-03-03.parquet");
        assertThat(report.skipped())
                .allSatisfy(file ->
                        assertThat(file.reason()).startsWith("Cannot load").doesNotContain("nothing was loaded"));
        assertThat(fixture.snapshots("concat(snapshot_date, full_name)"))
                .containsExactly("2026-03-05a/b", "2026-03-08c/d");
    }

    @Test
    void foldersOfBrokenFilesOnly_areRefusedAlsoWhereTheyAreSkipped() throws IOException {
        fixture.bytes("feed/2026-03-06.csv", new byte[0]);

        assertThatThrownBy(() -> fixture.ingestSkippingBroken(folder.resolve("feed")))
                .isInstanceOf(UserException.class);
    }

    @Test
    void nulCharacter_isTakenOutOfTexts() throws IOException {
        fixture.ingest(fixture.file("2026-03-06.csv", "full_name,stars,description", "a/b,1,x\0y\uFFFF"));

        assertThat(fixture.snapshots("description")).containsExactly("xy\uFFFF");
    }

    @Test
    void months_followSnapshots_alsoWhereRowsAreReplaced() throws IOException {
        fixture.ingest(fixture.file(
                "a.csv", "snapshot_date,full_name,stars", "2026-02-28,a/a,1", "2026-03-01,a/a,2", "2026-03-01,b/b,9"));
        fixture.ingest(null, true, fixture.file("b.csv", "snapshot_date,full_name,stars", "2026-03-01,a/a,3"));

        assertThat(fixture.rows(Tables.REPO_MONTHS, "month | full_name | to_json(days.stars)"))
                .containsExactly("2026-02-01|a/a|[1]", "2026-03-01|a/a|[3]");
    }

    @Test
    void dayDeliveredTwiceWithOtherCounts_isSaid() throws IOException {
        Path first = fixture.file("first.csv", """
                snapshot_date,full_name,stars
                2026-03-06,a/near,1000
                2026-03-06,a/far,1000
                2026-03-06,a/small,4""");
        Path second = fixture.file("second.csv", """
                snapshot_date,full_name,stars
                2026-03-06,a/near,1040
                2026-03-06,a/far,1500
                2026-03-06,a/small,9
                2026-03-06,a/far,1600""");
        fixture.ingest(DAY, false, first);

        IngestReport report = fixture.ingest(DAY, false, second);

        assertThat(report.files()).extracting(FileCounts::conflicting).containsExactly(1L);
        assertThat(report.lines()).anyMatch(line -> line.startsWith("  1 repositories were given twice for one day"));
        assertThat(fixture.rows(Tables.SNAPSHOTS, "full_name | stars"))
                .containsExactlyInAnyOrder("a/near|1040", "a/far|1600", "a/small|9");
    }
}
