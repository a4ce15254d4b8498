-- One row is one repository's gain over one window on the latest published night, as in the view movers: the first 100 of each
-- window, of each language the first 15 and of each size the first 50, so that a filter finds something.
WITH gains AS (
    SELECT window_days, repo_key, full_name, language, stars, stars_gained, days_elapsed, velocity, tier,
           try_divide(stars_gained, stars - stars_gained) AS share_gained
    FROM (
        SELECT repo_key, full_name, language, stars, tier,
               stack(3,
                   1, stars_gained_24h, days_elapsed_24h, velocity_24h,
                   7, stars_gained_7d, days_elapsed_7d, velocity_7d,
                   28, stars_gained_28d, days_elapsed_28d, velocity_28d)
                   AS (window_days, stars_gained, days_elapsed, velocity)
        FROM latest_repo_signals
        WHERE NOT (is_level_shift OR is_alias OR is_frozen_series OR is_filled_in OR coalesce(is_suspect_burst, false)
           OR coalesce(is_gain_lost, false))
    )
    WHERE velocity > 0
),
ranked AS (
    SELECT *,
           row_number() OVER (PARTITION BY window_days ORDER BY velocity DESC, stars DESC, repo_key) AS position,
           row_number() OVER (PARTITION BY window_days, language ORDER BY velocity DESC, stars DESC, repo_key) AS in_language,
           row_number() OVER (
               PARTITION BY window_days,
                            CASE WHEN stars < 1000 THEN 0 WHEN stars < 5000 THEN 1 WHEN stars < 20000 THEN 2 ELSE 3 END
               ORDER BY velocity DESC, stars DESC, repo_key) AS in_size
    FROM gains
)
SELECT window_days, position, repo_key, full_name, language, stars, stars_gained, days_elapsed, velocity, share_gained, tier
FROM ranked
WHERE position <= 100 OR in_language <= 15 OR in_size <= 50
ORDER BY window_days, position
