package dev.reposignal.pipeline;

import static dev.reposignal.testing.SampleLake.EARLIER;
import static dev.reposignal.testing.SampleLake.LATEST;
import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights on the embedded sample, with every real part. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightTest {
    private static final LocalDate FROZEN = LocalDate.parse("2026-02-10");
    private static final LocalDate THIN = LocalDate.parse("2026-02-18");

    @TempDir
    static Path folder;

    private Lake lake = new Lake(TestSpark.session(), "");

    @BeforeAll
    void runTwoNights() {
        lake = SampleLake.copy(folder.resolve("lake"));
        Night night = SampleLake.night(lake, false);
        assertThat(night.run(EARLIER).isHeld()).isFalse();
        assertThat(night.run(LATEST).isHeld()).isFalse();
    }

    @Test
    void everyTable_holdsEachKeyOnce() {
        for (Table table : Tables.ALL) {
            Column[] keys = table.keys().stream().map(key -> col(key)).toArray(Column[]::new);
            assertThat(lake.read(table)
                            .groupBy(keys)
                            .agg(count(lit(1)).as("rows"))
                            .where("rows > 1")
                            .collectAsList())
                    .as(table.name())
                    .isEmpty();
        }
    }

    @Test
    void everyTable_hasRows() {
        for (Table table : Tables.ALL) {
            if (!List.of("rejected_rows", "prediction_outcomes").contains(table.name())) {
                assertThat(lake.read(table).isEmpty()).as(table.name()).isFalse();
            }
        }
    }

    @Test
    void points_addUpToEveryScore() {
        long scored = lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where("signal_score IS NOT NULL")
                .count();
        List<Row> wrong = lake.readDay(Tables.SCORE_COMPONENTS, LATEST)
                .groupBy("repo_key")
                .agg(sum("points").as("points"))
                .join(lake.readDay(Tables.REPO_SIGNALS, LATEST), new String[] {"repo_key"}, "full_outer")
                .where(coalesce(col("points"), lit(-1)).notEqual(coalesce(col("signal_score"), lit(-1))))
                .collectAsList();

        assertThat(scored).isGreaterThan(1000);
        assertThat(wrong).isEmpty();
    }

    @Test
    void tiers_haveTheirPlaces() {
        Map<String, Long> tiers = new HashMap<>();
        lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .groupBy("tier")
                .count()
                .collectAsList()
                .forEach(row -> tiers.put(row.getString(0), row.getLong(1)));

        assertThat(tiers).containsEntry("surfacing", 15L).containsEntry("tracked", 35L);
    }

    @Test
    void everyFact_standsInItsRowAtItsVersion() throws JsonProcessingException {
        Map<String, Map<String, Row>> tables = new HashMap<>();
        List<Row> facts = lake.readDay(Tables.ARTICLE_FACTS, LATEST).collectAsList();
        assertThat(facts).hasSizeGreaterThan(50);

        for (Row fact : facts) {
            String name = fact.getAs("table_name");
            long version = fact.<Long>getAs("table_version");
            Map<String, Row> rows = tables.computeIfAbsent(name + "@" + version, key -> rowsByKey(name, version));
            Row source = rows.get(canonical(fact.getAs("row_key")));
            assertThat(source).as("row of %s", fact).isNotNull();
            Double value = fact.getAs("value");
            Object stored = source.getAs(fact.<String>getAs("column_name"));
            assertThat(stored).as("value of %s", fact).isNotNull();
            if (value != null) {
                assertThat(((Number) stored).doubleValue())
                        .as("value of %s", fact)
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void night_runTwice_isANightRunOnce() {
        Lake again = SampleLake.copy(folder.resolve("again"));
        Night night = SampleLake.night(again, false);
        night.run(LATEST);
        Map<String, List<String>> first = contents(again);
        Map<String, Long> versions = versions(again);

        night.run(LATEST);

        assertThat(contents(again)).isEqualTo(first);
        assertThat(versions(again)).isEqualTo(versions);
        assertThat(again.read(Tables.RUNS).count()).isEqualTo(2);
    }

    @Test
    void nights_inAnotherOrder_measureTheSame() {
        Lake reversed = SampleLake.copy(folder.resolve("reversed"));
        Night night = SampleLake.night(reversed, false);
        night.run(LATEST);
        night.run(EARLIER);

        for (Table table : List.of(
                Tables.FEED_HEALTH,
                Tables.REPO_SIGNALS,
                Tables.SCORE_COMPONENTS,
                Tables.EMBEDDINGS,
                Tables.CLUSTER_MEMBERS,
                Tables.PREDICTIONS)) {
            assertThat(TableContents.lines(reversed, table))
                    .as(table.name())
                    .isEqualTo(TableContents.lines(lake, table));
        }
        // How long a cluster has been there is a statement about earlier nights.
        assertThat(TableContents.lines(reversed, Tables.CLUSTERS, "age_days"))
                .isEqualTo(TableContents.lines(lake, Tables.CLUSTERS, "age_days"));
    }

    @Test
    void frozenDay_isHeldAndWritesNoArticle() {
        Lake held = SampleLake.copy(folder.resolve("frozen"));

        NightResult result = SampleLake.night(held, false).run(FROZEN);

        assertThat(result.isHeld()).isTrue();
        assertThat(result.reason()).contains("repeats itself");
        assertThat(held.read(Tables.REPO_SIGNALS).isEmpty()).isFalse();
        assertThat(held.read(Tables.ARTICLES).isEmpty()).isTrue();
        assertThat(held.read(Tables.PREDICTIONS).isEmpty()).isTrue();
        Row run = held.read(Tables.RUNS).head();
        assertThat(run.<String>getAs("status")).isEqualTo("held");
        assertThat(run.<String>getAs("reason")).isEqualTo(result.reason());
    }

    @Test
    void thinDay_isHeldUntilAllowed_andThenCarriesTheWarning() {
        Lake thin = SampleLake.copy(folder.resolve("thin"));

        assertThat(SampleLake.night(thin, false).run(THIN).isHeld()).isTrue();
        NightResult allowed = SampleLake.night(thin, true).run(THIN);

        assertThat(allowed.isHeld()).isFalse();
        Row article = thin.readDay(Tables.ARTICLES, THIN).head();
        assertThat(article.<String>getAs("warning")).contains("coverage");
        assertThat(article.<String>getAs("body_html")).contains("coverage of 0.4");

        // Held again, the article is taken back.
        assertThat(SampleLake.night(thin, false).run(THIN).isHeld()).isTrue();
        assertThat(thin.readDay(Tables.ARTICLES, THIN).isEmpty()).isTrue();
        assertThat(thin.readDay(Tables.ARTICLE_FACTS, THIN).isEmpty()).isTrue();
        assertThat(thin.read(Tables.RUNS).orderBy("run_id").select("status").collectAsList().stream()
                        .map(run -> run.getString(0)))
                .containsExactly("held", "published", "held");
    }

    @Test
    void duePrediction_isGradedOnceByTheNextNight() {
        Lake ledger = SampleLake.copy(folder.resolve("ledger"));
        Row repository = ledger.readDay(Tables.SNAPSHOTS, LocalDate.parse("2026-01-30"))
                .orderBy(col("stars").desc())
                .head();
        ledger.appendNew(
                Tables.PREDICTIONS,
                TestRows.of(
                        Tables.PREDICTIONS,
                        row(
                                "prediction_id",
                                "hit",
                                "made_on",
                                "2026-01-30",
                                "due_on",
                                "2026-02-27",
                                "subject_key",
                                repository.getAs("repo_key"),
                                "stars_at_claim",
                                repository.getAs("stars"),
                                "required_gain",
                                -1_000_000,
                                "probability",
                                0.5,
                                "base_rate",
                                0.5),
                        row(
                                "prediction_id",
                                "gone",
                                "made_on",
                                "2026-01-30",
                                "due_on",
                                "2026-02-27",
                                "subject_key",
                                "name:nobody/nothing",
                                "stars_at_claim",
                                100,
                                "required_gain",
                                100,
                                "probability",
                                0.5,
                                "base_rate",
                                0.5)));

        SampleLake.night(ledger, false).run(LATEST);
        List<String> outcomes = TableContents.lines(ledger, Tables.PREDICTION_OUTCOMES);
        SampleLake.night(ledger, false).run(LATEST);

        assertThat(TableContents.lines(ledger, Tables.PREDICTION_OUTCOMES)).isEqualTo(outcomes);
        assertThat(
                        ledger
                                .read(Tables.PREDICTION_OUTCOMES)
                                .orderBy("prediction_id")
                                .select("outcome")
                                .collectAsList()
                                .stream()
                                .map(outcome -> outcome.getString(0)))
                .containsExactly("unobservable", "hit");
    }

    @Test
    void dayWithoutSnapshots_isRefusedByName() {
        assertThatThrownBy(() -> SampleLake.night(lake, false).run(LocalDate.parse("2026-03-07")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot run the night of 2026-03-07")
                .hasMessageContaining("the latest is 2026-03-06");
    }

    @Test
    void emptyLake_isRefusedWithTheRemedy() {
        Lake empty = new Lake(TestSpark.session(), folder.resolve("empty").toString());

        assertThatThrownBy(() -> SampleLake.night(empty, false).latestDay())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("reposignal ingest");
    }

    private static Map<String, List<String>> contents(Lake lake) {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (Table table : Tables.ALL) {
            if (!table.equals(Tables.RUNS)) {
                contents.put(table.name(), TableContents.lines(lake, table));
            }
        }
        return contents;
    }

    private static Map<String, Long> versions(Lake lake) {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (Table table : Tables.ALL) {
            if (!table.equals(Tables.RUNS)) {
                lake.version(table).ifPresent(version -> versions.put(table.name(), version));
            }
        }
        return versions;
    }

    private Map<String, Row> rowsByKey(String tableName, long version) {
        Table table = Tables.ALL.stream()
                .filter(candidate -> candidate.name().equals(tableName))
                .findFirst()
                .orElseThrow();
        Map<String, Row> rows = new HashMap<>();
        for (Row row : lake.read(table, version).collectAsList()) {
            List<String> key = new ArrayList<>();
            for (String column : table.keys()) {
                key.add(column + "=" + row.getAs(column));
            }
            rows.put(String.join(",", key), row);
        }
        return rows;
    }

    private static String canonical(String json) throws JsonProcessingException {
        Map<String, Object> key =
                new ObjectMapper().readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        List<String> parts = new ArrayList<>();
        key.forEach((column, value) -> parts.add(column + "=" + value));
        return String.join(",", parts);
    }
}
