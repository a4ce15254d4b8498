package dev.reposignal.site.read;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.site.BacktestProof;
import dev.reposignal.site.BoardChange;
import dev.reposignal.site.Edition;
import dev.reposignal.site.Mover;
import dev.reposignal.site.SiteContent.ArticleNight;
import dev.reposignal.site.SiteContent.NamedFact;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleNights;
import dev.reposignal.testing.TestRows;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the site reads of the sample's two nights, against the views that analysts ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteReaderTest {
    private static final int LISTED = 100;

    @TempDir
    static Path folder;

    private @Nullable Lake opened;
    private @Nullable SiteReader reader;

    @BeforeAll
    void read() {
        opened = SampleNights.copy(folder.resolve("lake"));
        lake().replaceWhere(
                        Tables.BACKTEST_METRICS,
                        "true",
                        TestRows.of(Tables.BACKTEST_METRICS, TestRows.rows(Tables.BACKTEST_METRICS, """
                        backtest_id | first_day  | last_day   | period  | method       | metric           | place | value | low  | high | cases
                        old         | 2025-01-01 | 2025-02-01 | all     | board        | precision        | 15    | 0.9   | 0.8  | 1.0  | 5
                        new         | 2025-07-01 | 2025-09-01 | all     | board        | precision        | 15    | 0.25  | 0.2  | 0.3  | 9
                        new         | 2025-07-01 | 2025-09-01 | 2025-Q3 | board        | precision        | 15    | 0.5   | 0.4  | 0.6  | 4
                        new         | 2025-07-01 | 2025-09-01 | all     | board        | precision        | 50    | 0.1   | 0.1  | 0.2  | 9
                        new         | 2025-07-01 | 2025-09-01 | all     | probability  | precision        | 15    | 0.4   | 0.3  | 0.5  | 9
                        new         | 2025-07-01 | 2025-09-01 | all     | velocity_24h | precision        | 15    | 0.08  | 0.06 | 0.1  | 9
                        new         | 2025-07-01 | 2025-09-01 | all     | universe     | breakout_share   | 0     | 0.002 | null | null | 900
                        new         | 2025-07-01 | 2025-09-01 | all     | probability  | auc              | 0     | 0.97  | 0.96 | 0.98 | 900
                        new         | 2025-07-01 | 2025-09-01 | all     | probability  | mean_probability | 3     | 0.24  | null | null | 60
                        new         | 2025-07-01 | 2025-09-01 | all     | probability  | observed_share   | 3     | 0.15  | 0.1  | 0.2  | 60
                        """)));
        reader = new SiteReader(lake());
    }

    @AfterAll
    void close() {
        if (reader != null) {
            reader.close();
        }
    }

    @Test
    void movers_areTheFirstOfTheView() {
        List<String> ofTheView = LakeSession.now(lake())
                .relation("movers")
                .where(col("position").leq(LISTED).and(col("velocity").gt(0)))
                .orderBy("window_days", "position")
                .collectAsList()
                .stream()
                .map(row -> "%s %s %s %s"
                        .formatted(
                                row.<Integer>getAs("window_days"),
                                row.<Integer>getAs("position"),
                                row.<String>getAs("repo_key"),
                                row.<Long>getAs("stars_gained")))
                .toList();

        assertThat(site().movers().stream()
                        .filter(mover -> mover.position() <= LISTED)
                        .map(mover -> "%s %s %s %s"
                                .formatted(mover.windowDays(), mover.position(), mover.repoKey(), mover.starsGained())))
                .isNotEmpty()
                .containsExactlyElementsOf(ofTheView);
    }

    @Test
    void quietClimbers_areThoseOfTheView() {
        List<String> ofTheView =
                LakeSession.now(lake())
                        .relation("quiet_climbers")
                        .orderBy("position")
                        .limit(15)
                        .collectAsList()
                        .stream()
                        .map((Row row) -> row.<String>getAs("repo_key"))
                        .toList();

        assertThat(site().quietClimbers().stream().map(Mover::repoKey)).containsExactlyElementsOf(ofTheView);
    }

    @Test
    void boardChanges_areThoseOfTheView() {
        String latest = Objects.requireNonNull(site().edition().day()).toString();
        List<String> ofTheView = LakeSession.now(lake())
                .relation("board_changes")
                .where(col("snapshot_date")
                        .equalTo(latest)
                        .and(col("tier")
                                .equalTo("surfacing")
                                .or(col("previous_tier").equalTo("surfacing"))))
                .collectAsList()
                .stream()
                .map(row -> "%s %s %s %s"
                        .formatted(
                                row.getDate(row.fieldIndex("previous_night")),
                                row.<String>getAs("repo_key"),
                                row.<Integer>getAs("board_place"),
                                row.<Integer>getAs("previous_place")))
                .toList();

        List<BoardChange> changes = site().boardChanges();

        assertThat(changes.stream()
                        .filter(change -> change.isNew() || change.isGone())
                        .map(change -> "%s %s %s %s"
                                .formatted(
                                        change.previousNight(),
                                        change.repoKey(),
                                        change.boardPlace(),
                                        change.previousPlace())))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ofTheView);
        assertThat(changes.stream().filter(BoardChange::isGone)).isNotEmpty().allMatch(change -> change.why() != null);
        assertThat(changes.stream().filter(change -> !change.isGone()).map(BoardChange::boardPlace))
                .isSorted()
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
    }

    @Test
    void namesInArticles_haveAPage() {
        List<NamedFact> named = new ArrayList<>();
        site().articles(site().edition().articles().stream()
                        .map(Edition.ArticleHeading::day)
                        .toList())
                .forEachRemaining((ArticleNight night) -> named.addAll(night.named()));

        // A claim may be about a repository that no night has measured; it has no page.
        Set<String> measured = keys("true");
        assertThat(named.stream()
                        .map(NamedFact::repoKey)
                        .filter(Objects::nonNull)
                        .filter(measured::contains))
                .isNotEmpty()
                .isSubsetOf(site().edition().repositoryKeys());
        assertThat(named.stream().map(NamedFact::clusterId).filter(Objects::nonNull))
                .isNotEmpty()
                .isSubsetOf(site().edition().clusterLabels().keySet());
    }

    @Test
    void articles_haveTheRunThatWroteThemWithItsVersions() {
        List<Edition.ArticleHeading> articles = site().edition().articles();
        List<Edition.Run> runs = articles.stream()
                .map(Edition.ArticleHeading::run)
                .filter(Objects::nonNull)
                .toList();

        assertThat(runs).isNotEmpty().hasSameSizeAs(articles).allSatisfy(run -> {
            assertThat(run.versions()).containsKeys("articles", "article_facts", "snapshots");
            assertThat(run.linked()).hasSize(64);
        });
        assertThat(runs)
                .extracting(run -> LocalDate.parse(run.runId().substring(0, 10)))
                .containsExactlyElementsOf(
                        articles.stream().map(Edition.ArticleHeading::day).toList());
        assertThat(runs).extracting(Edition.Run::linked).doesNotHaveDuplicates();
    }

    @Test
    void everyRepositoryOnABoard_hasAPage() {
        assertThat(keys("board_place IS NOT NULL"))
                .isNotEmpty()
                .isSubsetOf(site().edition().repositoryKeys());
    }

    @Test
    void backtest_isTheLatestOfAllDaysAndOfTheBoard() {
        assertThat(site().backtest())
                .contains(new BacktestProof(
                        "new",
                        LocalDate.of(2025, 7, 1),
                        LocalDate.of(2025, 9, 1),
                        9,
                        new BacktestProof.Share(0.25, 0.2, 0.3),
                        new BacktestProof.Share(0.08, 0.06, 0.1),
                        0.002,
                        0.97,
                        List.of(new BacktestProof.Bin(3, 0.24, 0.15, 0.1, 0.2, 60))));
    }

    @Test
    void clusters_haveTheirPaceOfEveryNightAndAtMostThreeNames() {
        assertThat(site().latestClusters()).isNotEmpty().allSatisfy(listed -> {
            assertThat(listed.pace()).isNotEmpty();
            assertThat(listed.pace().get(listed.pace().size() - 1).snapshotDate())
                    .isEqualTo(site().edition().day());
            assertThat(listed.fastest()).hasSizeBetween(1, 3);
        });
    }

    /** The repositories of the rows of repo_signals that satisfy a condition. */
    private Set<String> keys(String condition) {
        return lake().read(Tables.REPO_SIGNALS).where(condition).select("repo_key").distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
    }

    private Lake lake() {
        return Objects.requireNonNull(opened);
    }

    private SiteReader site() {
        return Objects.requireNonNull(reader);
    }
}
