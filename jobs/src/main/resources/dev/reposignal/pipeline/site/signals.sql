-- One row is one repository of the latest published night: the board first, then by rank, as many as the page can show.
SELECT repo_key, signals.full_name, language, stars, velocity_24h, velocity_7d, velocity_28d, signal_score, signal_rank,
       breakout_probability, board_place, tier, cluster_id, x, y
FROM repo_signals AS signals
LEFT JOIN (
    SELECT repo_key, cluster_id, x, y
    FROM cluster_members
    WHERE snapshot_date = (SELECT max(snapshot_date) FROM articles)
) USING (repo_key)
WHERE snapshot_date = (SELECT max(snapshot_date) FROM articles)
ORDER BY board_place NULLS LAST, signal_rank NULLS LAST, repo_key
LIMIT 1500
