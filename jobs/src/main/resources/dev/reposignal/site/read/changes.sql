-- One row is one repository that surfaces on the latest published night or surfaced on the published night before it.
WITH days AS (
    SELECT max(snapshot_date) AS latest,
           max(snapshot_date) FILTER (WHERE snapshot_date < newest) AS previous
    FROM (SELECT snapshot_date, max(snapshot_date) OVER () AS newest FROM articles)
),
listed AS (
    SELECT repo_key,
           any_value(latest) AS latest,
           any_value(previous) AS previous_night,
           max_by(full_name, snapshot_date) AS full_name,
           any_value(board_place) FILTER (WHERE snapshot_date = latest) AS board_place,
           any_value(tier) FILTER (WHERE snapshot_date = latest) AS tier,
           any_value(board_place) FILTER (WHERE snapshot_date = previous) AS previous_place,
           any_value(tier) FILTER (WHERE snapshot_date = previous) AS previous_tier,
           max(snapshot_date) FILTER (WHERE snapshot_date < latest) AS last_listed
    FROM board
    CROSS JOIN days
    WHERE previous IS NOT NULL
    GROUP BY repo_key
)
SELECT previous_night, repo_key, full_name, board_place, tier, previous_place, previous_tier, last_listed, why
FROM listed
LEFT JOIN (SELECT snapshot_date AS latest, repo_key, why FROM left_surfacing) USING (latest, repo_key)
WHERE tier = 'surfacing' OR previous_tier = 'surfacing'
ORDER BY board_place NULLS LAST, previous_place, repo_key
