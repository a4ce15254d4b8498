-- One row is one repository of the feed: as it was last seen, and since when it is known.
-- repo_key | string | | As in snapshots
-- full_name | string | | owner/name as of its last observation
-- owner | string | | The part of the name before the slash, lower case
-- name | string | | The part after it
-- earlier_names | array<string> | | Names it had in earlier months
-- first_observed_on | date | day, UTC | Its first day in snapshots
-- last_observed_on | date | day, UTC | Its last day
-- days_observed | bigint | days | Days with a row
-- stars | bigint | stars | Stars on its last day
-- language | string | | Primary language on the latest published night; null if it was not in the feed then
-- signal_score | decimal(5,2) | points, 0-100 | Its score on that night
-- tier | string | | Its tier on that night
-- cluster_id | string | | Its cluster on that night
-- cluster_label | string | | The name of that cluster
-- field | string | | The field of that cluster or of its own text
WITH known AS (
    SELECT repo_key,
           max_by(full_name, month) AS full_name,
           collect_set(full_name) AS names,
           min(first_day) AS first_observed_on,
           max(last_day) AS last_observed_on,
           sum(size(days)) AS days_observed,
           max_by(last_stars, month) AS stars
    FROM repo_months
    GROUP BY repo_key
),
night AS (
    SELECT max(snapshot_date) AS snapshot_date FROM nights WHERE is_publishable
),
present AS (
    SELECT repo_key, language, signal_score, tier
    FROM repo_signals
    WHERE snapshot_date = (SELECT snapshot_date FROM night)
),
grouped AS (
    SELECT cluster_members.repo_key, cluster_members.cluster_id, cluster_members.field, clusters.label
    FROM cluster_members
    LEFT JOIN clusters
        ON clusters.snapshot_date = cluster_members.snapshot_date AND clusters.cluster_id = cluster_members.cluster_id
    WHERE cluster_members.snapshot_date = (SELECT snapshot_date FROM night)
)
SELECT known.repo_key,
       known.full_name,
       lower(split_part(known.full_name, '/', 1)) AS owner,
       split_part(known.full_name, '/', 2) AS name,
       sort_array(array_remove(known.names, known.full_name)) AS earlier_names,
       known.first_observed_on,
       known.last_observed_on,
       known.days_observed,
       known.stars,
       present.language,
       present.signal_score,
       present.tier,
       grouped.cluster_id,
       grouped.label AS cluster_label,
       grouped.field
FROM known
LEFT JOIN present ON present.repo_key = known.repo_key
LEFT JOIN grouped ON grouped.repo_key = known.repo_key
