package dev.reposignal.night;

import static dev.reposignal.testing.SampleLake.EARLIER;
import static dev.reposignal.testing.SampleLake.LATEST;
import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.audit.FactAudit;
import dev.reposignal.cli.CommandLines;
import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.sample.Scenarios;
import dev.reposignal.site.Crawl;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.SampleNights;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import dev.reposignal.text.NumberFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
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

    private Lake lake = new Lake(TestSpark.session(), "none");

    @BeforeAll
    void copyTwoNights() {
        lake = SampleNights.copy(folder.resolve("lake"));
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
        Set<Table> notOfANight = Set.of(
                Tables.REJECTED_ROWS,
                Tables.WRITER_LOG,
                Tables.CENSUS,
                Tables.COLLECTS,
                Tables.STAR_HISTORY,
                Tables.STAR_RETENTION,
                Tables.COVERAGE,
                Tables.REMOVED_DAYS,
                Tables.ALERTS,
                Tables.ALERT_OUTCOMES,
                Tables.ALERT_CHECKS,
                Tables.ALERT_DELIVERIES,
                Tables.MODELS,
                Tables.YOUNG_RATES,
                Tables.BACKTEST_SCORES,
                Tables.BACKTEST_METRICS,
                Tables.EARLY_BOARDS,
                Tables.EARLY_SIGHTINGS);
        for (Table table : Tables.ALL) {
            if (!notOfANight.contains(table)) {
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
    void everyFact_isFoundAgain() {
        FactAudit.Result result = FactAudit.of(lake, EARLIER, LATEST);

        assertThat(result.articles()).containsExactly(EARLIER, LATEST);
        assertThat(result.facts()).isGreaterThan(200);
        assertThat(result.mismatches()).isEmpty();
        assertThat(CommandLines.run("verify-article", "--lake", lake.root(), "--from", EARLIER.toString()))
                .isZero();
    }

    @Test
    void tamperedFacts_areFound() {
        Lake tampered = SampleLake.copy(folder.resolve("lake"), folder.resolve("tampered"));
        Dataset<Row> facts = lake.readDay(Tables.ARTICLE_FACTS, LATEST).localCheckpoint();
        List<String> figures = ids(facts.where("value > 3 AND format = 'count'"));
        List<String> names = ids(facts.where("column_name = 'full_name' AND format = 'name'"));
        Map<String, Column> changes = new LinkedHashMap<>();
        changes.put("value", change(figures.get(0), "value", col("value").plus(1)));
        changes.put(
                "text",
                change(figures.get(1), "text", lit("3"))
                        .when(col("fact_id").equalTo(names.get(0)), lit("nobody/nothing")));
        changes.put("table_version", change(figures.get(2), "table_version", lit(4_000L)));
        changes.put("row_key", change(names.get(1), "row_key", lit("{\"snapshot_date\":\"2026-03-06\"}")));
        changes.put("column_name", change(names.get(2), "column_name", lit("owner")));
        changes.put("table_name", change(names.get(3), "table_name", lit("rumours")));
        changes.put("fact_id", change(names.get(4), "fact_id", lit("f9999")));
        Dataset<Row> changed = facts;
        // The last change is that of the name that all the others go by.
        for (Map.Entry<String, Column> column : changes.entrySet()) {
            changed = changed.withColumn(column.getKey(), column.getValue().otherwise(col(column.getKey())));
        }
        tampered.replaceDay(Tables.ARTICLE_FACTS, LATEST, changed);

        List<FactAudit.Mismatch> mismatches =
                FactAudit.of(tampered, LATEST, LATEST).mismatches();

        assertThat(mismatches)
                .extracting(FactAudit.Mismatch::factId)
                .containsExactlyInAnyOrder(
                        figures.get(0),
                        figures.get(1),
                        figures.get(2),
                        names.get(0),
                        names.get(1),
                        names.get(2),
                        names.get(3),
                        names.get(4),
                        "f9999");
        assertThat(mismatches)
                .filteredOn(mismatch -> mismatch.factId().equals(names.get(0)))
                .allSatisfy(mismatch -> assertThat(mismatch.text()).isEqualTo("nobody/nothing"))
                .allSatisfy(mismatch -> assertThat(mismatch.found()).isNotEqualTo("nobody/nothing"));
        assertThat(CommandLines.run("verify-article", "--lake", tampered.root(), "--date", LATEST.toString()))
                .isEqualTo(ExitCode.INTERNAL_ERROR.number());
    }

    private static List<String> ids(Dataset<Row> facts) {
        return facts.select("fact_id").distinct().orderBy("fact_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Column change(String factId, String column, Column value) {
        return when(
                col("fact_id").equalTo(factId),
                value.cast(Tables.ARTICLE_FACTS.schema().apply(column).dataType()));
    }

    @Test
    void articleAndRange_areRefusedTogether() {
        assertThat(CommandLines.run(
                        "verify-article",
                        "--lake",
                        lake.root(),
                        "--date",
                        LATEST.toString(),
                        "--to",
                        LATEST.toString()))
                .isEqualTo(ExitCode.BAD_INPUT.number());
        assertThat(CommandLines.run("verify-article", "--lake", lake.root(), "--date", "2025-01-01"))
                .isEqualTo(ExitCode.BAD_INPUT.number());
    }

    @Test
    void night_runTwice_isANightRunOnce() {
        Lake again = SampleLake.copy(folder.resolve("lake"), folder.resolve("again"));

        SampleLake.night(again, false).run(LATEST);

        assertThat(contents(again)).isEqualTo(contents(lake));
        assertThat(versions(again)).isEqualTo(versions(lake));
        assertThat(again.read(Tables.RUNS).count())
                .isEqualTo(lake.read(Tables.RUNS).count() + 1);
    }

    @Test
    void nights_inAnotherOrder_measureTheSame() {
        Lake reversed = SampleLake.copy(folder.resolve("reversed"));
        SampleNights.makeOldClaims(reversed);
        Night night = SampleLake.night(reversed, false);
        night.run(LATEST);
        night.run(EARLIER);

        for (Table table : List.of(
                Tables.FEED_HEALTH,
                Tables.REPO_SIGNALS,
                Tables.SCORE_COMPONENTS,
                Tables.EMBEDDINGS,
                Tables.PREDICTIONS)) {
            assertThat(TableContents.lines(reversed, table))
                    .as(table.name())
                    .isEqualTo(TableContents.lines(lake, table));
        }
        // Clusters are those of the night before, carried on: which night that is decides their identity.
        assertThat(TableContents.lines(reversed, Tables.CLUSTER_MEMBERS))
                .hasSameSizeAs(TableContents.lines(lake, Tables.CLUSTER_MEMBERS));
    }

    @Test
    void clusters_keepTheirIdentityFromNightToNight() {
        Dataset<Row> events = lake.readDay(Tables.CLUSTER_LINEAGE, LATEST);

        assertThat(lake.readDay(Tables.CLUSTER_LINEAGE, EARLIER)
                        .select("event")
                        .distinct()
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("born");
        assertThat(events.where(col("event").equalTo("continued")).count())
                .isGreaterThan(events.where(col("event").notEqual("continued")).count());
        assertThat(lake.readDay(Tables.CLUSTERS, LATEST)
                        .where(col("age_days").equalTo(7))
                        .count())
                .isEqualTo(events.where(col("event").equalTo("continued")).count());
    }

    @Test
    void frozenDay_isHeldAndWritesNoArticle() {
        Lake held = SampleNights.copy(folder.resolve("frozen"));
        claimDueOn(FROZEN, "due", held);
        claimDueOn(LATEST, "fit", held);
        long claims = held.read(Tables.PREDICTIONS).count();

        NightResult result = SampleLake.night(held, false).run(FROZEN);

        assertThat(result.isHeld()).isTrue();
        assertThat(result.reason()).contains("repeats itself");
        assertThat(held.readDay(Tables.REPO_SIGNALS, FROZEN).isEmpty()).isFalse();
        assertThat(held.readDay(Tables.ARTICLES, FROZEN).isEmpty()).isTrue();
        assertThat(held.read(Tables.PREDICTIONS).count()).isEqualTo(claims);
        Row run = held.readDay(Tables.RUNS, FROZEN).head();
        assertThat(run.<String>getAs("status")).isEqualTo("held");
        assertThat(run.<String>getAs("reason")).isEqualTo(result.reason());
        assertThat(held.read(Tables.PREDICTION_OUTCOMES)
                        .where("prediction_id = 'due'")
                        .isEmpty())
                .as("stale counts grade nothing")
                .isTrue();

        SampleLake.night(held, true).run(FROZEN);

        assertThat(held.read(Tables.PREDICTION_OUTCOMES)
                        .where("prediction_id = 'due'")
                        .isEmpty())
                .as("nor where the day is published all the same")
                .isTrue();

        SampleLake.night(held, false).run(LATEST);

        assertThat(held.read(Tables.PREDICTION_OUTCOMES)
                        .where("prediction_id = 'fit'")
                        .count())
                .as("a fit day grades the same claim")
                .isEqualTo(1);
    }

    /** A claim about the largest repository that any observation of this day grades. */
    private static void claimDueOn(LocalDate day, String id, Lake lake) {
        Row repository =
                lake.readDay(Tables.SNAPSHOTS, day).orderBy(col("stars").desc()).head();
        lake.appendNew(Tables.PREDICTIONS, TestRows.table(Tables.PREDICTIONS, """
                prediction_id | subject_key | stars_at_claim | required_gain | made_on | due_on | kind     | subject_type | subject_name | claim | probability | base_rate
                %s | %s          | 100            | -1000000      | %s      | %s     | breakout | repository   | it           | gains | 0.5         | 0.5
                """.formatted(
                        id, repository.getAs("repo_key"), day.minusDays(28), day)));
    }

    @Test
    void thinDay_carriesTheWarningWhereAllowed_andIsTakenBackWhereNot() {
        Lake thin = SampleNights.copy(folder.resolve("thin"));

        NightResult allowed = SampleLake.night(thin, true).run(THIN);

        assertThat(allowed.isHeld()).isFalse();
        Row article = thin.readDay(Tables.ARTICLES, THIN).head();
        assertThat(article.<String>getAs("warning")).contains("a coverage of 0.4");
        assertThat(article.<String>getAs("body_html")).contains("a coverage of 0.4");

        NightResult held = SampleLake.night(thin, false).run(THIN);

        assertThat(held.isHeld()).isTrue();
        assertThat(thin.readDay(Tables.ARTICLES, THIN).isEmpty()).isTrue();
        assertThat(thin.readDay(Tables.ARTICLE_FACTS, THIN).isEmpty()).isTrue();
        assertThat(thin.readDay(Tables.RUNS, THIN).orderBy("run_id").select("status").collectAsList().stream()
                        .map(run -> run.getString(0)))
                .containsExactly("written", "held");
    }

    @Test
    void duePredictions_areGradedOnceEach() {
        assertThat(lake
                        .read(Tables.PREDICTION_OUTCOMES)
                        .orderBy("prediction_id")
                        .selectExpr("prediction_id", "outcome", "cast(resolved_on AS string)")
                        .collectAsList()
                        .stream()
                        .map(outcome -> outcome.mkString(" ")))
                .containsExactly("gone unobservable 2026-03-06", "hit hit 2026-02-27");
    }

    @Test
    void swapOnTheLastDay_growsNothing() {
        Row swapped = lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where(col("full_name").equalTo(Scenarios.SWAPPED_AT_THE_END))
                .head();
        long leap = swapped.getAs("stars_gained_7d");
        double pace = swapped.getAs("velocity_7d");

        Row night = lake.readDay(Tables.NIGHT_SUMMARY, LATEST).head();
        Row language = lake.readDay(Tables.LANGUAGE_BREAKDOWN, LATEST)
                .where(col("scope").equalTo("all").and(col("language").equalTo(swapped.<String>getAs("language"))))
                .head();

        assertThat(swapped.<Boolean>getAs("is_level_shift")).isTrue();
        assertThat(night.<Long>getAs("stars_gained_7d")).isPositive().isLessThan(leap);
        assertThat(language.<Double>getAs("velocity_7d")).isPositive().isLessThan(pace);
    }

    @Test
    void site_showsTheNightsAndEveryLinkResolves() throws IOException {
        Path site = folder.resolve("site");

        SampleLake.night(lake, false).publish(site);

        assertThat(Crawl.problems(site)).isEmpty();
        for (LocalDate day : List.of(EARLIER, LATEST)) {
            Path article = site.resolve("articles").resolve(day + ".html");
            assertThat(Files.size(article) + Files.size(site.resolve("style.css")))
                    .as("an article with all it loads")
                    .isLessThan(300 * 1024);
        }
        Row first = lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where(col("board_place").equalTo(1))
                .head();
        String name = first.getAs("full_name");
        Document page;
        try (Stream<Path> files = Files.walk(site.toRealPath().resolve("repositories"))) {
            page = files.filter(file -> file.toString().endsWith(".html"))
                    .map(NightTest::parsed)
                    .filter(document -> document.expectFirst("h1").text().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(page.select(".figures dd").eachText()).contains(NumberFormats.count(first.<Long>getAs("stars")));
        assertThat(page.select("svg polyline")).isNotEmpty();
        assertThat(page.select("table tr.sum td").eachText())
                .contains(first.getAs("signal_score").toString());
        assertThat(Jsoup.parse(site.resolve("ledger/index.html"))
                        .select(".outcome")
                        .eachText())
                .contains("open", "hit", "unobservable");
        try (Stream<Path> files = Files.walk(site.toRealPath().resolve("clusters"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".html")))
                    .as("a swapped repository is nowhere among the fastest")
                    .noneMatch(file -> parsed(file).text().contains(Scenarios.SWAPPED_AT_THE_END));
        }
        Document method = Jsoup.parse(site.resolve("method.html"));
        assertThat(method.select("#weights, #feed")).hasSize(2);
        assertThat(method.expectFirst("table").select("td.wide").eachText())
                .as("every component has a meaning")
                .hasSize(6)
                .noneMatch(String::isEmpty);
        assertThat(method.text()).doesNotContain("unknown repositories", "unknown stars");
    }

    private static Document parsed(Path page) {
        try {
            return Jsoup.parse(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void lakeWithoutNights_hasASiteThatSaysSo() throws IOException {
        Path site = folder.resolve("empty-site");

        SampleLake.night(SampleLake.copy(folder.resolve("no-nights")), false).publish(site);

        assertThat(Crawl.problems(site)).isEmpty();
        assertThat(Files.readString(site.resolve("index.html"))).contains("Nothing has been published yet.");
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
}
