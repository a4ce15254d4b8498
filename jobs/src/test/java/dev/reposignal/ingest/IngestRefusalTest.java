package dev.reposignal.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be loaded is refused with its name, and nothing of the good file beside it is written. */
class IngestRefusalTest {
    private static final String[] GOOD = {"full_name,stars", "a/b,1", "c/d,2"};

    @TempDir
    Path folder;

    private IngestFixture fixture;
    private Path good;

    @BeforeEach
    void makeFixture() throws IOException {
        fixture = new IngestFixture(folder);
        good = fixture.file("good-2026-03-06.csv", GOOD);
    }

    @AfterEach
    void nothingIsWritten() {
        assertThat(folder.resolve("lake")).doesNotExist();
    }

    @Test
    void missingPath_isRefused() {
        refused(folder.resolve("missing.csv"), "Cannot find %s: there is no such file or folder.");
    }

    @Test
    void emptyFile_isRefused() throws IOException {
        refused(fixture.bytes("empty.csv", new byte[0]), "Cannot load %s: the file is empty.");
        refused(fixture.gzip("empty.csv.gz", ""), "Cannot load %s: the file is empty.");
    }

    @Test
    void fileWithAHeaderOnly_isRefused() throws IOException {
        refused(fixture.file("header-2026-03-06.csv", "full_name,stars"), "Cannot load %s: the file has no rows.");
        refused(
                fixture.parquet(
                        "empty.parquet",
                        "SELECT DATE'2026-03-06' AS snapshot_date, 'a/b' AS full_name, 1L AS stars WHERE false"),
                "Cannot load %s: the file has no rows.");
    }

    @Test
    void folderWithoutFiles_isRefused() throws IOException {
        fixture.file("folder/.hidden", "x");
        refused(folder.resolve("folder"), "Cannot load the folder %s: it holds no files");
    }

    @Test
    void unknownContent_isRefused() throws IOException {
        refused(
                fixture.file("x.csv", "name,count", "a,1"),
                "Cannot load %s: its columns match no known format; it begins with \"name,count\".");
        refused(
                fixture.file("x.json", "{\"type\": \"WatchEvent\"}"),
                "Cannot load %s: its columns match no known format;");
        refused(
                fixture.file("y.json", "[", "{\"name\": \"b\"}", "]"),
                "Cannot load %s: its columns match no known format;");
    }

    @Test
    void wrongColumns_areRefused() throws IOException {
        refused(
                fixture.file("a-2026-03-06.csv", "full_name,star", "a/b,1"),
                "Cannot load %s: the column stars is missing; it has full_name, star.");
        refused(
                fixture.file("b-2026-03-06.csv", "full_name,stars,star", "a/b,1,1"),
                "Cannot load %s: it has the unknown column star; known columns are snapshot_date, repo_id,");
        refused(
                fixture.file("c-2026-03-06.csv", "full_name,stars,stars", "a/b,1,1"),
                "Cannot load %s: its header has the column stars twice");
        refused(
                fixture.file("d-2026-03-06.csv", "rank,item,repo_name,username", "1,x,b,a"),
                "Cannot load %s: its header has no column stars, forks, language, repo_url, issues, last_commit, description;");
        refused(
                fixture.parquet("a.parquet", "SELECT DATE'2026-03-06' AS snapshot_date, 'a/b' AS full_name"),
                "Cannot load %s: the column stars is missing; it has snapshot_date, full_name.");
        refused(
                fixture.parquet(
                        "b.parquet", "SELECT DATE'2026-03-06' AS snapshot_date, 'a/b' AS full_name, true AS stars"),
                "Cannot load %s: its column stars is of type BOOLEAN, which cannot be read as a number.");
    }

    @Test
    void bytesThatAreNoUtf8_areRefusedWithTheirLine() throws IOException {
        byte[] latin1 = "full_name,stars,description\na/b,1,x\nc/d,1,Größe\n".getBytes(ISO_8859_1);
        refused(
                fixture.bytes("latin1-2026-03-06.csv", latin1),
                "Cannot load %s: line 3 is not valid UTF-8 (if the text is GBK or Windows-1252,");
    }

    @Test
    void truncatedGzip_isRefused() throws IOException {
        String[] lines = new String[20_000];
        Arrays.setAll(lines, i -> i == 0 ? "full_name,stars" : "owner/name" + i * 7919L % 10_007 + "," + i);
        byte[] whole = Files.readAllBytes(fixture.gzip("whole-2026-03-06.csv.gz", lines));
        Path truncated = fixture.bytes("cut-2026-03-06.csv.gz", Arrays.copyOf(whole, whole.length - 20));

        refused(truncated, "Cannot load %s: its gzip stream is broken or incomplete in or after line 1");
    }

    @Test
    void quoteNeverClosed_isRefusedWithItsLine() throws IOException {
        refused(
                fixture.file("own-2026-03-06.csv", "full_name,stars,description", "a/b,1,x", "c/d,2,\"open", "e/f,3,y"),
                "Cannot load %s: the quote opened in the record of line 3 is never closed.");
    }

