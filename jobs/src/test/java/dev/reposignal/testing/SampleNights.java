package dev.reposignal.testing;

import static dev.reposignal.testing.SampleLake.EARLIER;
import static dev.reposignal.testing.SampleLake.LATEST;
import static org.apache.spark.sql.functions.col;

import dev.reposignal.lake.Lake;
import dev.reposignal.night.Night;
import dev.reposignal.table.Tables;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Row;

/** Two nights on the embedded sample with every real part, run once for all tests; a test takes a copy. */
public final class SampleNights {
    private static final LocalDate CLAIMED = LocalDate.parse("2026-01-30");

    private static final Path FOLDER = BuildFolder.made("sample-nights", SampleNights::run);

    private SampleNights() {}

    /** A lake with both nights. */
    public static Lake copy(Path folder) {
        return SampleLake.copy(FOLDER, folder);
    }

    private static void run(Path folder) {
        Lake lake = SampleLake.copy(folder);
        makeOldClaims(lake);
        Night night = SampleLake.night(lake, false);
        for (LocalDate day : new LocalDate[] {EARLIER, LATEST}) {
            if (night.run(day).isHeld()) {
                throw new IllegalStateException("The sample's night " + day + " is held");
            }
        }
    }

    /** Two claims of a night before the sample's history is long enough to make any. */
    public static void makeOldClaims(Lake lake) {
        Row repository = lake.readDay(Tables.SNAPSHOTS, CLAIMED)
                .orderBy(col("stars").desc())
                .head();
        lake.appendNew(Tables.PREDICTIONS, TestRows.table(Tables.PREDICTIONS, """
                prediction_id | subject_key         | stars_at_claim | required_gain | made_on    | due_on     | kind     | subject_type | subject_name   | claim                      | probability | base_rate
                hit           | %s                  | %d             | -1000000      | 2026-01-30 | 2026-02-27 | breakout | repository   | nobody/nothing | nobody/nothing gains stars | 0.5         | 0.5
                gone          | name:nobody/nothing | 100            | 100           | 2026-01-30 | 2026-02-27 | breakout | repository   | nobody/nothing | nobody/nothing gains stars | 0.5         | 0.5
                """.formatted(
                        repository.getAs("repo_key"), repository.<Long>getAs("stars"))));
    }
}
