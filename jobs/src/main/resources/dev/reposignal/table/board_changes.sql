-- One row is one repository that entered or left the first 15 of the board, or all of it, from one published night to the next.
-- snapshot_date | date | day, UTC | The night
-- previous_night | date | day, UTC | The published night before
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name
-- change | string | | entered or left the board, or surfaced or sank within it
-- tier | string | | Its tier now: surfacing, tracked or watched; null if it is not in the feed
-- previous_tier | string | | Its tier on the night before
-- board_place | int | 1 is best | Its rank on the board now; null if it is not on it
-- previous_place | int | 1 is best | Its rank on the night before
-- breakout_probability | double | 0-1 | The model's probability now; null without a model
-- previous_probability | double | 0-1 | That of the night before
-- velocity_24h | double | stars/day | Its velocity of the last day now
-- previous_velocity_24h | double | stars/day | That of the night before
WITH published AS (
    SELECT snapshot_date, previous_night
    FROM nights
    WHERE is_publishable
),
-- Whoever is on the board on one of the two nights; the other row says what it was then.
listed AS (
    SELECT published.snapshot_date, published.previous_night, repo_key
    FROM published
    JOIN repo_signals ON repo_signals.snapshot_date IN (published.snapshot_date, published.previous_night)
    WHERE published.previous_night IS NOT NULL AND repo_signals.board_place IS NOT NULL
    GROUP BY published.snapshot_date, published.previous_night, repo_key
)
SELECT listed.snapshot_date,
       listed.previous_night,
       listed.repo_key,
       coalesce(now.full_name, past.full_name) AS full_name,
       CASE
           WHEN past.board_place IS NULL THEN 'entered'
           WHEN now.board_place IS NULL THEN 'left'
           WHEN now.tier = 'surfacing' THEN 'surfaced'
           ELSE 'sank'
       END AS change,
       now.tier,
       past.tier AS previous_tier,
       now.board_place,
       past.board_place AS previous_place,
       now.breakout_probability,
       past.breakout_probability AS previous_probability,
       now.velocity_24h,
       past.velocity_24h AS previous_velocity_24h
FROM listed
LEFT JOIN repo_signals AS now ON now.snapshot_date = listed.snapshot_date AND now.repo_key = listed.repo_key
LEFT JOIN repo_signals AS past ON past.snapshot_date = listed.previous_night AND past.repo_key = listed.repo_key
WHERE NOT (now.tier <=> past.tier)
