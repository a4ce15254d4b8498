-- One row is one repository on the board of one published night; a view that the other queries read.
SELECT snapshot_date, repo_key, full_name, language, stars, velocity_7d, signal_score, board_place, tier
FROM repo_signals
WHERE tier IN ('surfacing', 'tracked')
