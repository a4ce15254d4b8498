-- One row is one prediction and its outcome; a view that the other queries read.
SELECT subject_key,
       date_trunc('MONTH', made_on) AS month,
       date_trunc('WEEK', resolved_on) AS week_resolved,
       struct(
           made_on,
           kind,
           position,
           prediction_id,
           due_on,
           subject_type,
           subject_key,
           subject_name,
           claim,
           probability,
           base_rate,
           stars_at_claim,
           required_gain,
           outcome,
           resolved_on,
           observed_on,
           observed_value,
           unit,
           evidence) AS claim
FROM predictions
LEFT JOIN prediction_outcomes USING (prediction_id)
