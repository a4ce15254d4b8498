-- One row is the latest backtest: what the first 15 of the board were worth, against a trending list and all repositories.
WITH latest AS (
    SELECT backtest_id, first_day, last_day
    FROM backtest_metrics
    ORDER BY last_day DESC, first_day, backtest_id
    LIMIT 1
),
figures AS (
    SELECT backtest_metrics.method, metric, place, value, low, high, cases
    FROM backtest_metrics
    JOIN latest USING (backtest_id)
    WHERE period = 'all' AND value IS NOT NULL
),
found AS (
    -- Backtests of older versions graded the score and no board.
    SELECT max_by(
               struct(value, low, high, cases),
               CASE method WHEN 'board' THEN 3 WHEN 'probability' THEN 2 WHEN 'signal_score' THEN 1 END)
               FILTER (WHERE metric = 'precision' AND place = 15 AND method IN ('board', 'probability', 'signal_score')) AS board,
           any_value(struct(value, low, high)) FILTER (WHERE metric = 'precision' AND place = 15 AND method = 'velocity_24h') AS trending,
           any_value(value) FILTER (WHERE metric = 'breakout_share' AND method = 'universe') AS breakout_share,
           any_value(value) FILTER (WHERE metric = 'auc' AND method = 'probability') AS ranked_right
    FROM figures
),
calibrated AS (
    SELECT sort_array(collect_list(struct(bin, mean_probability, observed_share, low, high, cases))) AS bins
    FROM (
        SELECT place AS bin,
               any_value(value) FILTER (WHERE metric = 'mean_probability') AS mean_probability,
               any_value(value) FILTER (WHERE metric = 'observed_share') AS observed_share,
               any_value(low) FILTER (WHERE metric = 'observed_share') AS low,
               any_value(high) FILTER (WHERE metric = 'observed_share') AS high,
               any_value(cases) FILTER (WHERE metric = 'observed_share') AS cases
        FROM figures
        WHERE method = 'probability' AND metric IN ('mean_probability', 'observed_share')
        GROUP BY place
    )
    WHERE mean_probability IS NOT NULL AND observed_share IS NOT NULL
)
SELECT backtest_id, first_day, last_day, board.cases AS days, board, trending, breakout_share, ranked_right, bins
FROM latest
CROSS JOIN found
CROSS JOIN calibrated
WHERE board IS NOT NULL
