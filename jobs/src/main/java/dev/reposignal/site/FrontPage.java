package dev.reposignal.site;

import dev.reposignal.chart.SmallLineChart;
import dev.reposignal.row.Rows;
import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the front page shows of the latest night.
 *
 * @param board the first of the board
 * @param subjects clusters, fields and languages of the night with their movement, see the table trends
 * @param record the sums of the ledger; null before the first night
 * @param decided the predictions decided last, newest first
 * @param nextDue the day on which the next open prediction can be decided; null without one
 * @param method how the night was made; null before the first night
 * @param backtest the latest backtest; null without one
 */
public record FrontPage(
        List<Leader> board,
        List<Rows.Trend> subjects,
        @Nullable TrackRecord record,
        List<Claim> decided,
        @Nullable LocalDate nextDue,
        @Nullable NightMethod method,
        @Nullable BacktestProof backtest) {
    /** How many of the board are shown. */
    public static final int LEADERS = 5;

    private static final int DECIDED = 5;
    private static final int FIELDS = 6;
    /** The subject type of a field in the table trends. */
    private static final String FIELD = "field";

    public FrontPage {
        board = board.stream()
                .sorted(Comparator.comparing(Leader::place))
                .limit(LEADERS)
                .toList();
        subjects = List.copyOf(subjects);
        decided = decided.stream()
                .sorted(Comparator.comparing(Claim::resolvedOn, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(Claim::madeOn, Comparator.reverseOrder())
                        .thenComparing(Claim::position)
                        .thenComparing(Claim::predictionId))
                .limit(DECIDED)
                .toList();
    }

    /**
     * A repository of the board.
     *
     * @param spark its star counts of the last 60 days
     */
    public record Leader(
            Rows.RepoSignal signal,
            @Nullable String description,
            @Nullable String clusterId,
            SmallLineChart spark) {
        public int place() {
            return Objects.requireNonNullElse(signal.boardPlace(), Integer.MAX_VALUE);
        }
    }

    /** What was called a trend, the largest first. */
    public List<Rows.Trend> trends() {
        return subjects.stream()
                .filter(Rows.Trend::isTrend)
                .sorted(Comparator.comparing(Rows.Trend::position))
                .toList();
    }

    /** The fields that drew the largest shares of all new stars. */
    public List<Rows.Trend> fields() {
        return fields(subjects).stream().limit(FIELDS).toList();
    }

    /** The fields of a night, the largest share of all new stars first. */
    static List<Rows.Trend> fields(List<Rows.Trend> subjects) {
        return subjects.stream()
                .filter(subject -> subject.subjectType().equals(FIELD) && subject.weekShare() != null)
                .sorted(Comparator.comparing(Rows.Trend::weekShare, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(Rows.Trend::subjectKey))
                .toList();
    }

    /** Whether a surfacing score orders the board, as it does with a model. */
    public boolean isBySurfacingScore() {
        return board.stream().anyMatch(leader -> leader.signal().surfacingScore() != null);
    }

    /** What the board is ordered by, as a sentence. */
    public String order() {
        if (board.stream().noneMatch(leader -> leader.signal().breakoutProbability() != null)) {
            return "Ordered by the signal score: how much faster than usual each repository grows.";
        }
        return method != null && method.breakout() != null
                ? "Ordered by the surfacing score: the probability of a break-out times the pace of the last day and the growth of the week, so that a fast repository may rank above a more probable one."
                : "Ordered by the probability of a break-out.";
    }

    /** Why to believe it, in one sentence; null where nothing was checked yet. */
    public @Nullable String proof() {
        if (hasDecisions()) {
            TrackRecord.Sum all = Objects.requireNonNull(record).all();
            return "So far %s of %s checked predictions came true."
                    .formatted(NumberFormats.count(all.hits()), NumberFormats.count(all.hits() + all.misses()));
        }
        BacktestProof.Share trending = backtest == null ? null : backtest.trending();
        return backtest == null || trending == null
                ? null
                : "Tried on %s, %s of the first 15 broke out, %s of a trending list."
                        .formatted(
                                NumberFormats.counted(backtest.days(), "past day", "past days"),
                                NumberFormats.percent(backtest.board().value()),
                                NumberFormats.percent(trending.value()));
    }

    /** Whether any prediction was decided by an observation. */
    public boolean hasDecisions() {
        return record != null && record.all().hits() + record.all().misses() > 0;
    }

    /** How often any repository breaks out in four weeks, 0-1; null where it is unknown. */
    public @Nullable Double breakoutShare() {
        if (method != null && method.model() != null) {
            return method.model().baseRate();
        }
        return backtest == null ? null : backtest.breakoutShare();
    }

    /** The measure "held_out_auc" of the model: how often it orders a break-out before another repository; null without one. */
    public @Nullable Double rankedRight() {
        return method == null || method.model() == null
                ? null
                : method.model().figures().get("held_out_auc");
    }
}
