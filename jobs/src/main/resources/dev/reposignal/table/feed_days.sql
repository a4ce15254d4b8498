-- One row is one day of the calendar from the first to the last day of the feed, also if the feed has no row for it.
-- snapshot_date | date | day, UTC | The day
-- repos | bigint | repositories | Repositories in snapshots; 0 on a missing day
-- state | string | | missing, not judged (no night was run), publish or hold
-- coverage | double | ratio | repos / median of the observed days of the 28 days before
-- share_unchanged | double | 0-1 | Share of the compared repositories whose stars did not change
-- share_negative | double | 0-1 | Share of the compared repositories that lost stars
-- is_purge_day | boolean | | share_negative is at least health.purge_share: GitHub removed accounts
-- reason | string | | Why the day is held
-- night | string | | started, written, published, site_failed, held, failed or interrupted; as in runs; null if no night was run
WITH observed AS (SELECT snapshot_date, count(*) AS repos FROM snapshots GROUP BY snapshot_date),
calendar AS (SELECT explode(sequence(min(snapshot_date), max(snapshot_date))) AS snapshot_date FROM observed)
SELECT calendar.snapshot_date,
       coalesce(observed.repos, 0) AS repos,
       CASE WHEN observed.repos IS NULL THEN 'missing' ELSE coalesce(health.verdict, 'not judged') END AS state,
       coverage,
       share_unchanged,
       share_negative,
       is_purge_day,
       health.reason,
       nights.status AS night
FROM calendar
LEFT JOIN observed ON observed.snapshot_date = calendar.snapshot_date
LEFT JOIN feed_health AS health ON health.snapshot_date = calendar.snapshot_date
LEFT JOIN nights ON nights.snapshot_date = calendar.snapshot_date
