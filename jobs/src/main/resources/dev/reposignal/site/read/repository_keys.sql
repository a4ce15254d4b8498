-- One row is one repository with a page: measured on a published night, and ever surfaced or the subject of a claim.
SELECT repo_key FROM board WHERE tier = 'surfacing'
UNION
SELECT DISTINCT repo_key
FROM repo_signals
LEFT SEMI JOIN (SELECT claim.subject_key FROM claims WHERE claim.subject_type = 'repository') ON repo_key = subject_key
