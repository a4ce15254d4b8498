-- One row is one cluster on one published night, beside the night before.
-- snapshot_date | date | day, UTC | The night
-- cluster_id | string | | Identity of the theme
-- label | string | | Its label on that night
-- repos | bigint | repositories | Members
-- owners | bigint | owners | Distinct owners among them
-- velocity_7d | double | stars/day | Sum of the members' velocity_7d
-- acceleration | double | stars/day | Sum of the members' acceleration
-- forming_rank | int | 1 is best | Rank among those that qualify as forming
-- is_forming | boolean | | Whether it was one of the three shown
-- previous_night | date | day, UTC | The latest earlier published night that had the cluster; null on its first
-- repos_change | bigint | repositories | Members more than on that night
-- velocity_change | double | stars/day | velocity_7d more than on that night
-- is_relabelled | boolean | | Whether the label differs from that night's; null on its first
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
