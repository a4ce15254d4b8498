-- One row is one cluster on one published night, compared with the night before.
-- snapshot_date | date | day, UTC | The night
-- cluster_id | string | | Identity of the cluster; it stays the same from night to night
-- label | string | | Its label on that night
-- repos | bigint | repositories | Members
-- owners | bigint | owners | Distinct owners among the members
-- velocity_7d | double | stars/day | Sum of the members' velocity_7d
-- acceleration | double | stars/day | Sum of the members' acceleration
-- forming_rank | int | 1 is best | Rank among those that qualify as forming
-- is_forming | boolean | | Whether it was one of the at most three shown as forming
-- previous_night | date | day, UTC | The latest earlier published night that had the cluster; null on its first night
-- repos_change | bigint | repositories | repos minus that of previous_night
-- velocity_change | double | stars/day | velocity_7d minus that of previous_night
-- is_relabelled | boolean | | Whether the label differs from that of previous_night; null on its first night
SELECT snapshot_date,
       cluster_id,
       label,
       repos,
       owners,
       velocity_7d,
       acceleration,
       forming_rank,
       is_forming,
       lag(snapshot_date) OVER nights_of_cluster AS previous_night,
       repos - lag(repos) OVER nights_of_cluster AS repos_change,
       velocity_7d - lag(velocity_7d) OVER nights_of_cluster AS velocity_change,
       label <> lag(label) OVER nights_of_cluster AS is_relabelled
FROM clusters
WHERE snapshot_date IN (SELECT snapshot_date FROM nights WHERE is_publishable)
WINDOW nights_of_cluster AS (PARTITION BY cluster_id ORDER BY snapshot_date)
