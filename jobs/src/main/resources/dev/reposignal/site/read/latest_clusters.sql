-- One row is one cluster of the latest published night, for lists and the map.
SELECT * EXCEPT (centre)
FROM latest_clusters
ORDER BY forming_rank NULLS LAST, velocity_7d DESC, cluster_id
