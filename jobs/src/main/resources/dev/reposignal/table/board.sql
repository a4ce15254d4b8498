-- One row is one repository on the board of one published night, with its cluster and what it says of itself.
-- snapshot_date | date | day, UTC | The night
-- board_place | int | 1 is best | Rank on the board: the order in which to show it
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name on that day
-- tier | string | | surfacing or tracked
-- language | string | | Primary language
-- stars | bigint | stars | Stars on that day
-- stars_gained_7d | bigint | stars | Stars gained since the reference 7 to 10 days before
-- stars_gained_28d | bigint | stars | Stars gained since the reference 28 to 34 days before
-- velocity_24h | double | stars/day | stars_gained_24h / days_elapsed_24h, or / the time between where both rows have observed_at; null without a reference
-- velocity_7d | double | stars/day | stars_gained_7d / days_elapsed_7d; null without a reference
-- velocity_28d | double | stars/day | stars_gained_28d / days_elapsed_28d; null without a reference
-- surfacing_score | double | probability x sqrt(stars/day x percent) | What orders the surfacing repositories: probability of a break-out x sqrt(velocity_24h x growth of the week), lower for well-known repositories, higher for those that surfaced on the board before; null without a model and where it may not surface
-- breakout_probability | double | 0-1 | The model's probability of a break-out in the 28 days after the day; null without a model or 28 days of history
-- signal_score | decimal(5,2) | points, 0-100 | Sum of the points in score_components
-- signal_rank | int | 1 is best | Rank by score
-- nights_in_row | bigint | nights | Published nights in a row on the board, this one included
-- cluster_id | string | | As in clusters; null for an outlier
-- cluster_label | string | | The name of its cluster
-- field | string | | The field of its cluster or of its own text
-- description | string | | Its description on that day
WITH published AS (
    SELECT snapshot_date, row_number() OVER (ORDER BY snapshot_date) AS night
    FROM nights
    WHERE is_publishable
),
listed AS (
    SELECT repo_signals.*,
           published.night,
           published.night - row_number() OVER (PARTITION BY repo_key ORDER BY published.night) AS stay
    FROM repo_signals
    JOIN published ON published.snapshot_date = repo_signals.snapshot_date
    WHERE repo_signals.board_place IS NOT NULL
),
-- Counted before the joins, so that a question about one night reads the texts of that night alone.
counted AS (
    SELECT listed.*, count(*) OVER (PARTITION BY repo_key, stay ORDER BY night) AS nights_in_row
    FROM listed
)
SELECT counted.snapshot_date,
       counted.board_place,
       counted.repo_key,
       counted.full_name,
       counted.tier,
       counted.language,
       counted.stars,
       counted.stars_gained_7d,
       counted.stars_gained_28d,
       counted.velocity_24h,
       counted.velocity_7d,
       counted.velocity_28d,
       counted.surfacing_score,
       counted.breakout_probability,
       counted.signal_score,
       counted.signal_rank,
       counted.nights_in_row,
       cluster_members.cluster_id,
       clusters.label AS cluster_label,
       cluster_members.field,
       snapshots.description
FROM counted
LEFT JOIN cluster_members
    ON cluster_members.snapshot_date = counted.snapshot_date AND cluster_members.repo_key = counted.repo_key
LEFT JOIN clusters
    ON clusters.snapshot_date = counted.snapshot_date AND clusters.cluster_id = cluster_members.cluster_id
-- A question about all nights reads no text of the days before the first of them.
LEFT JOIN (
    SELECT snapshot_date, repo_key, description
    FROM snapshots
    WHERE snapshot_date >= (SELECT min(snapshot_date) FROM published)
) AS snapshots
    ON snapshots.snapshot_date = counted.snapshot_date AND snapshots.repo_key = counted.repo_key
