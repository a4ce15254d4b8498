-- One row is one article with the repositories that surfaced that night, those that no longer did, what its facts name, and its facts.
SELECT snapshot_date,
       struct(snapshot_date AS day, title, standfirst, markdown, body_html) AS article,
       surfacing,
       left_surfacing,
       named,
       facts
FROM articles
LEFT JOIN (
    SELECT snapshot_date,
           sort_array(collect_list(struct(board_place, repo_key, full_name))) AS surfacing
    FROM board
    WHERE tier = 'surfacing'
    GROUP BY snapshot_date
) USING (snapshot_date)
LEFT JOIN (
    SELECT snapshot_date,
           sort_array(collect_list(struct(previous_place, repo_key, full_name, why))) AS left_surfacing
    FROM left_surfacing
    GROUP BY snapshot_date
) USING (snapshot_date)
LEFT JOIN (
    SELECT snapshot_date,
           sort_array(collect_list(struct(fact_id, repo_key, cluster_id))) AS named
    FROM named_facts
    GROUP BY snapshot_date
) USING (snapshot_date)
LEFT JOIN (
    SELECT snapshot_date,
           sort_array(collect_list(struct(
               fact_id, section, text, value, unit, table_name, row_key, column_name, table_version))) AS facts
    FROM article_facts
    GROUP BY snapshot_date
) USING (snapshot_date)
