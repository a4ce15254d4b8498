-- One row is one measure of one backtest, for one period and method; k and bin are the column place of backtest_metrics.
-- backtest_id | string | | First and last day: 2025-07-01..2026-02-28
-- period | string | | A quarter such as 2025-Q3, or all
-- method | string | | The column of backtest_scores that ranks; universe for counts, base_rate for the base rate
-- metric | string | | The measure, explained in jobs/docs/backtest.md
-- k | int | | Length of the ranking for precision, recall and what the first k are worth; null for other measures
-- bin | int | 1-10 | Tenth of the probability for mean_probability and observed_share; null for other measures
-- value | double | | The value; null if it is not defined
-- low | double | | Lower end of the 95 % bootstrap interval over repositories
-- high | double | | Upper end of it
-- cases | bigint | | Days behind precision and recall, rows behind all other measures
SELECT backtest_id,
       period,
       method,
       metric,
       CASE WHEN place > 0 AND metric NOT IN ('mean_probability', 'observed_share') THEN place END AS k,
       CASE WHEN metric IN ('mean_probability', 'observed_share') THEN place END AS bin,
       value,
       low,
       high,
       cases
FROM backtest_metrics
