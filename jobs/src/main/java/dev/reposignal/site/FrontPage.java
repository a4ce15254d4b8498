package dev.reposignal.site;

import dev.reposignal.chart.SmallLineChart;
import dev.reposignal.row.Rows;
import dev.reposignal.table.Shortfall;
import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the front page shows of the latest night.
 *
 * @param board the first of the board
 * @param changes what surfaces now or surfaced on the night before, in the order of the board; empty on the first night
 * @param subjects clusters, fields and languages of the night with their movement, see the table trends
 * @param record the sums of the ledger; null before the first night
 * @param decided the predictions decided last, newest first
 * @param nextDue the day on which the next open prediction can be decided; null without one
 * @param method how the night was made; null before the first night
 * @param backtest the latest backtest; null without one
 */
public record FrontPage(
        List<Leader> board,
        List<BoardChange> changes,
        List<Rows.Trend> subjects,
        @Nullable TrackRecord record,
        List<Claim> decided,
        @Nullable LocalDate nextDue,
        @Nullable NightMethod method,
        @Nullable BacktestProof backtest) {
    /** How many of the board are shown. */
    public static final int LEADERS = 5;

    /** How many that are in or out are named. */
    public static final int CHANGES = 4;

    /** The share of pairs that chance puts in the right order. */
    private static final double GUESSING = 0.5;

    /** How many repositories of each list a backtest grades. */
    private static final int LISTED = 15;

    private static final int DECIDED = 5;
    private static final int FIELDS = 6;
    /** The subject type of a field in the table trends. */
    private static final String FIELD = "field";

    public FrontPage {
        board = board.stream()
                .sorted(Comparator.comparing(Leader::place))
                .limit(LEADERS)
                .toList();
        changes = List.copyOf(changes);
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

    /** What surfaces and did not on the night before. */
    public List<BoardChange> entered() {
        return changes.stream().filter(BoardChange::isNew).toList();
    }

    /** What surfaced on the night before and does not any more, in the order of the board then. */
    public List<BoardChange> gone() {
        return changes.stream().filter(BoardChange::isGone).toList();
    }

    /** How a repository got to where it is since the night before; null on the first night. */
    public @Nullable BoardChange change(Leader leader) {
        return changes.stream()
                .filter(change -> change.repoKey().equals(leader.signal().repoKey()))
                .findFirst()
                .orElse(null);
    }

    /** The night with which this one is compared; null on the first night. */
    public @Nullable LocalDate previousNight() {
        return changes.isEmpty() ? null : changes.get(0).previousNight();
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
            return "Ranked by the signal score: how much faster than usual each repository grows.";
        }
        return isBySurfacingScore()
                ? "Ranked by the surfacing score, which multiplies the probability by the pace of the last day and the growth of the week: a break-out of a faster repository brings more stars."
                : "Ranked by the probability of a break-out.";
    }

    /** Why to believe it, in one sentence; null where nothing was checked yet. */
    public @Nullable String proof() {
        if (hasDecisions()) {
            TrackRecord.Sum all = Objects.requireNonNull(record).all();
            return "So far %s of %s checked predictions came true."
                    .formatted(NumberFormats.count(all.hits()), NumberFormats.count(all.hits() + all.misses()));
        }
        if (backtest == null) {
            return rankedRight() == null
                    ? null
                    : "In weeks that it had not seen, the model put a repository that broke out above another one in %s of all pairs."
                            .formatted(NumberFormats.percent(rankedRight()));
        }
        BacktestProof.Share trending = backtest.trending();
        return "In a backtest, %s of the first 15 repositories broke out within four weeks%s."
                .formatted(
                        ofTheList(backtest.board().value()),
                        trending == null
                                ? ""
                                : "; of the 15 with the most stars of the last day, " + ofTheList(trending.value()));
    }

    /** A share of the 15 repositories of a list as their number, which is easier to imagine. */
    private static String ofTheList(double share) {
        long number = Math.round(LISTED * share);
        return "%s (%s)"
                .formatted(
                        LISTED * share < 1 ? "fewer than 1" : "about " + NumberFormats.count(number),
                        NumberFormats.percent(share));
    }

    /** What the proof was measured on. */
    public String source() {
        if (hasDecisions()) {
            return "The record of this site";
        }
        return backtest == null
                ? "A test of the model, not the record of this site"
                : "%s from %s to %s, each list made from the data known that day; not yet the record of this site"
                        .formatted(
                                NumberFormats.counted(backtest.days(), "past day", "past days"),
                                backtest.firstDay(),
                                backtest.lastDay());
    }

    /**
     * A share as a length.
     *
     * @param share 0-1
     * @param length of the largest share of its group, 0-100
     */
    public record Bar(String name, double share, long length) {}

    /** The proof as shares to compare: what was predicted against what happens anyway; fewer than two are none. */
    public List<Bar> bars() {
        Map<String, @Nullable Double> shares = new LinkedHashMap<>();
        if (hasDecisions()) {
            TrackRecord.Sum all = Objects.requireNonNull(record).all();
            shares.put("predictions that came true", all.hitRate());
            shares.put("the same event among all", all.meanBaseRate());
        } else if (backtest != null) {
            shares.put("this board", backtest.board().value());
            shares.put(
                    "a trending list",
                    backtest.trending() == null ? null : backtest.trending().value());
            shares.put("any repository", backtest.breakoutShare());
        } else if (rankedRight() != null) {
            shares.put("the model", rankedRight());
            shares.put("guessing", GUESSING);
        }
        shares.values().removeIf(Objects::isNull);
        double most =
                shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return shares.size() < 2 || most <= 0
                ? List.of()
                : shares.entrySet().stream()
                        .map(share ->
                                new Bar(share.getKey(), share.getValue(), Math.round(100 * share.getValue() / most)))
                        .toList();
    }

    /** How many of what surfaces are new since the night before, in a few words. */
    public String newcomers() {
        return "%s of %s new"
                .formatted(
                        entered().isEmpty()
                                ? "none"
                                : NumberFormats.count(entered().size()),
                        NumberFormats.count(kept() + entered().size()));
    }

    private long kept() {
        return changes.stream()
                .filter(change -> !change.isNew() && !change.isGone())
                .count();
    }

    /** How much of the board changed since the night before, as a sentence. */
    public String turnover() {
        return "%s of the %s repositories that surface %s new; %s stayed."
                .formatted(
                        entered().isEmpty()
                                ? "None"
                                : NumberFormats.count(entered().size()),
                        NumberFormats.count(kept() + entered().size()),
                        entered().size() > 1 ? "are" : "is",
                        NumberFormats.count(kept()));
    }

    /** Whether the largest field may be called a trend, and if not, why: what a large share alone does not say. */
    public String verdict() {
        List<Rows.Trend> fields = fields();
        if (fields.isEmpty() || fields.get(0).isTrend()) {
            return "";
        }
        String why = fields.get(0).shortfall().map(FrontPage::reason).orElse("");
        return "That is a large share, not yet a trend%s.%s"
                .formatted(
                        why.isEmpty() ? "" : ": " + why,
                        trends().isEmpty() ? " Nothing else is called a trend tonight either." : "");
    }

    /** Why a field is no trend, as the end of a sentence. */
    private static String reason(Shortfall shortfall) {
        return switch (shortfall) {
            case RELEVANCE -> "it is not about developer technology";
            case PACE -> "it gained too few stars before to compare";
            case GROWTH -> "it did not grow enough over the three weeks before";
            case REST -> "it did not grow enough more than everything else did";
            case LARGEST -> "without its largest repository it did not grow enough";
            case OWNERS -> "too few owners have a repository that sped up";
            case BALANCE -> "almost as many of its owners slowed down as sped up";
            case LABEL -> "what carries its growth is about something else than its name says";
            case HISTORY -> "too few earlier weeks are known to compare";
            case CHANCE -> "earlier weeks grew as much too often";
        };
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
