package dev.reposignal.article;

/** Nights that an article must survive. */
final class Nights {
    private Nights() {}

    /** Nothing tracked, nothing forming, nothing predicted, no article before. */
    static TestNight empty() {
        return TestNight.ordinary()
                .without(
                        "language_breakdown",
                        "repo_signals",
                        "snapshots",
                        "score_components",
                        "clusters",
                        "cluster_members",
                        "highlights",
                        "insights",
                        "track_record_kinds",
                        "track_record_bins",
                        "predictions",
                        "prediction_outcomes",
                        "previously_surfacing",
                        "language_days",
                        "stars",
                        "crowd",
                        "themes",
                        "places",
                        "track_record_bins")
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
                .keep("language_breakdown", 1)
                .keep("repo_signals", 1)
                .keep("snapshots", 1)
                .keep("clusters", 1)
                .keep("cluster_members", 0)
                .keep("highlights", 1)
                .keep("predictions", 1)
                .without("prediction_outcomes", "previously_surfacing", "insights")
                .at("night_summary", 0, row -> row.put("repos_observed", 1)
                        .put("repos_scored", 1)
                        .put("repos_gaining", 1)
                        .put("repos_losing_24h", 1)
                        .put("tracked_repos", 1)
                        .put("surfacing_repos", 1)
                        .put("tracked_languages", 1)
                        .put("clusters", 1)
                        .put("forming_clusters", 1)
                        .put("new_surfacing_repos", 1)
                        .put("dropped_surfacing_repos", 0))
                .at("repo_signals", 0, row -> row.put("stars", 1).put("language", "Python"))
                .at("language_breakdown", 0, row -> row.put("repos", 1)
                        .put("scope_repos", 1)
                        .put("share", 1.0)
                        .put("surfacing_repos", 1)
                        .put("surfacing_share", 1.0)
                        .put("accelerating_repos", 1)
                        .put("accelerating_share", 1.0))
                .at("clusters", 0, row -> row.put("repos", 1)
                        .put("owners", 1)
                        .put("accelerating_repos", 1)
                        .put("accelerating_owners", 1)
                        .put("tracked_repos", 1)
                        .put("surfacing_repos", 1)
                        .put("age_days", 1));
    }

    /** The first night of a lake: velocities of a day and of four weeks are unknown. */
    static TestNight young() {
        return TestNight.ordinary()
                .without(
                        "previously_surfacing",
                        "prediction_outcomes",
                        "predictions",
                        "highlights",
                        "insights",
                        "clusters")
                .at("night_summary", 0, row -> row.putNull("previous_day").put("forming_clusters", 0))
                .each("language_breakdown", row -> row.putNull("previous_day")
                        .putNull("previous_share")
                        .putNull("share_change"))
                .each("repo_signals", row -> row.putNull("velocity_24h")
                        .putNull("velocity_28d")
                        .putNull("acceleration")
                        .putNull("language"));
    }
}
