package dev.reposignal.site;

import dev.reposignal.row.Rows;
import dev.reposignal.text.OutsideText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data of a chart as files of their own, so that a reader need not measure a drawing: as CSV (RFC 4180), and as JSON with
 * source and licence.
 *
 * @param source the table, with the version that was read
 * @param rows values in the order of the columns; null where a value is unknown
 */
record ChartData(String title, String source, String licence, List<Column> columns, List<List<@Nullable Object>> rows) {
    /** What a formula of a spreadsheet begins with. */
    private static final String FORMULA = "=+@\t\r-";
    /** What a cell of CSV has between quotes only. */
    private static final String SPECIAL = "\",\r\n";

    /** A column and the unit of its values. */
    record Column(String name, String unit) {}

    static ChartData of(
            Edition edition,
            DataLicence licence,
            String title,
            String table,
            List<Column> columns,
            List<List<@Nullable Object>> rows) {
        String source = "RepoSignal, table %s, version %d"
                .formatted(table, edition.versions().getOrDefault(table, 0L));
        return new ChartData(title, source, licence.words(), columns, rows);
    }

    /** The observed star counts that the page of a repository draws. */
    static ChartData history(Edition edition, DataLicence licence, Repository repository, String name) {
        return of(
                edition,
                licence,
                "Stars of " + name,
                "snapshots",
                List.of(new Column("snapshot_date", "day, UTC"), new Column("stars", "stars")),
                repository.counts().stream()
                        .map(count -> row(count.snapshotDate().toString(), count.stars()))
                        .toList());
    }

    /** The clusters of the latest night, which the map and the list show. */
    static ChartData clusters(Edition edition, DataLicence licence, List<ListedCluster> clusters) {
        return of(
                edition,
                licence,
                "Clusters on " + edition.day(),
                "clusters",
                List.of(
                        new Column("cluster_id", ""),
                        new Column("label", ""),
                        new Column("field", ""),
                        new Column("repos", "repositories"),
                        new Column("owners", "owners"),
                        new Column("accelerating_owners", "owners"),
                        new Column("velocity_7d", "stars/day"),
                        new Column("velocity_28d", "stars/day"),
                        new Column("forming_rank", "1 is best"),
                        new Column("x", ""),
                        new Column("y", "")),
                clusters.stream().map(ChartData::row).toList());
    }

    /** Every number that an article and its charts print, with the row it was read from. */
    static ChartData article(Edition edition, DataLicence licence, SiteContent.ArticleNight night) {
        return of(
                edition,
                licence,
                "Numbers of the article of %s and of its charts"
                        .formatted(night.article().day()),
                "article_facts",
                List.of(
                        new Column("fact_id", ""),
                        new Column("section", ""),
                        new Column("text", ""),
                        new Column("value", "see unit"),
                        new Column("unit", ""),
                        new Column("table_name", ""),
                        new Column("row_key", ""),
                        new Column("column_name", ""),
                        new Column("table_version", "Delta version")),
                night.facts().stream()
                        .map(fact -> row(
                                fact.factId(),
                                fact.section(),
                                OutsideText.shown(fact.text()),
                                fact.value(),
                                fact.unit(),
                                fact.tableName(),
                                fact.rowKey(),
                                fact.columnName(),
                                fact.tableVersion()))
                        .toList());
    }

    private static List<@Nullable Object> row(ListedCluster listed) {
        Rows.Cluster cluster = listed.cluster();
        return row(
                cluster.clusterId(),
                OutsideText.shown(cluster.label()),
                listed.field() == null ? null : OutsideText.shown(listed.field()),
                cluster.repos(),
                cluster.owners(),
                cluster.acceleratingOwners(),
                cluster.velocity7d(),
                cluster.velocity28d(),
                cluster.formingRank(),
                cluster.x(),
                cluster.y());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    /** The rows as CSV, with a line of names. */
    String csv() {
        StringBuilder csv = new StringBuilder();
        csv.append(columns.stream().map(Column::name).collect(Collectors.joining(",")))
                .append("\r\n");
        for (List<@Nullable Object> row : rows) {
            csv.append(row.stream().map(ChartData::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        // A spreadsheet would run a text that begins like a formula.
        if (value instanceof String && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean isSpecial = text.chars().anyMatch(letter -> SPECIAL.indexOf(letter) >= 0);
        return isSpecial ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
