package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.testing.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPromptTest {
    @TempDir
    Path folder;

    private String typed(String... lines) throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        ByteArrayInputStream keys =
                new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        try (Terminal terminal = new DumbTerminal("test", "dumb", keys, screen, StandardCharsets.UTF_8)) {
            ResultPrinter printer = new ResultPrinter(ResultFormat.table, 1000, terminal.writer(), terminal.writer());
            new SqlPrompt(LakeSession.now(lake), lake, terminal, InstantSource.fixed(Instant.EPOCH), printer)
                    .run(folder.resolve("state").resolve("history"));
        }
        return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void statement_overTwoLines_isAnsweredAndTimed() throws IOException {
        assertThat(typed("SELECT 40 + 2", "AS answer;", ".quit"))
                .contains("answer\n------\n    42\n", "(1 row, 0.0 s)");
    }

    @Test
    void wrongStatement_isToldAndThePromptGoesOn() throws IOException {
        assertThat(typed("SELECT nothing FROM runs;", "DROP TABLE runs;", "SELECT 1 AS one;"))
                .contains("there is no column nothing here", "only reads", "one\n---\n  1\n");
    }

    @Test
    void whatIsReadAhead_isSilentAlsoInALakeThatBreaks() throws IOException {
        Path snapshots = Files.createDirectories(folder.resolve("lake/snapshots/_delta_log"));
        Files.writeString(snapshots.resolve("00000000000000000000.json"), "no commit");

        assertThat(typed("SELECT 1 AS one;", ".quit"))
                .contains("one\n---\n  1\n")
                .doesNotContain("xception");
    }

    @Test
    void commands_tellWhatThereIs() throws IOException {
        String screen = typed(
                ".tables",
                ".columns nights",
                ".columns nonsense",
                ".columns mover",
                ".format csv",
                "SELECT 1 AS one;",
                ".colums",
                ".x");

        assertThat(screen)
                .contains("cluster_overview       one cluster on the latest published night")
                .contains("run_id                 Its last run, as in runs")
                .contains("There is no table or view 'nonsense'. .tables")
                .contains("There is no table or view 'mover'. Did you mean movers? .tables")
                .contains("one\n1\n")
                .contains("There is no command .colums. Did you mean .columns?")
                .contains("There is no command .x. .help lists them.");
    }

    @Test
    void history_isKeptForTheNextTime() throws IOException {
        typed("SELECT 1;", ".quit");

        assertThat(Files.readString(folder.resolve("state").resolve("history"))).contains("SELECT 1;");
    }

    @Test
    void completion_offersColumnsOfTheTablesMentioned() throws IOException {
        assertThat(completed("SELECT full_name FROM quiet_climbers WHERE sha")).contains("share_gained_28d");
        assertThat(completed("SELECT full_name FROM quiet_climbers WHERE sha")).doesNotContain("share_unchanged");
        assertThat(completed("SELECT * FROM quiet")).contains("quiet_climbers", "select");
        assertThat(completed(".ta")).contains(".tables").doesNotContain("SELECT");
    }

    private static List<String> completed(String line) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        try (Terminal terminal = TerminalBuilder.builder()
                .dumb(true)
                .system(false)
                .streams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())
                .build()) {
            new SqlCompleter()
                    .complete(
                            LineReaderBuilder.builder().terminal(terminal).build(),
                            new SqlParser().parse(line, line.length(), ParseContext.COMPLETE),
                            candidates);
        }
        return candidates.stream().map(Candidate::value).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT ';'", "SELECT 1 -- ;", "SELECT `a;", "SELECT 1; SELECT 2"})
    void statement_withoutItsSemicolon_goesOn(String line) {
        SqlParser parser = new SqlParser();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThat(parser.parse(line + "\n;", line.length() + 2, ParseContext.COMPLETE))
                .isNotNull();
    }

    @Test
    void statements_areSplitOutsideStringsAndComments() {
        assertThat(SqlText.statements("SELECT ';' AS a; -- no; end\nSELECT 'it\\'s;';\n;; /* ; */ SELECT `x;y` "))
                .containsExactly("SELECT ';' AS a", "-- no; end\nSELECT 'it\\'s;'", "/* ; */ SELECT `x;y`");
        assertThat(SqlText.statements(" ;\n-- nothing")).isEmpty();
    }
}
