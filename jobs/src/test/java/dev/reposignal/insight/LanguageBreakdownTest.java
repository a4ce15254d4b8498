package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LanguageBreakdownTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final Dataset<Row> NO_LANGUAGES = TestRows.of(Tables.LANGUAGE_BREAKDOWN);
    private static final Dataset<Row> SIGNALS = TestRows.table(Tables.REPO_SIGNALS, """
            snapshot_date | repo_key | language | tier      | acceleration | velocity_7d
            2026-03-06    | a        | Python   | surfacing | 2.0          | 5.0
            2026-03-06    | b        | Python   | tracked   | -1.0         | 3.0
            2026-03-06    | c        | Go       | tracked   | 1.0          | 3.0
            2026-03-06    | d        | Go       | watched   | null         | 1.0
            2026-03-06    | e        | ' '      | watched   | null         | null
            2026-03-05    | f        | Zig      | tracked   | null         | null
            """);

    @Test
    void languages_areCountedInBothScopesWithShareAndPosition() {
        assertThatRows(counted(SIGNALS, NO_LANGUAGES)).areExactly("""
                scope   | position | language | repos | scope_repos | share | surfacing_repos | surfacing_share | accelerating_repos | accelerating_share | velocity_7d
                all     | 1        | Go       | 2     | 5           | 0.4   | 0               | 0.0             | 1                  | 0.5                | 4.0
                all     | 2        | Python   | 2     | 5           | 0.4   | 1               | 1.0             | 1                  | 0.5                | 8.0
                all     | 3        | none     | 1     | 5           | 0.2   | 0               | 0.0             | 0                  | 0.0                | 0.0
                tracked | 1        | Python   | 2     | 3           | 2/3   | 1               | 1.0             | 1                  | 0.5                | 8.0
                tracked | 2        | Go       | 1     | 3           | 1/3   | 0               | 0.0             | 1                  | 1.0                | 3.0
                """);
    }

    @Test
    void noPreviousArticle_leavesTheChangeUnknown() {
        assertThatRows(counted(SIGNALS, NO_LANGUAGES)).areExactly("""
                previous_day | previous_share | share_change
                null         | null           | null
                null         | null           | null
                null         | null           | null
                null         | null           | null
                null         | null           | null
                """);
    }

    @Test
    void previousArticle_givesTheChangeAndZeroForANewLanguage() {
        Dataset<Row> previous = TestRows.table(Tables.LANGUAGE_BREAKDOWN, LocalDate.parse("2026-02-27"), """
                scope   | language | share
                tracked | Python   | 0.5
                tracked | C        | 0.5
                """);

        assertThatRows(counted(SIGNALS, previous).where("scope = 'tracked'")).areExactly("""
                language | previous_day | previous_share | share_change
                Python   | 2026-02-27   | 0.5            | %s
                Go       | 2026-02-27   | 0.0            | 1/3
                """.formatted(2.0 / 3 - 0.5));
    }

    @Test
    void nothingSurfacing_leavesTheSurfacingShareUnknown() {
        Dataset<Row> tracked = TestRows.table(Tables.REPO_SIGNALS, DAY, """
                repo_key | language | tier    | acceleration | velocity_7d
                a        | Go       | tracked | 1.0          | 2.0
                """);

        assertThatRows(counted(tracked, NO_LANGUAGES)).areExactly("""
                scope   | surfacing_share
                all     | null
                tracked | null
                """);
    }

    @Test
    void swapOrAlias_countsAsARepositoryAndNotAsGrowth() {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, DAY, """
                repo_key | language | tier    | acceleration | velocity_7d | is_level_shift | is_alias
                s        | Go       | watched | 9000.0       | 14075.0     | true           | false
                t        | Go       | watched | 50.0         | 60.0        | false          | true
                c        | Go       | watched | 1.0          | 3.0         | false          | false
                """);

        assertThatRows(counted(signals, NO_LANGUAGES)).areExactly("""
                repos | accelerating_repos | velocity_7d
                3     | 1                  | 3.0
                """);
    }

    @Test
    void rows_fitTheTable() {
        assertThat(counted(SIGNALS, NO_LANGUAGES)
                        .to(Tables.LANGUAGE_BREAKDOWN.schema())
                        .collectAsList())
                .hasSize(5);
    }

    private static Dataset<Row> counted(Dataset<Row> signals, Dataset<Row> previous) {
        return LanguageBreakdown.counted(DAY, signals, previous).orderBy("scope", "position");
    }
}
