package dev.reposignal.testing;

import static dev.reposignal.testing.TestRows.row;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;

/** An article that prints one number: the repositories of the day's row of {@code feed_health}. */
public final class OneFactArticle {
    private OneFactArticle() {}

    /**
     * Publishes it.
     *
     * @param repos the number as printed
     * @param version the version of {@code feed_health} that it was read from
     */
    public static void publish(Lake lake, LocalDate day, long repos, long version) {
        lake.replaceDay(
                Tables.ARTICLES,
                day,
                TestRows.of(
                        Tables.ARTICLES,
                        row(
                                Table.DAY,
                                day,
                                "body_html",
                                "<p><data id=\"f0001\" value=\"%d\">%d</data></p>".formatted(repos, repos))));
        lake.replaceDay(
                Tables.ARTICLE_FACTS,
                day,
                TestRows.of(
                        Tables.ARTICLE_FACTS,
                        row(
                                Table.DAY,
                                day,
                                "fact_id",
                                "f0001",
                                "text",
                                String.valueOf(repos),
                                "value",
                                (double) repos,
                                "unit",
                                "",
                                "table_name",
                                "feed_health",
                                "row_key",
                                "{\"snapshot_date\":\"%s\"}".formatted(day),
                                "table_version",
                                version,
                                "column_name",
                                "repos",
                                "format",
                                null)));
    }
}
