package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleNights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that answer without SQL, on the sample's two nights; their runs were not published, only written. */
class LookCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static String lake = "";

    @BeforeAll
    static void copyNights() {
        lake = SampleNights.copy(folder.resolve("lake")).root();
    }

    @Test
    void board_isTheSurfacingRepositories_inOrder() throws IOException {
        CommandOutcome shown = CommandOutcome.run("board", "--lake", lake);
        JsonNode rows =
                JSON.readTree(CommandOutcome.run("board", "-l", lake, "--json").out());

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("Board of 2026-03-06. Ordered by the signal score")
                .contains("Why is the first there? reposignal explain --lake");
        assertThat(rows).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).get("board_place").asInt()).isEqualTo(i + 1);
            assertThat(rows.get(i).get("tier").asText()).isEqualTo("surfacing");
            assertThat(shown.out()).contains(rows.get(i).get("full_name").asText());
        }
    }

    @Test
    void board_ofADayAndWithALimit_isThatPartOfIt() throws IOException {
        JsonNode rows = JSON.readTree(
                CommandOutcome.run("board", "--lake", lake, "--date", "2026-02-27", "--all", "-n", "20", "--json")
                        .out());

        assertThat(rows).hasSize(20);
        assertThat(rows.findValuesAsText("snapshot_date")).containsOnly("2026-02-27");
        assertThat(rows.findValuesAsText("tier")).contains("surfacing", "tracked");
    }

    @Test
    void board_ofADayWithoutANight_isBadInput() {
        CommandOutcome outcome = CommandOutcome.run("board", "--lake", lake, "--date", "2026-03-01");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("Cannot find a board of 2026-03-01")
                .contains("reposignal status");
    }

    @Test
    void movers_areOrderedAndFiltered() throws IOException {
        CommandOutcome shown = CommandOutcome.run("movers", "--lake", lake, "--window", "28", "--language", "rust");
        JsonNode rows = JSON.readTree(
                CommandOutcome.run("movers", "--lake", lake, "--max-stars", "900", "--min-stars", "100", "--json")
                        .out());

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("Most stars gained in 28 days up to 2026-03-06")
                .contains("Rust");
        assertThat(shown.out()).doesNotContain("Python");
        assertThat(rows)
                .hasSize(15)
                .allSatisfy(row -> assertThat(row.get("stars").asLong()).isBetween(100L, 900L));
        List<Double> paces =
                rows.findValues("velocity").stream().map(JsonNode::asDouble).toList();
        assertThat(paces).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void movers_ofAnotherWindow_areBadInput() {
        CommandOutcome outcome = CommandOutcome.run("movers", "--lake", lake, "--window", "30");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Invalid --window 30: the windows are [1, 7, 28] days.");
    }

    @Test
    void article_isItsMarkdown() {
        CommandOutcome outcome = CommandOutcome.run("article", "--lake", lake);

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("\n# ", "2026-03-06");
    }

    @Test
    void open_printsTheAddress_andRefusesAPageThatIsNotThere() throws IOException {
        Path page = Files.createDirectories(folder.resolve("site")).resolve("index.html");
        Files.writeString(page, "<p>A page</p>");

        CommandOutcome found = CommandOutcome.run(
                "open", "--no-browser", "--site", folder.resolve("site").toString());
        CommandOutcome missing = CommandOutcome.run(
                "open", "--no-browser", "--site", folder.resolve("site").toString(), "--date", "2026-03-06");

        assertThat(found.exit()).isZero();
        assertThat(found.out()).startsWith("file:/").contains("site/index.html");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).startsWith("Cannot find the page").contains("2026-03-06.html");
    }

    @Test
    void status_beginsWithTheAnswer() {
        CommandOutcome outcome = CommandOutcome.run("status", "--lake", lake, "--today", "2026-03-08");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .startsWith(
                        "OK: the latest published night is 2026-03-06, 2 days behind today; next: reposignal ingest")
                .contains("no model (reposignal train")
                .doesNotContain(Tables.SCORE_COMPONENTS.name());
        assertThat(CommandOutcome.run("status", "--lake", lake, "--tables").out())
                .contains(Tables.SCORE_COMPONENTS.name());
    }

    @ParameterizedTest
    @CsvSource({"1000d, 0, OK", "0m, 3, LATE: the latest published night was computed"})
    void statusCheck_endsByTheAge(String age, int exit, String begin) {
        CommandOutcome outcome = CommandOutcome.run("status", "--lake", lake, "--check", "--max-age", age);

        assertThat(outcome.exit()).isEqualTo(exit);
        assertThat(outcome.out()).startsWith(begin).hasLineCount(1);
    }

    @Test
    void status_whereThereIsNoLake_isBadInput() {
        CommandOutcome outcome =
                CommandOutcome.run("status", "--lake", folder.resolve("none").toString());

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot find any table in");
    }

    /** What newcomers typed wrong (no command: CommandLinesTest, at the prompt: SqlPromptTest): the first line names the mistake and what to do. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            statsu                                             | There is no command statsu. Did you mean status?
            sql -l LAKE 'SELECT ful_name FROM latest_signals'  | Invalid query: there is no column ful_name here. Did you mean full_name?
            sql -l LAKE 'SELECT * FROM movrs'                  | Invalid query: there is no table or view movrs. Did you mean movers?
            explain -l LAKE murmurbox                          | Cannot explain murmurbox: it has no signal on 2026-03-06. Did you mean svelmura/murmurbox?
            board -l LAKE --date 2026-3-6                      | Invalid value for option '--date': '2026-3-6' is no day; write it as 2026-03-06
            status -l FOLDER/none                              | Cannot find any table in FOLDER/none. Check the path, or fill a new lake with reposignal ingest.
            export -l LAKE -o FOLDER/movers.xlsx movers        | Cannot tell the format of FOLDER/movers.xlsx from its ending: write .csv, .jsonl, .json or .parquet, or name it with --format.
            """)
    void mistake_isAnsweredInOneLineThatSaysWhatToDo(String line, String answer) {
        String[] words = Pattern.compile("'[^']*'|\\S+")
                .matcher(line)
                .results()
                .map(word -> here(word.group().replace("'", "")))
                .toArray(String[]::new);

        CommandOutcome outcome = CommandOutcome.run(words);

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().findFirst()).contains(here(answer));
        // Where it stands in the query, or where options are explained; no whole help, no class of Java.
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    private static String here(String text) {
        return text.replace("LAKE", lake).replace("FOLDER", folder.toString());
    }

    @Test
    void export_toAFileOfAnotherKind_isRefusedAndWritesNothing() {
        Path file = folder.resolve("movers.xlsx");

        CommandOutcome outcome = CommandOutcome.run("export", "--lake", lake, "--output", file.toString(), "movers");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot tell the format of").contains(".csv");
        assertThat(file).doesNotExist();
    }

    @Test
    void commandThatWrites_withoutALake_isBadInput() {
        CommandOutcome outcome = CommandOutcome.run("train");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Missing --lake: name the folder of the tables, or set the environment");
    }
}
