-- One row is one repository of the latest published night: the board first, then by rank, as many as the page can show.
SELECT repo_key, signals.full_name, language, stars, velocity_24h, velocity_7d, velocity_28d, signal_score, signal_rank,
       breakout_probability, board_place, tier, cluster_id, x, y
FROM latest_repo_signals AS signals
LEFT JOIN (
    SELECT repo_key, cluster_id, x, y
    FROM latest_cluster_members
) USING (repo_key)
ORDER BY board_place NULLS LAST, signal_rank NULLS LAST, repo_key
LIMIT 1500
