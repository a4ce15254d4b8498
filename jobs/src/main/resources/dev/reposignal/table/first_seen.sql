-- One row is one repository that surfaced on some published night: when it was first seen, and its stars since.
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name as of its last observation
-- first_observed_on | date | day, UTC | Its first day in snapshots
-- first_tracked_on | date | day, UTC | The first published night on which it was tracked or surfacing
-- first_surfaced_on | date | day, UTC | The first published night on which it surfaced
-- first_rank | int | 1 is best | Its signal_rank on that night
-- first_stars | bigint | stars | Its stars on that night
-- nights_surfacing | bigint | nights | Published nights on which it surfaced
-- last_surfaced_on | date | day, UTC | The latest of them
-- last_observed_on | date | day, UTC | Its last day in snapshots
-- last_stars | bigint | stars | Its stars on that day
-- stars_since | bigint | stars | last_stars - first_stars
WITH surfaced AS (
    SELECT repo_key,
           min(snapshot_date) AS first_tracked_on,
           min(snapshot_date) FILTER (WHERE tier = 'surfacing') AS first_surfaced_on,
           min_by(signal_rank, snapshot_date) FILTER (WHERE tier = 'surfacing') AS first_rank,
           min_by(stars, snapshot_date) FILTER (WHERE tier = 'surfacing') AS first_stars,
           count_if(tier = 'surfacing') AS nights_surfacing,
           max(snapshot_date) FILTER (WHERE tier = 'surfacing') AS last_surfaced_on
    FROM repo_signals
    WHERE tier IN ('surfacing', 'tracked')
      AND snapshot_date IN (SELECT snapshot_date FROM nights WHERE is_publishable)
    GROUP BY repo_key
    HAVING count_if(tier = 'surfacing') > 0
),
observed AS (
    SELECT repo_months.repo_key,
           max_by(full_name, month) AS full_name,
           min(first_day) AS first_observed_on,
           max(last_day) AS last_observed_on,
           max_by(last_stars, month) AS last_stars
    FROM repo_months
    LEFT SEMI JOIN surfaced ON surfaced.repo_key = repo_months.repo_key
    GROUP BY repo_months.repo_key
)
SELECT surfaced.repo_key,
       full_name,
       first_observed_on,
       first_tracked_on,
       first_surfaced_on,
       first_rank,
       first_stars,
       nights_surfacing,
       last_surfaced_on,
       last_observed_on,
       last_stars,
       last_stars - first_stars AS stars_since
FROM surfaced
JOIN observed ON observed.repo_key = surfaced.repo_key
