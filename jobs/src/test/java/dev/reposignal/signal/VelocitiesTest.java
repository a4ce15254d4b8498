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
}
