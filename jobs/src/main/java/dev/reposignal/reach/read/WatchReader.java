package dev.reposignal.reach.read;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.error.Errors;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.AnalysedQuery;
import dev.reposignal.reach.BoardMove;
import dev.reposignal.reach.WatchPages;
import dev.reposignal.reach.WatchedRepository;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import dev.reposignal.watch.read.WatchedRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the watchlists select on the latest published night. */
public final class WatchReader {
    /** Published nights whose moves feeds tell, and the one before them. */
    private static final int NIGHTS = 21;

    /** What gives another answer at another time, reads other tables or calls Java. */
    private static final Pattern REFUSED = Pattern.compile(
            "(?i)\\b(select|now|today|current_\\w+|localtimestamp|rand\\w*|uuid|shuffle|input_file_\\w+|monotonically_\\w+"
                    + "|spark_partition_id|unix_timestamp|identifier|java_method|reflect|try_reflect)\\b");

    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");

    private WatchReader() {}

    /**
     * Checks the conditions of all lists against the columns they may use; reads no row.
     *
     * @throws dev.reposignal.error.UserException with all that are wrong
     */
    public static void check(Lake lake, Watchlists lists) {
        List<String> problems = new ArrayList<>();
        Dataset<Row> none = null;
        for (Watchlist list : lists.all()) {
            if (list.where().isEmpty()) {
                continue;
            }
            if (none == null) {
                none = selectable(
                        lake.spark().createDataFrame(List.of(), Tables.REPO_SIGNALS.schema()),
                        lake.spark().createDataFrame(List.of(), Tables.CLUSTER_MEMBERS.schema()),
                        lake.spark().createDataFrame(List.of(), Tables.CLUSTERS.schema()));
            }
            problem(list, none)
                    .forEach(what -> problems.add("%s.yaml:%d: the condition '%s' %s"
                            .formatted(list.name(), list.whereLine(), list.where(), what)));
        }
        if (!problems.isEmpty()) {
            throw Errors.invalidWatchlists(problems);
        }
    }

    private static List<String> problem(Watchlist list, Dataset<Row> none) {
        var refused = REFUSED.matcher(QUOTED.matcher(list.where()).replaceAll("''"));
        if (refused.find()) {
            return List.of(
                    "uses %s; it may use the columns of one night and plain functions only".formatted(refused.group()));
        }
        try {
            Dataset<Row> chosen = none.where(expr(list.where()));
            chosen.queryExecution().assertAnalyzed();
            // After Spark has resolved the names: a raw string such as r'\' hides from the pattern what stands behind
            // it.
            AnalysedQuery.requireNoCalls(chosen);
            return List.of();
        } catch (UserException e) {
            return List.of("calls a function of Java, which a list may not.");
        } catch (Exception e) {
            String message = e instanceof AnalysisException analysis
                    ? analysis.getSimpleMessage()
                    : String.valueOf(e.getMessage());
            return List.of("is not understood: %s The columns are %s."
                    .formatted(
                            message.lines().findFirst().orElse("").strip(),
                            String.join(", ", Watchlists.CONDITION_COLUMNS)));
        }
    }

    /** The pages of all lists, as of the latest published night. */
    public static WatchPages read(Lake lake, Watchlists lists) {
        TreeSet<LocalDate> published = new TreeSet<>(lake.days(Tables.ARTICLES));
        if (lists.isEmpty() || published.isEmpty()) {
            return new WatchPages(lists, List.of(), List.of(), List.of());
        }
        LocalDate day = published.last();
        Lake small = lake.interpreted();
        Dataset<Row> all = selectable(
                small.readDay(Tables.REPO_SIGNALS, day),
                small.readDay(Tables.CLUSTER_MEMBERS, day),
                small.readDay(Tables.CLUSTERS, day));
        Column[] chosen = lists.all().stream()
                .map(list -> when(selects(list), lit(list.name())))
                .toArray(Column[]::new);
        List<WatchedRepository> watched = all
                .withColumn("lists", array_compact(array(chosen)))
                .where(size(col("lists")).gt(0))
                .orderBy(col("velocity_7d").desc_nulls_last(), col("stars").desc(), col("repo_key"))
                .collectAsList()
                .stream()
                .map(WatchReader::repository)
                .toList();
        List<LocalDate> nights =
                published.descendingSet().stream().limit(NIGHTS).toList();
        return new WatchPages(lists, watched, nights, boards(small, nights));
    }

    /** The columns a list selects by and a page shows, one row per repository of the night. */
    private static Dataset<Row> selectable(Dataset<Row> signals, Dataset<Row> members, Dataset<Row> clusters) {
        Dataset<Row> grouped = members.select("repo_key", "cluster_id", "field", "relevance")
                .join(clusters.selectExpr("cluster_id", "label AS cluster_label"), new String[] {"cluster_id"}, "left");
        List<String> columns = new ArrayList<>(List.of("repo_key"));
        columns.addAll(Watchlists.CONDITION_COLUMNS);
        return signals.join(grouped, new String[] {"repo_key"}, "left")
                .select(columns.stream().map(name -> col(name)).toArray(Column[]::new));
    }

    private static Column selects(Watchlist list) {
        Column selects = WatchedRows.isNamed(list)
                .or(WatchedRows.isOneOf(lower(col("cluster_id")), list.clusters()))
                .or(WatchedRows.isOneOf(lower(col("cluster_label")), list.clusters()))
                .or(WatchedRows.isOneOf(lower(col("field")), list.fields()))
                .or(WatchedRows.isOneOf(lower(col("language")), list.languages()));
        return list.where().isEmpty() ? selects : selects.or(expr(list.where()));
    }

    private static WatchedRepository repository(Row row) {
        return new WatchedRepository(
                row.getAs("repo_key"),
                row.getAs("full_name"),
                row.getAs("language"),
                row.<Long>getAs("stars"),
                row.getAs("stars_gained_24h"),
                row.getAs("stars_gained_7d"),
                row.getAs("velocity_7d"),
                row.getAs("breakout_probability"),
                row.getAs("board_place"),
                row.getAs("tier"),
                row.getAs("cluster_id"),
                row.getAs("cluster_label"),
                Set.copyOf(row.<String>getList(row.fieldIndex("lists"))));
    }

    private static List<BoardMove.Listed> boards(Lake lake, List<LocalDate> nights) {
        return lake.version(Tables.REPO_SIGNALS).stream()
                .flatMap(version -> lake
                        .readDays(Tables.REPO_SIGNALS, version, nights)
                        .where("board_place IS NOT NULL")
                        .select(Table.DAY, "repo_key", "full_name", "board_place", "tier")
                        .collectAsList()
                        .stream())
                .map(row -> new BoardMove.Listed(
                        Lake.toLocalDate(row, 0),
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        Tier.of(row.getString(4))))
                .toList();
    }
}
