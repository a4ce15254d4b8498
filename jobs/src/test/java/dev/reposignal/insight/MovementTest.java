package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRows;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an article says of a repository: what it is, and on which day of the week its stars came. */
class MovementTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    /** The row of a repository with these counts, the day's last. */
    private static Dataset<Row> measured(String description, int... stars) {
        int first = stars.length - 1;
        return measured(IntStream.range(0, stars.length)
                .mapToObj(
                        i -> "%s | a | a/b | %s | %d | true".formatted(DAY.minusDays(first - i), description, stars[i]))
                .toList());
    }

    private static Dataset<Row> measured(List<String> counts) {
        return measured(counts, "");
    }

    private static Dataset<Row> measured(List<String> counts, String releases) {
        String snapshots = counts.stream()
                .collect(Collectors.joining(
                        "\n", "snapshot_date | repo_key | full_name | description | stars | observed\n", "\n"));
        int[] stars = counts.stream()
                .mapToInt(row -> Integer.parseInt(row.split(" \\| ", -1)[4]))
                .toArray();
        int gained = stars[stars.length - 1] - stars[0];
        return Movement.measured(
                DAY,
                TestRows.table(Tables.REPO_SIGNALS, DAY, """
                        repo_key | full_name | stars | tier    | stars_gained_7d | stars_gained_28d | stars_gained_24h
                        a        | a/b       | %d    | tracked | %d              | %d               | 1
                        """.formatted(stars[stars.length - 1], gained, gained))
                        .withColumn("needed_gain", functions.lit(500)),
                TestRows.table(Tables.SNAPSHOTS, snapshots),
                TestRows.table(Tables.CLUSTERS, DAY, "cluster_id | label\n"),
                TestRows.table(Tables.CLUSTER_MEMBERS, DAY, "repo_key | cluster_id\n"),
                TestRows.table(Tables.PREDICTIONS, "prediction_id | made_on\n"),
                TestRows.table(Tables.HIGHLIGHTS, DAY, "subject_type | subject_key\n"),
                TestRows.table(Tables.TRENDS, DAY, "subject_type | leader_repo_key\n"),
                TestRows.table(Tables.TREND_MEMBERS, DAY, "repo_key\n"),
                TestRows.table(Tables.CENSUS, "repo_key | released_on\n" + releases));
    }

    @Test
    void bestDay_isTheOneBeforeTheCountThatShowsIt() {
        assertThatRows(measured("x", 100, 101, 102, 162, 163, 164, 165, 180)).areExactly("""
                best_day   | best_day_share
                2026-03-01 | 0.75
                """);
    }

    @Test
    void dayWithoutACount_leavesTheBestDayUnknown() {
        Dataset<Row> gap = measured("x", 100, 101, 102, 162, 163, 164, 180);

        assertThatRows(gap).areExactly("""
                best_day | best_day_share
                null     | null
                """);
    }

    @Test
    void weeksThatRise_areCountedBackFromThisOne() {
        assertThatRows(weeks(100, 110, 130, 160, 200)).areExactly("""
                rising_weeks
                3
                """);
        assertThatRows(weeks(100, 130, 150, 160, 200)).areExactly("""
                rising_weeks
                1
                """);
        assertThatRows(weeks(100, 110, 130, 200, 230)).areExactly("""
                rising_weeks
                0
                """);
    }

    /** The row of a repository with these counts, a week apart. */
    private static Dataset<Row> weeks(int... stars) {
        int first = stars.length - 1;
        return measured(IntStream.range(0, stars.length)
                .mapToObj(i -> "%s | a | a/b | x | %d | true".formatted(DAY.minusWeeks(first - i), stars[i]))
                .toList());
    }

    @ParameterizedTest(name = "released on {0}: {1}")
    @CsvSource(
            nullValues = "null",
            value = {
                "2026-03-06, 2026-03-06",
                "2026-02-20, 2026-02-20",
                "2026-02-19, null",
                "2026-03-07, null",
            })
    void release_isKnownForTwoWeeks_andNoneAfterTheNight(String released, @Nullable String known) {
        Dataset<Row> measured = measured(List.of(DAY + " | a | a/b | x | 100 | true"), "a | %s".formatted(released));

        assertThatRows(measured).areExactly("released_on\n" + known);
    }

    @Test
    void descriptionThatChangedInFourWeeks_isMarked() {
        LocalDate before = DAY.minusDays(28);

        assertThatRows(measured(List.of(
                        before + " | a | a/b | a tool | 100 | true",
                        DAY + " | a | a/b | a tool for teams | 120 | true")))
                .areExactly("is_newly_described\ntrue");
        assertThatRows(measured(
                        List.of(before + " | a | a/b | a tool | 100 | true", DAY + " | a | a/b | a tool | 120 | true")))
                .areExactly("is_newly_described\nfalse");
        assertThatRows(measured(List.of(DAY + " | a | a/b | a tool | 120 | true")))
                .areExactly("is_newly_described\nnull");
    }
}
