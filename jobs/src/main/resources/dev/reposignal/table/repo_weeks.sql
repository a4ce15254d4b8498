-- One row is one repository in one week, Monday to Sunday: what it gained, without level shifts.
-- week | date | day, UTC | The Monday
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name as of its last observation
-- language | string | | Primary language on the latest published night; null if it was not in the feed then
-- days_observed | bigint | days | Days of the week with a row
-- stars | bigint | stars | Stars on the last of them
-- stars_gained | bigint | stars | Sum of stars_gained of repo_history in that week; a gap belongs to the week in which it ends
WITH present AS (
    SELECT repo_key, language
    FROM repo_signals
    WHERE snapshot_date = (SELECT max(snapshot_date) FROM nights WHERE is_publishable)
)
SELECT weeks.*
FROM (
    SELECT trunc(repo_history.snapshot_date, 'week') AS week,
           repo_history.repo_key,
           repo_history.full_name,
           present.language,
           count(*) AS days_observed,
           max_by(repo_history.stars, repo_history.snapshot_date) AS stars,
           sum(repo_history.stars_gained) AS stars_gained
    FROM repo_history
    LEFT JOIN present ON present.repo_key = repo_history.repo_key
    GROUP BY 1, 2, 3, 4
) AS weeks
