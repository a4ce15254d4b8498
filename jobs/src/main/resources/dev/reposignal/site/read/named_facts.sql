-- One row is one fact of an article that names a repository or a cluster; a view that the other queries read.
SELECT *
FROM (
    SELECT facts.snapshot_date,
           fact_id,
           CASE column_name
               WHEN 'full_name' THEN get_json_object(row_key, '$.repo_key')
               WHEN 'leader_name' THEN leader_repo_key
               WHEN 'largest_name' THEN largest_repo_key
               WHEN 'claim' THEN if(subject_type = 'repository', predictions.subject_key, null)
           END AS repo_key,
           CASE column_name
               WHEN 'label' THEN get_json_object(row_key, '$.cluster_id')
               WHEN 'subject_name' THEN if(facts.kind = 'cluster', facts.subject, null)
           END AS cluster_id
    FROM (
        SELECT snapshot_date, fact_id, column_name, row_key,
               get_json_object(row_key, '$.subject_type') AS kind,
               get_json_object(row_key, '$.subject_key') AS subject
        FROM article_facts
        WHERE column_name IN ('full_name', 'leader_name', 'largest_name', 'claim', 'label', 'subject_name')
    ) AS facts
    LEFT JOIN (
        SELECT snapshot_date, subject_type AS kind, subject_key AS subject, leader_repo_key, largest_repo_key FROM trends
    ) AS moved USING (snapshot_date, kind, subject)
    LEFT JOIN predictions ON prediction_id = get_json_object(row_key, '$.prediction_id')
)
WHERE repo_key IS NOT NULL OR cluster_id IS NOT NULL
