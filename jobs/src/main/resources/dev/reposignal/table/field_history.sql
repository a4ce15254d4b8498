-- One row is one field on one published night, compared with the night before.
-- snapshot_date | date | day, UTC | The night
-- field_id | string | | Identity of the field; it stays where the field is renamed
-- field | string | | Its name on that night
-- event | string | | continued, born or split, as in fields
-- previous_field | string | | Its name the night before; null if it was born
-- clusters | bigint | clusters | Its clusters
-- repos | bigint | repositories | Members of its clusters
-- kept_share | double | 0-1 | Share of previous_repos that are in the field still; null if it was born
-- velocity_7d | double | stars/day | Sum of velocity_7d of its clusters
-- velocity_28d | double | stars/day | Sum of velocity_28d of its clusters
-- previous_night | date | day, UTC | The latest earlier published night that had the field; null on its first night
-- repos_change | bigint | repositories | repos minus that of previous_night
-- velocity_change | double | stars/day | velocity_7d minus that of previous_night
-- week_share | double | 0-1 | Its share of all stars of the week, as in trends; null where trends has no row
-- growth | double | ratio, 0 is no change | Its week compared with the three weeks before, as in trends
-- growth_over_rest | double | ratio, 0 is no change | The same compared with all other repositories, as in trends
SELECT field.snapshot_date,
       field_id,
       field.field,
       event,
       previous_field,
       clusters,
       field.repos,
       shared_repos / nullif(previous_repos, 0) AS kept_share,
       velocity_7d,
       velocity_28d,
       lag(field.snapshot_date) OVER nights_of_field AS previous_night,
       field.repos - lag(field.repos) OVER nights_of_field AS repos_change,
       velocity_7d - lag(velocity_7d) OVER nights_of_field AS velocity_change,
       trend.week_share,
       trend.growth,
       trend.growth_over_rest
FROM fields AS field
LEFT JOIN trends AS trend
  ON trend.snapshot_date = field.snapshot_date
 AND trend.subject_type = 'field'
 AND trend.subject_key = field.field
WHERE field.snapshot_date IN (SELECT snapshot_date FROM nights WHERE is_publishable)
  AND event NOT IN ('merged', 'died')
WINDOW nights_of_field AS (PARTITION BY field_id ORDER BY field.snapshot_date)
