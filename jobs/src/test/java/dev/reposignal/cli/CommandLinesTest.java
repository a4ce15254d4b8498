package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.testing.SampleLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLinesTest {
    @TempDir
    static Path folder;

    private static String lake = "";

    @BeforeAll
    static void loadSample() {
        lake = SampleLake.copy(folder.resolve("lake")).root();
    }

    @Test
    void noCommand_showsWhatThereIs() {
        CommandOutcome outcome = CommandOutcome.run();

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("Missing command", "nightly", "backfill", "ingest", "sql", "explain", "status");
    }

    @Test
    void newLakeNamedByARelativePath_isMadeThere() throws IOException {
        Path made = Files.createTempDirectory(Path.of("target"), "relative-lake");

        CommandOutcome outcome =
                CommandOutcome.run("ingest", "--lake", made.toString(), "../data/sample/snapshots-2026-03.csv.gz");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(made.resolve("snapshots/_delta_log")).isDirectory();
        assertThat(CommandOutcome.run("status", "--lake", made.toString()).exit())
                .isZero();
    }

    @Test
    void help_tellsTheExitCodes() {
        assertThat(CommandOutcome.run("--help").out()).contains("3    held: the data of the day are stale");
        assertThat(CommandOutcome.run("--version").out()).matches("reposignal \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    static Set<String> commands() {
        return new CommandLine(new CommandLines()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommand_hasHelp(String command) {
        CommandOutcome outcome = CommandOutcome.run(command, "--help");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("Usage: reposignal " + command).containsPattern("Examples?[:,]");
        String[] examples = Objects.requireNonNull(
                        new CommandLine(new CommandLines()).getSubcommands().get(command))
                .getCommandSpec()
                .usageMessage()
                .footer();
        assertThat(outcome.out().lines())
                .as("an example that is broken over two lines cannot be copied")
                .contains(examples);
    }

    @Test
    void help_listsEveryCommandOnce() {
        String help = CommandOutcome.run("--help").out();

        assertThat(commands()).allSatisfy(command -> assertThat(help.lines())
                .filteredOn(line -> line.startsWith("  " + command + " "))
                .hasSize(1)
                .allMatch(line -> line.length() <= 112));
    }

    @Test
    void formerNameOfACommand_isAcceptedWithANote() {
        CommandOutcome former = CommandOutcome.run("early", "--help");

        assertThat(former.exit()).isZero();
        assertThat(former.out()).startsWith("Usage: reposignal lead-time ");
        assertThat(former.err())
                .isEqualTo(
                        String.format("Note: the command early is now called lead-time; please use the new name.%n"));
        assertThat(commands()).contains("lead-time").doesNotContain("early");
    }

    @Test
    void formerNameOfAnOption_isAcceptedWithANote() {
        CommandOutcome former = CommandOutcome.run("status", "--lake", lake, "--runs=1", "--tables");

        assertThat(former.exit()).isZero();
        assertThat(former.err()).startsWith("Note: the option --runs is now called --limit; please use the new name.");
    }

    /** One idea has one name: the same long name for the same short one, and none of the former names. */
    @Test
    void options_haveOneNamePerIdea() {
        Map<String, Set<String>> longNames = new TreeMap<>();
        List<String> all = new ArrayList<>();
        for (CommandLine command : everyCommand(new CommandLine(new CommandLines()))) {
            for (CommandLine.Model.OptionSpec option : command.getCommandSpec().options()) {
                all.addAll(List.of(option.names()));
                if (option.names().length > 1) {
                    longNames
                            .computeIfAbsent(option.shortestName(), name -> new TreeSet<>())
                            .add(option.longestName());
                }
            }
        }

        assertThat(longNames)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "-V", Set.of("--version"),
                        "-d", Set.of("--date"),
                        "-f", Set.of("--format"),
                        "-h", Set.of("--help"),
                        "-l", Set.of("--lake"),
                        "-n", Set.of("--limit"),
                        "-o", Set.of("--output")));
        longNames.forEach(
                (shortName, names) -> assertThat(names).allSatisfy(name -> assertThat(Collections.frequency(all, name))
                        .as(name + " has its short form everywhere")
                        .isEqualTo(Collections.frequency(all, shortName))));
        assertThat(all)
                .doesNotContain("--article", "--out", "--dir", "--runs", "--days", "--worst", "--model", "--night");
    }

    private static List<CommandLine> everyCommand(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(each -> all.addAll(everyCommand(each)));
        return all;
    }

    @Test
    void lakeOfTheConfiguration_isTakenWhereNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("lake.yaml"), "paths:\n  lake: %s\n".formatted(lake));

        CommandOutcome outcome = CommandOutcome.run("similar", "--config", file.toString(), "nobody/nothing");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(String.format(
                        "Cannot find nobody/nothing among the snapshots of 2026-03-06. Check the spelling.%n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "compare", "similar"})
    void repositoriesInExamples_areThoseOfTheSample(String command) throws IOException {
        // The README's commands are run by CI.
        String readme = Files.readString(Path.of("../README.md"));
        List<String> named = CommandOutcome.run(command, "--help")
                .out()
                .lines()
                .filter(line -> line.contains("data/demo/lake"))
                .flatMap(line -> Stream.of(line.replace("data/demo/lake", "").split("\\s+")))
                .filter(word -> word.matches("[\\w-]+/[\\w-]+"))
                .toList();

        assertThat(named).isNotEmpty().allMatch(readme::contains);
    }

    @Test
    void unknownOption_isBadInput() {
        assertThat(CommandOutcome.run("nightly", "--lake", lake, "--site", "s", "--nonsense")
                        .exit())
                .isEqualTo(2);
        assertThat(CommandOutcome.run("nightly", "--lake", lake, "--site", "s", "--date", "6 March")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void emptyLake_isBadInputWithTheRemedy() {
        CommandOutcome outcome =
                CommandOutcome.run("nightly", "--lake", folder.resolve("none").toString(), "--site", "s");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot find any snapshot").contains("reposignal ingest --lake");
    }

    @Test
    void dayWithoutSnapshots_isBadInputAndNamesTheLatest() {
        CommandOutcome outcome = CommandOutcome.run("nightly", "--lake", lake, "--site", "s", "--date", "2026-04-01");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("the latest is 2026-03-06");
    }

    @Test
    void site_ofALakeWithoutNights_isBadInputAndLeavesTheSiteAlone() {
        Path site = folder.resolve("standing");

        CommandOutcome outcome = CommandOutcome.run("site", "--lake", lake, "--site", site.toString());

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot read the table articles");
        assertThat(site).doesNotExist();
    }

    @Test
    void clusters_ofALakeWithoutNights_areBadInput() {
        CommandOutcome outcome = CommandOutcome.run("clusters", "--lake", lake);

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot read the table clusters");
    }

    @Test
    void similar_toAnUnknownRepository_isBadInput() {
        CommandOutcome outcome = CommandOutcome.run("similar", "--lake", lake, "nobody/nothing-at-all");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot find nobody/nothing-at-all among the snapshots of 2026-03-06");
    }

    @Test
    void clusterEval_refusesOneCluster() {
        assertThat(CommandOutcome.run("cluster-eval", "--labels", "labels.csv", "--parts", "1")
                        .err())
                .startsWith("Invalid --parts 1");
        CommandOutcome outcome = CommandOutcome.run("cluster-eval", "--labels", "labels.csv", "--clusters", "1");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Invalid --clusters 1");
    }

    @Test
    void onnxWithoutAModel_isBadInput() {
        CommandOutcome outcome = CommandOutcome.run("nightly", "--lake", lake, "--site", "s", "--embedder", "onnx");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("cluster.model names no ONNX file");
    }

    @Test
    void invalidSettings_areBadInput() {
        CommandOutcome outcome =
                CommandOutcome.run("nightly", "--lake", lake, "--site", "s", "--set", "signal.tracked=0");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("signal.tracked is 0 but must be at least 1");
    }

    @Test
    void backfill_refusesRangesWithoutData() {
        assertThat(CommandOutcome.run(
                                "backfill", "--lake", lake, "--site", "s", "--from", "2026-03-06", "--to", "2026-03-01")
                        .err())
                .startsWith("Invalid range");
        assertThat(CommandOutcome.run(
                                "backfill", "--lake", lake, "--site", "s", "--from", "2027-01-01", "--to", "2027-01-02")
                        .err())
                .startsWith("Cannot backfill");
        assertThat(CommandOutcome.run(
                                "backfill",
                                "--lake",
                                lake,
                                "--site",
                                "s",
                                "--from",
                                "2026-03-01",
                                "--to",
                                "2026-03-02",
                                "--every",
                                "0")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void sql_answersAsTableCsvAndJson() throws IOException {
        String query =
                "SELECT snapshot_date, count(*) AS repos FROM snapshots WHERE snapshot_date = DATE'2026-03-06' GROUP BY 1";

        CommandOutcome table = CommandOutcome.run("sql", "--lake", lake, query);
        CommandOutcome csv = CommandOutcome.run("sql", "--lake", lake, "--format", "csv", query);
        CommandOutcome json = CommandOutcome.run("sql", "--lake", lake, "--json", query);

        assertThat(table.exit()).isZero();
        assertThat(table.out()).containsPattern("snapshot_date +repos\\n-+  -+\\n2026-03-06 +1466\\n");
        assertThat(csv.out()).isEqualTo("snapshot_date,repos\r\n2026-03-06,1466\r\n");
        JsonNode row = new ObjectMapper().readTree(json.out()).get(0);
        assertThat(row.get("repos").asLong()).isEqualTo(1466);
    }

    @Test
    void sql_saysWhereItCutsOff() {
        CommandOutcome outcome =
                CommandOutcome.run("sql", "--lake", lake, "--limit", "2", "SELECT full_name FROM snapshots");

        assertThat(outcome.out().lines()).hasSize(4);
        assertThat(outcome.err()).contains("Only the first 2 rows are shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM snapshots", "drop table snapshots", "INSERT INTO snapshots SELECT 1", ""})
    void sql_onlyReads(String statement) {
        CommandOutcome outcome = CommandOutcome.run("sql", "--lake", lake, statement);

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("only reads");
    }

    @Test
    void sql_ofAnUnknownTable_namesTheTables() {
        CommandOutcome outcome = CommandOutcome.run("sql", "--lake", lake, "SELECT * FROM snapshot");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Invalid query").contains("Did you mean snapshots?");
    }

    @Test
    void sql_whereThereIsNoLake_isBadInput() {
        CommandOutcome outcome =
                CommandOutcome.run("sql", "--lake", folder.resolve("none").toString(), "SELECT count(*) FROM runs");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot find any table in").contains("Check the path");
    }

    @Test
    void export_whereThereIsNoLake_isBadInputAndWritesNothing() {
        Path file = folder.resolve("none.csv");
        CommandOutcome outcome = CommandOutcome.run(
                "export", "--lake", folder.resolve("none").toString(), "--output", file.toString(), "movers");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot find any table in");
        assertThat(file).doesNotExist();
    }

    @Test
    void sql_withACommandOfThePrompt_saysWhereItBelongs() {
        assertThat(CommandOutcome.run("sql", "--lake", lake, ".tables").err())
                .contains("Cannot run '.tables'", "SHOW TABLES");
    }

    @Test
    void sql_withoutRows_saysSo() {
        CommandOutcome outcome = CommandOutcome.run("sql", "--lake", lake, "SELECT * FROM runs");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("no rows");
    }

    @Test
    void explain_beforeAnyNight_isBadInputWithTheRemedy() {
        CommandOutcome outcome = CommandOutcome.run("explain", "--lake", lake, "a/b");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("reposignal nightly");
    }

    @Test
    void status_tellsDaysAndTables() throws IOException {
        JsonNode status = new ObjectMapper()
                .readTree(CommandOutcome.run("status", "--lake", lake, "--json").out());

        assertThat(status.get("days").get(0).get("snapshot_date").asText()).isEqualTo("2026-03-06");
        assertThat(status.get("runs")).isEmpty();
        assertThat(status.get("tables").findValuesAsText("table")).contains("snapshots", "ingests");
        assertThat(CommandOutcome.run("status", "--lake", lake).out()).contains("none: run reposignal nightly");
    }

    @Test
    void ingest_ofABrokenFile_isBadInputThatNamesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.csv"), "a,b\n1,2\n");

        CommandOutcome outcome =
                CommandOutcome.run("ingest", "--lake", folder.resolve("other").toString(), file.toString());

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("Cannot load " + file);
    }
}
