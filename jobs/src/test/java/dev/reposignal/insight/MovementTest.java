package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** What an article says of a repository: what it is, and on which day of the week its stars came. */
class MovementTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    /** The row of a repository with these counts, the day's last. */
    private static Dataset<Row> measured(String description, int... stars) {
        int first = stars.length - 1;
        String snapshots = IntStream.range(0, stars.length)
                .mapToObj(
                        i -> "%s | a | a/b | %s | %d | true".formatted(DAY.minusDays(first - i), description, stars[i]))
                .collect(Collectors.joining(
                        "\n", "snapshot_date | repo_key | full_name | description | stars | observed\n", "\n"));
        int gained = stars[stars.length - 1] - stars[0];
        return Movement.measured(
                DAY,
                TestRows.table(Tables.REPO_SIGNALS, DAY, """
                        repo_key | full_name | stars | tier    | stars_gained_7d | stars_gained_28d | stars_gained_24h
                        a        | a/b       | %d    | tracked | %d              | %d               | 1
                        """.formatted(stars[stars.length - 1], gained, gained))
                        .withColumn("needed_gain", functions.lit(500)),
                TestRows.table(Tables.SNAPSHOTS, snapshots),
                TestRows.table(Tables.CLUSTERS, DAY, "cluster_id | label\n"),
                TestRows.table(Tables.CLUSTER_MEMBERS, DAY, "repo_key | cluster_id\n"),
                TestRows.table(Tables.PREDICTIONS, "prediction_id | made_on\n"),
                TestRows.table(Tables.HIGHLIGHTS, DAY, "subject_type | subject_key\n"),
                TestRows.table(Tables.TREND_MEMBERS, DAY, "repo_key\n"));
    }

    @Test
    void bestDay_isTheOneBeforeTheCountThatShowsIt() {
        assertThatRows(measured("x", 100, 101, 102, 162, 163, 164, 165, 180)).areExactly("""
                best_day   | best_day_share
                2026-03-01 | 0.75
                """);
    }

    @Test
    void dayWithoutACount_leavesTheBestDayUnknown() {
        Dataset<Row> gap = measured("x", 100, 101, 102, 162, 163, 164, 180);

        assertThatRows(gap).areExactly("""
                best_day | best_day_share
                null     | null
                """);
    }

    @Test
    void summary_isTheKindOfThingWithoutItsName() {
        assertThat(summary("Perplexica is an AI-powered answering engine. It is free."))
                .isEqualTo("An AI-powered answering engine");
        assertThat(summary("Claude Code is an agentic coding tool")).isEqualTo("An agentic coding tool");
        assertThat(summary("aider is AI pair programming in your terminal"))
                .isEqualTo("aider is AI pair programming in your terminal");
        assertThat(summary("There is a new way to write tests")).isEqualTo("There is a new way to write tests");
    }

    @Test
    void summary_leavesNoBracketOpen() {
        assertThat(
                        summary(
                                "Collaborative wiki and documentation software (alternative to Confluence, Notion and many others)"))
                .isEqualTo("Collaborative wiki and documentation software");
        assertThat(summary("LLM inference (C and C++)")).isEqualTo("LLM inference (C and C++)");
    }

    private static String summary(String description) {
        return TestRows.table(
                        Tables.SNAPSHOTS,
                        "snapshot_date | repo_key | full_name | description | stars\n%s | a | a/b | %s | 1\n"
                                .formatted(DAY, description))
                .select(Movement.summary(col("description")).as("summary"))
                .first()
                .getString(0);
    }
}
