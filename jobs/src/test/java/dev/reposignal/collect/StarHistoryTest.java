package dev.reposignal.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarHistoryTest {
    /** The weeks of Sunday 2026-03-01 and 2026-02-22, newest first; on the evening of Thursday the 5th at the Pacific. */
    private static final String TWO_WEEKS = "[{\"week\":1772323200,\"total\":15,\"days\":[5,4,3,2,1,0,0]},"
            + "{\"week\":1771718400,\"total\":7,\"days\":[1,1,1,1,1,1,1]}]";

    @TempDir
    Path folder;

    private SimulatedGitHub github;
    private CollectFixture fixture;

    @BeforeEach
    void start() throws IOException {
        github = new SimulatedGitHub();
        fixture = new CollectFixture(folder.resolve("lake"), github);
        fixture.set.put("collect.history_requests", "2");
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void days_areThoseOfThePacific_withoutTheOneThatIsNotOver() {
        List<StarHistory.Day> days = StarHistory.days(
                Objects.requireNonNull(JsonTexts.parsed(TWO_WEEKS)),
                100,
                CollectFixture.DAY,
                Instant.parse("2026-03-06T00:05:00Z"));

        assertThat(days)
                .hasSize(11)
                .last()
                .extracting("starDay", "retained", "before")
                .containsExactly(CollectFixture.DAY.minusDays(2), 2L, 97L);
        assertThat(days)
                .first()
                .extracting("starDay", "retained", "before")
                .containsExactly(CollectFixture.DAY.minusDays(12), 1L, 78L);
    }

    @Test
    void oddAnswers_giveNoDays() {
        for (String odd :
                List.of("[]", "{}", "[{\"week\":1772323200,\"days\":[1,2]}]", "[{\"days\":[1,1,1,1,1,1,1]}]")) {
            assertThat(StarHistory.days(
                            Objects.requireNonNull(JsonTexts.parsed(odd)),
                            10,
                            CollectFixture.DAY,
                            Instant.parse("2026-03-06T00:05:00Z")))
                    .as(odd)
                    .isEmpty();
        }
        assertThat(StarHistory.days(
                        Objects.requireNonNull(JsonTexts.parsed(TWO_WEEKS)),
                        3,
                        CollectFixture.DAY,
                        Instant.parse("2026-03-06T00:05:00Z")))
                .as("fewer stars than the history has: none is below 0")
                .allMatch(day -> day.before() >= 0);
    }

    @Test
    void newRepositories_areReadOnce_asManyAsAllowed() {
        for (int i = 1; i <= 3; i++) {
            github.add(i, "o/r" + i, 100);
        }
        github.histories.put(1L, TWO_WEEKS);
        fixture.follow("o/r1", "o/r2", "o/r3");

        CollectReport report = fixture.collect();

        assertThat(report.restRequests()).isEqualTo(2);
        assertThat(WholeFiles.lines(fixture.folders.histories(CollectFixture.DAY)))
                .hasSize(12)
                .startsWith("repo_id,read_on,star_day,stars_retained,stars_before", "1,2026-03-06,2026-02-22,1,78");
        assertThat(fixture.census().all())
                .extracting(Followed::key, each -> each.historyOn() != null)
                .containsExactly(tuple("id:1", true), tuple("id:2", true), tuple("id:3", false));
        assertThat(fixture.collect(CollectFixture.DAY.plusDays(1)).restRequests())
                .isZero();
    }

    @Test
    void auditedRepositories_areReadOnceAWeek_longestUnreadFirst() {
        for (int i = 1; i <= 4; i++) {
            github.add(i, "o/r" + i, 100);
            github.histories.put((long) i, TWO_WEEKS);
        }
        fixture.followAll(FoundBy.BAND);
        Audit.write(fixture.folders.audit(), List.of(1L, 2L, 3L));

        assertThat(fixture.collect().restRequests()).isEqualTo(2);
        assertThat(fixture.collect(CollectFixture.DAY.plusDays(1)).restRequests())
                .isEqualTo(1);
        assertThat(fixture.collect(CollectFixture.DAY.plusDays(2)).restRequests())
                .isZero();
        assertThat(fixture.collect(CollectFixture.DAY.plusDays(7)).restRequests())
                .isEqualTo(2);
        assertThat(fixture.census().byId(4).orElseThrow().historyOn()).isNull();
    }

    @Test
    void historyThatHasNotChanged_isFree_andGivesTheSameDays() {
        for (int i = 1; i <= 2; i++) {
            github.add(i, "o/r" + i, 100);
            github.histories.put((long) i, TWO_WEEKS);
        }
        fixture.followAll(FoundBy.BAND);
        Audit.write(fixture.folders.audit(), List.of(1L, 2L));
        LocalDate later = CollectFixture.DAY.plusDays(7);

        assertThat(fixture.collect().notModified()).isZero();
        long left = github.restRequests;
        github.histories.put(2L, TWO_WEEKS.replace("[5,4,3,2,1,0,0]", "[4,4,3,2,1,9,0]"));
        CollectReport report = fixture.collect(later);

        assertThat(report.notModified()).isEqualTo(1);
        assertThat(report.lines().get(1)).endsWith("2 of REST (1 not modified)");
        assertThat(left - github.restRequests)
                .as("only what has changed costs a request")
                .isEqualTo(1);
        assertThat(WholeFiles.lines(fixture.folders.histories(later)))
                .contains(
                        "1,2026-03-13,2026-03-01,5,85", "2,2026-03-13,2026-03-01,4,77", "2,2026-03-13,2026-03-06,9,91")
                .contains("1,2026-03-13,2026-03-06,0,100");
        assertThat(WholeFiles.lines(fixture.folders.answers(later, StarHistory.STEP)))
                .as("the answers as they came")
                .anyMatch(line -> line.contains("\"status\":304"));
    }

    @Test
    void keptAnswers_thatAreLostOrOld_onlyMeanAWholeAnswer() throws IOException {
        github.add(1, "o/r1", 100);
        github.histories.put(1L, TWO_WEEKS);
        fixture.followAll(FoundBy.BAND);
        Audit.write(fixture.folders.audit(), List.of(1L));
        fixture.collect();
        assertThat(KeptAnswers.read(fixture.folders.keptHistories()).all()).hasSize(1);

        Files.delete(fixture.folders.keptHistories());
        assertThat(fixture.collect(CollectFixture.DAY.plusDays(7)).notModified())
                .isZero();
        assertThat(fixture.collect(CollectFixture.DAY.plusDays(14)).notModified())
                .isEqualTo(1);
        Audit.write(fixture.folders.audit(), List.of());
        fixture.collect(CollectFixture.DAY.plusDays(40));
        assertThat(KeptAnswers.read(fixture.folders.keptHistories()).all())
                .as("nobody asked for it in two weeks")
                .isEmpty();
    }

    @Test
    void listOfNames_thatHasNotChanged_isFree_andKeepsNothingPrivate() {
        for (int i = 1; i <= 101; i++) {
            github.add(i, "o/r" + i, 100).isPrivate = i == 7;
        }
        NameSearch search = new NameSearch(
                fixture.folders, fixture.settings(), CollectFixture.token(), fixture.time, CollectProgress.SILENT);
        assertThat(search.ofOwner("o")).hasSize(100).doesNotContain("o/r7");
        long left = github.restRequests;
        NameSearch again = new NameSearch(
                fixture.folders, fixture.settings(), CollectFixture.token(), fixture.time, CollectProgress.SILENT);

        assertThat(again.ofOwner("o")).hasSize(100).doesNotContain("o/r7");
        assertThat(github.restRequests).isEqualTo(left);
        assertThat(fixture.texts().values()).noneMatch(text -> text.contains("o/r7\""));
    }

    @Test
    void repositoryThatIsClosed_doesNotEndTheWalk() {
        github.add(1, "o/r1", 100);
        github.add(2, "o/r2", 100);
        github.histories.put(2L, TWO_WEEKS);
        fixture.follow("o/r1", "o/r2");
        github.fault = request -> request.path().startsWith("/repos/o/r1/")
                ? java.util.Optional.of(SimulatedGitHub.Reply.of(403, "{\"message\":\"no\"}"))
                : java.util.Optional.empty();

        assertThat(fixture.collect().present()).isEqualTo(2);
        assertThat(WholeFiles.lines(fixture.folders.histories(CollectFixture.DAY)))
                .hasSize(12);
    }
}
