-- One row is one rule of alerts: how many it raised, and how many of those that were graded came true.
-- rule | string | | As in alerts
-- alerts | bigint | alerts | Alerts raised
-- open | bigint | alerts | Not graded yet
-- hits | bigint | alerts | Graded hit
-- misses | bigint | alerts | Graded miss
-- unobservable | bigint | alerts | Could not be graded: no observation in the days for it
-- precision | double | 0-1 | hits / (hits + misses); null if nothing was graded
-- low | double | 0-1 | Lower end of its 95 % interval (Wilson 1927)
-- high | double | 0-1 | Upper end of it
WITH counted AS (
    SELECT rule,
           count(*) AS alerts,
           count_if(outcome IS NULL) AS open,
           count_if(outcome = 'hit') AS hits,
           count_if(outcome = 'miss') AS misses,
           count_if(outcome = 'unobservable') AS unobservable
    FROM alerts
    LEFT JOIN alert_outcomes ON alert_outcomes.alert_id = alerts.alert_id
    GROUP BY rule
),
rated AS (
    -- 1.959964 is the two-sided 95 % quantile of the normal distribution, 3.841459 its square.
    SELECT *,
           try_divide(hits, hits + misses) AS precision,
           try_divide(3.841459D, hits + misses) AS square
    FROM counted
)
SELECT rule,
       alerts,
       open,
       hits,
       misses,
       unobservable,
       precision,
       greatest(0D, (precision + square / 2 - sqrt(precision * (1 - precision) * square + square * square / 4))
           / (1 + square)) AS low,
       least(1D, (precision + square / 2 + sqrt(precision * (1 - precision) * square + square * square / 4))
           / (1 + square)) AS high
FROM rated
