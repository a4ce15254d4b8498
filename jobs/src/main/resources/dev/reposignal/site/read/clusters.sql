-- One row is one cluster of some published night, as of the last night that had it.
WITH found AS (
    SELECT cluster_id,
           max(snapshot_date) AS last_day,
           collect_list(struct(*)) AS nights
    FROM clusters
    GROUP BY cluster_id
),
surfaced AS (
    SELECT cluster_id,
           sort_array(collect_list(struct(nights, last_on, full_name, repo_key)), false) AS surfaced
    FROM (
        SELECT cluster_id,
               repo_key,
               count(*) AS nights,
               max(snapshot_date) AS last_on,
               max_by(full_name, snapshot_date) AS full_name
        FROM (SELECT snapshot_date, repo_key, cluster_id FROM cluster_members WHERE cluster_id IS NOT NULL)
        JOIN board USING (snapshot_date, repo_key)
        WHERE tier = 'surfacing'
        GROUP BY cluster_id, repo_key
    )
    GROUP BY cluster_id
),
fastest AS (
    SELECT cluster_id,
           transform(sort_array(collect_list(struct(rank, repo_key, measured))), member -> member.measured) AS members
    FROM (
        SELECT cluster_id, repo_key, struct(measured.*) AS measured,
               row_number() OVER (
                   PARTITION BY cluster_id ORDER BY velocity_7d DESC NULLS LAST, stars DESC, repo_key) AS rank
        FROM (
            SELECT /*+ BROADCAST(ends) */ snapshot_date, repo_key, cluster_id
            FROM cluster_members
            JOIN (SELECT cluster_id, last_day AS snapshot_date FROM found) AS ends USING (cluster_id, snapshot_date)
        )
        JOIN repo_signals AS measured USING (snapshot_date, repo_key)
        -- A swap or a repository counted twice is not fast.
        WHERE NOT (is_level_shift OR is_alias)
    )
    WHERE rank <= 25
    GROUP BY cluster_id
),
events AS (
    SELECT cluster_id,
           sort_array(
               collect_list(struct(snapshot_date, event, subject_id, related_cluster_id, repos, previous_repos, shared_repos)),
               false) AS events
    FROM (
        SELECT cluster_id, cluster_id AS subject_id, snapshot_date, event, related_cluster_id, repos, previous_repos, shared_repos
        FROM cluster_lineage
        WHERE event <> 'continued'
        UNION ALL
        SELECT related_cluster_id AS cluster_id, cluster_id AS subject_id, snapshot_date, event, related_cluster_id, repos,
               previous_repos, shared_repos
        FROM cluster_lineage
        WHERE related_cluster_id IS NOT NULL
    )
    GROUP BY cluster_id
),
claimed AS (
    SELECT subject_key AS cluster_id, collect_list(claim) AS claims
    FROM claims
    WHERE claim.subject_type = 'cluster'
    GROUP BY subject_key
)
SELECT cluster_id, nights, surfaced, members, events, claims
FROM found
LEFT JOIN surfaced USING (cluster_id)
LEFT JOIN fastest USING (cluster_id)
LEFT JOIN events USING (cluster_id)
LEFT JOIN claimed USING (cluster_id)
ORDER BY cluster_id
