-- One row is one repository on one day of the feed, compared with the observation before; missing_days counts the days between the two.
-- snapshot_date | date | day, UTC | The day
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name as of its last observation, the same in all its rows
-- stars | bigint | stars | Stars on the day
-- forks | bigint | forks | Forks on the day
-- observed | boolean | | False if the row was filled in later and not observed on the day
-- previous_day | date | day, UTC | The observation before; null on the first
-- missing_days | int | days | Days without an observation directly before this one; 0 if there is no gap
-- stars_gained | bigint | stars | Stars gained since the observation before; negative if stars were lost
-- stars_per_day | double | stars/day | stars_gained / days since then
WITH last AS (
    SELECT repo_key, max(month) AS month
    FROM repo_months
    GROUP BY repo_key
),
-- By a join, not by max_by: only numbers and days can be aggregated without sorting.
named AS (
    SELECT /*+ BROADCAST(last) */ repo_months.repo_key, repo_months.full_name
    FROM repo_months
    JOIN last ON last.repo_key = repo_months.repo_key AND last.month = repo_months.month
)
SELECT snapshot_date,
       repo_key,
       full_name,
       stars,
       forks,
       observed,
       previous_day,
       datediff(snapshot_date, previous_day) - 1 AS missing_days,
       stars - previous_stars AS stars_gained,
       try_divide(stars - previous_stars, datediff(snapshot_date, previous_day)) AS stars_per_day
FROM (
    SELECT *,
           lag(snapshot_date) OVER observations AS previous_day,
           lag(stars) OVER observations AS previous_stars
    FROM (
        SELECT /*+ BROADCAST(named) */ repo_months.repo_key, named.full_name, inline(days)
        FROM repo_months
        JOIN named ON named.repo_key = repo_months.repo_key
    )
    -- The name is among the keys so that a filter on it is applied before the window, not after.
    WINDOW observations AS (PARTITION BY repo_key, full_name ORDER BY snapshot_date)
)
