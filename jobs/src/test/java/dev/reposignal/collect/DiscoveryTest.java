package dev.reposignal.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    private static final LocalDate DAY = CollectFixture.DAY;

    @TempDir
    Path folder;

    private SimulatedGitHub github;
    private CollectFixture fixture;

    @BeforeEach
    void start() throws IOException {
        github = new SimulatedGitHub();
        fixture = new CollectFixture(folder.resolve("lake"), github);
        fixture.set.put("collect.newborn_days", "14");
        fixture.set.put("collect.band_stars", "1000");
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void youngRepository_isFollowedFromTenStarsOn_withARowOfTheDay() {
        created(1, "2026-03-04", 10);
        created(2, "2026-03-04", 9);
        created(3, "2020-01-01", 500);

        CollectReport report = fixture.collect();

        assertThat(report.found()).isEqualTo(1);
        assertThat(report.asked()).isZero();
        assertThat(fixture.census().all()).extracting(Followed::key).containsExactly("id:1");
        assertThat(fixture.snapshots().get(1)).startsWith("2026-03-06,1,o/r1,").contains(",tools,10,1,5,");
        assertThat(fixture.collect(DAY.plusDays(1)).lines().get(0))
                .startsWith("2026-03-07: 1 asked = 1 present + 0 missing + 0 failed; 0 found");
    }

    @Test
    void olderYoung_areFoundOnceAWeek() {
        created(1, DAY.minusDays(40).toString(), 60);
        int nights = 0;
        for (int i = 0; i < 7; i++) {
            nights += fixture.collect(DAY.plusDays(i)).found();
        }

        assertThat(nights).isEqualTo(1);
    }

    @Test
    void moreThanTheBound_isSplitUntilAllAreFound() {
        for (int i = 1; i <= 2_600; i++) {
            created(i, "2026-03-04", 10 + 4_000 / i);
        }

        CollectReport report = fixture.collect();

        assertThat(report.found()).isEqualTo(2_600);
        assertThat(github.asked).noneMatch(path -> path.contains("page=11"));
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    void oneStarCountAboveTheBound_isCutWithAWarning() {
        for (int i = 1; i <= 1_100; i++) {
            created(i, "2026-03-04", 10);
        }

        assertThat(fixture.collect().found()).isEqualTo(1_000);
        assertThat(fixture.warnings)
                .containsExactly("GitHub gives only 1,000 of the 1,100 repositories with 10 stars created:2026-03-04");
    }

    @Test
    void bandsOfAWeek_findAllWithAThousandStars() {
        for (int i = 1; i <= 300; i++) {
            created(i, "2020-01-01", 700 + i * i);
        }
        for (int i = 0; i < 7; i++) {
            fixture.collect(DAY.plusDays(i));
        }

        assertThat(fixture.census().all())
                .hasSize((int) github.repositories.values().stream()
                        .filter(each -> each.stars >= 1_000)
                        .count())
                .allMatch(each -> each.foundBy() == FoundBy.BAND);
    }

    @Test
    void hints_areOnlyHints() throws IOException {
        created(1, "2020-01-01", 40);
        created(2, "2020-01-01", 50);
        created(3, "2020-01-01", 3);
        Path list = Files.writeString(folder.resolve("trending.csv"), """
                trending_date,full_name,stars
                2026-03-06,o/r1,40
                2026-03-06,no/such,40
                https://github.com/o/r3
                https://github.com/topics/rust
                """);
        fixture.set.put("collect.trending_file", list.toString());
        fixture.set.put("collect.hacker_news", github.api() + "/hn");
        github.stories = "{\"hits\":[{\"url\":\"https://github.com/O/R2?tab=readme\"},{\"url\":\"https://x.org\"}]}";

        assertThat(fixture.collect().found()).isEqualTo(2);
        assertThat(fixture.census().all()).extracting(Followed::key).containsExactly("id:1", "id:2");
    }

    @Test
    void fullCensus_admitsNoMore() {
        created(1, "2026-03-04", 30);
        created(2, "2026-03-04", 20);
        fixture.set.put("collect.most_followed", "1");

        fixture.collect();

        assertThat(fixture.census().all()).extracting(Followed::key).containsExactly("id:1");
    }

    @Test
    void leftRepository_isFollowedAgainOnceItGrows_anUnfollowedOneIsNot() {
        created(1, "2026-02-20", 30);
        created(2, "2026-02-20", 30);
        fixture.collect();
        Census census = fixture.census();
        census.put(census.byId(1).orElseThrow().in(FollowState.PAUSED, "30 stars", DAY));
        census.unfollow("o/r2", DAY);
        census.write(fixture.folders.census());
        assertThat(fixture.collect(DAY.plusDays(7)).found()).isZero();
        github.repository(1).stars = 45;
        github.repository(2).stars = 45;

        fixture.collect(DAY.plusDays(14));

        assertThat(fixture.census().byId(1).orElseThrow().why()).isEqualTo("found again");
        assertThat(fixture.census().byId(2).orElseThrow().state()).isEqualTo(FollowState.PAUSED);
    }

    @Test
    void unfinishedSearch_isAskedAgainOnce() {
        created(1, "2026-03-04", 30);
        github.fault = request ->
                request.path().contains("2026-03-04") && !request.path().contains("again")
                        ? Optional.of(SimulatedGitHub.Reply.of(
                                200, "{\"total_count\":1,\"incomplete_results\":true,\"items\":[]}"))
                        : Optional.empty();

        assertThat(fixture.collect().found()).isEqualTo(1);
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    void searches_keepTheirPace() {
        fixture.collect();

        int searches = (int)
                github.asked.stream().filter(path -> path.startsWith("/search")).count();
        assertThat(searches).isEqualTo(14 + 10 + 1);
        assertThat(fixture.time.now()).isAfter("2026-03-06T00:05:48Z");
    }

    private void created(long id, String day, long stars) {
        github.add(id, "o/r" + id, stars).createdAt = day + "T01:02:03Z";
    }
}
