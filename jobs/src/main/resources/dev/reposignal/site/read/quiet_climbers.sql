-- One row is one small repository that grows at a steady pace and does not surface on the latest published night, by the rule of
-- the view quiet_climbers.
SELECT 28 AS window_days,
       row_number() OVER (ORDER BY share_gained DESC, signal_rank) AS position,
       repo_key, full_name, language, stars, stars_gained, days_elapsed, velocity, share_gained, tier
FROM (
    SELECT repo_key, full_name, language, stars, tier, signal_rank,
           stars_gained_28d AS stars_gained,
           days_elapsed_28d AS days_elapsed,
           velocity_28d AS velocity,
           try_divide(stars_gained_28d, stars) AS share_gained
    FROM latest_repo_signals
    WHERE signal_rank IS NOT NULL
      AND NOT (is_level_shift OR is_alias OR is_frozen_series OR is_filled_in OR coalesce(is_suspect_burst, false)
           OR coalesce(is_gain_lost, false))
      AND tier <> 'surfacing'
      AND stars BETWEEN 300 AND 4999
      AND velocity_28d >= 2
      AND velocity_7d BETWEEN velocity_28d AND velocity_28d * 4 / 3
      AND coalesce(velocity_24h, velocity_28d) BETWEEN velocity_28d / 2 AND velocity_28d * 2
)
ORDER BY position
LIMIT 15
