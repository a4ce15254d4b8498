-- One row is one repository with a page: measured on a published night, and ever on the board or the subject of a claim.
SELECT DISTINCT repo_key
FROM repo_signals
WHERE tier IN ('surfacing', 'tracked')
   OR repo_key IN (SELECT subject_key FROM predictions WHERE subject_type = 'repository')
