package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The board of one night for the terminal: the view {@code board}, few columns, in the order of the board.
 *
 * @param day the night
 * @param rows rows of the view
 * @param isByProbability whether a model ordered the board
 */
record BoardTable(LocalDate day, List<Row> rows, boolean isByProbability) {
    /** Rows that {@code demo} and {@code nightly} print when they end. */
    private static final int FIRST = 5;

    /**
     * Reads the board.
     *
     * @param requested the night; null for the latest published one
     * @param tier only this tier; null for the whole board
     * @throws dev.reposignal.error.UserException if there is no published night of that day
     */
    static BoardTable read(Lake lake, @Nullable LocalDate requested, @Nullable Tier tier, int limit) {
        LakeSession session = LakeSession.now(lake);
        LocalDate day = requested != null ? requested : latest(session, lake.root());
        Dataset<Row> board = session.relation("board");
        Dataset<Row> wanted = board.where(col(Table.DAY).equalTo(Lake.literal(day)));
        if (tier != null) {
            wanted = wanted.where(col("tier").equalTo(tier.value()));
        }
        List<Row> rows = wanted.orderBy("board_place").limit(limit).collectAsList();
        if (rows.isEmpty() && requested != null) {
            throw Errors.noBoard(day.toString(), lake.root());
        }
        return of(day, rows);
    }

    private static BoardTable of(LocalDate day, List<Row> rows) {
        return new BoardTable(day, rows, rows.stream().anyMatch(row -> row.getAs("breakout_probability") != null));
    }

    /** The first that surface, from the tables of the night alone: the view goes through every night before it. */
    private static BoardTable first(Lake lake, LocalDate day) {
        Dataset<Row> labels = lake.readDay(Tables.CLUSTER_MEMBERS, day)
                .select("repo_key", "cluster_id")
                .join(
                        lake.readDay(Tables.CLUSTERS, day)
                                .select(col("cluster_id"), col("label").as("cluster_label")),
                        "cluster_id")
                .select("repo_key", "cluster_label");
        return of(
                day,
                lake.readDay(Tables.REPO_SIGNALS, day)
                        .where(Tier.SURFACING.isTier())
                        .orderBy("board_place")
                        .limit(FIRST)
                        .join(labels, new String[] {"repo_key"}, "left")
                        .orderBy("board_place")
                        .collectAsList());
    }

    private static LocalDate latest(LakeSession session, String root) {
        Row latest = session.relation("nights")
                .where("is_publishable")
                .agg(max(Table.DAY))
                .head();
        if (latest.isNullAt(0)) {
            throw Errors.noPublishedNight(root);
        }
        return Lake.toLocalDate(latest, 0);
    }

    /** What orders the board, in one sentence. */
    String order() {
        return isByProbability
                ? "Ordered by the surfacing score: the probability of a break-out times pace and growth, less for the well known."
                : "Ordered by the signal score: how much faster a repository grows than it used to.";
    }

    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("none: no repository grew enough to be listed");
            return;
        }
        out.print(table().aligned());
    }

    /** The first five with a heading, and where the whole board is. */
    static void printFirst(Lake lake, LocalDate day, PrintWriter out) {
        BoardTable board = first(lake.interpreted(), day);
        out.printf("%nThe first %d of the board of %s:%n%n", board.rows.size(), day);
        board.print(out);
        out.printf("%nThe whole board: reposignal board --lake %s%n", lake.root());
    }

    /** Every column of the view, for programs. */
    List<Map<String, @Nullable Object>> maps() {
        return TextTable.of(rows).maps();
    }

    private TextTable table() {
        List<String> names = new ArrayList<>(List.of("place", "score"));
        if (isByProbability) {
            names.add("probability");
        }
        names.addAll(List.of("repository", "language", "stars", "week", "4 weeks", "day", "about"));
        return new TextTable(
                names,
                rows.stream()
                        .map(row -> RowFactory.create(values(row).toArray()))
                        .toList());
    }

    /** The figure that orders the board comes first; the tracked repositories have no surfacing score. */
    private List<Object> values(Row row) {
        List<Object> values = new ArrayList<>();
        values.add(row.<Integer>getAs("board_place"));
        values.add(NumberFormats.score(row.<Number>getAs(isByProbability ? "surfacing_score" : "signal_score")));
        if (isByProbability) {
            values.add(NumberFormats.percent(row.<Double>getAs("breakout_probability")));
        }
        values.add(row.getAs("full_name"));
        values.add(Objects.requireNonNullElse(row.<String>getAs("language"), ""));
        values.add(row.<Long>getAs("stars"));
        values.add(NumberFormats.signedCount(row.<Long>getAs("stars_gained_7d")));
        values.add(NumberFormats.signedCount(row.<Long>getAs("stars_gained_28d")));
        values.add(NumberFormats.signedRate(row.<Double>getAs("velocity_24h")));
        values.add(Objects.requireNonNullElse(row.<String>getAs("cluster_label"), ""));
        return values;
    }
}
