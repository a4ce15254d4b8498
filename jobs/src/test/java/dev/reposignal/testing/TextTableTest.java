package dev.reposignal.testing;

import static dev.reposignal.testing.RowsAssert.assertThatRow;
import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.table.Tables;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows written as text, and what is refused of them. */
class TextTableTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @Test
    void declaredTable_givesTheTypes_andFillsWhatIsNotNamed() {
        Row row = TestRows.table(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | stars | velocity_7d | signal_score | signal_rank | is_alias | language
                2026-03-06    | id:1     | 190   | 12          | 61.50        | 1           | true     | null
                """).head();

        assertThat(row.<Date>getAs("snapshot_date")).isEqualTo(Date.valueOf("2026-03-06"));
        assertThat(row.<String>getAs("repo_key")).isEqualTo("id:1");
        assertThat(row.<Long>getAs("stars")).isEqualTo(190L);
        assertThat(row.<Double>getAs("velocity_7d")).isEqualTo(12.0);
        assertThat(row.<BigDecimal>getAs("signal_score")).isEqualByComparingTo("61.50");
        assertThat(row.<Integer>getAs("signal_rank")).isEqualTo(1);
        assertThat(row.<Boolean>getAs("is_alias")).isTrue();
        assertThat(row.<Object>getAs("language")).isNull();
        assertThat(row.<String>getAs("tier")).as("required and not named").isEmpty();
        assertThat(row.<Object>getAs("velocity_28d"))
                .as("optional and not named")
                .isNull();
    }

    @Test
    void rowsOfOneDay_needNoColumnForIt() {
        assertThat(TestRows.table(Tables.CLUSTERS, DAY, """
                cluster_id | is_forming
                c-1        | true
                c-2        | false
                """)
                        .select("snapshot_date")
                        .distinct()
                        .collectAsList())
                .extracting(row -> row.get(0))
                .containsExactly(Date.valueOf(DAY));
    }

    @Test
    void typedHeader_givesTheTypes() {
        Row row = TestRows.table("""
                name string | at timestamp           | share double | topics array<string> | vector array<float>
                a b         | 2026-03-06T03:00:00.5Z | 10/15        | [x, y z]             | [0.6, 0.8]
                """).head();

        assertThat(row.getString(0)).isEqualTo("a b");
        assertThat(row.getTimestamp(1)).isEqualTo(Timestamp.from(Instant.parse("2026-03-06T03:00:00.5Z")));
        assertThat(row.getDouble(2)).isEqualTo(10.0 / 15);
        assertThat(row.getList(3)).isEqualTo(List.of("x", "y z"));
        assertThat(row.getList(4)).isEqualTo(List.of(0.6f, 0.8f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            nullValues = "NOTHING",
            value = {
                "null    # NOTHING",
                "'null'  # null",
                "''      # \"\"",
                "' a '   # \" a \"",
                "'a|b'   # a|b",
                "'it''s' # it's",
                "it's    # it's",
                "a 'b'   # a 'b'",
            })
    void text_isKeptAsWritten(String cell, @Nullable String expected) {
        Dataset<Row> rows = TestRows.table("text string\n" + cell);

        assertThat(rows.head().getString(0)).isEqualTo(expected);
        assertThatRows(rows).areExactly("text\n" + cell);
    }

    @Test
    void commentsAndEmptyLines_areNoRows() {
        assertThatRows(TestRows.table("""
                // two of them
                n int

                1
                // the last
                2
                """)).areExactly("""
                n
                1
                2
                """);
    }

    @Test
    void emptyTable_hasTheColumnsAndNoRow() {
        Dataset<Row> none = TestRows.table("n int | name string");

        assertThat(none.columns()).containsExactly("n", "name");
        assertThat(none.isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "\"\"                            # A text table needs a header",
                "stars | stars                  # Column stars is there twice",
                "stars | repo_key^1             # 1 cells for the 2 columns [stars, repo_key]: [1]",
                "stars^1 | a                    # 2 cells for the 1 columns [stars]: [1, a]",
                "stars | repo_key^1 |           # An empty cell; write null or '': 1 |",
                "stars^1.5                      # 1.5 of column stars is no bigint",
                "stars^many                     # many of column stars is no bigint",
                "snapshot_date^6 March          # 6 March of column snapshot_date is no date",
                "is_alias^yes                   # yes of column is_alias is no boolean",
                "signal_score^1,5               # 1,5 of column signal_score is no decimal(5,2)",
                "colour^red                     # repo_signals has no column colour",
                "repo_key^null                  # repo_signals allows no null in repo_key",
                "repo_key^'a                   # A quote that is not closed: 'a",
                "repo_key^'a' b               # Text after the closing quote: 'a' b",
            })
    void unreadableTable_isRefused(String text, String message) {
        assertThatThrownBy(() -> TestRows.table(Tables.REPO_SIGNALS, text.replace('^', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void typedHeaderWithoutAType_isRefused() {
        assertThatThrownBy(() -> TestRows.table("n int | name\n1 | a")).hasMessage("Column name has no type");
    }

    @Test
    void typeThatHasNoText_isRefused() {
        assertThatThrownBy(() -> TestRows.table("n map<string,int>\n{}"))
                .hasMessage("No text for values of type map<string,int>");
    }

    @Test
    void rows_areComparedInTheColumnsNamed() {
        Row row = TestRows.table("""
                name string | share double | score decimal(5,2) | day date   | topics array<string>
                a           | 1/3          | 2.50               | 2026-03-06 | [x, y]
                """).head();

        assertThatRow(row).areExactly("""
                day        | topics | share | score | name
                2026-03-06 | [x, y] | 1/3   | 2.5   | a
                """);
        assertThatRow(row).areExactly("""
                share | name
                ~0.33 | a
                """);
    }

    @Test
    void columnThatIsNotNamed_isReportedWhereEveryColumnCounts() {
        Dataset<Row> rows = TestRows.table("n int | name string\n1 | a");

        assertThatRows(rows).inEveryColumn().areExactly("name | n\na | 1");
        assertThatThrownBy(() -> assertThatRows(rows).inEveryColumn().areExactly("n\n1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("name");
    }

    static Stream<String> otherRows() {
        String values = "name^b; name^null; name^'a '; share^0.33; share^~0.34; share^null; score^2.51; day^2026-03-07";
        return Stream.of((values + "; topics^[x]; gone^1; gone^~1; name^a^a; name").split("; "));
    }

    @ParameterizedTest
    @MethodSource("otherRows")
    void otherRows_areReported(String expected) {
        List<Row> rows = TestRows.table("""
                name string | share double | score decimal(5,2) | day date   | topics array<string> | gone double
                a           | 1/3          | 2.50               | 2026-03-06 | [x, y]               | null
                """).collectAsList();

        assertThatThrownBy(() -> assertThatRows(rows).areExactly(expected.replace('^', '\n')))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void anotherOrder_isReported_withBothTables() {
        Dataset<Row> rows = TestRows.table("""
                n int | name string
                1     | a
                2     | null
                """);

        assertThatThrownBy(() -> assertThatRows(rows).areExactly("""
                n | name
                2 | null
                1 | a
                """))
                .hasMessageContaining("n | name\n1 | a\n2 | null".replace("\n", "\n  "));
    }

    @Test
    void columnThatTheRowsDoNotHave_isRefused() {
        assertThatThrownBy(() -> assertThatRows(TestRows.table("n int\n1")).areExactly("m\n1"))
                .hasMessage("The rows have no column m, but [n]");
    }
}