    @Test
    void brokenParquet_isRefused() throws IOException {
        Path whole = fixture.parquet(
                "whole.parquet",
                "SELECT DATE'2026-03-06' AS snapshot_date, concat('o/', id) AS full_name, id AS stars, sha2(string(id), 256) AS description FROM range(20000)");
        byte[] bytes = Files.readAllBytes(whole);
        refused(
                fixture.bytes("cut.parquet", Arrays.copyOf(bytes, bytes.length / 2)),
                "Cannot load %s: it is not a readable Parquet file");
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 20_000, (byte) 0);
        refused(fixture.bytes("damaged.parquet", bytes), "Cannot load %s: its rows cannot be read");
    }

    @Test
    void fileWithoutADay_isRefused() throws IOException {
        refused(
                fixture.file("own.csv", "full_name,stars", "a/b,1"),
                "Cannot load %s: it has no column snapshot_date and no YYYY-MM-DD in its name; give its day with --date.");
        refused(
                fixture.file("repos-2026-13-45.jsonl", "{\"full_name\": \"a/b\", \"stargazers_count\": 1}"),
                "Cannot load %s: a rest-json file has no day in its rows");
    }

    @Test
    void dateThatContradictsTheName_isRefused() {
        assertRefused(
                () -> fixture.ingest(LocalDate.parse("2026-03-05"), false, good),
                "Cannot load %s: its name says 2026-03-06 but --date says 2026-03-05.".formatted(good));
    }

    @Test
    void forcedFormatThatDoesNotFit_isRefused() {
        assertRefused(
                () -> fixture.ingest(InputFormat.PARQUET, good),
                "Cannot load %s: it is not a Parquet file".formatted(good));
        assertRefused(
                () -> fixture.ingest(InputFormat.RANKING_CSV, good),
                "Cannot load %s: its header has no column repo_name,".formatted(good));
    }

    @Test
    void kindsOfFilesThatAreNoText_areNamed() throws IOException {
        refused(
                fixture.bytes("z-2026-03-06.csv.zip", new byte[] {'P', 'K', 3, 4, 20, 0}),
                "Cannot load %s: it is a zip archive");
        refused(
                fixture.bytes("u-2026-03-06.csv", "\uFEFFfull_name,stars\na/b,1\n".getBytes(UTF_16LE)),
                "Cannot load %s: it is UTF-16 text");
        refused(
                fixture.bytes("v-2026-03-06.csv", "full_name,stars\na/b,1\n".getBytes(UTF_16LE)),
                "Cannot load %s: it is UTF-16 text");
        refused(
                fixture.bytes("s-2026-03-06.csv", "SQLite format 3\0".getBytes(ISO_8859_1)),
                "Cannot load %s: it is an SQLite database");
        refused(
                fixture.file("README-2026-03-06.txt", "[English](README.md)", "| rank | name |"),
                "Cannot load %s: it is a Markdown page");
        refused(
                fixture.file("t-2026-03-06.txt", "| rank | name |", "|--|--|"),
                "Cannot load %s: it is a Markdown page");
        refused(
                fixture.file(
                        "e-2026-03-06.json",
                        "{\"type\": \"WatchEvent\", \"payload\": {\"pull_request\": {\"full_name\": \"a/b\"}}}"),
                "Cannot load %s: it holds events of GH Archive");
    }

    @Test
    void headersThatOnlyLookRight_areRefusedWithTheColumn() throws IOException {
        refused(
                fixture.file("i-2026-03-06.csv", ",full_name,stars", "0,a/b,1"),
                "Cannot load %s: column 1 of its header has no name");
        refused(
                fixture.parquet(
                        "case.parquet",
                        "SELECT 'a/b' AS full_name, 1L AS stars, DATE'2026-03-06' AS snapshot_date, 2L AS Forks"),
                "Cannot load %s: it has the unknown column Forks; names are in lower case");
    }

    @Test
    void gzipWhoseLaterMembersAreBroken_isRefused() throws IOException {
        byte[] first = Files.readAllBytes(fixture.gzip("m.gz", "full_name,stars", "a/b,1"));
        byte[] second = Files.readAllBytes(fixture.gzip("n.gz", "c/d,2"));
        for (int cut : new int[] {1, 5, 9, second.length - 9, second.length - 1}) {
            refused(
                    fixture.bytes("cut-2026-03-06.csv.gz", joined(first, Arrays.copyOf(second, cut))),
                    "Cannot load %s: its gzip stream is broken or incomplete");
        }
        byte[] flipped = second.clone();
        flipped[1] ^= 4;
        refused(
                fixture.bytes("flipped-2026-03-06.csv.gz", joined(first, flipped)),
                "Cannot load %s: its gzip stream is broken or incomplete");
        refused(
                fixture.bytes("plain-2026-03-06.csv.gz", joined(first, "e/f,3\n".getBytes(ISO_8859_1))),
                "Cannot load %s: its gzip stream is broken or incomplete");
    }

    @Test
    void answerThatIsAnError_isSaid() throws IOException {
        refused(
                fixture.file(
                        "error-2026-03-06.json",
                        "{\"message\": \"API rate limit exceeded\", \"documentation_url\": \"https://docs.github.com\"}"),
                "Cannot load %s: it is an error message of GitHub's, not data; fetch it again.");
    }

    @Test
    void bzip2ThatBreaksOff_isRefused() throws IOException {
        byte[] cut = {'B', 'Z', 'h', '9', '1', 'A', 'Y', '&', 'S', 'Y', 1, 2, 3};
        refused(fixture.bytes("cut-2026-03-06.csv.bz2", cut), "Cannot load %s: its bzip2 stream is broken");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private void refused(Path broken, String message) {
        assertRefused(() -> fixture.ingest(good, broken), message.formatted(broken));
    }

    private static void assertRefused(ThrowingCallable ingest, String message) {
        assertThatThrownBy(ingest)
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("nothing was loaded");
    }
}
