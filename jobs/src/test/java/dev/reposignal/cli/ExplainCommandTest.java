package dev.reposignal.cli;

import static dev.reposignal.testing.TestRows.row;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.cluster.Texts;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** explain, compare and export on a lake of one night with three repositories. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainCommandTest {
    private static final LocalDate NIGHT = LocalDate.parse("2026-03-06");

    @TempDir
    static Path folder;

    private String lake = "";

    private CommandOutcome run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--lake", lake));
        all.addAll(List.of(arguments));
        return CommandOutcome.run(all.toArray(String[]::new));
    }

    @BeforeAll
    void writeNight() {
        lake = folder.resolve("lake").toString();
        Lake writing = new Lake(TestSpark.session(), lake);
        List<Map<String, @Nullable Object>> snapshots = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            if (day != 4 && day != 5) {
                snapshots.add(snapshot(NIGHT.minusDays(9 - day), "id:1", "fast/riser", 100 + 10 * day));
            }
        }
        snapshots.add(snapshot(NIGHT, "id:2", "slow/walker", 500));
        snapshots.add(snapshot(NIGHT, "id:3", "new/name", 50));
        snapshots.add(snapshot(NIGHT.minusDays(3), "id:3", "old/name", 49));
        snapshots.add(snapshot(NIGHT.minusDays(400), "id:3", "first/name", 9));
        snapshots.add(snapshot(NIGHT.minusDays(3), "id:4", "gone/away", 49));
        write(writing, Tables.SNAPSHOTS, snapshots);
        write(writing, Tables.REPO_SIGNALS, TestRows.rows(Tables.REPO_SIGNALS, NIGHT, """
                repo_key | full_name   | stars | velocity_24h | velocity_7d | stars_gained_7d | days_elapsed_7d | is_new_arrival | signal_score | signal_rank | tier
                id:1     | fast/riser  | 190   | 12.0         | 12.0        | 84              | 7               | false          | 61.50        | 1           | surfacing
                id:2     | slow/walker | 500   | 1.0          | 1.0         | 7               | 7               | false          | 20.25        | 2           | watched
                id:3     | new/name    | 50    | null         | null        | null            | null            | true           | null         | null        | watched
                """));
        write(writing, Tables.SCORE_COMPONENTS, TestRows.rows(Tables.SCORE_COMPONENTS, NIGHT, """
                repo_key | component | raw_value | weight | points
                id:1     | day_surge | 2.5       | 35.00  | 31.50
                id:1     | growth    | 0.5       | 35.00  | 30.00
                id:2     | day_surge | 1.5       | 35.00  | 20.25
                id:2     | growth    | null      | 35.00  | 0.00
                """));
        write(writing, Tables.CLUSTERS, TestRows.rows(Tables.CLUSTERS, NIGHT, """
                cluster_id | label       | repos | owners | is_forming
                c-1        | web servers | 2     | 2      | true
                """));
        write(writing, Tables.CLUSTER_MEMBERS, TestRows.rows(Tables.CLUSTER_MEMBERS, NIGHT, """
                repo_key | cluster_id
                id:1     | c-1
                id:2     | c-1
                """));
        List<Map<String, @Nullable Object>> embeddings = new ArrayList<>();
        Texts.prepared(writing.readDay(Tables.SNAPSHOTS, NIGHT))
                .where("repo_key IN ('id:1', 'id:2')")
                .select("text_hash")
                .collectAsList()
                .forEach(text -> embeddings.addAll(TestRows.rows(Tables.EMBEDDINGS, """
                        text_hash | model | vector
                        %s        | m     | [0.6, 0.8]
                        """.formatted(text.getString(0)))));
        writing.appendNew(Tables.EMBEDDINGS, TestRows.of(Tables.EMBEDDINGS, embeddings));
        writing.appendNew(Tables.PREDICTIONS, TestRows.table(Tables.PREDICTIONS, """
                prediction_id | kind     | subject_type | made_on    | due_on     | subject_key | claim                               | required_gain | probability | base_rate
                p             | breakout | repository   | 2026-03-06 | 2026-04-03 | id:1        | fast/riser gains at least 200 stars | 200           | 0.25        | 0.012
                """));
    }

    private static void write(Lake lake, Table table, List<Map<String, @Nullable Object>> rows) {
        Map<LocalDate, List<Map<String, @Nullable Object>>> byDay = new TreeMap<>();
        rows.forEach(row -> byDay.computeIfAbsent((LocalDate) row.get("snapshot_date"), day -> new ArrayList<>())
                .add(row));
        lake.replaceDays(table, byDay.keySet(), TestRows.of(table, rows));
    }

    private static Map<String, @Nullable Object> snapshot(LocalDate day, String key, String name, int stars) {
        Map<String, @Nullable Object> row =
                row("snapshot_date", day, "repo_key", key, "full_name", name, "stars", stars, "observed", true);
        row.put("description", "=cmd, the web server of " + name);
        return row;
    }

    @Test
    void surfacingRepository_isExplainedInWords() {
        assertThat(run("explain", "Fast/Riser").out()).isEqualTo("""
                fast/riser on 2026-03-06: surfacing; 61.50 of 100 points, first by score

                component  points     of  measured
                ---------  ------  -----  -------------------------------------------------------------------------------
                day surge   31.50  35.00  last day 12.0 stars per day, 28 days unknown: 2.50 times, with 10 added to both
                growth      30.00  35.00  50% more stars in a week

                Stars        190; unknown in 1 day, +84 in 7 days, unknown in 28 days
                History      ▁▂▃▃··▆▆▇█
                             100 stars on 2026-02-25 to 190 on 2026-03-06; a dot is a day without an observation, there are 2
                Flags        none
                Cluster      web servers (c-1): 2 repositories of 2 owners, forming now
                Nearest      slow/walker (1.00)
                Predictions  fast/riser gains at least 200 stars: probability 25%, base rate 1.2%; open until 2026-04-03
                First seen   in the feed on 2026-02-25; tracked on 2026-03-06; surfacing on 2026-03-06 at board rank 1
                """);
    }

    @Test
    void neighbours_areLookedUpByTheHashesOfTheNight() {
        // Texts that say the same, so that only the hashes can tell these vectors apart; no snapshot is asked.
        Lake hashed = new Lake(TestSpark.session(), folder.resolve("hashed").toString());
        write(hashed, Tables.REPO_SIGNALS, TestRows.rows(Tables.REPO_SIGNALS, NIGHT, """
                repo_key | full_name | stars | velocity_24h | velocity_7d | stars_gained_7d | days_elapsed_7d | signal_score | signal_rank | tier
                id:0     | own/text  | 500   | 1.0          | 1.0         | 7               | 7               | 20.25        | 1           | watched
                id:1     | far/one   | 500   | 1.0          | 1.0         | 7               | 7               | 20.25        | 2           | watched
                id:2     | near/one  | 500   | 1.0          | 1.0         | 7               | 7               | 20.25        | 3           | watched
                """));
        write(hashed, Tables.CLUSTER_MEMBERS, TestRows.rows(Tables.CLUSTER_MEMBERS, NIGHT, """
                repo_key | full_name | cluster_id | text_hash
                id:0     | own/text  | c-1        | h0
                id:1     | far/one   | c-1        | h1
                id:2     | near/one  | c-1        | h2
                """));
        hashed.appendNew(Tables.EMBEDDINGS, TestRows.table(Tables.EMBEDDINGS, """
                text_hash | model | vector
                h0        | m     | [0.6, 0.8]
                h1        | m     | [1, 0]
                h2        | m     | [0, 1]
                """));
        write(hashed, Tables.CLUSTERS, TestRows.rows(Tables.CLUSTERS, NIGHT, """
                cluster_id | label       | repos | owners
                c-1        | web servers | 3     | 3
                """));
        write(hashed, Tables.SCORE_COMPONENTS, TestRows.rows(Tables.SCORE_COMPONENTS, NIGHT, """
                repo_key | component | raw_value | weight | points
                id:0     | growth    | 0.5       | 35.00  | 20.25
                """));

        assertThat(CommandOutcome.run("explain", "--lake", hashed.root(), "own/text")
                        .out())
                .contains("Nearest      near/one (0.80), far/one (0.60)");
    }

    @Test
    void untrackedRepository_isToldWhatItLacks() {
        assertThat(run("explain", "slow/walker").out())
                .contains(
                        "Not tracked: it has 41.25 points fewer than the last tracked repository, which has 61.50. It misses most points in growth (0.00 of 35), day surge (20.25 of 35).",
                        "unknown: no observation to compare with",
                        "Nearest      fast/riser (1.00)",
                        "Predictions  none about it",
                        "never tracked");
    }

    @Test
    void boardByProbability_isExplainedByItsOwnThresholds() {
        assertThat(missing(20_000, 90.0, 2_000, 0.30)).isEqualTo("");
        assertThat(missing(300, 12.0, 1_000, 0.2))
                .isEqualTo(
                        "Not tracked: its 24-hour velocity is 12.0 stars per day, less than 1.25 times its 28-day velocity of 35.7. Not surfacing either: its break-out probability is 20.0% and its surfacing score 1.00; the lowest surfacing score is 1.50.");
        assertThat(missing(300, 12.0, 100, 0.2))
                .startsWith(
                        "Not tracked: its 24-hour velocity is 12.0 stars per day, that of the slowest tracked repository 40.0. Not surfacing either:");
        assertThat(missing(30_000, 50.0, 100, 0.05))
                .isEqualTo(
                        "Not tracked: it is too large: the largest repository tracked for its velocity has 9,000 stars. Not surfacing either: its break-out probability is 5.0% and its surfacing score 0.25; the lowest surfacing score is 1.50.");
        assertThat(missing(300, 50.0, 100, null)).contains("the model has no probability for it");
    }

    /** What a night of two others by probability says of a repository. */
    private String missing(int stars, double velocity, long month, @Nullable Double probability) {
        Path night = folder.resolve("by-probability-%d-%s-%d-%s".formatted(stars, velocity, month, probability));
        Lake writing = new Lake(TestSpark.session(), night.toString());
        boolean isLikely = probability != null && probability == 0.3;
        write(
                writing,
                Tables.REPO_SIGNALS,
                TestRows.rows(Tables.REPO_SIGNALS, NIGHT, """
                full_name     | stars | velocity_7d | stars_gained_28d | breakout_probability | tier
                surfacing/one | 5000  | 80.0        | 500              | 0.3                  | surfacing
                tracked/one   | 9000  | 40.0        | 500              | 0.1                  | tracked
                asked/about   | %d    | %s          | %d               | %s                   | %s
                """.formatted(
                                        stars, velocity, month, probability, isLikely ? "surfacing" : "watched"))
                        .stream()
                        .map(ExplainCommandTest::judged)
                        .toList());
        CommandOutcome outcome = CommandOutcome.run("explain", "--json", "--lake", night.toString(), "asked/about");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        try {
            return new ObjectMapper().readTree(outcome.out()).get("missing").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completes the row of a repository whose pace and gain in four weeks are known, on a board by probability. */
    private static Map<String, @Nullable Object> judged(Map<String, @Nullable Object> row) {
        double velocity = (double) requireNonNull(row.get("velocity_7d"));
        row.put("repo_key", row.get("full_name"));
        row.put("velocity_24h", velocity);
        row.put("stars_gained_7d", (long) (7 * velocity));
        row.put("days_elapsed_7d", 7);
        row.put("velocity_28d", (long) requireNonNull(row.get("stars_gained_28d")) / 28.0);
        row.put("signal_score", "50.00");
        row.put("signal_rank", 1);
        Double probability = (Double) row.get("breakout_probability");
        row.put("surfacing_score", probability == null ? null : 5 * probability);
        row.put("model", "trees");
        return row;
    }

    @Test
    void earlierName_isFollowed_andAMissingScoreExplained() {
        assertThat(run("explain", "old/name").out())
                .startsWith("new/name on 2026-03-06: no score, watched")
                .contains(
                        "it has no score, because there is no observation 7 to 10 days before",
                        "Cluster      none",
                        "new arrival");
        assertThat(run("explain", "first/Name").out()).startsWith("new/name on 2026-03-06");
    }

    @Test
    void repositoryThatIsGone_isTheUsersError_withItsLastDay() {
        CommandOutcome outcome = run("explain", "gone/away");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("Cannot explain gone/away", "its last observation is of 2026-03-03");
    }

    @Test
    void unknownRepository_getsTheNearestName() {
        assertThat(run("explain", "fast/rizer").err()).contains("Did you mean fast/riser?");
        assertThat(run("explain", "someone/walker").err()).contains("Did you mean slow/walker?");
    }

    @Test
    void json_hasEverythingThatIsPrinted() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(run("explain", "--json", "fast/riser").out());

        assertThat(json.get("signal_score").asDouble()).isEqualTo(61.5);
        assertThat(json.get("components")).hasSize(2);
        assertThat(json.at("/cluster/label").asText()).isEqualTo("web servers");
        assertThat(json.at("/neighbours/0/full_name").asText()).isEqualTo("slow/walker");
        assertThat(json.get("history")).hasSize(8);
        assertThat(json.at("/predictions/0/probability").asDouble()).isEqualTo(0.25);
        assertThat(json.get("first_surfaced_on").asText()).isEqualTo("2026-03-06");
    }

    @Test
    void compare_saysWhatMakesTheDifference() {
        CommandOutcome outcome = run("compare", "slow/walker", "fast/riser");

        assertThat(outcome.out())
                .containsPattern("on 2026-03-06 +slow/walker +fast/riser +difference")
                .containsPattern("score +20.25 +61.50 +−41.25")
                .containsPattern(" growth +0.00 +30.00 +−30.00")
                .containsPattern("velocity 24h +1.0 +12.0 +−11.0")
                .endsWith("fast/riser leads by 41.25 points; most of it is growth, 30.00 points.\n");
        assertThat(run("compare", "new/name", "fast/riser").out()).contains("new/name has no score to compare.");
    }

    @Test
    void compareOfThree_hasAColumnForEachAndNoDifference() throws IOException {
        String out = run("compare", "slow/walker", "new/name", "fast/riser").out();

        assertThat(out)
                .containsPattern("on 2026-03-06 +slow/walker +new/name +fast/riser *\\R")
                .containsPattern("score +20.25 +[^ ]+ +61.50 *\\R")
                .contains("new/name has no score to compare.")
                .endsWith("fast/riser leads by 41.25 points; most of it is growth, 30.00 points.\n");
        JsonNode json = new ObjectMapper()
                .readTree(run("compare", "--json", "slow/walker", "new/name", "fast/riser")
                        .out());
        assertThat(json.path("c").asText()).isEqualTo("fast/riser");
        assertThat(json.at("/measures/4/c").asDouble()).isEqualTo(61.5);
        assertThat(json.path("measures").path(0).has("difference")).isFalse();
    }

    @Test
    void compareOfTooManyOrTheSame_isRefused() {
        assertThat(run("compare", "a/1", "a/2", "a/3", "a/4", "a/5").err())
                .contains("Invalid repositories to compare (a/1, a/2, a/3, a/4, a/5): name two to 4 different ones.");
        assertThat(run("compare", "slow/walker", "Slow/Walker").exit()).isEqualTo(2);
        assertThat(run("compare", "slow/walker").exit()).isEqualTo(2);
    }

    @Test
    void export_writesADayOfATable_safeForASpreadsheet() throws IOException {
        Path file = folder.resolve("snapshots.csv");

        CommandOutcome outcome = run("export", "--date", "2026-03-06", "--output", file.toString(), "snapshots");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(Files.readAllLines(file))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("2026-03-06,id:1,fast/riser,,\"'=cmd, the web"));
        assertThat(run("export", "--output", file.toString(), "snapshots").err())
                .contains("--force");
        assertThat(run("export", "--date", "2026-03-06", "--output", "x.csv", "predictions")
                        .err())
                .contains("no column snapshot_date");
        assertThat(run("export", "snapshot").err()).contains("Did you mean snapshots?");
    }

    @Test
    void sql_writesAFileInTheFormatOfItsName() throws IOException {
        Path file = folder.resolve("names.jsonl");

        run("sql", "--output", file.toString(), "SELECT full_name FROM repo_signals ORDER BY stars");

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"full_name\":\"new/name\"}",
                        "{\"full_name\":\"fast/riser\"}",
                        "{\"full_name\":\"slow/walker\"}");
        assertThat(run("sql", "--format", "parquet", "SELECT 1").err()).contains("--output");
        assertThat(run("sql", "--format", "json", "--output", "x", "SELECT 1").err())
                .contains("jsonl");
    }

    @Test
    void completion_knowsCommandsOptionsAndTables() {
        StringWriter out = new StringWriter();
        CommandLines.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "completion");

        assertThat(out.toString()).contains("complete -F", "backfill", "--allow-stale", "latest_signals");
    }
}
