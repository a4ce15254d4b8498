package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What explain says of stars that did not stay, and of a repository in its first 28 days. */
class ExplainMarksTest {
    private static final LocalDate NIGHT = LocalDate.parse("2026-03-06");

    @TempDir
    Path folder;

    @Test
    void lostGainAndYouth_areSaidInWords() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        lake.replaceDays(Tables.SNAPSHOTS, List.of(NIGHT), TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name    | stars | observed
                2026-03-06    | id:1     | bought/stars | 900   | true
                2026-03-06    | id:2     | just/born    | 60    | true
                """));
        lake.replaceDays(
                Tables.REPO_SIGNALS,
                List.of(NIGHT),
                TestRows.of(Tables.REPO_SIGNALS, TestRows.rows(Tables.REPO_SIGNALS, NIGHT, """
                repo_key | full_name    | stars | velocity_24h | velocity_7d | signal_score | signal_rank | tier    | retained_share | is_gain_lost | age_days | young_probability
                id:1     | bought/stars | 900   | 9.0          | 9.0         | 19.00        | 1           | watched | 0.126          | true         | 400      | null
                id:2     | just/born    | 60    | 5.0          | 5.0         | 18.00        | 2           | tracked | null           | null         | 12       | 0.074
                """)));

        assertThat(explained("bought/stars", lake))
                .contains(
                        "Not tracked: of the stars of its strongest three days in the last 60, at most 13% are still there,"
                                + " and 50% are needed.")
                .contains("gain lost: GitHub no longer lists more than half of the stars")
                .doesNotContain("Young  ");
        assertThat(explained("just/born", lake))
                .contains(
                        "Young        Created 12 days before this day; it gains the stars of a break-out in the next 28"
                                + " days with a probability of 7.4%");
    }

    private static String explained(String name, Lake lake) {
        CommandOutcome outcome = CommandOutcome.run("explain", "--lake", lake.root(), name);
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }
}
