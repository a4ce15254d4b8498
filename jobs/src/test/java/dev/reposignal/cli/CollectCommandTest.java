package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.collect.SimulatedGitHub;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.signal.FeedHealth;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From GitHub's answers to rows of snapshots. */
class CollectCommandTest {
    @TempDir
    Path folder;

    private SimulatedGitHub github;
    private Path lake;
    private Path token;

    /** A command that finds no session opens one and stops it at its end. */
    @BeforeAll
    static void openSession() {
        TestSpark.session();
    }

    @BeforeEach
    void start() throws IOException {
        github = new SimulatedGitHub();
        lake = folder.resolve("lake");
        token = Files.writeString(folder.resolve("token"), "test-token\n");
        for (int i = 1; i <= 24; i++) {
            github.add(i, "o/r" + i, 50 + i);
        }
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void nightsCollected_areRowsOfSnapshots_andADayWithAQuarterMissingIsThin() throws IOException {
        Path names = Files.write(
                folder.resolve("names.txt"),
                github.repositories.values().stream().map(each -> each.fullName).toList());
        CommandOutcome followed = run("follow", "--today", "2026-03-04", "--file", names.toString());
        assertThat(followed.out()).isEqualTo(String.format("24 new; 24 followed%n"));

        assertThat(collect("2026-03-04").exit()).isZero();
        github.repository(1).stars += 30;
        github.repository(1).fullName = "o/renamed";
        CommandOutcome second = collect("2026-03-05");
        assertThat(second.out())
                .startsWith("2026-03-05: 24 asked = 24 present + 0 missing + 0 failed")
                .contains("24 rows read = 24 accepted + 0 duplicate + 0 rejected");
        int asked = github.asked.size();
        assertThat(collect("2026-03-05").out()).startsWith("2026-03-05 is collected already");
        assertThat(github.asked).hasSize(asked);
        for (long id = 1; id <= 6; id++) {
            github.repository(id).isBroken = true;
        }
        assertThat(collect("2026-03-06").out()).startsWith("2026-03-06: 24 asked = 18 present + 0 missing + 6 failed");

        Lake opened = new Lake(TestSpark.session(), lake.toString());
        assertThat(opened.read(Tables.SNAPSHOTS)
                        .where("repo_id = 1")
                        .orderBy(Table.DAY)
                        .select("repo_key", "full_name", "stars", "source", "observed")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[id:1,o/r1,51,github-api,true]", "[id:1,o/renamed,81,github-api,true]");
        assertThat(opened.read(Tables.COLLECTS)
                        .orderBy(Table.DAY)
                        .select("asked", "present", "failed")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[24,24,0]", "[24,24,0]", "[24,18,6]");
        assertThat(opened.read(Tables.CENSUS).where("state = 'followed'").count())
                .isEqualTo(24);
        Row health = FeedHealth.assess(
                        SettingsLoader.load(Optional.empty(), Map.of(), Map.of())
                                .health(),
                        LocalDate.parse("2026-03-06"),
                        opened.read(Tables.SNAPSHOTS))
                .head();
        assertThat(health.<Boolean>getAs("is_thin")).isTrue();

        // Nothing of the day is published: the night is held.
        Path site = folder.resolve("site");
        CommandOutcome night = run("nightly", "--date", "2026-03-06", "--site", site.toString());
        assertThat(night.exit()).isEqualTo(3);
        assertThat(night.err() + night.out())
                .contains("held 2026-03-06: Only 18 repositories were observed where 24 are usual");
        try (Stream<Path> published = Files.walk(site)) {
            assertThat(published).noneMatch(file -> file.toString().contains("2026-03-06"));
        }
        assertThat(opened.read(Tables.RUNS).select("status").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[held]");
    }

    @Test
    void nothingFollowedOrAnotherDay_isBadInputAndAsksNothing() {
        assertThat(collect("2026-03-04").err()).contains("follows no repository yet");
        assertThat(run("follow", "--today", "2026-03-04", "not a name").err()).startsWith("Invalid name not a name");
        assertThat(run("follow", "--today", "2026-03-04", "https://github.com/o/r1.git")
                        .exit())
                .isZero();
        CommandOutcome other = run("collect", "--today", "2026-03-04", "--date", "2026-03-03");
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).startsWith("Cannot collect 2026-03-03: GitHub gives the counts of the present moment");
        assertThat(run("collect", "--today", "2026-03-04", "--dry-run").out())
                .startsWith("2026-03-04: 1 repositories are followed")
                .contains("at least 25 searches (30 a minute) and at most 700 requests of REST");
        assertThat(run("census").out()).contains("asked");
        assertThat(run("census", "--state", "followed").out()).contains("o/r1");
        assertThat(github.asked).isEmpty();
    }

    @Test
    void historyOfWhatIsNew_becomesRowsOfItsOwn() {
        github.histories.put(1L, "[{\"week\":1771718400,\"total\":7,\"days\":[1,1,1,1,1,1,1]}]");
        run("follow", "--today", "2026-03-04", "o/r1");

        assertThat(collect("2026-03-04", "--set", "collect.history_requests=5").exit())
                .isZero();

        Lake opened = new Lake(TestSpark.session(), lake.toString());
        assertThat(opened.read(Tables.STAR_HISTORY)
                        .orderBy("star_day")
                        .selectExpr("repo_key", "cast(star_day AS STRING)", "stars_retained", "stars_before")
                        .collectAsList())
                .hasSize(7)
                .first()
                .hasToString("[id:1,2026-02-22,1,44]");
        assertThat(opened.read(Tables.SNAPSHOTS).count()).isEqualTo(1);
        assertThat(run("status").out())
                .contains("Latest collections: asked = present + missing + failed")
                .containsPattern("2026-03-04 +1 +1 +0 +0");
    }

    @Test
    void ownerOrStarList_isFollowed_andAnOwnerUnfollowed() {
        github.add(30, "p/other", 5);
        github.starred.put("someone", List.of(3L, 30L));
        String api = "collect.api=" + github.api();
        String file = token.toString();

        assertThat(run("follow", "--today", "2026-03-04", "--owner", "o", "--token-file", file, "--set", api)
                        .out())
                .isEqualTo(String.format("24 new; 24 followed%n"));
        assertThat(run("follow", "--today", "2026-03-04", "--starred-by", "someone", "--token-file", file, "--set", api)
                        .out())
                .isEqualTo(String.format("1 new; 25 followed%n"));
        assertThat(run("unfollow", "--today", "2026-03-04", "--owner", "O").out())
                .isEqualTo(String.format("24 paused; 1 followed%n"));
        assertThat(run("follow", "--owner", "nobody", "--token-file", file, "--set", api)
                        .err())
                .startsWith("Cannot list the repositories of the owner nobody: GitHub answers with status 404");
        assertThat(run("follow", "--owner", "a/b", "--token-file", file, "--set", api)
                        .err())
                .startsWith("Invalid name of a user or an organisation a/b");
    }

    private CommandOutcome collect(String day, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--today",
                day,
                "--token-file",
                token.toString(),
                "--set",
                "collect.api=" + github.api(),
                "--set",
                "collect.newborn_days=0",
                "--set",
                "collect.band_stars=0"));
        arguments.addAll(Arrays.asList(more));
        return run("collect", arguments.toArray(String[]::new));
    }

    private CommandOutcome run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--lake", lake.toString()));
        all.addAll(Arrays.asList(arguments));
        CommandOutcome outcome = CommandOutcome.run(all.toArray(String[]::new));
        assertThat(outcome.out() + outcome.err()).doesNotContain("test-token");
        return outcome;
    }
}
