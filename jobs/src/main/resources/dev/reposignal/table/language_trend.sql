-- One row is one language in one scope on one published night, compared with the night before.
-- snapshot_date | date | day, UTC | The night
-- scope | string | | tracked or all
-- language | string | | Language; 'none' for repositories without one
-- repos | bigint | repositories | Repositories of that language
-- share | double | 0-1 | Their share of the scope
-- position | int | 1 is most | Order by repos, then by name
-- previous_night | date | day, UTC | The latest earlier published night that had the language in this scope
-- share_change | double | -1 to 1 | share minus that of previous_night
-- positions_climbed | int | positions | Positions gained since previous_night; negative if it fell
-- velocity_7d | double | stars/day | Sum of their velocity_7d, without level shifts and aliases
-- velocity_share | double | ratio | velocity_7d / that of the whole scope: its share of all growth
SELECT snapshot_date,
       scope,
       language,
       repos,
       share,
       position,
       lag(snapshot_date) OVER nights_of_language AS previous_night,
       share - lag(share) OVER nights_of_language AS share_change,
       (lag(position) OVER nights_of_language) - position AS positions_climbed,
       velocity_7d,
       try_divide(velocity_7d, sum(velocity_7d) OVER (PARTITION BY snapshot_date, scope)) AS velocity_share
FROM language_breakdown
WHERE snapshot_date IN (SELECT snapshot_date FROM nights WHERE is_publishable)
WINDOW nights_of_language AS (PARTITION BY scope, language ORDER BY snapshot_date)
