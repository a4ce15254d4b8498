package dev.reposignal.signal;

import static dev.reposignal.testing.RowsAssert.assertThatRows;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class StarHistoryTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);

    @Test
    void daysWithoutASnapshot_comeFromTheHistoryReadLast_andLaterReadingsAreNotKnown() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name | stars | observed | source
                2026-03-06    | id:1     | a/new     | 100   | true     | github-api
                2026-03-05    | id:1     | a/new     | 90    | true     | github-api
                """);
        Dataset<Row> history = TestRows.table(Tables.STAR_HISTORY, """
                read_on    | repo_key | star_day   | stars_retained | stars_before
                2026-03-05 | id:1     | 2026-03-05 | 10             | 70
                2026-03-04 | id:1     | 2026-02-27 | 2              | 50
                2026-03-05 | id:1     | 2026-02-27 | 2              | 48
                2026-03-09 | id:1     | 2026-02-27 | 2              | 10
                2026-03-05 | id:1     | 2026-02-06 | 1              | 16
                """);

        Dataset<Row> added = StarHistoryRows.added(DAY.minusDays(60), DAY, history, snapshots);

        assertThatRows(added.orderBy("snapshot_date")).areExactly("""
                snapshot_date | stars | source
                2026-02-06    | 16    | star-history
                2026-02-27    | 48    | star-history
                2026-03-05    | 90    | github-api
                2026-03-06    | 100   | github-api
                """);
        assertThatRows(Signals.scored(DAY, added)).areExactly("""
                stars_gained_24h | stars_gained_7d | stars_gained_28d | is_from_history | is_filled_in | is_new_arrival
                10               | 52              | 84               | true            | false        | false
                """);
        assertThatRows(Signals.scored(DAY, snapshots)).areExactly("""
                stars_gained_24h | stars_gained_7d | is_from_history
                10               | null            | false
                """);
    }

    @Test
    void keptShare_isOfThreeDays_andNullWhereASideIsMissingOrSmall() {
        Dataset<Row> history = TestRows.table(Tables.STAR_HISTORY, """
                read_on    | repo_key  | star_day   | stars_retained | stars_before
                2026-03-06 | id:bought | 2026-02-09 | 10             | 0
                2026-03-06 | id:bought | 2026-02-10 | 20             | 0
                2026-03-06 | id:bought | 2026-02-11 | 10             | 0
                2026-03-06 | id:unseen | 2026-02-09 | 10             | 0
                2026-03-06 | id:unseen | 2026-02-10 | 20             | 0
                2026-03-06 | id:unseen | 2026-02-11 | 10             | 0
                2026-03-06 | id:small  | 2026-02-09 | 1              | 0
                2026-03-06 | id:small  | 2026-02-10 | 2              | 0
                2026-03-06 | id:small  | 2026-02-11 | 1              | 0
                2026-03-06 | id:recent | 2026-03-01 | 50             | 0
                2026-03-06 | id:recent | 2026-03-02 | 50             | 0
                2026-03-06 | id:recent | 2026-03-03 | 50             | 0
                """);
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key  | stars | observed
                2026-02-09    | id:bought | 100   | true
                2026-02-12    | id:bought | 500   | true
                2026-02-09    | id:small  | 100   | true
                2026-02-12    | id:small  | 105   | true
                2026-02-09    | id:unseen | 100   | true
                2026-02-12    | id:unseen | 500   | false
                """);

        assertThatRows(StarRetention.measured(history, snapshots).orderBy("repo_key"))
                .areExactly("""
                repo_key  | star_day   | observed_gain | stars_retained | retained_share
                id:bought | 2026-02-10 | 400           | 40             | 0.1
                id:unseen | 2026-02-10 | null          | 40             | null
                """);
    }
}
