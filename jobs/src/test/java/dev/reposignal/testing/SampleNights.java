package dev.reposignal.testing;

import static dev.reposignal.testing.SampleLake.EARLIER;
import static dev.reposignal.testing.SampleLake.LATEST;
import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.col;

import dev.reposignal.lake.Lake;
import dev.reposignal.night.Night;
import dev.reposignal.table.Tables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

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
        lake.appendNew(
                Tables.PREDICTIONS,
                TestRows.of(
                        Tables.PREDICTIONS,
                        claim("hit", repository.getAs("repo_key"), repository.getAs("stars"), -1_000_000),
                        claim("gone", "name:nobody/nothing", 100, 100)));
    }

    private static Map<String, @Nullable Object> claim(String id, String repoKey, long stars, long requiredGain) {
        return row(
                "prediction_id",
                id,
                "made_on",
                CLAIMED,
                "due_on",
                CLAIMED.plusDays(28),
                "kind",
                "breakout",
                "subject_type",
                "repository",
                "subject_key",
                repoKey,
                "subject_name",
                "nobody/nothing",
                "claim",
                "nobody/nothing gains stars",
                "stars_at_claim",
                stars,
                "required_gain",
                requiredGain,
                "probability",
                0.5,
                "base_rate",
                0.5);
    }
}
