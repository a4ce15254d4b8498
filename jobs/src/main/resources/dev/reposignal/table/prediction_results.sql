-- One row is one prediction with what became of it.
-- prediction_id | string | | As in predictions
-- made_on | date | day, UTC | The day whose data the claim rests on
-- due_on | date | day, UTC | The first day it can be graded
-- kind | string | | What is claimed
-- subject_type | string | | repository, cluster or language
-- subject_key | string | | repo_key, cluster_id or language
-- subject_name | string | | Name to print
-- position | int | 1 is first | Order among the predictions of the day
-- claim | string | | The claim as a sentence
-- probability | double | 0-1 | How likely it was held to be
-- base_rate | double | 0-1 | Share of all eligible repositories that broke out before
-- model | string | | What gave the probability
-- outcome | string | | hit, miss, unobservable; open where it is not graded yet
-- resolved_on | date | day, UTC | The night that graded it
-- lead_days | int | days | Days between the claim and its grading
-- observed_value | double | stars | Stars gained, scaled to 28 days
-- squared_error | double | 0-1 | (probability - outcome)^2, the Brier score of this one; null unless hit or miss
-- evidence | string | | What it was graded on
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
