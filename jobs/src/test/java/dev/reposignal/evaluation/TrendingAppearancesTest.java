package dev.reposignal.evaluation;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.stats.WilsonInterval;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrendingAppearancesTest {
    @Test
    void cases_areFirstAppearancesOfSmallRepositoriesWithHistory() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key  | full_name     | stars | observed
                2026-02-01    | k:old     | Owner/Old     | 100   | true
                2026-02-28    | k:old     | Owner/Old     | 100   | true
                2026-02-02    | k:young   | owner/young   | 100   | true
                2025-12-01    | k:large   | owner/large   | 100   | true
                2025-12-01    | k:renamed | owner/before  | 100   | true
                2026-02-26    | k:renamed | owner/renamed | 100   | true
                2026-03-02    | k:later   | owner/later   | 100   | true
                """);
        Dataset<Row> list = TestRows.table("""
                trended_on date | full_name string | stars bigint
                2026-03-01      | owner/old        | 500
                2026-03-03      | OWNER/old        | 400
                2026-03-01      | owner/young      | 500
                2026-03-01      | owner/large      | 20001
                2026-03-01      | owner/renamed    | 20000
                2026-03-01      | owner/later      | 500
                2026-03-01      | owner/unknown    | 500
                """);

        assertThat(TrendingAppearances.cases(20_000, TrendingAppearances.firstAppearances(list), snapshots)
                        .collectAsList())
                .extracting(
                        row -> row.getDate(0) + " " + row.getString(1) + " " + row.getLong(3) + " " + row.getLong(4))
                .containsExactlyInAnyOrder("2026-03-01 k:old 500 2", "2026-03-01 k:renamed 20000 1");
    }

    @Test
    void coverage_tellsWhatKeptARepositoryOffTheBoards() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | full_name   | stars | observed
                2026-01-01    | k:listed | owner/first | 100   | true
                2026-02-20    | k:listed | owner/list  | 100   | true
                2026-01-01    | k:seen   | owner/seen  | 100   | true
                2026-02-20    | k:young  | owner/young | 100   | true
                2025-06-01    | k:lost   | owner/lost  | 100   | true
                """);
        Dataset<Row> list = TestRows.table("""
                trended_on date | full_name string | stars bigint
                2026-03-01      | Owner/List       | 500
                2026-03-01      | owner/seen       | 500
                2026-03-01      | owner/young      | 500
                2026-03-01      | owner/lost       | 500
                2026-03-01      | owner/paused     | 500
                2026-03-01      | owner/unknown    | 500
                2026-03-01      | owner/large      | 30000
                """);
        Dataset<Row> boards = TestRows.table(Tables.EARLY_BOARDS, """
                snapshot_date | method | board_place | repo_key | full_name  | stars
                2026-02-21    | board  | 1           | k:listed | owner/list | 100
                2025-12-01    | board  | 1           | k:seen   | owner/seen | 100
                """);
        Dataset<Row> census = TestRows.table(Tables.CENSUS, """
                repo_key | full_name    | state  | why
                id:9     | owner/Paused | paused | 12 stars
                """);

        assertThatRows(TrendingAppearances.coverage(
                                20_000, TrendingAppearances.firstAppearances(list), snapshots, boards, census)
                        .orderBy("name"))
                .areExactly("""
                name          | repo_key | days_observed | first_listed_on | status   | reason
                owner/list    | k:listed | 2             | 2026-02-21      | listed   | null
                owner/lost    | k:lost   | 0             | null            | not seen | the feed had it, but not in the 60 days before
                owner/paused  | null     | 0             | null            | not seen | paused: 12 stars
                owner/seen    | k:seen   | 1             | null            | seen     | no board chose it
                owner/unknown | null     | 0             | null            | not seen | the feed did not have it
                owner/young   | k:young  | 1             | null            | seen     | the feed had less than 28 days of it
                """);
    }

    @Test
    void graded_countsTheSixtyDaysBefore_notTheDayItself() {
        Dataset<Row> boards = TestRows.table(Tables.EARLY_BOARDS, """
                snapshot_date | method       | board_place | repo_key   | full_name  | stars
                2025-12-31    | board        | 1           | k:early    | k:early    | 100
                2026-02-17    | board        | 1           | k:early    | k:early    | 100
                2025-12-30    | board        | 1           | k:tooearly | k:tooearly | 100
                2026-03-01    | board        | 1           | k:same     | k:same     | 100
                2026-02-28    | velocity_24h | 1           | k:same     | k:same     | 100
                """);
        Dataset<Row> cases = TestRows.table("""
                trended_on date | repo_key string | full_name string | stars bigint | days_observed bigint
                2026-03-01      | k:early         | k:early          | 100          | 9
                2026-03-01      | k:tooearly      | k:tooearly       | 100          | 9
                2026-03-01      | k:same          | k:same           | 100          | 9
                """);

        assertThatRows(TrendingAppearances.graded(List.of("board", "velocity_24h"), boards, cases)
                        .orderBy("repo_key", "method"))
                .areExactly("""
                repo_key   | method       | days_ahead
                k:early    | board        | 60
                k:early    | velocity_24h | null
                k:same     | board        | null
                k:same     | velocity_24h | 1
                k:tooearly | board        | null
                k:tooearly | velocity_24h | null
                """);
    }

    @Test
    void earliness_hasShareIntervalAndMedian() {
        LeadTime early = new LeadTime("board", 60, 50, 24, 40, 38, 22, List.of(50, 10, 20, 30), 900, 120, 0.4, null);

        assertThat(early.share()).isEqualTo(0.55);
        assertThat(early.interval()).isEqualTo(WilsonInterval.of(0.55, 40));
        assertThat(early.medianDaysAhead()).isEqualTo(25);
        assertThat(early.quantile(0.75)).isEqualTo(35);
        assertThat(new LeadTime("board", 0, 0, 0, 0, 0, 0, List.of(), 0, 0, null, null).share())
                .isNull();
        assertThat(new LeadTime("board", 3, 3, 0, 3, 3, 0, List.of(), 0, 0, null, null).medianDaysAhead())
                .isNull();
    }
}
