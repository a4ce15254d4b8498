-- One row is one cluster of the latest published night, for lists and the map, with its pace on earlier nights and its fastest members.
WITH fastest AS (
    SELECT cluster_id, transform(sort_array(collect_list(struct(place, repo_key, full_name))), each -> struct(each.repo_key, each.full_name)) AS fastest
    FROM (
        SELECT cluster_id, repo_key, full_name,
               row_number() OVER (PARTITION BY cluster_id ORDER BY velocity_7d DESC NULLS LAST, stars DESC, repo_key) AS place
        FROM (SELECT repo_key, cluster_id FROM latest_cluster_members WHERE cluster_id IS NOT NULL)
        JOIN latest_repo_signals USING (repo_key)
        WHERE NOT (is_level_shift OR is_alias)
    )
    WHERE place <= 3
    GROUP BY cluster_id
),
paced AS (
    SELECT cluster_id, sort_array(collect_list(struct(snapshot_date, velocity_7d))) AS pace
    FROM clusters
    GROUP BY cluster_id
)
SELECT cluster, field, relevance, pace, fastest
FROM (SELECT cluster_id, field, relevance, struct(* EXCEPT (centre)) AS cluster FROM latest_clusters)
LEFT JOIN paced USING (cluster_id)
LEFT JOIN fastest USING (cluster_id)
ORDER BY cluster.forming_rank NULLS LAST, cluster.velocity_7d DESC, cluster_id
