-- One row is one repository on one day of the feed, compared with the observation before; missing_days counts the days between the two.
-- snapshot_date | date | day, UTC | The day
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name as of its last observation, the same in all its rows
-- stars | bigint | stars | Stars on the day
-- forks | bigint | forks | Forks on the day
-- observed | boolean | | False if the row was filled in later and not observed on the day
-- previous_day | date | day, UTC | The observation before; null on the first
-- missing_days | int | days | Days without an observation directly before this one; 0 if there is no gap
-- stars_gained | bigint | stars | Stars gained since the observation before; negative if stars were lost, null for a level shift, so that sums are growth
-- stars_per_day | double | stars/day | stars_gained / days since then
-- is_level_shift | boolean | | Whether the count alone says that this step is no growth: ten times the stars and 1,000 more after a quiet week, or less than half of them
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
       if(is_level_shift, null, stars - previous_stars) AS stars_gained,
       if(is_level_shift, null, try_divide(stars - previous_stars, datediff(snapshot_date, previous_day)))
           AS stars_per_day,
       is_level_shift
FROM (
    -- As AnomalyFlags has it, without the texts, which repo_months does not have.
    SELECT *,
           coalesce(
               (stars - previous_stars >= 1000 AND stars >= 10 * previous_stars
                   AND datediff(snapshot_date, previous_day) <= 3
                   AND previous_stars - stars_before <= 0.05 * (stars - previous_stars))
               OR (previous_stars - stars >= 50 AND 2 * stars < previous_stars),
               false) AS is_level_shift
    FROM (
        SELECT *,
               lag(snapshot_date) OVER observations AS previous_day,
               lag(stars) OVER observations AS previous_stars,
               last_value(stars) OVER (
                   PARTITION BY repo_key, full_name ORDER BY unix_date(snapshot_date)
                   RANGE BETWEEN 17 PRECEDING AND 8 PRECEDING) AS stars_before
        FROM (
            SELECT /*+ BROADCAST(named) */ repo_months.repo_key, named.full_name, inline(days)
            FROM repo_months
            JOIN named ON named.repo_key = repo_months.repo_key
        )
        -- The name is among the keys so that a filter on it is applied before the window, not after.
        WINDOW observations AS (PARTITION BY repo_key, full_name ORDER BY snapshot_date)
    )
)
