-- One row is one repository's gain over one window, on the latest published night; repositories with an anomaly flag are left out.
-- snapshot_date | date | day, UTC | The latest published night
-- window_days | int | days | 1, 7 or 28
-- position | int | 1 is fastest | Order by velocity within the window; ties by stars, then repo_key
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name on that day
-- language | string | | Primary language
-- stars | bigint | stars | Stars on that day
-- stars_gained | bigint | stars | Stars gained since the reference of the window; negative if stars were lost
-- days_elapsed | int | days | Days since that reference; more than window_days after a gap
-- velocity | double | stars/day | stars_gained / days_elapsed
-- share_gained | double | ratio | stars_gained / stars before them; null if there were none
-- tier | string | | surfacing, tracked or watched
SELECT snapshot_date,
       window_days,
       row_number() OVER (PARTITION BY window_days ORDER BY velocity DESC, stars DESC, repo_key) AS position,
       repo_key,
       full_name,
       language,
       stars,
       stars_gained,
       days_elapsed,
       velocity,
       try_divide(stars_gained, stars - stars_gained) AS share_gained,
       tier
FROM (
    SELECT snapshot_date, repo_key, full_name, language, stars, tier,
           stack(3,
               1, stars_gained_24h, days_elapsed_24h, velocity_24h,
               7, stars_gained_7d, days_elapsed_7d, velocity_7d,
               28, stars_gained_28d, days_elapsed_28d, velocity_28d)
               AS (window_days, stars_gained, days_elapsed, velocity)
    FROM repo_signals
    WHERE snapshot_date = (SELECT max(snapshot_date) FROM nights WHERE is_publishable)
      AND NOT (is_level_shift OR is_alias OR is_frozen_series OR is_filled_in OR coalesce(is_suspect_burst, false)
           OR coalesce(is_gain_lost, false))
)
WHERE velocity IS NOT NULL
