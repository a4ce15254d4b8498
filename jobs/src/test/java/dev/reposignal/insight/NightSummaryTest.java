package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRows;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NightSummaryTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final LocalDate PREVIOUS_DAY = LocalDate.parse("2026-02-27");
    private static final Dataset<Row> SIGNALS = TestRows.table(Tables.REPO_SIGNALS, """
            snapshot_date | repo_key | tier      | signal_score | language | velocity_7d | stars_gained_7d | stars_gained_24h
            2026-03-06    | a        | surfacing | 80.25        | Go       | 9.0         | 63              | 9
            2026-03-06    | b        | surfacing | 71.50        | Go       | 5.0         | 35              | 0
            2026-03-06    | c        | tracked   | 60.00        | Zig      | -1.0        | -8              | -2
            2026-03-06    | d        | watched   | null         | C        | null        | null            | null
            2026-03-05    | a        | surfacing | 99.00        | null     | null        | null            | null
            """);
    private static final Dataset<Row> CLUSTERS = TestRows.table(Tables.CLUSTERS, """
            snapshot_date | cluster_id | is_forming
            2026-03-06    | x          | true
            2026-03-06    | y          | false
            2026-03-05    | x          | true
            """);
    private static final Dataset<Row> NO_SIGNALS = TestRows.of(Tables.REPO_SIGNALS);

    @Test
    void night_isSummedInOneRow() {
        Dataset<Row> previous = TestRows.table(Tables.REPO_SIGNALS, PREVIOUS_DAY, """
                repo_key | tier
                a        | surfacing
                gone     | surfacing
                b        | tracked
                """);

        assertThatRows(summed(SIGNALS, CLUSTERS, PREVIOUS_DAY, previous))
                .inEveryColumn()
                .areExactly("""
                snapshot_date | repos_observed | repos_scored | repos_gaining | repos_losing_24h | stars_gained_7d | tracked_repos | surfacing_repos | lowest_surfacing_score | highest_score | tracked_languages | clusters | new_surfacing_repos | dropped_surfacing_repos | forming_clusters | previous_day | young_tracked_repos | young_judged_repos
                2026-03-06    | 4              | 3            | 2             | 1                | 90              | 3             | 2               | 71.50                  | 80.25         | 2                 | 2        | 1                   | 1                       | 1                | 2026-02-27   | 0                   | 0
                """);
    }

    @Test
    void firstNight_hasNoChange() {
        assertThatRows(summed(SIGNALS, CLUSTERS, null, NO_SIGNALS))
                .inEveryColumn()
                .areExactly("""
                snapshot_date | repos_observed | repos_scored | repos_gaining | repos_losing_24h | stars_gained_7d | tracked_repos | surfacing_repos | lowest_surfacing_score | highest_score | tracked_languages | clusters | new_surfacing_repos | dropped_surfacing_repos | forming_clusters | previous_day | young_tracked_repos | young_judged_repos
                2026-03-06    | 4              | 3            | 2             | 1                | 90              | 3             | 2               | 71.50                  | 80.25         | 2                 | 2        | 0                   | 0                       | 1                | null         | 0                   | 0
                """);
    }

    @Test
    void swap_isObservedAndNeitherGainsNorLoses() {
        Dataset<Row> swapped = TestRows.table(Tables.REPO_SIGNALS, DAY, """
                repo_key | tier    | is_level_shift | velocity_7d | stars_gained_7d | stars_gained_24h
                s        | watched | true           | 14075.0     | 98522           | -7
                """);

        assertThatRows(summed(SIGNALS.union(swapped), CLUSTERS, null, NO_SIGNALS))
                .inEveryColumn()
                .areExactly("""
                snapshot_date | repos_observed | repos_scored | repos_gaining | repos_losing_24h | stars_gained_7d | tracked_repos | surfacing_repos | lowest_surfacing_score | highest_score | tracked_languages | clusters | new_surfacing_repos | dropped_surfacing_repos | forming_clusters | previous_day | young_tracked_repos | young_judged_repos
                2026-03-06    | 5              | 3            | 2             | 1                | 90              | 3             | 2               | 71.50                  | 80.25         | 2                 | 2        | 0                   | 0                       | 1                | null         | 0                   | 0
                """);
    }

    @Test
    void youngOfTheBoard_areCounted_andThoseWithAProbabilityOfTheirOwn() {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, DAY, """
                repo_key | tier      | age_days | young_probability
                judged   | surfacing | 0        | 0.25
                unjudged | tracked   | 27       | null
                older    | tracked   | 28       | null
                unlisted | watched   | 5        | 0.10
                unknown  | tracked   | null     | null
                """);

        assertThatRows(summed(signals, CLUSTERS, null, NO_SIGNALS)).areExactly("""
                tracked_repos | young_tracked_repos | young_judged_repos
                4             | 2                   | 1
                """);
    }

    @Test
    void nothingObserved_isAllZeros() {
        assertThatRows(summed(NO_SIGNALS, TestRows.of(Tables.CLUSTERS), null, NO_SIGNALS))
                .inEveryColumn()
                .areExactly("""
                snapshot_date | repos_observed | repos_scored | repos_gaining | repos_losing_24h | stars_gained_7d | tracked_repos | surfacing_repos | lowest_surfacing_score | highest_score | tracked_languages | clusters | new_surfacing_repos | dropped_surfacing_repos | forming_clusters | previous_day | young_tracked_repos | young_judged_repos
                2026-03-06    | 0              | 0            | 0             | 0                | 0               | 0             | 0               | null                   | null          | 0                 | 0        | 0                   | 0                       | 0                | null         | 0                   | 0
                """);
    }

    private static Dataset<Row> summed(
            Dataset<Row> signals, Dataset<Row> clusters, @Nullable LocalDate previousDay, Dataset<Row> previous) {
        return NightSummary.summed(DAY, signals, clusters, previousDay, previous)
                .to(Tables.NIGHT_SUMMARY.schema());
    }
}
