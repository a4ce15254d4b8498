-- One row is one repository that surfaced on the published night before and no longer surfaces, with the reason.
-- snapshot_date | date | day, UTC | The published night on which it no longer surfaces
-- previous_night | date | day, UTC | The published night before, at most 7 days earlier, on which it surfaced
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name on previous_night
-- previous_place | int | 1 is best | Its rank on the board on previous_night
-- board_place | int | 1 is best | Its rank on the board now; null if it is not on the board
-- reason | string | | unobserved, flagged, no_gain, archived, unrated, probability, pace, growth, size, score or overtaken: the part of its surfacing score that fell most
-- why | string | | The reason in words, with its figures
WITH published AS (
    SELECT snapshot_date, previous_night
    FROM nights
    WHERE is_publishable
),
measured AS (
    SELECT *,
           greatest(coalesce(velocity_24h, velocity_7d), 0) AS pace,
           100 * greatest(velocity_7d * 7 / greatest(stars - velocity_7d * 7, 10), 0) AS growth
    FROM repo_signals
),
least_surfacing AS (
    SELECT snapshot_date, min(surfacing_score) AS least_score
    FROM repo_signals
    WHERE tier = 'surfacing'
    GROUP BY snapshot_date
),
compared AS (
    SELECT published.snapshot_date,
           published.previous_night,
           earlier.repo_key,
           earlier.full_name,
           earlier.board_place AS previous_place,
           later.board_place,
           later.repo_key IS NULL AS is_unobserved,
           later.velocity_7d,
           later.stars,
           later.surfacing_score,
           least_score,
           concat_ws(', ',
               if(later.is_level_shift, 'level shift', NULL),
               if(later.is_alias, 'alias', NULL),
               if(later.is_frozen_series, 'frozen series', NULL),
               if(later.is_filled_in, 'filled in', NULL),
               if(later.is_suspect_burst, 'suspect burst', NULL),
               if(later.is_gain_lost, 'gain lost', NULL)) AS flags,
           earlier.breakout_probability AS probability_then,
           later.breakout_probability AS probability_now,
           earlier.pace AS pace_then,
           later.pace AS pace_now,
           earlier.growth AS growth_then,
           later.growth AS growth_now,
           earlier.signal_score AS score_then,
           later.signal_score AS score_now,
           -- Changes of the factors of the surfacing score, as logarithms: they add up to that of the score.
           ln(later.breakout_probability / earlier.breakout_probability) AS by_probability,
           ln((later.pace + 1) / (earlier.pace + 1)) / 2 AS by_pace,
           ln((later.growth + 0.5) / (earlier.growth + 0.5)) / 2 AS by_growth,
           ln(later.surfacing_score / earlier.surfacing_score) AS by_all
    FROM published
    JOIN measured AS earlier
        ON earlier.snapshot_date = published.previous_night
        AND earlier.tier = 'surfacing'
        AND published.previous_night >= date_sub(published.snapshot_date, 7)
    LEFT JOIN measured AS later
        ON later.snapshot_date = published.snapshot_date AND later.repo_key = earlier.repo_key
    LEFT JOIN least_surfacing ON least_surfacing.snapshot_date = published.snapshot_date
    WHERE coalesce(later.tier, 'watched') <> 'surfacing'
),
explained AS (
    SELECT *,
           CASE
               WHEN is_unobserved THEN 'unobserved'
               WHEN flags <> '' THEN 'flagged'
               WHEN coalesce(velocity_7d, 0) <= 0 THEN 'no_gain'
               WHEN probability_then IS NULL AND probability_now IS NULL THEN if(score_now < score_then, 'score', 'overtaken')
               WHEN probability_then IS NULL OR probability_now IS NULL THEN 'unrated'
               WHEN least_score IS NOT NULL AND surfacing_score IS NULL THEN 'archived'
               WHEN least(by_probability, by_pace, by_growth, by_size) > ln(0.95) THEN 'overtaken'
               WHEN by_probability = least(by_probability, by_pace, by_growth, by_size) THEN 'probability'
               WHEN by_pace = least(by_pace, by_growth, by_size) THEN 'pace'
               WHEN by_growth = least(by_growth, by_size) THEN 'growth'
               ELSE 'size'
           END AS reason
    FROM (
        -- What is left is the size; a repository that surfaced is given more than before, never less.
        SELECT *, coalesce(by_all - by_probability - by_pace - by_growth, 0) AS by_size FROM compared
    )
)
SELECT snapshot_date,
       previous_night,
       repo_key,
       full_name,
       previous_place,
       board_place,
       reason,
       CASE reason
           WHEN 'unobserved' THEN 'the feed does not list it on this day'
           WHEN 'flagged' THEN 'its star count is flagged: ' || flags
           WHEN 'no_gain' THEN 'it gained no stars in the week'
           WHEN 'archived' THEN 'its owner archived it'
           WHEN 'unrated' THEN 'the model gave a probability on only one of the two nights'
           WHEN 'probability' THEN format_string(
               'the probability of a break-out fell from %.1f%% to %.1f%%', 100 * probability_then, 100 * probability_now)
           WHEN 'pace' THEN format_string('it fell from %,.0f to %,.0f stars a day', pace_then, pace_now)
           WHEN 'growth' THEN format_string(
               'its growth of the week fell from %.1f%% to %.1f%%', growth_then, growth_now)
           WHEN 'size' THEN format_string('it became large: %,d stars', stars)
           WHEN 'score' THEN format_string('its score fell from %s to %s', score_then, score_now)
           ELSE 'others passed it; its own figures fell by less than 5%'
       END AS why
FROM explained
