-- One row is one repository of the latest published night: the board first, then by rank, as many as the page can show.
SELECT struct(signals.*) AS signal, cluster_id, x, y
FROM latest_repo_signals AS signals
LEFT JOIN (
    SELECT repo_key, cluster_id, x, y
    FROM latest_cluster_members
) AS mapped ON signals.repo_key = mapped.repo_key
ORDER BY board_place NULLS LAST, signal_rank NULLS LAST, signals.repo_key
LIMIT 1500
