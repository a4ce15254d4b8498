package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
        return new BoardTable(day, rows, rows.stream().anyMatch(row -> row.getAs("breakout_probability") != null));
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
                ? "Ordered by the probability to break out and by what that would bring; the score says how unusual the growth is today."
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
        BoardTable board = read(lake, day, Tier.SURFACING, FIRST);
        out.printf("%nThe first %d of the board of %s:%n%n", board.rows.size(), day);
        board.print(out);
        out.printf("%nThe whole board: reposignal board --lake %s%n", lake.root());
    }

    /** Every column of the view, for programs. */
    List<Map<String, @Nullable Object>> maps() {
        return TextTable.of(rows).maps();
    }

    private TextTable table() {
        List<String> names = isByProbability
                ? List.of("place", "probability", "repository", "language", "stars", "week", "4 weeks", "day", "about")
                : List.of("place", "score", "repository", "language", "stars", "week", "4 weeks", "day", "about");
        return new TextTable(
                names,
                rows.stream()
                        .map(row -> RowFactory.create(
                                row.<Integer>getAs("board_place"),
                                isByProbability
                                        ? NumberFormats.percent(row.<Double>getAs("breakout_probability"))
                                        : NumberFormats.score(row.<Number>getAs("signal_score")),
                                row.getAs("full_name"),
                                row.<String>getAs("language") == null ? "" : row.getAs("language"),
                                row.<Long>getAs("stars"),
                                NumberFormats.signedCount(row.<Long>getAs("stars_gained_7d")),
                                NumberFormats.signedCount(row.<Long>getAs("stars_gained_28d")),
                                NumberFormats.signedRate(row.<Double>getAs("velocity_24h")),
                                row.<String>getAs("cluster_label") == null ? "" : row.getAs("cluster_label")))
                        .toList());
    }
}
