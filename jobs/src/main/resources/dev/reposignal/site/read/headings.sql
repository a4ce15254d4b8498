-- One row is one article with the last run of its night, and a hash of the repositories it names that have a page.
SELECT snapshot_date, title, standfirst, run.status, run.run_id, run.input_versions, run.output_versions, linked
FROM articles
LEFT JOIN (
    SELECT snapshot_date,
           max_by(struct(status, run_id, input_versions, output_versions), struct(finished_at, run_id)) AS run
    FROM runs
    GROUP BY snapshot_date
) USING (snapshot_date)
LEFT JOIN (
    SELECT snapshot_date, sha2(concat_ws(' ', sort_array(collect_set(repo_key))), 256) AS linked
    FROM named_facts
    JOIN page_keys USING (repo_key)
    GROUP BY snapshot_date
) USING (snapshot_date)
