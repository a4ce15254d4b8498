-- One row is one repository with a page: measured on a published night, and ever on the board, named by an article or the
-- subject of a claim.
SELECT repo_key FROM board
UNION
SELECT DISTINCT repo_key
FROM repo_signals
LEFT SEMI JOIN (
    SELECT claim.subject_key AS wanted FROM claims WHERE claim.subject_type = 'repository'
    UNION
    SELECT repo_key AS wanted FROM named_facts WHERE repo_key IS NOT NULL
) ON repo_key = wanted
