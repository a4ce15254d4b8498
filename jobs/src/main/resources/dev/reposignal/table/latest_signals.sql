-- One row is one scored repository on the latest published night.
-- snapshot_date | date | day, UTC | The latest published night
-- signal_rank | int | 1 is best | Rank by score
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name on that day
-- language | string | | Primary language
-- stars | bigint | stars | Stars on that day
-- velocity_24h | double | stars/day | stars_gained_24h / days_elapsed_24h, or / the time between where both rows have observed_at; null without a reference, and for level shifts and aliases, so that sums are growth
-- velocity_7d | double | stars/day | stars_gained_7d / days_elapsed_7d; null without a reference, and for level shifts and aliases, so that sums are growth
-- velocity_28d | double | stars/day | stars_gained_28d / days_elapsed_28d; null without a reference, and for level shifts and aliases, so that sums are growth
-- acceleration | double | stars/day | velocity_7d - velocity_28d; null as they are
-- burst | double | robust deviations | How far velocity_7d is above the repository's own earlier weeks; see jobs/docs/scores.md
-- flags | array<string> | | Anomaly flags: level_shift, alias, frozen_series, filled_in, suspect_burst, gain_lost; and new_arrival, which is only a note
-- signal_score | decimal(5,2) | points, 0-100 | Sum of the points in score_components
-- tier | string | | surfacing, tracked or watched
-- board_place | int | 1 is best | Rank on the board; null for watched repositories
-- breakout_probability | double | 0-1 | The model's probability of a break-out in the 28 days after the day; null without a model or 28 days of history
-- owner | string | | The part of the name before the slash, lower case
SELECT snapshot_date,
       signal_rank,
       repo_key,
       full_name,
       language,
       stars,
       if(is_level_shift OR is_alias, null, velocity_24h) AS velocity_24h,
       if(is_level_shift OR is_alias, null, velocity_7d) AS velocity_7d,
       if(is_level_shift OR is_alias, null, velocity_28d) AS velocity_28d,
       if(is_level_shift OR is_alias, null, acceleration) AS acceleration,
       burst,
       array_compact(array(
           if(is_level_shift, 'level_shift', null),
           if(is_alias, 'alias', null),
           if(is_frozen_series, 'frozen_series', null),
           if(is_filled_in, 'filled_in', null),
           if(is_suspect_burst, 'suspect_burst', null),
           if(is_gain_lost, 'gain_lost', null),
           if(is_new_arrival, 'new_arrival', null))) AS flags,
       signal_score,
       tier,
       board_place,
       breakout_probability,
       owner
FROM repo_signals
WHERE snapshot_date = (SELECT max(snapshot_date) FROM nights WHERE is_publishable)
  AND signal_rank IS NOT NULL
