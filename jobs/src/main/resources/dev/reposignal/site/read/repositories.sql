-- One row is one repository with a page (page_keys), as of the last published night that measured it.
WITH measured AS (
    SELECT repo_key,
           max_by(struct(*), snapshot_date) AS latest,
           sort_array(
               collect_list(struct(snapshot_date, tier, board_place, stars, signal_score, breakout_probability))
                   FILTER (WHERE tier <> 'watched'),
               false) AS nights
    FROM repo_signals
    LEFT SEMI JOIN page_keys USING (repo_key)
    GROUP BY repo_key
),
history AS (
    SELECT repo_key, sort_array(collect_list(struct(snapshot_date, stars))) AS counts
    FROM counts
    LEFT SEMI JOIN page_keys USING (repo_key)
    GROUP BY repo_key
),
described AS (
    SELECT repo_key, description, topics, archived
    FROM latest_snapshots
    LEFT SEMI JOIN page_keys USING (repo_key)
),
components AS (
    SELECT repo_key,
           collect_list(struct(*)) AS components
    FROM latest_score_components
    LEFT SEMI JOIN page_keys USING (repo_key)
    GROUP BY repo_key
),
placed AS (
    SELECT repo_key, cluster_id
    FROM latest_cluster_members
    LEFT SEMI JOIN page_keys USING (repo_key)
),
claimed AS (
    SELECT subject_key AS repo_key, collect_list(claim) AS claims
    FROM claims
    WHERE claim.subject_type = 'repository'
    GROUP BY subject_key
)
SELECT repo_key, latest, nights, counts, description, topics, coalesce(archived, false) AS is_archived, components, cluster_id,
       claims
FROM measured
LEFT JOIN history USING (repo_key)
LEFT JOIN described USING (repo_key)
LEFT JOIN components USING (repo_key)
LEFT JOIN placed USING (repo_key)
LEFT JOIN claimed USING (repo_key)
ORDER BY lower(latest.full_name), repo_key
