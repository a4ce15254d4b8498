package dev.reposignal.evaluation;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.stats.WilsonInterval;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrendingAppearancesTest {
    private static final LocalDate TRENDED = LocalDate.parse("2026-03-01");
    private static final StructType LIST = new StructType()
            .add("trended_on", DataTypes.DateType)
            .add("full_name", DataTypes.StringType)
            .add("stars", DataTypes.LongType);

    @Test
    void cases_areFirstAppearancesOfSmallRepositoriesWithHistory() {
        Dataset<Row> snapshots = TestRows.of(
                Tables.SNAPSHOTS,
                List.of(
                        snapshot("k:old", "Owner/Old", 28),
                        snapshot("k:old", "Owner/Old", 1),
                        snapshot("k:young", "owner/young", 27),
                        snapshot("k:large", "owner/large", 90),
                        snapshot("k:renamed", "owner/before", 90),
                        snapshot("k:renamed", "owner/renamed", 3),
                        snapshot("k:later", "owner/later", -1)));

        assertThat(TrendingAppearances.cases(
                                20_000,
                                TrendingAppearances.firstAppearances(list(
                                        appearance("owner/old", 0, 500),
                                        appearance("OWNER/old", 2, 400),
                                        appearance("owner/young", 0, 500),
                                        appearance("owner/large", 0, 20_001),
                                        appearance("owner/renamed", 0, 20_000),
                                        appearance("owner/later", 0, 500),
                                        appearance("owner/unknown", 0, 500))),
                                snapshots)
                        .collectAsList())
                .extracting(
                        row -> row.getDate(0) + " " + row.getString(1) + " " + row.getLong(3) + " " + row.getLong(4))
                .containsExactlyInAnyOrder("2026-03-01 k:old 500 2", "2026-03-01 k:renamed 20000 1");
    }

    @Test
    void graded_countsTheSixtyDaysBefore_notTheDayItself() {
        Dataset<Row> boards = TestRows.of(
                Tables.EARLY_BOARDS,
                List.of(
                        place("k:early", "board", 60),
                        place("k:early", "board", 12),
                        place("k:tooearly", "board", 61),
                        place("k:same", "board", 0),
                        place("k:same", "velocity_24h", 1)));
        StructType schema = new StructType()
                .add("trended_on", DataTypes.DateType)
                .add("repo_key", DataTypes.StringType)
                .add("full_name", DataTypes.StringType)
                .add("stars", DataTypes.LongType)
                .add("days_observed", DataTypes.LongType);
        Dataset<Row> cases = TestSpark.session()
                .createDataFrame(
                        List.of("k:early", "k:tooearly", "k:same").stream()
                                .map(key -> RowFactory.create(Date.valueOf(TRENDED), key, key, 100L, 9L))
                                .toList(),
                        schema);

        assertThat(TrendingAppearances.graded(List.of("board", "velocity_24h"), boards, cases)
                        .collectAsList())
                .extracting(row -> row.getAs("repo_key") + " " + row.getAs("method") + " " + row.getAs("days_ahead"))
                .containsExactlyInAnyOrder(
                        "k:early board 60",
                        "k:early velocity_24h null",
                        "k:tooearly board null",
                        "k:tooearly velocity_24h null",
                        "k:same board null",
                        "k:same velocity_24h 1");
    }

    @Test
    void earliness_hasShareIntervalAndMedian() {
        LeadTime early = new LeadTime("board", 40, 38, 22, List.of(50, 10, 20, 30), 900, 120);

        assertThat(early.share()).isEqualTo(0.55);
        assertThat(early.interval()).isEqualTo(WilsonInterval.of(0.55, 40));
        assertThat(early.medianDaysAhead()).isEqualTo(25);
        assertThat(early.quantile(0.75)).isEqualTo(35);
        assertThat(new LeadTime("board", 0, 0, 0, List.of(), 0, 0).share()).isNull();
        assertThat(new LeadTime("board", 3, 3, 0, List.of(), 0, 0).medianDaysAhead())
                .isNull();
    }

    private static Map<String, @Nullable Object> snapshot(String key, String name, int daysBefore) {
        return row(
                Table.DAY,
                TRENDED.minusDays(daysBefore),
                "repo_key",
                key,
                "full_name",
                name,
                "stars",
                100L,
                "observed",
                true);
    }

    private static Map<String, @Nullable Object> place(String key, String method, int daysBefore) {
        return row(
                Table.DAY,
                TRENDED.minusDays(daysBefore),
                "method",
                method,
                "board_place",
                1,
                "repo_key",
                key,
                "full_name",
                key,
                "stars",
                100L);
    }

    private static Row appearance(String name, int daysAfter, long stars) {
        return RowFactory.create(Date.valueOf(TRENDED.plusDays(daysAfter)), name, stars);
    }

    private static Dataset<Row> list(Row... rows) {
        return TestSpark.session().createDataFrame(new ArrayList<>(List.of(rows)), LIST);
    }
}
