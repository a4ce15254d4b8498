package dev.reposignal.insight;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanguageBreakdownTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @Test
    void languages_areCountedInBothScopesWithShareAndPosition() {
        Dataset<Row> counted = LanguageBreakdown.counted(DAY, signals(), TestRows.of(Tables.LANGUAGE_BREAKDOWN));

        assertThat(rows(
                        counted,
                        "scope",
                        "position",
                        "language",
                        "repos",
                        "scope_repos",
                        "share",
                        "surfacing_repos",
                        "surfacing_share",
                        "accelerating_repos",
                        "accelerating_share",
                        "velocity_7d"))
                .containsExactly(
                        RowFactory.create("all", 1, "Go", 2L, 5L, 0.4, 0L, 0.0, 1L, 0.5, 4.0),
                        RowFactory.create("all", 2, "Python", 2L, 5L, 0.4, 1L, 1.0, 1L, 0.5, 8.0),
                        RowFactory.create("all", 3, "none", 1L, 5L, 0.2, 0L, 0.0, 0L, 0.0, 0.0),
                        RowFactory.create("tracked", 1, "Python", 2L, 3L, 2.0 / 3, 1L, 1.0, 1L, 0.5, 8.0),
                        RowFactory.create("tracked", 2, "Go", 1L, 3L, 1.0 / 3, 0L, 0.0, 1L, 1.0, 3.0));
    }

    @Test
    void noPreviousArticle_leavesTheChangeUnknown() {
        Dataset<Row> counted = LanguageBreakdown.counted(DAY, signals(), TestRows.of(Tables.LANGUAGE_BREAKDOWN));

        assertThat(rows(counted, "previous_day", "previous_share", "share_change"))
                .hasSize(5)
                .containsOnly(RowFactory.create(null, null, null));
    }

    @Test
    void previousArticle_givesTheChangeAndZeroForANewLanguage() {
        Dataset<Row> previous = TestRows.of(
                Tables.LANGUAGE_BREAKDOWN,
                row("snapshot_date", "2026-02-27", "scope", "tracked", "language", "Python", "share", 0.5),
                row("snapshot_date", "2026-02-27", "scope", "tracked", "language", "C", "share", 0.5));
        Dataset<Row> counted =
                LanguageBreakdown.counted(DAY, signals(), previous).where("scope = 'tracked'");

        Date then = Date.valueOf("2026-02-27");
        assertThat(rows(counted, "language", "previous_day", "previous_share", "share_change"))
                .containsExactly(
                        RowFactory.create("Python", then, 0.5, 2.0 / 3 - 0.5),
                        RowFactory.create("Go", then, 0.0, 1.0 / 3));
    }

    @Test
    void nothingSurfacing_leavesTheSurfacingShareUnknown() {
        Dataset<Row> counted = LanguageBreakdown.counted(
                DAY,
                TestRows.of(Tables.REPO_SIGNALS, signal("a", "Go", "tracked", 1.0, 2.0)),
                TestRows.of(Tables.LANGUAGE_BREAKDOWN));

        assertThat(rows(counted, "surfacing_share")).containsOnly(RowFactory.create((Object) null));
    }

    @Test
    void swapOrAlias_countsAsARepositoryAndNotAsGrowth() {
        Map<String, @Nullable Object> swapped = signal("s", "Go", "watched", 9_000.0, 14_075.0);
        swapped.put("is_level_shift", true);
        Map<String, @Nullable Object> twin = signal("t", "Go", "watched", 50.0, 60.0);
        twin.put("is_alias", true);
        Dataset<Row> counted = LanguageBreakdown.counted(
                DAY,
                TestRows.of(Tables.REPO_SIGNALS, swapped, twin, signal("c", "Go", "watched", 1.0, 3.0)),
                TestRows.of(Tables.LANGUAGE_BREAKDOWN));

        assertThat(rows(counted, "repos", "accelerating_repos", "velocity_7d"))
                .containsExactly(RowFactory.create(3L, 1L, 3.0));
    }

    @Test
    void rows_fitTheTable() {
        Dataset<Row> counted = LanguageBreakdown.counted(DAY, signals(), TestRows.of(Tables.LANGUAGE_BREAKDOWN));

        assertThat(counted.to(Tables.LANGUAGE_BREAKDOWN.schema()).collectAsList())
                .hasSize(5);
    }

    private static Dataset<Row> signals() {
        return TestRows.of(
                Tables.REPO_SIGNALS,
                List.of(
                        signal("a", "Python", "surfacing", 2.0, 5.0),
                        signal("b", "Python", "tracked", -1.0, 3.0),
                        signal("c", "Go", "tracked", 1.0, 3.0),
                        signal("d", "Go", "watched", null, 1.0),
                        signal("e", " ", "watched", null, null),
                        row("snapshot_date", "2026-03-05", "repo_key", "f", "language", "Zig", "tier", "tracked")));
    }

    private static Map<String, @Nullable Object> signal(
            String key, String language, String tier, @Nullable Double acceleration, @Nullable Double velocity) {
        return row(
                "snapshot_date",
                DAY,
                "repo_key",
                key,
                "language",
                language,
                "tier",
                tier,
                "acceleration",
                acceleration,
                "velocity_7d",
                velocity);
    }

    private static List<Row> rows(Dataset<Row> counted, String... columns) {
        return counted.orderBy("scope", "position").selectExpr(columns).collectAsList();
    }
}
