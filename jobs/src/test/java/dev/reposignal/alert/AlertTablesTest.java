package dev.reposignal.alert;

import static dev.reposignal.testing.SampleLake.EARLIER;
import static dev.reposignal.testing.SampleLake.LATEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.alert.read.AlertGrading;
import dev.reposignal.alert.read.AlertTables;
import dev.reposignal.lake.Lake;
import dev.reposignal.reach.AlertPages;
import dev.reposignal.reach.read.AlertPageReader;
import dev.reposignal.site.Crawl;
import dev.reposignal.table.AlertRule;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Views;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.SampleNights;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTablesTest {
    @TempDir
    Path folder;

    @Test
    void nightsOfTheSample_areToldOnceAndShown() throws IOException {
        Lake lake = SampleNights.copy(folder.resolve("lake"));
        AlertTables tables = tables(lake, Watchlists.NONE);
        tables.check(List.of(new NightRun("none", EARLIER)), 0); // so that the past is looked at too

        List<Alert> raised = round(tables);

        assertThat(raised.stream().map(Alert::raisedOn).collect(Collectors.toSet()))
                .contains(EARLIER, LATEST);
        Set<String> newcomers = lake
                .readDay(Tables.REPO_SIGNALS, LATEST)
                .where("tier = 'surfacing'")
                .join(
                        lake.readDay(Tables.REPO_SIGNALS, EARLIER)
                                .where("tier = 'surfacing'")
                                .select("repo_key"),
                        new String[] {"repo_key"},
                        "left_anti")
                .select("repo_key")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
        assertThat(raised.stream()
                        .filter(alert -> alert.rule() == AlertRule.SURFACED)
                        .map(Alert::subjectKey))
                .containsExactlyInAnyOrderElementsOf(newcomers)
                .isNotEmpty();
        assertThat(raised)
                .anyMatch(alert -> alert.rule() == AlertRule.CLAIM_DECIDED
                        && alert.raisedOn().equals(EARLIER));
        assertThat(round(tables)).isEmpty();
        assertThat(lake.read(Tables.ALERTS).count()).isEqualTo(raised.size());

        tables.noteSent("hook", raised.subList(0, 2), Instant.EPOCH);
        assertThat(tables.sent("hook")).hasSize(2);
        AlertPages pages = AlertPageReader.read(lake);
        SampleLake.night(lake, false).publish(folder.resolve("site"), List.of(), List.of(pages));
        assertThat(Crawl.problems(folder.resolve("site"))).isEmpty();
        assertThat(Jsoup.parse(folder.resolve("site/alerts/index.html")).select(".events li"))
                .hasSize(raised.size());
    }

    @Test
    void watchedRepositories_haveTheirOwnAlerts() {
        Lake lake = SampleNights.copy(folder.resolve("lake"));
        Row gainer = lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where("stars_gained_24h > 2 AND NOT is_level_shift AND NOT is_alias")
                .orderBy("repo_key")
                .head();
        String name = gainer.getAs("full_name");
        long passed = gainer.<Long>getAs("stars") - 1;
        Watchlists mine = Watchlists.of(List.of(
                new Watchlist("mine", "Mine", List.of(name), List.of(), List.of(), List.of(), List.of(), "", 0, 10)));
        AlertRules rules = new AlertRules(List.of(AlertRule.MILESTONE), Set.of(), 0.3, 6, List.of(passed), 50);

        AlertTables tables = new AlertTables(lake.interpreted(), mine, rules);
        List<NightRun> runs = tables.publishable();
        List<Alert> alerts =
                tables.events(LATEST, runs).alerts(rules, SampleLake.settings().predict());

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.subjectName()).isEqualTo(name);
            assertThat(alert.lists()).containsExactly("mine");
            assertThat(alert.occasion()).isEqualTo(String.valueOf(passed));
        });
    }

    @Test
    void dueAlerts_areGradedOnceByWhatWasObserved() {
        Lake lake = SampleLake.copy(folder.resolve("lake"));
        LocalDate raised = LATEST.minusDays(28);
        Row then = lake.readDay(Tables.SNAPSHOTS, raised)
                .join(lake.readDay(Tables.SNAPSHOTS, LATEST).selectExpr("repo_key", "stars AS later"), "repo_key")
                .where("later > stars")
                .orderBy("repo_key")
                .head();
        String key = then.getAs("repo_key");
        long stars = then.<Long>getAs("stars");
        long gained = then.<Long>getAs("later") - stars;
        AlertTables tables = tables(lake, Watchlists.NONE);
        tables.append(List.of(
                alert(raised, AlertRule.SURFACED, key, stars, gained),
                alert(raised, AlertRule.PROBABILITY, key, stars, gained + 1),
                alert(raised, AlertRule.LEFT_BOARD, key, stars, gained + 1),
                alert(raised, AlertRule.MILESTONE, key, stars, stars + gained),
                alert(raised, AlertRule.PURGE_LOSS, key, stars, stars),
                alert(raised, AlertRule.SURFACED, "id:gone", 5, 1),
                alert(raised.minusDays(7), AlertRule.BURST, "id:gone", 5, 1),
                alert(LATEST, AlertRule.SURFACED, "id:later", 5, 1)));

        assertThat(new AlertGrading(lake.interpreted()).grade(LATEST)).isEqualTo(6);
        assertThat(new AlertGrading(lake.interpreted()).grade(LATEST)).isZero();

        assertThat(lake.read(Tables.ALERT_OUTCOMES)
                        .join(lake.read(Tables.ALERTS).select("alert_id", "rule"), "alert_id")
                        .orderBy("rule")
                        .select("rule", "outcome")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly(
                        "[burst,unobservable]",
                        "[left_board,hit]",
                        "[milestone,hit]",
                        "[probability,miss]",
                        "[purge_loss,miss]",
                        "[surfaced,hit]");
        lake.read(Tables.ALERTS).createOrReplaceTempView("alerts");
        lake.read(Tables.ALERT_OUTCOMES).createOrReplaceTempView("alert_outcomes");
        Row surfaced = lake.spark()
                .sql(Views.named("alert_precision").orElseThrow().query())
                .where("rule = 'surfaced'")
                .head();
        assertThat(surfaced.<Long>getAs("alerts")).isEqualTo(3);
        assertThat(surfaced.<Long>getAs("open")).isEqualTo(2);
        assertThat(surfaced.<Double>getAs("precision")).isEqualTo(1.0);
        assertThat(surfaced.<Double>getAs("low"))
                .isCloseTo(
                        dev.reposignal.stats.WilsonInterval.of(1, 1).low(), org.assertj.core.data.Offset.offset(1e-5));
    }

    private static Alert alert(LocalDate day, AlertRule rule, String key, long stars, long required) {
        return new Alert(
                day, rule, "repository", key, key, day.toString(), "t", 1.0, "", stars, (double) required, List.of());
    }

    private static AlertTables tables(Lake lake, Watchlists lists) {
        return new AlertTables(lake.interpreted(), lists, AlertRules.defaults());
    }

    private static List<Alert> round(AlertTables tables) {
        List<NightRun> runs = tables.publishable();
        return AlertRound.run(tables, runs, run -> tables.events(run.day(), runs)
                .alerts(AlertRules.defaults(), SampleLake.settings().predict()));
    }
}
