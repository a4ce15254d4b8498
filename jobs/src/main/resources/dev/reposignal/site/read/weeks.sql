-- One row is one ISO week with published nights, the latest first.
WITH nights AS (
    SELECT CAST(date_trunc('WEEK', snapshot_date) AS DATE) AS week, snapshot_date FROM articles
),
first_nights AS (
    SELECT repo_key, min(snapshot_date) AS first_surfaced_on
    FROM board
    WHERE tier = 'surfacing'
    GROUP BY repo_key
),
surfacing AS (
    SELECT CAST(date_trunc('WEEK', snapshot_date) AS DATE) AS week,
           repo_key,
           count(*) AS nights,
           min(board_place) AS best_place,
           max_by(struct(full_name, language, stars, velocity_7d, signal_score), snapshot_date) AS latest
    FROM board
    WHERE tier = 'surfacing'
    GROUP BY week, repo_key
),
surfaced AS (
    SELECT week,
           sort_array(collect_list(struct(
               best_place, repo_key, nights, first_surfaced_on, first_surfaced_on >= week AS is_new,
               latest.full_name, latest.language, latest.stars, latest.velocity_7d, latest.signal_score))) AS surfaced
    FROM surfacing
    JOIN first_nights USING (repo_key)
    GROUP BY week
),
resolved AS (
    SELECT CAST(week_resolved AS DATE) AS week, collect_list(claim) AS resolved
    FROM claims
    WHERE week_resolved IS NOT NULL
    GROUP BY week_resolved
),
latest_trends AS (
    SELECT CAST(date_trunc('WEEK', snapshot_date) AS DATE) AS week,
           subject_type,
           subject_key,
           max_by(struct(snapshot_date AS day, subject_name AS name, growth, rest_growth), snapshot_date) AS trend
    FROM trends
    WHERE is_trend
    GROUP BY week, subject_type, subject_key
),
trending AS (
    SELECT week, sort_array(collect_list(trend), false) AS trends FROM latest_trends GROUP BY week
),
weeks AS (
    SELECT week, sort_array(collect_list(snapshot_date), false) AS days FROM nights GROUP BY week
)
SELECT week AS monday, days, trends, surfaced, resolved
FROM weeks
LEFT JOIN trending USING (week)
LEFT JOIN surfaced USING (week)
LEFT JOIN resolved USING (week)
ORDER BY week DESC
