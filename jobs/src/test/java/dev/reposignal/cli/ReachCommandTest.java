package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.alert.AlertFile;
import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.site.Crawl;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleNights;
import dev.reposignal.testing.TestSpark;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watchlists, alerts and the additions to the site through the commands that people run. */
class ReachCommandTest {
    @TempDir
    Path folder;

    /** A command that finds no session opens one and stops it at its end. */
    @BeforeAll
    static void openSession() {
        TestSpark.session();
    }

    @Test
    void lists_areMadeChangedAndShown() throws IOException {
        assertThat(watch("list").out()).startsWith("no list in " + folder.resolve("lists"));
        assertThat(watch("add", "spark", "apache/spark", "https://github.com/delta-io/delta", "databricks/*")
                        .out())
                .startsWith("3 new in ");
        Path stars = Files.writeString(
                folder.resolve("stars.json"), "[{\"full_name\": \"a/b\"}, {\"full_name\": \"Apache/Spark\"}]");
        assertThat(watch("import", "spark", stars.toString()).out()).startsWith("2 named, 1 new in ");
        assertThat(watch("remove", "spark", "delta-io/delta").out()).startsWith("1 removed from ");
        assertThat(watch("list", "spark").out())
                .isEqualTo("apache/spark\na/b\ndatabricks/*\n".replace("\n", System.lineSeparator()));
        assertThat(watch("list", "--json").out()).contains("\"repositories\" : 2");

        assertThat(watch("add", "spark", "no name").exit()).isEqualTo(2);
        assertThat(watch("add", "No List", "a/b").err()).startsWith("Invalid name of a watchlist");
        assertThat(watch("list", "other").err()).contains("The lists are spark.");
        assertThat(watch().err()).startsWith("Missing required subcommand");
    }

    private CommandOutcome watch(String... arguments) {
        List<String> all = new ArrayList<>(List.of("watch"));
        all.addAll(List.of(arguments));
        if (arguments.length > 0) {
            all.addAll(List.of("--set", "watch.folder=" + folder.resolve("lists")));
        }
        return CommandOutcome.run(all.toArray(String[]::new));
    }

    @Test
    void mistakeInAListOrInTheAlerts_endsTheNightBeforeItBegins() throws IOException {
        Path lists = Files.createDirectories(folder.resolve("lists"));
        Files.writeString(lists.resolve("wrong.yaml"), "repos: [a/b]\n");
        Path alerts = Files.writeString(folder.resolve("alerts.yaml"), "channels: [{kind: pigeon}]\n");
        Path lake = folder.resolve("lake");
        String[] night = {
            "nightly",
            "--lake",
            lake.toString(),
            "--site",
            folder.resolve("site").toString(),
            "--set"
        };

        CommandOutcome list = run(night, "watch.folder=" + lists);
        CommandOutcome alert = run(night, "alert.file=" + alerts);

        assertThat(list.exit()).isEqualTo(2);
        assertThat(list.err()).contains("wrong.yaml:1: 'repos' is no key of a watchlist");
        assertThat(alert.exit()).isEqualTo(2);
        assertThat(alert.err()).contains("channels[0].kind is 'pigeon'");
        assertThat(lake).doesNotExist();
    }

    private static CommandOutcome run(String[] begin, String end) {
        List<String> all = new ArrayList<>(List.of(begin));
        all.add(end);
        return CommandOutcome.run(all.toArray(String[]::new));
    }

    @Test
    void publication_hasAllAdditionsAndAlertsAreToldOnce() throws IOException {
        Lake lake = SampleNights.copy(folder.resolve("lake"));
        String name = lake.read(Tables.REPO_SIGNALS)
                .where("board_place = 1")
                .select("full_name")
                .head()
                .getString(0);
        Path lists = folder.resolve("lists");
        assertThat(watch("add", "mine", name).exit()).isZero();
        Path told = folder.resolve("told.jsonl");
        Path file = Files.writeString(
                folder.resolve("alerts.yaml"),
                "channels:\n  - {kind: webhook, url: 'http://127.0.0.1:9/closed'}\n  - {kind: file, path: %s}\n"
                        .formatted(told));
        Map<String, String> set = Map.of(
                "watch.folder",
                lists.toString(),
                "alert.file",
                file.toString(),
                "alert.limit_seconds",
                "1",
                "site.base_url",
                "https://signals.example");
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), set);
        Reach reach = new Reach(Watchlists.read(lists), AlertFile.read(file, Map.of()), settings);
        StringWriter err = new StringWriter();

        reach.checked(lake).raise(lake, new PrintWriter(err));
        reach.send(lake, new PrintWriter(err));
        List<String> lines = Files.readAllLines(told);
        reach.raise(lake, new PrintWriter(err));
        reach.send(lake, new PrintWriter(err));

        assertThat(lines).isNotEmpty();
        assertThat(Files.readAllLines(told)).isEqualTo(lines);
        assertThat(lines).hasSize((int) lake.read(Tables.ALERTS).count());
        assertThat(err.toString())
                .contains("alerts: ", "warning: the channel webhook failed, and is tried again the next night");
        assertThat(lake.read(Tables.ALERT_DELIVERIES).where("channel = 'file'").count())
                .isEqualTo(lines.size());

        Path site = folder.resolve("site");
        CommandOutcome published = CommandOutcome.run(
                "site",
                "--lake",
                lake.root(),
                "--site",
                site.toString(),
                "--set",
                "watch.folder=" + lists,
                "--set",
                "alert.file=" + file,
                "--set",
                "site.base_url=https://signals.example",
                "--set",
                "data.licence=CC0-1.0");

        assertThat(published.err()).doesNotContain("warning");
        assertThat(published.exit()).isZero();
        assertThat(Crawl.problems(site)).isEmpty();
        for (String path : List.of(
                "watchlists/mine.html",
                "watchlists/mine.atom.xml",
                "alerts/index.html",
                "alerts/alerts.json",
                "data.html",
                "data/v1/latest/night.json",
                "llms.txt",
                "badges.html",
                "compare.html",
                "weeks/weeks.atom.xml",
                "visit.js")) {
            assertThat(site.resolve(path)).as(path).exists();
        }
        for (String path : List.of("clusters.json", "data/v1/datapackage.json", "data/v1/README.md", "data.html")) {
            assertThat(site.resolve(path)).content().contains("CC0-1.0").doesNotContain("Apache-2.0", "CC-BY");
        }
    }

    @Test
    void listThatCannotBeRead_isSaidAndLeavesTheRestOfTheSite() throws IOException {
        Path lists = Files.createDirectories(folder.resolve("lists"));
        Files.writeString(lists.resolve("broken.yaml"), "where: 1 / (stars - stars) > 0\n");
        Path site = folder.resolve("site");

        CommandOutcome published = CommandOutcome.run(
                "site",
                "--lake",
                SampleNights.copy(folder.resolve("lake")).root(),
                "--site",
                site.toString(),
                "--set",
                "watch.folder=" + lists);

        assertThat(published.err())
                .contains("warning: the site is published without the pages of watchlists: ")
                .doesNotContain("without public data");
        assertThat(published.exit()).isZero();
        assertThat(site.resolve("watchlists")).doesNotExist();
        assertThat(site.resolve("data/v1/latest/night.json")).exists();
        assertThat(Crawl.problems(site)).isEmpty();
    }
}
