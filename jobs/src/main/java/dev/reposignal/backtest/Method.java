package dev.reposignal.backtest;

import java.util.Arrays;
import java.util.List;

/** A way to rank repositories, named after the column of {@code backtest_scores} that holds its values; more is better. */
public enum Method {
    SIGNAL_SCORE("signal_score", "RepoSignal score", false),
    PROBABILITY("probability", "RepoSignal model", false),
    STARS("stars", "stars", true),
    VELOCITY_24H("velocity_24h", "velocity of 24 hours", true),
    VELOCITY_7D("velocity_7d", "velocity of 7 days", true),
    RELATIVE_GROWTH_7D("relative_growth_7d", "relative growth of 7 days", true),
    ACCELERATION_24H("acceleration_24h", "24 hours against 28 days", true),
    ACCELERATION_3D("acceleration_3d", "3 days against 28 days", true),
    RECENCY_WEIGHTED_GAIN("recency_weighted_gain", "recency-weighted sum", true);

    private final String column;
    private final String title;
    private final boolean isBaseline;

    Method(String column, String title, boolean isBaseline) {
        this.column = column;
        this.title = title;
        this.isBaseline = isBaseline;
    }

    /** The column with the values, and the name in {@code backtest_metrics.method}. */
    public String column() {
        return column;
    }

    /** The name to print. */
    public String title() {
        return title;
    }

    /** Whether it is what others rank by, which a forecast has to beat. */
    public boolean isBaseline() {
        return isBaseline;
    }

    /** The baselines, in order. */
    public static List<Method> baselines() {
        return Arrays.stream(values()).filter(Method::isBaseline).toList();
    }
}
