-- One row is one day that was run, with its last run.
-- snapshot_date | date | day, UTC | The day that was run
-- run_id | string | | Its last run, as in runs; sql --at accepts it
-- status | string | | started, written, published, site_failed, held, failed or interrupted; as in runs
-- reason | string | | Why it was held or failed, or why its site was
-- is_publishable | boolean | | Whether its tables are whole and passed the data checks: written, published or site_failed
-- finished_at | timestamp | time, UTC | When its tables were written
-- attempts | bigint | runs | Runs of the day so far
-- previous_night | date | day, UTC | The latest earlier day that is publishable; null if there is none
SELECT *,
       max(if(is_publishable, snapshot_date, null))
           OVER (ORDER BY snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous_night
FROM (
    SELECT snapshot_date,
           max_by(run_id, struct(finished_at, run_id)) AS run_id,
           max_by(status, struct(finished_at, run_id)) AS status,
           max_by(reason, struct(finished_at, run_id)) AS reason,
           max_by(status, struct(finished_at, run_id)) IN ('written', 'published', 'site_failed') AS is_publishable,
           max(finished_at) AS finished_at,
           count(*) AS attempts
    FROM runs
    GROUP BY snapshot_date
)
