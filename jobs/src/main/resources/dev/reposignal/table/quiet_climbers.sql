-- One row is one small repository that grows at a steady pace and does not surface, on the latest published night; the same rule selects the quiet mover of the article.
-- snapshot_date | date | day, UTC | The latest published night
-- position | int | 1 is first | Order by share_gained_28d, ties by rank
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name on that day
-- language | string | | Primary language
-- stars | bigint | stars | Stars on that day: 300 to 4,999
-- velocity_24h | double | stars/day | Velocity of the last day: 0.5 to 2 times velocity_28d
-- velocity_7d | double | stars/day | Velocity of the last week: 1 to 1.33 times velocity_28d
-- velocity_28d | double | stars/day | Velocity of the last four weeks: at least 2
-- share_gained_28d | double | 0-1 | Share of its stars that it gained in the last four weeks
-- signal_score | decimal(5,2) | points, 0-100 | Its score
-- signal_rank | int | 1 is best | Its rank
SELECT snapshot_date,
       row_number() OVER (ORDER BY share_gained_28d DESC, signal_rank) AS position,
       repo_key,
       full_name,
       language,
       stars,
       velocity_24h,
       velocity_7d,
       velocity_28d,
       share_gained_28d,
       signal_score,
       signal_rank
FROM (
    SELECT *, try_divide(stars_gained_28d, stars) AS share_gained_28d
    FROM repo_signals
    WHERE snapshot_date = (SELECT max(snapshot_date) FROM nights WHERE is_publishable)
      AND signal_rank IS NOT NULL
      AND NOT (is_level_shift OR is_alias OR is_frozen_series OR is_filled_in OR coalesce(is_suspect_burst, false)
           OR coalesce(is_gain_lost, false))
      AND tier <> 'surfacing'
      AND stars BETWEEN 300 AND 4999
      AND velocity_28d >= 2
      AND velocity_7d BETWEEN velocity_28d AND velocity_28d * 4 / 3
      AND coalesce(velocity_24h, velocity_28d) BETWEEN velocity_28d / 2 AND velocity_28d * 2
)
