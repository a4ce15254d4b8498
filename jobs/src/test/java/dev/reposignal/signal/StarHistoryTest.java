package dev.reposignal.signal;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.model.Board;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void shareAtMostKept_countsTheDaysAround_andIsNullWithoutThem() {
        Dataset<Row> history = TestRows.table(Tables.STAR_HISTORY, """
                read_on    | repo_key | star_day   | stars_retained | stars_before
                2026-03-06 | id:1     | 2026-02-08 | 7              | 0
                2026-03-06 | id:1     | 2026-02-09 | 10             | 0
                2026-03-06 | id:1     | 2026-02-10 | 20             | 0
                2026-03-06 | id:1     | 2026-02-11 | 10             | 0
                2026-03-06 | id:1     | 2026-02-12 | 3              | 0
                2026-03-06 | id:2     | 2026-02-09 | 10             | 0
                2026-03-06 | id:2     | 2026-02-10 | 20             | 0
                2026-03-06 | id:2     | 2026-02-11 | 10             | 0
                """);
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | stars | observed
                2026-02-09    | id:1     | 100   | true
                2026-02-12    | id:1     | 200   | true
                2026-02-09    | id:2     | 100   | true
                2026-02-12    | id:2     | 200   | true
                """);

        assertThatRows(StarRetention.measured(history, snapshots)
                        .where("observed_gain IS NOT NULL")
                        .orderBy("repo_key"))
                .areExactly("""
                repo_key | star_day   | retained_share | retained_at_most
                id:1     | 2026-02-10 | 0.4            | 0.5
                id:2     | 2026-02-10 | 0.4            | null
                """);
    }

    @Test
    void strongestComparableDays_decideWhetherTheGainIsLost_asReadByTheDay() {
        Dataset<Row> retention = TestRows.table(Tables.STAR_RETENTION, """
                read_on    | repo_key   | star_day   | observed_gain | stars_retained | retained_at_most
                2026-03-01 | id:lost    | 2026-02-10 | 900           | 100            | 0.6
                2026-03-06 | id:lost    | 2026-02-10 | 900           | 100            | 0.2
                2026-03-06 | id:lost    | 2026-02-01 | 50            | 50             | 1.1
                2026-03-06 | id:half    | 2026-02-10 | 900           | 450            | 0.5
                2026-03-06 | id:small   | 2026-02-10 | 900           | 800            | 0.9
                2026-03-06 | id:small   | 2026-02-01 | 50            | 10             | 0.2
                2026-03-06 | id:unknown | 2026-02-10 | 900           | 100            | null
                2026-03-06 | id:old     | 2026-01-04 | 900           | 100            | 0.1
                2026-03-07 | id:later   | 2026-02-10 | 900           | 100            | 0.1
                """);
        Dataset<Row> signals = TestRows.table("""
                repo_key string
                id:half
                id:later
                id:lost
                id:old
                id:other
                id:small
                id:unknown
                """);

        assertThatRows(StarRetention.withKept(DAY, retention, signals).orderBy("repo_key"))
                .areExactly("""
                repo_key   | retained_share | is_gain_lost
                id:half    | 0.5            | false
                id:later   | null           | false
                id:lost    | 0.2            | true
                id:old     | null           | false
                id:other   | null           | false
                id:small   | 0.9            | false
                id:unknown | null           | false
                """);
    }

    @Test
    void repositoryWhoseGainIsLost_isNotOnTheBoard_othersAndLakesWithoutHistoriesAreAsBefore() {
        StringBuilder rows = new StringBuilder("snapshot_date | repo_key | full_name | stars | observed | source\n");
        for (int back = 0; back <= 34; back++) {
            for (int id = 1; id <= 3; id++) {
                rows.append("%s | id:%d | a/r%d | %d | true | test%n"
                        .formatted(DAY.minusDays(back), id, id, 5_000 - 40L * id * back));
            }
        }
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, rows.toString());
        Dataset<Row> retention = TestRows.table(Tables.STAR_RETENTION, """
                read_on    | repo_key | star_day   | observed_gain | stars_retained | retained_at_most
                2026-03-06 | id:2     | 2026-02-10 | 240           | 20             | 0.1
                """);
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), Map.of());

        Dataset<Row> without = Board.of(settings, DAY, snapshots, List.of(), null, null, null);
        assertThatRows(without.orderBy("repo_key")).areExactly("""
                repo_key | board_place | is_gain_lost
                id:1     | 3           | false
                id:2     | 2           | false
                id:3     | 1           | false
                """);
        assertThat(rows(Board.of(settings, DAY, snapshots, List.of(), null, null, retention.limit(0))))
                .as("an empty table changes nothing")
                .isEqualTo(rows(without));
        assertThatRows(Board.of(settings, DAY, snapshots, List.of(), null, null, retention)
                        .orderBy("repo_key"))
                .areExactly("""
                repo_key | board_place | tier      | is_gain_lost | retained_share
                id:1     | 2           | surfacing | false        | null
                id:2     | null        | watched   | true         | 0.1
                id:3     | 1           | surfacing | false        | null
                """);
    }

    private static List<String> rows(Dataset<Row> board) {
        return Signals.toRepoSignals(board).orderBy("repo_key").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }
}
