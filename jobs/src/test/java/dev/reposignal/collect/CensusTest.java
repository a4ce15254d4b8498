package dev.reposignal.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.watch.WatchlistFile;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CensusTest {
    private static final LocalDate DAY = CollectFixture.DAY;

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
    void deletedRepository_isGoneAfterThreeNightsAndOneLookByItsId() {
        SimulatedRepository deleted = github.add(1, "a/a", 5);
        fixture.followAll(FoundBy.BAND);
        deleted.isDeleted = true;

        fixture.collect(DAY);
        fixture.collect(DAY.plusDays(1));
        assertThat(only().state()).isEqualTo(FollowState.FOLLOWED);
        assertThat(github.asked).doesNotContain("/repositories/1");
        CollectReport third = fixture.collect(DAY.plusDays(2));

        assertThat(third.gone()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(FollowState.GONE);
        assertThat(only().why()).isEqualTo("GitHub answers 404 to its id");
        assertThat(only().missingSince()).isEqualTo(DAY);
        assertThat(fixture.collect(DAY.plusDays(3)).asked()).isZero();
    }

    @Test
    void repositoryWithANewNodeId_isFoundByItsIdAndKept() {
        SimulatedRepository repository = github.add(1, "a/a", 5);
        fixture.followAll(FoundBy.BAND);
        github.fault = request -> request.path().equals("/graphql")
                ? java.util.Optional.of(SimulatedGitHub.Reply.of(
                        200,
                        "{\"data\":{\"nodes\":[null]},\"errors\":[{\"type\":\"NOT_FOUND\",\"path\":[\"nodes\",0]}]}"))
                : java.util.Optional.empty();
        fixture.collect(DAY);
        fixture.collect(DAY.plusDays(1));
        CollectReport third = fixture.collect(DAY.plusDays(2));

        assertThat(third.present()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(FollowState.FOLLOWED);
        assertThat(only().missingNights()).isZero();
        assertThat(only().nodeId()).isEqualTo(repository.nodeId());
    }

    @Test
    void returnBeforeTheThirdNight_startsTheCountAnew() {
        SimulatedRepository repository = github.add(1, "a/a", 5);
        fixture.followAll(FoundBy.BAND);
        repository.isDeleted = true;
        fixture.collect(DAY);
        fixture.collect(DAY.plusDays(1));
        repository.isDeleted = false;
        fixture.collect(DAY.plusDays(2));
        repository.isDeleted = true;
        fixture.collect(DAY.plusDays(3));

        assertThat(only().missingNights()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(FollowState.FOLLOWED);
    }

    @Test
    void unknownName_isGoneAfterThreeNights() {
        fixture.follow("nobody/nothing");
        fixture.collect(DAY);
        fixture.collect(DAY.plusDays(1));
        fixture.collect(DAY.plusDays(2));

        assertThat(only().state()).isEqualTo(FollowState.GONE);
        assertThat(only().why()).isEqualTo("GitHub has no repository of this name");
    }

    @Test
    void renameAndTransfer_keepTheRepository() {
        SimulatedRepository repository = github.add(1, "a/a", 5);
        fixture.followAll(FoundBy.BAND);
        fixture.collect(DAY);
        repository.fullName = "b/other";
        fixture.collect(DAY.plusDays(1));

        assertThat(only().key()).isEqualTo("id:1");
        assertThat(only().fullName()).isEqualTo("b/other");
        assertThat(fixture.census().byName("b/other")).isPresent();
    }

    @Test
    void anotherRepositoryUnderTheOldName_isAnother() {
        SimulatedRepository old = github.add(1, "a/a", 500);
        fixture.followAll(FoundBy.BAND);
        fixture.collect(DAY);
        old.isDeleted = true;
        github.add(2, "a/a", 3);
        fixture.follow("a/a");
        Census census = fixture.census();
        assertThat(census.byName("a/a").map(Followed::key)).contains("id:1");
        // Discovery finds the new one by its own id.
        census.put(Followed.found(
                java.util.Objects.requireNonNull(
                        Observed.ofRest(github.repository(2).rest(), fixture.time.now())),
                FoundBy.NEWBORN,
                DAY.plusDays(1)));
        census.write(fixture.folders.census());
        CollectReport report = fixture.collect(DAY.plusDays(1));

        assertThat(report.present()).isEqualTo(1);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(fixture.census().byName("a/a").map(Followed::key)).contains("id:2");
        assertThat(fixture.census().all()).extracting(Followed::key).containsExactly("id:1", "id:2");
    }

    @Test
    void formerNameOfWhatIsFollowed_isOneRepository() {
        github.add(1, "a/new", 5);
        github.formerNames.put("a/old", 1L);
        fixture.followAll(FoundBy.BAND);
        fixture.follow("a/old");

        CollectReport report = fixture.collect(DAY);

        assertThat(report.asked()).isEqualTo(1);
        assertThat(report.present()).isEqualTo(1);
        assertThat(fixture.census().all()).hasSize(1);
        assertThat(only().foundBy()).isEqualTo(FoundBy.ASKED);
    }

    @Test
    void smallAndSlowRepository_isLeftAfterThirtyDays_anAskedOneNever() {
        github.add(1, "a/slow", 20);
        github.add(2, "a/growing", 20);
        github.add(3, "a/asked", 20);
        fixture.followAll(FoundBy.NEWBORN);
        fixture.follow("a/asked");
        for (int days = 0; days <= 40; days += 10) {
            github.repository(2).stars += 5;
            fixture.collect(DAY.plusDays(days));
        }

        assertThat(fixture.census().byName("a/slow").orElseThrow().state()).isEqualTo(FollowState.PAUSED);
        assertThat(fixture.census().byName("a/slow").orElseThrow().why())
                .isEqualTo("20 stars and 0 in 28 days after 30 days");
        assertThat(fixture.census().byName("a/growing").orElseThrow().isFollowed())
                .isTrue();
        assertThat(fixture.census().byName("a/asked").orElseThrow().isFollowed())
                .isTrue();
    }

    @Test
    void need_isAskedThenYoungThenPace() {
        Census census = new Census();
        census.put(found(1, 100, 100, "2020-01-01"));
        census.put(found(2, 100, 300, "2020-01-01"));
        census.put(found(3, 10, 10, "2026-03-01"));
        census.put(found(4, 10, 10, "2020-01-01"));
        census.follow("x/asked", DAY);

        assertThat(census.byNeed(DAY, 90, Watchlists.NONE))
                .extracting(Followed::key)
                .containsExactly("name:x/asked", "id:3", "id:2", "id:1", "id:4");
    }

    @Test
    void watchedRepository_isFollowedAskedForFirstAndNeverLeft() {
        github.add(1, "a/small", 3);
        github.add(2, "b/fast", 300);
        fixture.followAll(FoundBy.BAND);
        github.add(3, "c/new", 2);
        fixture.watched = watching("A/Small", "c/new");

        fixture.collect(DAY);
        assertThat(fixture.census().byName("c/new").orElseThrow().foundBy()).isEqualTo(FoundBy.WATCHLIST);
        assertThat(fixture.census().byNeed(DAY.plusDays(1), 90, fixture.watched))
                .extracting(Followed::fullName)
                .endsWith("b/fast")
                .hasSize(3);
        for (int night = 1; night < 60; night++) {
            fixture.collect(DAY.plusDays(night));
        }
        assertThat(fixture.census().all())
                .allMatch(each -> each.isFollowed() || each.fullName().equals("b/fast"));

        fixture.watched = Watchlists.NONE;
        for (int night = 60; night < 70; night++) {
            fixture.collect(DAY.plusDays(night));
        }
        assertThat(fixture.census().byName("c/new").orElseThrow().state()).isEqualTo(FollowState.PAUSED);
        fixture.watched = watching("c/new");
        assertThat(fixture.collect(DAY.plusDays(70)).present()).isGreaterThanOrEqualTo(1);
        assertThat(fixture.census().byName("c/new").orElseThrow().why()).isEqualTo("a watchlist names it");
    }

    @Test
    void unfollowedRepository_staysPausedAlthoughAListNamesIt() {
        github.add(1, "a/a", 5);
        fixture.watched = watching("a/a");
        fixture.collect(DAY);
        Census census = fixture.census();
        census.unfollow("a/a", DAY);
        census.write(fixture.folders.census());

        assertThat(fixture.collect(DAY.plusDays(1)).asked()).isZero();
    }

    @Test
    void watchedRepositoryUnderAFormerName_isFollowedUnderItsNewOne() {
        SimulatedRepository renamed = github.add(1, "a/old", 5);
        fixture.watched = watching("a/old");
        fixture.collect(DAY);
        renamed.fullName = "a/new";
        github.formerNames.put("a/old", 1L);

        for (int night = 1; night < 50; night++) {
            CollectReport report = fixture.collect(DAY.plusDays(night));
            assertThat(report.present()).isEqualTo(1);
        }
        assertThat(only().fullName()).isEqualTo("a/new");
        assertThat(only().isFollowed()).isTrue();
    }

    @Test
    void watchedOwner_isSearchedFor() {
        github.add(1, "apache/spark", 500);
        github.add(2, "other/x", 500);
        fixture.watched = watching("apache/*");

        assertThat(fixture.collect(DAY).found()).isEqualTo(1);
        assertThat(only().fullName()).isEqualTo("apache/spark");
        assertThat(only().foundBy()).isEqualTo(FoundBy.WATCHLIST);
    }

    private Watchlists watching(String... names) {
        Path lists = folder.resolve("watchlists" + names.length + names[0].charAt(0));
        WatchlistFile.of(lists, "test").add(List.of(names));
        return Watchlists.read(lists);
    }

    private static Followed found(long id, long before, long now, String created) {
        return Followed.found(observed(id, before, created), FoundBy.BAND, DAY.minusDays(10))
                .seen(observed(id, now, created), DAY);
    }

    private static Observed observed(long id, long stars, String created) {
        return new Observed(
                id,
                "n" + id,
                "o/r" + id,
                null,
                null,
                null,
                stars,
                null,
                null,
                null,
                java.time.Instant.parse(created + "T00:00:00Z"),
                false,
                null,
                java.time.Instant.parse("2026-03-06T00:05:00Z"));
    }

    @Test
    void unfollow_pausesAndFollowBringsBack() {
        Census census = new Census();
        census.follow("A/a", DAY);

        assertThat(census.follow("a/A", DAY)).isFalse();
        assertThat(census.unfollow("a/a", DAY)).isTrue();
        assertThat(census.followed()).isZero();
        assertThat(census.follow("a/a", DAY.plusDays(1))).isTrue();
        assertThat(census.followed()).isEqualTo(1);
    }

    @Test
    void damagedLine_isNamed() throws IOException {
        Path file = fixture.folders.census();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"full_name\":\"a/a\"\n");

        assertThatThrownBy(() -> Census.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("line 1 is damaged");
    }

    private Followed only() {
        assertThat(fixture.census().all()).hasSize(1);
        return fixture.census().all().iterator().next();
    }
}
