-- One row is one repository on one day of the feed, beside the observation before; where days are missing between the two, the row says how many.
-- snapshot_date | date | day, UTC | The day
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name as of its last observation, the same in all its rows
-- stars | bigint | stars | Stars on the day
-- forks | bigint | forks | Forks on the day
-- observed | boolean | | False where the row was filled in later
-- previous_day | date | day, UTC | The observation before; null on the first
-- missing_days | int | days | Days without an observation just before this one: 0 where there is no gap
-- stars_gained | bigint | stars | Stars since the observation before; negative where stars were lost
-- stars_per_day | double | stars/day | stars_gained / days since then
WITH last AS (
    SELECT repo_key, max(snapshot_date) AS snapshot_date
    FROM snapshots
    GROUP BY repo_key
),
-- By a join, not by max_by: only numbers and days can be aggregated without sorting all observations.
named AS (
    SELECT /*+ BROADCAST(last) */ snapshots.repo_key, snapshots.full_name
    FROM snapshots
    JOIN last ON last.repo_key = snapshots.repo_key AND last.snapshot_date = snapshots.snapshot_date
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
    SELECT /*+ BROADCAST(named) */ day.snapshot_date,
           day.repo_key,
           named.full_name,
           day.stars,
           day.forks,
           day.observed,
           lag(day.snapshot_date) OVER observations AS previous_day,
           lag(day.stars) OVER observations AS previous_stars
    FROM snapshots AS day
    JOIN named ON named.repo_key = day.repo_key
    -- The name is among the keys so that a filter on it is applied before the window, not after.
    WINDOW observations AS (PARTITION BY day.repo_key, named.full_name ORDER BY day.snapshot_date)
)
