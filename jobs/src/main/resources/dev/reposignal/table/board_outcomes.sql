-- One row is one repository on the night it first surfaced, with what became of it 28 days later.
-- snapshot_date | date | day, UTC | The published night on which it first surfaced
-- board_place | int | 1 is best | Its rank on the board then
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name on that night
-- breakout_probability | double | 0-1 | The model's probability of a break-out then; null without a model
-- stars | bigint | stars | Stars on that night
-- stars_gained_28d | bigint | stars | Stars it had gained in the 28 to 34 days before
-- day_after | date | day, UTC | The first observation 28 to 34 days after; null if there is none: not over yet, or vanished
-- stars_after | bigint | stars | Stars on that day
-- gain_after | bigint | stars | stars_after - stars
-- growth_after | double | ratio | gain_after / stars
-- is_over | boolean | | Whether the lake has days 34 days after that night: without stars_after it has vanished
WITH surfaced AS (
    SELECT repo_key, min(snapshot_date) AS first_night
    FROM repo_signals
    WHERE tier = 'surfacing' AND snapshot_date IN (SELECT snapshot_date FROM nights WHERE is_publishable)
    GROUP BY repo_key
),
after AS (
    SELECT surfaced.repo_key,
           min(days.snapshot_date) AS day_after,
           min_by(days.stars, days.snapshot_date) AS stars_after
    FROM surfaced
    JOIN (SELECT repo_key, inline(days) FROM repo_months) AS days
        ON days.repo_key = surfaced.repo_key
        AND days.observed
        AND datediff(days.snapshot_date, surfaced.first_night) BETWEEN 28 AND 34
    GROUP BY surfaced.repo_key
),
latest AS (
    SELECT max(last_day) AS last_day FROM repo_months
)
SELECT repo_signals.snapshot_date,
       repo_signals.board_place,
       repo_signals.repo_key,
       repo_signals.full_name,
       repo_signals.breakout_probability,
       repo_signals.stars,
       repo_signals.stars_gained_28d,
       after.day_after,
       after.stars_after,
       after.stars_after - repo_signals.stars AS gain_after,
       try_divide(after.stars_after - repo_signals.stars, repo_signals.stars) AS growth_after,
       datediff(latest.last_day, surfaced.first_night) >= 34 AS is_over
FROM surfaced
JOIN repo_signals
    ON repo_signals.repo_key = surfaced.repo_key AND repo_signals.snapshot_date = surfaced.first_night
LEFT JOIN after ON after.repo_key = surfaced.repo_key
CROSS JOIN latest
