-- One row is one day that was run, as its last run left it.
-- snapshot_date | date | day, UTC | The day that was run
-- run_id | string | | Its last run, as in runs; sql --at takes it
-- status | string | | published, held or failed
-- reason | string | | Why it was held or failed
-- finished_at | timestamp | time, UTC | End of that run
-- attempts | bigint | runs | Runs of the day so far
SELECT snapshot_date,
       max_by(run_id, struct(finished_at, run_id)) AS run_id,
       max_by(status, struct(finished_at, run_id)) AS status,
       max_by(reason, struct(finished_at, run_id)) AS reason,
       max(finished_at) AS finished_at,
       count(*) AS attempts
FROM runs
GROUP BY snapshot_date
