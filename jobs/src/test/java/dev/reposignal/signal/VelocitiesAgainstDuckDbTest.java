package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.RealData;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The velocities of every repository equal those another engine computes in another way from the same files. */
class VelocitiesAgainstDuckDbTest {
    private static final Settings.Signal SETTINGS = new Settings.Signal(50, 15, 20_000, 1.25, 30_000, 1.5);
    private static final List<String> FIGURES = List.of(
            "stars_gained_24h",
            "stars_gained_7d",
            "stars_gained_28d",
            "days_elapsed_24h",
            "days_elapsed_7d",
            "days_elapsed_28d",
            "velocity_24h",
            "velocity_7d",
            "velocity_28d",
            "acceleration");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void generatedFeedWithGaps_equalsDuckDb(long seed, @TempDir Path folder) throws SQLException {
        LocalDate day = LocalDate.of(2026, 3, 6);
        Path file = folder.resolve("snapshots");
        TestRows.of(Tables.SNAPSHOTS, GeneratedFeed.rows(seed, day)).write().parquet(file.toString());

        assertSame(day, file.resolve("*.parquet"), TestSpark.session().read().parquet(file.toString()), 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-24", "2026-02-27", "2026-03-06"})
    void realPanel_equalsDuckDb(String date, @TempDir Path folder) throws SQLException {
        LocalDate day = LocalDate.parse(date);
        Path file = folder.resolve("snapshots");
        RealData.snapshots("2026-01", "2026-02", "2026-03")
                .where(col(Table.DAY).between(lit(day.minusDays(45)), lit(day.plusDays(2))))
                .repartition(3)
                .write()
                .parquet(file.toString());

        assertSame(day, file.resolve("*.parquet"), TestSpark.session().read().parquet(file.toString()), 12_000);
    }

    private static void assertSame(LocalDate day, Path files, Dataset<Row> snapshots, int atLeast) throws SQLException {
        Map<String, List<@Nullable Double>> expected = byDuckDb(day, files);
        Map<String, List<@Nullable Double>> actual = new LinkedHashMap<>();
        for (Row row :
                Signals.toRepoSignals(Signals.measure(SETTINGS, day, snapshots)).collectAsList()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (String figure : FIGURES) {
                Number value = row.getAs(figure);
                values.add(value == null ? null : value.doubleValue());
            }
            actual.put(row.getAs("repo_key"), values);
        }
        assertThat(actual).hasSizeGreaterThan(atLeast).isEqualTo(expected);
    }

    /** Joins each repository's day with every earlier row instead of sliding a window over them. */
    private static Map<String, List<@Nullable Double>> byDuckDb(LocalDate day, Path files) throws SQLException {
        String query = """
                with s as (select repo_key, snapshot_date as d, stars from read_parquet('%1$s')),
                today as (select * from s where d = date '%2$s'),
                pairs as (select t.repo_key, t.stars - s.stars as gained, (t.d - s.d)::int as elapsed
                          from today t join s on s.repo_key = t.repo_key and s.d < t.d),
                r24 as (select repo_key, arg_min(gained, elapsed) as g, min(elapsed) as e from pairs
                        where elapsed >= 1 and elapsed <= 3 group by 1),
                r7 as (select repo_key, arg_min(gained, elapsed) as g, min(elapsed) as e from pairs
                       where elapsed >= 7 and elapsed <= 10 group by 1),
                r28 as (select repo_key, arg_min(gained, elapsed) as g, min(elapsed) as e from pairs
                        where elapsed >= 28 and elapsed <= 34 group by 1)
                select t.repo_key, r24.g, r7.g, r28.g, r24.e, r7.e, r28.e,
                       r24.g::double / r24.e, r7.g::double / r7.e, r28.g::double / r28.e,
                       r7.g::double / r7.e - r28.g::double / r28.e
                from today t left join r24 using (repo_key) left join r7 using (repo_key) left join r28 using (repo_key)
                """.formatted(files, day);
        Map<String, List<@Nullable Double>> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<@Nullable Double> values = new ArrayList<>();
                for (int i = 0; i < FIGURES.size(); i++) {
                    double value = result.getDouble(i + 2);
                    values.add(result.wasNull() ? null : value);
                }
                rows.put(result.getString(1), values);
            }
        }
        return rows;
    }
}
