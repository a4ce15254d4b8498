package dev.reposignal.signal;

import static dev.reposignal.testing.RowsAssert.assertThatRows;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VelocitiesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);

    @Test
    void timesOfObservation_giveThePaceByHours_whereBothAreKnownAndFitTheDays() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key  | stars | observed | observed_at
                2026-03-05    | k:long    | 100   | true     | 2026-03-05T00:05:00Z
                2026-03-06    | k:long    | 130   | true     | 2026-03-06T12:05:00Z
                2026-03-05    | k:short   | 100   | true     | 2026-03-05T06:00:00Z
                2026-03-06    | k:short   | 130   | true     | 2026-03-06T00:00:00Z
                2026-03-05    | k:one     | 100   | true     | null
                2026-03-06    | k:one     | 130   | true     | 2026-03-06T12:05:00Z
                2026-03-05    | k:unfit   | 100   | true     | 2026-03-06T11:00:00Z
                2026-03-06    | k:unfit   | 130   | true     | 2026-03-06T12:00:00Z
                2026-03-05    | k:unknown | 100   | true     | null
                2026-03-06    | k:unknown | 130   | true     | null
                """);

        assertThatRows(Velocities.withVelocities(DAY, snapshots)
                        .where("day_number = unix_date(DATE'2026-03-06')")
                        .orderBy("repo_key"))
                .areExactly("""
                repo_key  | stars_gained_24h | days_elapsed_24h | velocity_24h
                k:long    | 30               | 1                | 20.0
                k:one     | 30               | 1                | 30.0
                k:short   | 30               | 1                | 40.0
                k:unfit   | 30               | 1                | 30.0
                k:unknown | 30               | 1                | 30.0
                """);
    }

    @Test
    void collectedRepositoryCreatedWithinTheWindow_hasGainedAllItsStars() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key   | stars | observed | observed_at          | created_at
                2026-03-06    | k:born     | 40    | true     | 2026-03-06T00:05:00Z | 2026-03-06T00:01:00Z
                2026-03-06    | k:nine     | 90    | true     | 2026-03-06T00:05:00Z | 2026-02-25T10:00:00Z
                2026-03-06    | k:three    | 70    | true     | 2026-03-06T00:05:00Z | 2026-03-03T10:00:00Z
                2026-03-05    | k:three    | 60    | true     | 2026-03-05T00:05:00Z | 2026-03-03T10:00:00Z
                2026-03-06    | k:twelve   | 90    | true     | 2026-03-06T00:05:00Z | 2026-02-22T10:00:00Z
                2026-03-06    | k:unproven | 90    | true     | null                 | 2026-03-03T10:00:00Z
                """);

        assertThatRows(Velocities.withVelocities(DAY, snapshots)
                        .where("day_number = unix_date(DATE'2026-03-06')")
                        .orderBy("repo_key"))
                .areExactly("""
                repo_key   | stars_gained_24h | days_elapsed_24h | stars_gained_7d | days_elapsed_7d | velocity_7d | velocity_28d
                k:born     | 40               | 1                | 40              | 7               | 5.714285714285714 | null
                k:nine     | null             | null             | 90              | 9               | 10.0        | null
                k:three    | 10               | 1                | 70              | 7               | 10.0        | null
                k:twelve   | null             | null             | null            | null            | null        | null
                k:unproven | null             | null             | null            | null            | null        | null
                """);
    }
}
