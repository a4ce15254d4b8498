package dev.reposignal.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Days whose counts cannot be true are held with the figure that shows it; true days are not. */
class LyingFeedTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);
    private static final int REPOSITORIES = 200;
    private static final int DAYS = 12;
    private static final Settings.Health SETTINGS = SampleLake.settings().health();

    /** Stars of a repository on a day: a small repository rarely gains, a large one every day. */
    private static long stars(int repository, int daysBefore) {
        long stars = 60L + 37L * repository * repository;
        for (int back = DAYS; back > daysBefore; back--) {
            long dice = Math.floorMod(repository * 7919L + back * 104_729L, 100);
            stars += dice < 60 ? 0 : (dice - 59) * (1 + repository / 20) / 8 + 1;
        }
        return stars;
    }

    private static Map<String, @Nullable Object> row(int repository, int daysBefore) {
        return new HashMap<>(TestRows.row(
                Table.DAY,
                DAY.minusDays(daysBefore),
                "repo_key",
                "name:o/r" + repository,
                "full_name",
                "o/r" + repository,
                "stars",
                stars(repository, daysBefore),
                "forks",
                stars(repository, daysBefore) / 9 + 30,
                "source",
                repository % 2 == 0 ? "even" : "odd",
                "observed",
                true));
    }

    private static void put(Map<String, @Nullable Object> row, long stars) {
        row.put("stars", stars);
    }

    private static long of(Map<String, @Nullable Object> row) {
        return (Long) java.util.Objects.requireNonNull(row.get("stars"));
    }

    /** The judgement of a day whose rows another has changed; the change gets the repository's number and its row. */
    private static Row judged(BiConsumer<Integer, Map<String, @Nullable Object>> change) {
        return judged(change, REPOSITORIES);
    }

    private static Row judged(BiConsumer<Integer, Map<String, @Nullable Object>> change, int repositories) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int back = DAYS; back >= 0; back--) {
            for (int repository = 1; repository <= repositories; repository++) {
                Map<String, @Nullable Object> row = row(repository, back);
                if (back == 0) {
                    change.accept(repository, row);
                }
                if (row.get("stars") != null) {
                    rows.add(row);
                }
            }
        }
        return FeedHealth.assess(SETTINGS, DAY, TestRows.of(Tables.SNAPSHOTS, rows))
                .head();
    }

    @TestFactory
    Stream<DynamicTest> lie_isHeldAndSaid() {
        Map<String, BiConsumer<Integer, Map<String, @Nullable Object>>> lies = new LinkedHashMap<>();
        lies.put("100.0 % of the 200 repositories observed on both days have 0 stars", (n, row) -> put(row, 0));
        lies.put("have 0 stars and had some on 2026-03-05", (n, row) -> put(row, n % 20 == 0 ? 0 : of(row)));
        lies.put(
                "have less than half or more than twice their stars",
                (n, row) -> put(row, of(row) >= 1_000 ? of(row) / 1_000 : of(row)));
        lies.put("The median repository has 1.1", (n, row) -> put(row, Math.round(stars(n, 1) * 1.1)));
        lies.put("The median repository has 0.8", (n, row) -> put(row, Math.round(stars(n, 0) * 0.8)));
        lies.put(
                "have the same 1.200 times their stars",
                (n, row) -> put(row, n % 4 == 0 ? Math.round(stars(n, 1) * 1.2) : of(row)));
        lies.put("have the same 1.010 times their stars", (n, row) -> put(row, Math.round(stars(n, 1) * 1.01)));
        lies.put("changed by exactly +300 stars", (n, row) -> put(row, stars(n, 1) + 300));
        lies.put(
                "% of the 200 repositories also observed on 2026-03-05 changed by exactly +25 stars",
                (n, row) -> put(row, n % 5 == 0 ? stars(n, 1) + 25 : of(row)));
        lies.put(
                "100.0 % of the 200 repositories also observed on 2026-03-05 changed by exactly +1 stars",
                (n, row) -> put(row, stars(n, 1) + 1));
        lies.put(
                "have the same stars as on 2026-03-05, where",
                (n, row) -> put(row, n % 10 == 0 ? of(row) + n : stars(n, 1)));
        lies.put("have the same stars as on 2026-03-02, where", (n, row) -> put(row, stars(n, 4)));
        lies.put(
                "The source even, 50.0 % of the compared repositories, repeats 100.0 % of its counts",
                (n, row) -> put(row, n % 2 == 0 ? stars(n, 1) : of(row)));
        lies.put("Only 0 of 200 repositories can be compared with 2026-03-05", (n, row) -> {
            row.put("repo_id", 1_000L + n);
            row.put("repo_key", "id:" + (1_000 + n));
        });
        lies.put(
                "100.0 % of the rows give GitHub's numeric id, and 0.0 % did",
                (n, row) -> row.put("repo_id", 1_000L + n));
        lies.put("have as their stars what were their forks or open issues", (n, row) -> {
            long forks = (Long) java.util.Objects.requireNonNull(row.get("forks"));
            row.put("forks", of(row));
            put(row, forks);
        });
        lies.put(
                "1 pair(s) of repositories have exchanged their stars",
                (n, row) -> put(row, n == 30 ? stars(60, 0) : n == 60 ? stars(30, 0) : of(row)));
        lies.put("have fewer stars than on 2026-03-05", (n, row) -> put(row, stars(n, 1) - 1 - n % 7));
        lies.put("have less than half or more than twice", (n, row) -> put(row, stars(REPOSITORIES + 1 - n, 0)));
        return lies.entrySet().stream()
                .map(lie -> DynamicTest.dynamicTest(lie.getKey(), () -> {
                    Row health = judged(lie.getValue());
                    assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
                    assertThat(health.<Boolean>getAs("is_distorted")).isTrue();
                    assertThat(health.<String>getAs("reason")).contains(lie.getKey());
                }));
    }

    /** As from a day that was delivered twice, the second time with other counts for some, of which the greater are kept. */
    @Test
    void fewRepositoriesWithTheSameRate_areHeldWhereTheyAreMany() {
        Row health = judged((n, row) -> put(row, n % 16 == 0 ? stars(n, 1) * 3 / 2 : of(row)), 400);
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
        assertThat(health.<String>getAs("reason")).contains("have the same 1.499 times their stars");
    }

    @Test
    void roundedCounts_areHeld() {
        Row health = judged((n, row) -> put(row, of(row) < 1_000 ? of(row) : (of(row) + 50) / 100 * 100));
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
        assertThat(health.<String>getAs("reason")).contains("are whole hundreds: they are rounded");
    }

    @Test
    void countsOfTheNextRepositoryInTheList_areHeld() {
        Row health = judged((n, row) -> put(row, stars(n % REPOSITORIES + 1, 0)));
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
    }

    @Test
    void countsWithoutTheirLastDigit_areHeldAlsoWhereTheyAreFew() {
        Row health = judged((n, row) -> put(row, n % 30 == 0 ? of(row) / 10 : of(row)));
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
    }

    @Test
    void countsOfSixteenBits_areHeld() {
        Row health = judged((n, row) -> put(row, of(row) % 65_536));
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
    }

    @Test
    void countsThatWereAddedUpOverTwoDays_areHeld() {
        Row health = judged((n, row) -> put(row, stars(n, 0) + stars(n, 1)));
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
    }

    @Test
    void halfOfTheDayBeforeAndHalfOfTheDayBeforeThat_areHeld() {
        Row health = judged((n, row) -> put(row, stars(n, 1 + n % 2)));
        assertThat(health.<String>getAs("verdict")).isEqualTo("hold");
    }

    @Test
    void trueDay_isPublishedWithoutAWord() {
        Row health = judged((n, row) -> {});
        assertThat(health.<@Nullable String>getAs("reason")).isNull();
        assertThat(health.<@Nullable String>getAs("warnings")).isNull();
        assertThat(health.<Long>getAs("swapped_pairs")).isZero();
        assertThat(health.<Double>getAs("share_comparable")).isEqualTo(1.0);
    }

    @Test
    void purgeOfAQuarter_isPublishedAsAPurge() {
        Row health = judged((n, row) -> put(row, n % 4 == 0 ? stars(n, 1) - 1 - n % 9 : of(row)));
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
        assertThat(health.<Boolean>getAs("is_purge_day")).isTrue();
    }

    @Test
    void oneRepositoryThatExplodes_isPublished() {
        assertThat(judged((n, row) -> put(row, n == 7 ? 90_000 : of(row))).<String>getAs("verdict"))
                .isEqualTo("publish");
    }

    @Test
    void fewRepositoriesOfASmallFeedThatChangeAlike_arePublished() {
        // 5 of 40 with the same step, as any small feed has now and then.
        BiConsumer<Integer, Map<String, @Nullable Object>> small = (n, row) -> {
            if (n > 40) {
                row.put("stars", null);
            } else if (n > 30 && n <= 35) {
                put(row, stars(n, 1) + 15);
            }
        };
        assertThat(judged(small, 40).<@Nullable String>getAs("reason")).isNull();
        BiConsumer<Integer, Map<String, @Nullable Object>> most = (n, row) -> {
            if (n > 40) {
                row.put("stars", null);
            } else if (n % 4 != 0) {
                put(row, stars(n, 1) + 15);
            }
        };
        assertThat(judged(most, 40).<String>getAs("reason")).contains("changed by exactly +15 stars");
    }

    @Test
    void distortedDays_areFoundAmongManyAndNotTheDaysAfterThem() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int back = DAYS; back >= 0; back--) {
            for (int repository = 1; repository <= REPOSITORIES; repository++) {
                Map<String, @Nullable Object> row = row(repository, back);
                if (back == 7 || back == 2) {
                    put(row, back == 7 ? 0 : of(row) * 1_000);
                }
                rows.add(row);
            }
        }
        Dataset<Row> snapshots = TestRows.of(Tables.SNAPSHOTS, rows);

        assertThat(distorted(FeedHealth.assessAll(SETTINGS, Map.of(), snapshots)))
                .containsExactly(DAY.minusDays(7).toString(), DAY.minusDays(2).toString());
        assertThat(distorted(FeedHealth.assess(SETTINGS, DAY.minusDays(8), DAY, Map.of(), snapshots)))
                .as("before a night")
                .containsExactly(DAY.minusDays(7).toString(), DAY.minusDays(2).toString());
        assertThat(distorted(FeedHealth.assessAll(SETTINGS, Map.of(DAY.minusDays(7), true), snapshots)))
                .as("what a night has found is not judged again")
                .containsExactly(DAY.minusDays(2).toString());
        assertThat(distorted(FeedHealth.assessAll(SETTINGS, Map.of(DAY.minusDays(2), false), snapshots)))
                .as("and with what a night has passed the next days are compared")
                .containsExactly(DAY.minusDays(7).toString(), DAY.minusDays(1).toString(), DAY.toString());
    }

    private static List<String> distorted(Dataset<Row> days) {
        return days.where("is_distorted").select(Table.DAY).collectAsList().stream()
                .map(row -> row.get(0).toString())
                .sorted()
                .toList();
    }

    @Test
    void halfOfASourceMissing_isWarnedOf() {
        Row health = judged((n, row) -> {
            if (n % 2 == 0 && n > 140) {
                row.put("stars", null);
            }
        });
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
        assertThat(health.<String>getAs("warnings"))
                .isEqualTo("Much less than on 2026-03-05 came from even (70 rows instead of 100).");
    }

    @Test
    void missingSource_isWarnedOf() {
        Row health = judged((n, row) -> {
            if (n % 10 != 0 && n % 2 == 0 && n > 90) {
                row.put("stars", null);
            }
            if (n % 2 == 0) {
                row.put("source", "odd");
            }
        });
        assertThat(health.<String>getAs("verdict")).isEqualTo("publish");
        assertThat(health.<String>getAs("warnings"))
                .isEqualTo("Nothing came from even, which gave at least 5 % of the rows of 2026-03-05.");
    }
}
