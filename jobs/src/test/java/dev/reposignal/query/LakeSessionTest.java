package dev.reposignal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to a lake of a published night, one whose site failed, a failed and a held one, a row each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LakeSessionTest {
    private static final String EARLIER = "2026-02-27";
    private static final String LATEST = "2026-03-06";

    @TempDir
    static Path folder;

    private Lake lake = new Lake(TestSpark.session(), "none");

    @BeforeAll
    void writeNights() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        night(EARLIER, "published", 10);
        night(LATEST, "site_failed", 20);
        night("2026-03-07", "failed", 30);
        night("2026-03-08", "held", 40);
    }

    private void night(String day, String status, long stars) {
        long version = lake.replaceDay(
                        Tables.REPO_SIGNALS, LocalDate.parse(day), TestRows.table(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | stars | signal_rank | tier
                %s            | id:1     | a/a       | %d    | 1           | watched
                """.formatted(
                                        day, stars)))
                .version();
        Map<String, @Nullable Object> run = TestRows.rows(Tables.RUNS, """
                run_id  | snapshot_date | status | started_at    | finished_at
                %s-0001 | %s            | %s     | %sT03:00:00Z  | %sT03:01:00Z
                """.formatted(day, day, status, day, day))
                .get(0);
        run.put("output_versions", Map.of("repo_signals", version));
        lake.appendNew(Tables.RUNS, TestRows.of(Tables.RUNS, run));
    }

    private static List<String> rows(Dataset<Row> answer) {
        return answer.collectAsList().stream().map(row -> row.mkString(" ")).toList();
    }

    private List<String> asOf(String night, String query) {
        return rows(LakeSession.asOf(lake, PastNight.named(lake, night)).answer(query));
    }

    @Test
    void answer_ofAView_readsTheTablesItStandsOn() {
        assertThat(rows(LakeSession.now(lake).answer("SELECT snapshot_date, stars FROM latest_signals;")))
                .containsExactly("2026-03-06 20");
    }

    @Test
    void answer_ofATableNoNightHasWritten_hasNoRows() {
        assertThat(rows(LakeSession.now(lake).answer("SELECT * FROM clusters"))).isEmpty();
    }

    @Test
    void answer_describesAViewWithItsComments() {
        assertThat(rows(LakeSession.now(lake).answer("DESCRIBE latest_signals")))
                .contains("signal_rank int Rank by score [1 is best]");
        assertThat(rows(LakeSession.now(lake).answer("SHOW TABLES"))).anyMatch(line -> line.contains("feed_days"));
    }

    // Version 0 of runs is its creation. Views pass over a held night.
    @ParameterizedTest
    @CsvSource({"2026-02-27, 10", "2026-02-27-0001, 10", "1, 10", "2026-03-06, 20", "2, 20", "2026-03-08-0001, 20"})
    void asOf_isTheLakeOfThatNight(String night, long stars) {
        assertThat(asOf(night, "SELECT stars FROM latest_signals")).containsExactly(String.valueOf(stars));
    }

    @Test
    void asOf_hidesWhatCameLater() {
        assertThat(asOf(EARLIER, "SELECT max(snapshot_date), count(*) FROM repo_signals"))
                .containsExactly("2026-02-27 1");
        assertThat(asOf(EARLIER, "SELECT run_id FROM runs")).containsExactly("2026-02-27-0001");
        assertThat(asOf("2026-03-08-0001", "SELECT count(*) FROM repo_signals")).containsExactly("4");
    }

    @Test
    void asOf_refusesUnknownHeldAndFailedNights() {
        assertThatThrownBy(() -> PastNight.named(lake, "2026-03-08"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Cannot use --at 2026-03-08")
                .hasMessageContaining("2026-03-06, 2026-02-27");
        assertThatThrownBy(() -> PastNight.named(lake, "2026-03-07-0001"))
                .hasMessageContaining("left an incomplete night");
        assertThatThrownBy(() -> PastNight.named(lake, "99")).hasMessageContaining("Cannot use --at 99");
        assertThatThrownBy(() -> PastNight.named(lake, "yesterday")).hasMessageContaining("yesterday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE runs",
                "",
                "-- select\nDELETE FROM runs",
                "WITH gone AS (SELECT 1) INSERT INTO runs SELECT * FROM gone",
                "FROM runs INSERT INTO runs SELECT *",
                "SELECT TRANSFORM(run_id) USING 'cat' AS (x) FROM runs",
                "SELECT reflect('java.lang.System', 'getenv', 'HOME')",
                "SELECT * FROM (SELECT java_method('java.lang.System', 'exit') AS gone)",
                "EXECUTE IMMEDIATE 'DROP TABLE runs'",
                "SET spark.sql.ansi.enabled = false",
                "CACHE TABLE runs"
            })
    void statement_thatDoesMoreThanRead_isRefused(String sql) {
        assertThatThrownBy(() -> LakeSession.now(lake).answer(sql))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("only reads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM run | there is no table or view run. Did you mean runs?",
                "SELECT ful_name FROM latest_signals | there is no column ful_name here. Did you mean full_name?",
                "SELECT coutn(*) FROM runs | there is no function coutn. Did you mean count",
                "SELECT run_id FORM runs | there is a syntax error at 'runs' or just before",
                "SELECT 1 / 0 FROM runs | Division by zero",
                "SELECT count( | it is incomplete",
            })
    void wrongQuery_isToldInOneSentence(String sql, String said) {
        assertThatThrownBy(() -> {
                    Dataset<Row> answer = LakeSession.now(lake).answer(sql);
                    LakeSession.run(sql, answer, Dataset::collectAsList);
                })
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid query: ")
                .satisfies(error -> assertThat(
                                String.valueOf(error.getMessage()).lines().count())
                        .isLessThanOrEqualTo(3))
                .hasMessageContaining(said);
    }

    @Test
    void wrongQuery_showsThePlace() {
        assertThatThrownBy(() -> LakeSession.now(lake).answer("SELECT\n  nothing FROM runs"))
                .hasMessageEndingWith("%n    nothing FROM runs%n    ^".formatted());
    }

    @Test
    void relation_ofAnUnknownName_saysTheNearest() {
        assertThatThrownBy(() -> LakeSession.now(lake).relation("cluster"))
                .hasMessageContaining("Did you mean clusters");
    }

    @Test
    void register_givesTablesAndTheirViewsNamesInTheCatalog() {
        CatalogNames.register(lake, "analysts");
        CatalogNames.register(lake, "analysts");
        SparkSession other = TestSpark.session().newSession();
        try {
            assertThat(rows(other.sql("SELECT stars FROM analysts.latest_signals")))
                    .containsExactly("20");
            assertThat(rows(other.sql("SHOW TABLES IN analysts")))
                    .anyMatch(line -> line.contains(" repo_signals "))
                    .noneMatch(line -> line.contains(" cluster_overview "));
        } finally {
            other.sql("DROP DATABASE analysts CASCADE");
        }
        assertThat(lake.read(Tables.REPO_SIGNALS).count()).isEqualTo(4);
    }

    @Test
    void callOfJavaUnderAnySpelling_isRefused() {
        for (String sql : List.of(
                "SELECT IDENTIFIER('reflect')('java.lang.System', 'getenv', 'PATH')",
                "SELECT IDENTIFIER('ref' || 'lect')('java.lang.System', 'getenv', 'PATH')",
                "SELECT IDENTIFIER('java_method')('java.lang.Math', 'abs', -1)",
                "SELECT IDENTIFIER('TRY_' || 'REFLECT')('java.lang.Math', 'abs', -1)",
                "SELECT `java_method`('java.lang.System', 'getenv', 'PATH')",
                "SELECT system.builtin.reflect('java.lang.System', 'getenv', 'PATH')",
                "EXPLAIN SELECT IDENTIFIER('reflect')('java.lang.System', 'getenv', 'PATH') FROM VALUES (1)",
                "SELECT transform(array('PATH'), x -> IDENTIFIER('reflect')('java.lang.System', 'getenv', x))",
                "WITH q AS (SELECT IDENTIFIER('reflect')('java.lang.System', 'getenv', 'PATH') AS v) SELECT * FROM q",
                "SELECT run_id FROM runs ORDER BY IDENTIFIER('reflect')('java.lang.System', 'getenv', 'PATH')")) {
            assertThatThrownBy(() -> LakeSession.now(lake).answer(sql))
                    .as(sql)
                    .isInstanceOf(UserException.class)
                    .hasMessageMatching("(?s)Cannot run a statement with '(try_)?(reflect|java_method)'.*");
        }
        // Spark itself refuses this: such a call is no argument of an aggregate.
        assertThatThrownBy(
                        () -> LakeSession.now(lake)
                                .answer(
                                        "SELECT (SELECT max(IDENTIFIER('reflect')('java.lang.System', 'getenv', x)) FROM VALUES ('PATH') AS t(x))"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid query:");
    }

    @Test
    void fileOutsideTheLake_isReadOnlyWhenAllowed(@TempDir Path outside) throws IOException {
        Path file = Files.writeString(outside.resolve("secret.txt"), "word");
        for (String relation : List.of(
                "text.`" + file + "`",
                "IDENTIFIER('text.`" + file + "`')",
                "csv.`" + file + "`",
                "binaryFile.`" + file + "`")) {
            assertThatThrownBy(() -> LakeSession.now(lake).answer("SELECT * FROM " + relation))
                    .as(relation)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("outside the lake");
        }
        QueryLimits allowed = new QueryLimits(true, Duration.ZERO, 0);
        assertThat(rows(LakeSession.now(lake).limited(allowed).answer("SELECT * FROM text.`" + file + "`")))
                .containsExactly("word");
    }

    @Test
    void queryBeyondItsTimeOrRows_isEnded() {
        LakeSession session = LakeSession.now(lake).limited(new QueryLimits(false, Duration.ofSeconds(1), 0));
        String slow = "SELECT count(*) FROM range(100000000000) WHERE sqrt(id) < 0";
        assertThatThrownBy(() -> session.runLimited(slow, session.answer(slow), Dataset::collectAsList))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("ran longer than 1 seconds");
    }
}
