-- One row is one month in which predictions were made, the latest first.
SELECT CAST(month AS DATE) AS month, collect_list(claim) AS claims
FROM claims
GROUP BY month
ORDER BY month DESC
