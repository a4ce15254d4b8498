package dev.reposignal.evaluation;

import java.util.Arrays;
import java.util.List;

/** A way to rank repositories, named after the column of {@code backtest_scores} that holds its values; more is better. */
public enum RankingMethod {
    SIGNAL_SCORE("signal_score", "RepoSignal score", Kind.FORECAST),
    PROBABILITY("probability", "RepoSignal model", Kind.FORECAST),
    STARS("stars", "stars", Kind.BASELINE),
    VELOCITY_24H("velocity_24h", "velocity of 24 hours", Kind.BASELINE),
    VELOCITY_7D("velocity_7d", "velocity of 7 days", Kind.BASELINE),
    RELATIVE_GROWTH_7D("relative_growth_7d", "relative growth of 7 days", Kind.BASELINE),
    ACCELERATION_24H("acceleration_24h", "24 hours against 28 days", Kind.BASELINE),
    ACCELERATION_3D("acceleration_3d", "3 days against 28 days", Kind.BASELINE),
    RECENCY_WEIGHTED_GAIN("recency_weighted_gain", "recency-weighted sum", Kind.BASELINE),
    WITHOUT_DAY_SURGE("score_without_day_surge", "score without day surge", Kind.ABLATION),
    WITHOUT_WEEK_SURGE("score_without_week_surge", "score without week surge", Kind.ABLATION),
    WITHOUT_MOMENTUM("score_without_momentum", "score without momentum", Kind.ABLATION),
    WITHOUT_GROWTH("score_without_growth", "score without growth", Kind.ABLATION),
    WITHOUT_BURST("score_without_burst", "score without burst", Kind.ABLATION),
    WITHOUT_PERSISTENCE("score_without_persistence", "score without persistence", Kind.ABLATION);

    private enum Kind {
        /** Ours. */
        FORECAST,
        /** What others rank by, which a forecast has to beat. */
        BASELINE,
        /** Our score less the points of one component: what it falls by is what the component is worth. */
        ABLATION
    }

    private static final String WITHOUT = "score_without_";

    private final String column;
    private final String title;
    private final Kind kind;

    RankingMethod(String column, String title, Kind kind) {
        this.column = column;
        this.title = title;
        this.kind = kind;
    }

    /** The column with the values, and the name in {@code backtest_metrics.method}. */
    public String column() {
        return column;
    }

    /** The name to print. */
    public String title() {
        return title;
    }

    /** Whether it is ours, as it is used. */
    public boolean isForecast() {
        return kind == Kind.FORECAST;
    }

    /** Whether it is what others rank by, which a forecast has to beat. */
    public boolean isBaseline() {
        return kind == Kind.BASELINE;
    }

    /** The component of the score that it leaves out; "" where it leaves out none. */
    public String leftOut() {
        return kind == Kind.ABLATION ? column.substring(WITHOUT.length()) : "";
    }

    /** The forecasts and the baselines, in order. */
    public static List<RankingMethod> compared() {
        return Arrays.stream(values())
                .filter(method -> method.kind != Kind.ABLATION)
                .toList();
    }

    /** The score without each of its components, in order. */
    public static List<RankingMethod> ablations() {
        return Arrays.stream(values())
                .filter(method -> method.kind == Kind.ABLATION)
                .toList();
    }
}
