-- One row is one published night: how many of the surfacing repositories changed since the night and since the week before.
-- snapshot_date | date | day, UTC | The published night
-- surfacing_repos | int | repositories | Repositories that surface
-- previous_night | date | day, UTC | The published night before, at most 7 days earlier; null if there is none
-- new_repos | int | repositories | Those that did not surface on previous_night
-- share_new | double | 0-1 | new_repos / surfacing_repos
-- week_before | date | day, UTC | The latest published night 7 to 10 days before; null if there is none
-- new_repos_7d | int | repositories | Those that did not surface on week_before
-- share_new_7d | double | 0-1 | new_repos_7d / surfacing_repos
WITH surfaced AS (
    SELECT snapshot_date, collect_set(repo_key) AS names
    FROM repo_signals
    WHERE tier = 'surfacing' AND snapshot_date IN (SELECT snapshot_date FROM nights WHERE is_publishable)
    GROUP BY snapshot_date
),
paired AS (
    SELECT later.snapshot_date,
           any_value(later.names) AS names,
           max_by(earlier.names, earlier.snapshot_date) FILTER (WHERE earlier.snapshot_date >= date_sub(later.snapshot_date, 7)) AS before,
           max(earlier.snapshot_date) FILTER (WHERE earlier.snapshot_date >= date_sub(later.snapshot_date, 7)) AS previous_night,
           max_by(earlier.names, earlier.snapshot_date) FILTER (WHERE earlier.snapshot_date <= date_sub(later.snapshot_date, 7)) AS week,
           max(earlier.snapshot_date) FILTER (WHERE earlier.snapshot_date <= date_sub(later.snapshot_date, 7)) AS week_before
    FROM surfaced AS later
    LEFT JOIN surfaced AS earlier
        ON earlier.snapshot_date BETWEEN date_sub(later.snapshot_date, 10) AND date_sub(later.snapshot_date, 1)
    GROUP BY later.snapshot_date
)
SELECT snapshot_date,
       size(names) AS surfacing_repos,
       previous_night,
       if(before IS NULL, NULL, size(array_except(names, before))) AS new_repos,
       if(before IS NULL, NULL, size(array_except(names, before)) / size(names)) AS share_new,
       week_before,
       if(week IS NULL, NULL, size(array_except(names, week))) AS new_repos_7d,
       if(week IS NULL, NULL, size(array_except(names, week)) / size(names)) AS share_new_7d
FROM paired
