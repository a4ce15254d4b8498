package dev.reposignal.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reposignal.error.UserException;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final String SOMETHING_WRONG =
            "{\"errors\":[{\"message\":\"Something went wrong while executing your query.\"}],\"data\":null}";

    @TempDir
    Path folder;

    private SimulatedGitHub github;
    private CollectFixture fixture;

    @BeforeEach
    void start() throws IOException {
        github = new SimulatedGitHub();
        fixture = new CollectFixture(folder.resolve("lake"), github);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void followedNames_becomeRowsInOrderOfIds() {
        github.add(20, "Owner/Second.js", 7).description = "Says \"hi\", twice";
        github.add(3, "a/first", 1000);
        fixture.follow("owner/second.JS", "a/first", "a/unknown");

        CollectReport report = fixture.collect();

        assertThat(report.lines())
                .startsWith("2026-03-06: 3 asked = 2 present + 1 missing + 0 failed; 0 found, 0 paused, 0 gone; 3"
                        + " followed");
        assertThat(fixture.snapshots())
                .containsExactly(
                        "snapshot_date,repo_id,full_name,description,language,topics,stars,forks,open_issues,"
                                + "pushed_at,created_at,archived,source,observed,observed_at",
                        "2026-03-06,3,a/first,\"A, \"\"quoted\"\" description\",Jupyter Notebook,,1000,100,,"
                                + "2026-03-05T10:00:00Z,2020-01-02T03:04:05Z,false,github-api,true,2026-03-06T00:05:00Z",
                        "2026-03-06,20,Owner/Second.js,\"Says \"\"hi\"\", twice\",,,7,0,,"
                                + "2026-03-05T10:00:00Z,2020-01-02T03:04:05Z,false,github-api,true,2026-03-06T00:05:00Z");
    }

    @Test
    void topicsAndOpenIssues_areAskedForOnceAWeek_topicsStay() {
        github.add(1, "a/a", 10);
        fixture.followAll(FoundBy.NEWBORN);

        fixture.collect();
        String asked = fixture.snapshots().get(1);
        fixture.collect(CollectFixture.DAY.plusDays(1));
        String next = WholeFiles.lines(fixture.folders.snapshots(CollectFixture.DAY.plusDays(1)))
                .get(1);

        assertThat(asked).contains(",tools,10,1,5,");
        assertThat(next).contains(",tools,10,1,,");
        assertThat(fixture.census().byId(1).orElseThrow().releasedOn()).isEqualTo(LocalDate.parse("2026-02-20"));
    }

    @Test
    void thirteenThousand_takeNoMoreRequestsThanAllowed() {
        for (int i = 1; i <= 13_500; i++) {
            github.add(i, "o/r" + i, 50 + i);
        }
        fixture.followAll(FoundBy.BAND);

        CollectReport report = fixture.collect();

        assertThat(report.present()).isEqualTo(13_500);
        assertThat(report.graphqlRequests()).isLessThanOrEqualTo(150).isEqualTo(github.asked.size());
        NightPrice price = Collector.price(fixture.folders, fixture.settings(), CollectFixture.DAY.plusDays(1));
        assertThat(price.names() + price.details() + price.plain()).isEqualTo(136);
        assertThat(report.pointsUsed()).isEqualTo(5_000 - github.points).isLessThan(250);
    }

    @Test
    void thirteenThousandWithEveryFault_stayWithinRequestsAndTime() {
        for (int i = 1; i <= 13_500; i++) {
            SimulatedRepository each = github.add(i, "o/r" + i, 50 + i);
            each.isDeleted = i % 500 == 0;
            each.isPrivate = i % 701 == 0;
            each.otherType = i % 907 == 0 ? "PullRequest" : null;
            each.isBroken = i == 77;
        }
        fixture.followAll(FoundBy.BAND);
        github.repository(11).fullName = "renamed/r11";
        github.fault = request -> switch (request.number()) {
            case 40 -> Optional.of(SimulatedGitHub.Reply.of(502, "<html>Bad gateway</html>"));
            case 60 ->
                Optional.of(SimulatedGitHub.Reply.of(
                        403, "{\"message\":\"You have exceeded a secondary rate limit.\"}", "retry-after", "17"));
            case 70 -> Optional.of(SimulatedGitHub.Reply.of(503, ""));
            case 80 -> Optional.of(SimulatedGitHub.Reply.of(200, "<html>"));
            case 90 -> Optional.of(SimulatedGitHub.Reply.of(0, ""));
            case 100 -> Optional.of(SimulatedGitHub.Reply.of(200, SOMETHING_WRONG));
            default -> Optional.empty();
        };
        Transport real = new HttpTransport(CollectFixture.token());

        CollectReport report = fixture.collect(CollectFixture.DAY, ask -> {
            fixture.time.pause(Duration.ofMillis(250));
            return real.send(ask);
        });

        assertThat(report.missing()).isEqualTo(27 + 19 + 14);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.asked()).isEqualTo(13_500).isEqualTo(report.present() + report.missing() + report.failed());
        assertThat(report.graphqlRequests()).isLessThanOrEqualTo(150).isEqualTo(github.asked.size());
        assertThat(Duration.between(report.startedAt(), report.endedAt())).isLessThan(Duration.ofMinutes(6));
        assertThat(fixture.texts().values()).noneMatch(text -> text.contains("test-token"));
    }

    @Test
    void repositoriesOfEveryKind_areCountedOnce() {
        github.add(1, "a/present", 5);
        github.add(2, "a/deleted", 5).isDeleted = true;
        github.add(3, "a/private", 5).isPrivate = true;
        github.add(4, "a/pull", 5).otherType = "PullRequest";
        github.add(5, "a/broken", 5).isBroken = true;
        fixture.followAll(FoundBy.BAND);

        CollectReport report = fixture.collect();

        assertThat(report.asked()).isEqualTo(5);
        assertThat(report.present()).isEqualTo(1);
        assertThat(report.missing()).isEqualTo(3);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(fixture.texts().entrySet())
                .filteredOn(file -> file.getKey().startsWith("raw"))
                .as("what is not public is in no file")
                .noneMatch(file -> file.getValue().contains("a/private"));
    }

    @Test
    void token_isInNoFileAndNoMessage() {
        github.add(1, "a/a", 5);
        fixture.follow("a/a");
        fixture.collect();

        assertThat(fixture.texts().entrySet()).hasSizeGreaterThan(3).noneMatch(file -> file.getValue()
                .contains("test-token"));
        assertThat(fixture.warnings).noneMatch(warning -> warning.contains("test-token"));
        assertThat(CollectFixture.token()).hasToString("***");
    }

    @Test
    void refusedToken_isBadInputThatDoesNotShowIt() {
        github.expectedToken = "another";
        github.add(1, "a/a", 5);
        fixture.follow("a/a");

        assertThatThrownBy(fixture::collect)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("refuses the access token (status 401)")
                .hasMessageNotContaining("test-token");
    }

    @Test
    void tokenWithAnotherCharacter_isRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Token.of(null, Map.of(Token.VARIABLE, "ghp_secret\u00e9")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid access token in the environment variable GITHUB_TOKEN")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Token.of(null, Map.of())).hasMessageContaining("there is no access token");
    }

    @Test
    void batchThatIsTooLarge_isHalvedAndGrowsAgain() {
        for (int i = 1; i <= 1_000; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.followAll(FoundBy.BAND);
        // Slow at first: everything above 30 fails for the first 20 requests.
        github.fault = request -> request.number() <= 20 && request.size() > 30
                ? Optional.of(SimulatedGitHub.Reply.of(502, "<html>Bad gateway</html>"))
                : Optional.empty();

        CollectReport report = fixture.collect();

        assertThat(report.present()).isEqualTo(1_000);
        assertThat(github.batches).startsWith(1, -100, -50, 25).endsWith(35, 35, 9);
    }

    @Test
    void resourceLimit_isNotAskedForAtTheSameSizeAgain() {
        for (int i = 1; i <= 100; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.followAll(FoundBy.BAND);
        github.fault = request -> request.size() > 60
                ? Optional.of(SimulatedGitHub.Reply.of(
                        200, "{\"data\":{\"nodes\":[null]},\"errors\":[{\"type\":\"RESOURCE_LIMITS_EXCEEDED\"}]}"))
                : Optional.empty();

        assertThat(fixture.collect().present()).isEqualTo(100);
        assertThat(github.batches).containsExactly(1, 99, 49, 49, 1);
    }

    @Test
    void errorWithoutTypeOrAnswerThatIsNoJson_isAskedAgainThenHalved() {
        for (int i = 1; i <= 20; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.followAll(FoundBy.BAND);
        github.fault = request -> request.number() == 2 || request.number() == 3
                ? Optional.of(SimulatedGitHub.Reply.of(200, request.number() == 2 ? SOMETHING_WRONG : "<html>"))
                : Optional.empty();

        assertThat(fixture.collect().present()).isEqualTo(20);
        assertThat(github.batches).containsExactly(1, 19, 19, 19);
    }

    @Test
    void serverFaultOrLostConnection_isAskedAgain() {
        github.add(1, "a/a", 5);
        fixture.follow("a/a");
        github.fault = request -> request.number() == 1
                ? Optional.of(SimulatedGitHub.Reply.of(0, ""))
                : request.number() == 2 ? Optional.of(SimulatedGitHub.Reply.of(503, "")) : Optional.empty();

        assertThat(fixture.collect().present()).isEqualTo(1);
        assertThat(fixture.warnings).hasSize(2);
    }

    @Test
    void gitHubDown_closesWithWhatItHas() {
        for (int i = 1; i <= 600; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.followAll(FoundBy.BAND);
        github.fault =
                request -> request.number() > 3 ? Optional.of(SimulatedGitHub.Reply.of(500, "")) : Optional.empty();

        CollectReport report = fixture.collect();

        assertThat(report.present()).isEqualTo(201);
        assertThat(report.failed()).isEqualTo(399);
        assertThat(report.stopped()).startsWith("no answer to 3 requests in a row");
        assertThat(fixture.snapshots()).hasSize(202);
    }

    @Test
    void primaryLimitWithStatus200_waitsUntilTheReset() {
        github.add(1, "a/a", 5);
        fixture.follow("a/a");
        github.fault = request -> request.number() == 1
                ? Optional.of(SimulatedGitHub.Reply.of(
                        200,
                        "{\"errors\":[{\"type\":\"RATE_LIMITED\",\"message\":\"API rate limit exceeded\"}]}",
                        "x-ratelimit-remaining",
                        "0",
                        "x-ratelimit-reset",
                        "1772757000")) // 2026-03-06T00:30:00Z
                : Optional.empty();

        assertThat(fixture.collect().present()).isEqualTo(1);
        assertThat(fixture.time.now()).isBetween("2026-03-06T00:30:00Z", "2026-03-06T00:30:10Z");
    }

    @Test
    void secondaryLimit_waitsAsLongAsSaidElseAMinuteThenTwo() {
        github.add(1, "a/a", 5);
        fixture.follow("a/a");
        String message = "{\"message\":\"You have exceeded a secondary rate limit.\"}";
        github.fault = request -> switch (request.number()) {
            case 1 -> Optional.of(SimulatedGitHub.Reply.of(403, message, "retry-after", "17"));
            case 2 -> Optional.of(SimulatedGitHub.Reply.of(429, message));
            case 3 -> Optional.of(SimulatedGitHub.Reply.of(200, message));
            default -> Optional.empty();
        };

        assertThat(fixture.collect().present()).isEqualTo(1);
        assertThat(fixture.time.pauses())
                .containsExactly(Duration.ofSeconds(17), Duration.ofMinutes(2), Duration.ofMinutes(4));
    }

    @Test
    void pointsBelowTheReserve_stopWhereTheResetIsTooLate() {
        for (int i = 1; i <= 500; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.set.put("collect.minutes", "30");
        fixture.followAll(FoundBy.BAND);
        github.points = 503;

        CollectReport report = fixture.collect();

        assertThat(report.pointsLeft()).isEqualTo(500);
        assertThat(report.present()).isEqualTo(201);
        assertThat(report.failed()).isEqualTo(299);
        assertThat(report.stopped()).startsWith("the points are used up");
    }

    @Test
    void pointsBelowTheReserve_waitWhereTheResetIsInTime() {
        for (int i = 1; i <= 500; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.followAll(FoundBy.BAND);
        github.points = 503;
        github.fault = request -> {
            if (fixture.time.now().toString().compareTo("2026-03-06T01:00:00Z") > 0 && github.points < 1_000) {
                github.points = 5_000;
            }
            return Optional.empty();
        };

        assertThat(fixture.collect().present()).isEqualTo(500);
        assertThat(fixture.time.now()).isAfter("2026-03-06T01:00:00Z");
    }

    /** The process ends before a request goes out, or after its answer came and before it is kept. */
    @Test
    void killedAtAnyRequestAndStartedAgain_givesTheSameFiles() {
        for (int i = 1; i <= 430; i++) {
            github.add(i, "o/r" + i, 50 + i).isDeleted = i % 50 == 0;
        }
        github.add(431, "o/broken", 5).isBroken = true;
        github.add(432, "o/byname", 5);
        github.fault = request -> {
            github.points = 5_000; // the kept answers say how many are left
            return request.body().contains(github.repository(20).nodeId()) && request.size() > 60
                    ? Optional.of(SimulatedGitHub.Reply.of(504, ""))
                    : Optional.empty();
        };
        Map<String, String> whole = collected("whole", Integer.MAX_VALUE, false);
        int requests = github.asked.size();
        assertThat(requests).isBetween(8, 30);

        for (int kill = 1; kill <= requests; kill++) {
            for (boolean isAnswered : new boolean[] {false, true}) {
                assertThat(collected("killed-" + kill + isAnswered, kill, isAnswered))
                        .as("killed at request %d", kill)
                        .isEqualTo(whole);
            }
        }
    }

    private Map<String, String> collected(String name, int killAt, boolean isAnswered) {
        CollectFixture lake = new CollectFixture(folder.resolve(name), github);
        lake.followAll(FoundBy.BAND);
        Census census = lake.census();
        census.unfollow("o/byname", CollectFixture.DAY);
        census.write(lake.folders.census());
        lake.follow("o/former");
        github.formerNames.put("o/former", 432L);
        AtomicInteger sent = new AtomicInteger();
        Transport real = new HttpTransport(CollectFixture.token());
        Transport killing = ask -> {
            boolean isLast = sent.incrementAndGet() == killAt;
            if (isLast && !isAnswered) {
                throw new Killed();
            }
            Answer answer = real.send(ask);
            if (isLast) {
                throw new Killed();
            }
            return answer;
        };
        try {
            lake.collect(CollectFixture.DAY, killing);
        } catch (Killed e) {
            lake.collect(CollectFixture.DAY, real);
        }
        Map<String, byte[]> files = lake.files();
        files.keySet().removeIf(file -> file.endsWith("_collect.json"));
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((file, bytes) ->
                hashes.put(file, HexFormat.of().formatHex(Sha256.digest().digest(bytes))));
        return hashes;
    }

    /** As of a process that ends: nothing catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void answerThatWasCutOff_isAskedForAgain() throws IOException {
        for (int i = 1; i <= 250; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.followAll(FoundBy.BAND);
        AtomicInteger sent = new AtomicInteger();
        Transport real = new HttpTransport(CollectFixture.token());
        assertThatThrownBy(() -> fixture.collect(CollectFixture.DAY, ask -> {
                    if (sent.incrementAndGet() == 4) {
                        throw new Killed();
                    }
                    return real.send(ask);
                }))
                .isInstanceOf(Killed.class);
        Path last = fixture.folders.journal(CollectFixture.DAY).resolve("000002.json.gz");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length / 2));
        github.asked.clear();

        assertThat(fixture.collect().present()).isEqualTo(250);
        assertThat(github.asked).hasSize(2);
    }

    @Test
    void collectedDay_isNotCollectedAgain() {
        github.add(1, "a/a", 5);
        fixture.follow("a/a");
        fixture.collect();

        assertThat(fixture.collectAll(CollectFixture.DAY, new HttpTransport(CollectFixture.token())))
                .isEmpty();
        assertThat(github.asked).hasSize(1);
    }

    @Test
    void unfinishedEarlierDay_isClosedWithWhatItHas() {
        for (int i = 1; i <= 150; i++) {
            github.add(i, "o/r" + i, 50);
        }
        fixture.set.put("collect.details_days", "1000");
        fixture.followAll(FoundBy.BAND);
        AtomicInteger sent = new AtomicInteger();
        Transport real = new HttpTransport(CollectFixture.token());
        assertThatThrownBy(() -> fixture.collect(CollectFixture.DAY, ask -> {
                    if (sent.incrementAndGet() == 3) {
                        throw new Killed();
                    }
                    return real.send(ask);
                }))
                .isInstanceOf(Killed.class);
        LocalDate next = CollectFixture.DAY.plusDays(1);
        fixture.time.set("2026-03-07T00:05:00Z");

        assertThat(fixture.collectAll(next, real))
                .extracting(CollectReport::day, CollectReport::present, CollectReport::failed)
                .containsExactly(tuple(CollectFixture.DAY, 101, 49), tuple(next, 150, 0));
    }
}
