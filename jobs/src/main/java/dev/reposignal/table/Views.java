package dev.reposignal.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Every view, each declared in one SQL file beside this class. Names are a contract with analysts; new columns may be added. */
public final class Views {
    private Views() {}

    /** All views; each one after those that it reads. */
    public static final List<View> ALL = Stream.of(
                    "nights",
                    "latest_signals",
                    "board",
                    "board_changes",
                    "board_outcomes",
                    "movers",
                    "quiet_climbers",
                    "left_surfacing",
                    "surfacing_turnover",
                    "first_seen",
                    "repo_history",
                    "repo_weeks",
                    "repositories",
                    "language_trend",
                    "cluster_overview",
                    "cluster_history",
                    "field_history",
                    "prediction_results",
                    "feed_days",
                    "backtest_results",
                    "alert_precision")
            .map(View::named)
            .toList();

    /** The view of a name, in any case. */
    public static Optional<View> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(view -> view.name().equals(wanted)).findFirst();
    }
}
