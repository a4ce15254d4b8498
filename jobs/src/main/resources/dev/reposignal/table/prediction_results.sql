-- One row is one prediction with its outcome.
-- prediction_id | string | | As in predictions
-- made_on | date | day, UTC | The day on whose data the prediction is based
-- due_on | date | day, UTC | The first day it can be graded
-- kind | string | | What is predicted: breakout, young_gain, stars_reached, cluster_growth, field_share or language_newcomers
-- subject_type | string | | repository, cluster, field or language
-- subject_key | string | | repo_key, cluster_id, name of the field, or language
-- subject_name | string | | Name to print
-- position | int | 1 is first | Order among the predictions of the day
-- claim | string | | The prediction as a sentence
-- probability | double | 0-1 | Probability that it comes true
-- base_rate | double | 0-1 | How often the event happened among all eligible cases of the finished windows; see jobs/docs/predictions.md
-- model | string | | Method or model that gave the probability
-- outcome | string | | hit, miss, unobservable, or open if it is not graded yet
-- resolved_on | date | day, UTC | The night that graded it
-- lead_days | int | days | Days from made_on to resolved_on
-- observed_value | double | see predictions.unit | Stars gained, scaled to 28 days, repositories counted, or share of new stars; null if unobservable
-- squared_error | double | 0-1 | (probability - outcome)^2, its contribution to the Brier score; null unless hit or miss
-- evidence | string | | The observation that decided, as a sentence
SELECT prediction.prediction_id,
       made_on,
       due_on,
       kind,
       subject_type,
       subject_key,
       subject_name,
       position,
       claim,
       probability,
       base_rate,
       model,
       coalesce(outcome, 'open') AS outcome,
       resolved_on,
       datediff(resolved_on, made_on) AS lead_days,
       observed_value,
       CASE outcome WHEN 'hit' THEN power(1 - probability, 2) WHEN 'miss' THEN power(probability, 2) END AS squared_error,
       evidence
FROM predictions AS prediction
LEFT JOIN prediction_outcomes AS graded ON graded.prediction_id = prediction.prediction_id
