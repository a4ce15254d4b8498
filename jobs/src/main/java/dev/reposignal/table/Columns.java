package dev.reposignal.table;

/**
 * Names of the measured columns of {@code repo_signals} that many classes read; {@link Tables} says what each means and
 * {@code signal.Velocities} computes them.
 */
public final class Columns {
    public static final String STARS_GAINED_24H = "stars_gained_24h";
    public static final String STARS_GAINED_7D = "stars_gained_7d";
    public static final String STARS_GAINED_28D = "stars_gained_28d";
    public static final String FORKS_GAINED_7D = "forks_gained_7d";
    public static final String OPEN_ISSUES_GAINED_7D = "open_issues_gained_7d";
    public static final String DAYS_ELAPSED_24H = "days_elapsed_24h";
    public static final String DAYS_ELAPSED_7D = "days_elapsed_7d";
    public static final String DAYS_ELAPSED_28D = "days_elapsed_28d";
    public static final String VELOCITY_24H = "velocity_24h";
    public static final String VELOCITY_7D = "velocity_7d";
    public static final String VELOCITY_28D = "velocity_28d";
    public static final String ACCELERATION = "acceleration";
    public static final String BURST = "burst";
    public static final String SIGNAL_SCORE = "signal_score";
    public static final String SIGNAL_RANK = "signal_rank";
    public static final String BREAKOUT_PROBABILITY = "breakout_probability";
    public static final String AGE_DAYS = "age_days";

    /** Age in days up to which a repository is young: the 28 days before are its whole life. */
    public static final int OLDEST_YOUNG = 27;

    public static final String YOUNG_PROBABILITY = "young_probability";
    public static final String BOARD_PLACE = "board_place";

    private Columns() {}
}
