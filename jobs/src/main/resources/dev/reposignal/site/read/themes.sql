-- One row is one cluster of the latest published night, for lists and the map.
SELECT cluster_id, label, keywords, repos, owners, accelerating_owners, surfacing_repos, tracked_repos, velocity_7d, forming_score, forming_rank,
       is_forming, age_days, x, y
FROM latest_clusters
ORDER BY forming_rank NULLS LAST, velocity_7d DESC, cluster_id
