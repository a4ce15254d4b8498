package dev.reposignal.evaluation;

import dev.reposignal.table.Columns;
import dev.reposignal.table.ScoreComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way to rank repositories, named after the column of {@code backtest_scores} that holds its values; more is better. */
public enum RankingMethod {
    SIGNAL_SCORE(Columns.SIGNAL_SCORE, "RepoSignal score", Kind.FORECAST),
    PROBABILITY("probability", "RepoSignal model", Kind.FORECAST),
    BOARD("board", "RepoSignal board", Kind.FORECAST),
    STARS("stars", "stars", Kind.BASELINE),
    VELOCITY_24H(Columns.VELOCITY_24H, "velocity of 24 hours", Kind.BASELINE),
    VELOCITY_24H_SMALL("velocity_24h_small", "velocity of 24 hours, up to 20,000 stars", Kind.BASELINE),
    VELOCITY_7D(Columns.VELOCITY_7D, "velocity of 7 days", Kind.BASELINE),
    RELATIVE_GROWTH_7D("relative_growth_7d", "relative growth of 7 days", Kind.BASELINE),
    RELATIVE_GROWTH_7D_PACED("relative_growth_7d_paced", "relative growth, 300 stars a month", Kind.BASELINE),
    ACCELERATION_24H("acceleration_24h", "24 hours against 28 days", Kind.BASELINE),
    ACCELERATION_3D("acceleration_3d", "3 days against 28 days", Kind.BASELINE),
    RECENCY_WEIGHTED_GAIN("recency_weighted_gain", "recency-weighted sum", Kind.BASELINE),
    WITHOUT_DAY_SURGE(ScoreComponent.DAY_SURGE),
    WITHOUT_WEEK_SURGE(ScoreComponent.WEEK_SURGE),
    WITHOUT_MOMENTUM(ScoreComponent.MOMENTUM),
    WITHOUT_GROWTH(ScoreComponent.GROWTH),
    WITHOUT_BURST(ScoreComponent.BURST),
    WITHOUT_PERSISTENCE(ScoreComponent.PERSISTENCE);

    private enum Kind {
        /** Ours. */
        FORECAST,
        /** What others rank by, which a forecast has to beat. */
        BASELINE,
        /** Our score less the points of one component: what it falls by is what the component is worth. */
        ABLATION
    }

    private final String column;
    private final String title;
    private final Kind kind;
    private final @Nullable ScoreComponent leftOut;

    RankingMethod(String column, String title, Kind kind) {
        this.column = column;
        this.title = title;
        this.kind = kind;
        this.leftOut = null;
    }

    RankingMethod(ScoreComponent leftOut) {
        this.column = leftOut.ablationColumn();
        this.title = "score without " + leftOut.title();
        this.kind = Kind.ABLATION;
        this.leftOut = leftOut;
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

    /** The component of the score that it leaves out; empty where it leaves out none. */
    public Optional<ScoreComponent> leftOut() {
        return Optional.ofNullable(leftOut);
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
