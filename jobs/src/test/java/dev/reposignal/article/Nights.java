package dev.reposignal.article;

/** Nights that an article must survive. */
final class Nights {
    private Nights() {}

    /** Nothing surfacing, nothing compared, nothing predicted, no article before. */
    static TestNight empty() {
        return TestNight.ordinary()
                .without(
                        "repo_signals",
                        "trends",
                        "trend_members",
                        "repo_movement",
                        "highlights",
                        "track_record_kinds",
                        "track_record_bins",
                        "predictions",
                        "prediction_outcomes",
                        "stars",
                        "crowd",
                        "themes",
                        "places")
                .at("night_summary", 0, row -> row.put("repos_observed", 0)
                        .put("repos_scored", 0)
                        .put("repos_gaining", 0)
                        .put("repos_losing_24h", 0)
                        .put("tracked_repos", 0)
                        .put("surfacing_repos", 0)
                        .putNull("lowest_surfacing_score")
                        .putNull("highest_score")
                        .put("tracked_languages", 0)
                        .put("clusters", 0)
                        .put("forming_clusters", 0)
                        .put("new_surfacing_repos", 0)
                        .put("dropped_surfacing_repos", 0)
                        .putNull("previous_day"))
                .at("track_record", 0, row -> row.put("predictions_made", 0)
                        .put("resolved_today", 0)
                        .put("predictions_open", 0)
                        .put("hits", 0)
                        .put("misses", 0)
                        .put("unobservable", 0)
                        .putNull("hit_rate")
                        .putNull("mean_base_rate")
                        .putNull("brier_score")
                        .putNull("brier_skill"));
    }

    /** One of everything. */
    static TestNight single() {
        return TestNight.ordinary()
                .keep("repo_signals", 1)
                .keep("trends", 1)
                .keep("trend_members", 1)
                .keep("highlights", 1)
                .keep("predictions", 1)
                .without("prediction_outcomes")
                .at("night_summary", 0, row -> row.put("repos_observed", 1)
                        .put("surfacing_repos", 1)
                        .put("clusters", 1))
                .at("trends", 0, row -> row.put("repos", 1)
                        .put("owners", 1)
                        .put("rising_owners", 1)
                        .put("falling_owners", 1)
                        .put("past_weeks", 1)
                        .put("past_weeks_as_strong", 1))
                .each(
                        "repo_movement",
                        row -> row.put("stars", 1).put("month_gain", 1).put("week_gain", 1))
                .each("track_record_bins", row -> row.put("predictions", 1).put("hits", 1));
    }

    /** Nothing is called: the nearest candidate falls short. */
    static TestNight quiet() {
        return TestNight.ordinary().each("trends", row -> row.put("is_trend", false)
                .put(
                        "falls_short",
                        row.get("falls_short").isNull()
                                ? "chance"
                                : row.get("falls_short").asText()));
    }

    /** The first night of a lake: nothing can be compared with a month. */
    static TestNight young() {
        return TestNight.ordinary()
                .without("prediction_outcomes", "predictions", "highlights", "trends", "trend_members")
                .at("night_summary", 0, row -> row.putNull("previous_day"))
                .each("repo_signals", row -> row.putNull("velocity_24h")
                        .putNull("velocity_28d")
                        .putNull("acceleration")
                        .putNull("language"))
                .each("repo_movement", row -> row.putNull("month_gain")
                        .putNull("before_velocity")
                        .putNull("growth")
                        .putNull("week_share")
                        .putNull("needed_gain")
                        .putNull("needed_ratio")
                        .putNull("probability")
                        .putNull("times_usual"));
    }
}
