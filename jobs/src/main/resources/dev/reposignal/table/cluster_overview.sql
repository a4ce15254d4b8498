-- One row is one cluster on the latest published night.
-- snapshot_date | date | day, UTC | The latest published night
-- cluster_id | string | | Identity of the cluster; it stays the same from night to night
-- label | string | | Two to four words that name the cluster
-- keywords | array<string> | | The terms that distinguish the cluster, strongest first
-- repos | bigint | repositories | Members
-- owners | bigint | owners | Distinct owners among the members
-- accelerating_owners | bigint | owners | Distinct owners of the members that accelerate
-- surfacing_repos | bigint | repositories | Surfacing members
-- velocity_7d | double | stars/day | Sum of the members' velocity_7d, without level shifts
-- acceleration | double | stars/day | Sum of the members' acceleration, without level shifts
-- cohesion | double | 0-1 | Mean cosine similarity of the members to the centroid
-- age_days | int | days | Days since the cluster appeared
-- forming_rank | int | 1 is best | Rank among the clusters that qualify as forming; null for the others
-- is_forming | boolean | | Whether it is one of the at most three shown as forming
-- best_repos | array<string> | | Up to five members, the best ranked first
-- field | string | | The field it belongs to; null on nights of older versions
-- relevance | string | | technology, application or list
WITH latest AS (SELECT max(snapshot_date) AS snapshot_date FROM nights WHERE is_publishable),
ranked AS (
    SELECT member.cluster_id,
           slice(
               transform(
                   array_sort(collect_list(struct(signal.signal_rank, signal.full_name))),
                   each -> each.full_name),
               1, 5) AS best_repos
    FROM cluster_members AS member
    JOIN repo_signals AS signal
      ON signal.snapshot_date = member.snapshot_date AND signal.repo_key = member.repo_key
    WHERE member.snapshot_date = (SELECT snapshot_date FROM latest)
      AND signal.snapshot_date = (SELECT snapshot_date FROM latest)
      AND signal.signal_rank IS NOT NULL
    GROUP BY member.cluster_id
)
SELECT cluster.snapshot_date,
       cluster.cluster_id,
       label,
       keywords,
       repos,
       owners,
       accelerating_owners,
       surfacing_repos,
       velocity_7d,
       acceleration,
       cohesion,
       age_days,
       forming_rank,
       is_forming,
       coalesce(best_repos, cast(array() AS array<string>)) AS best_repos,
       field,
       relevance
FROM clusters AS cluster
LEFT JOIN ranked ON ranked.cluster_id = cluster.cluster_id
WHERE cluster.snapshot_date = (SELECT snapshot_date FROM latest)
