#!/usr/bin/env bash
# How good are the probabilities of repositories in their first 28 days? For each month it learns from what was known before and
# judges the days of the month: base rate, Brier skill, area under the curve, hit rates by range of the probability, with 95 %
# intervals over repositories. Reads the lake only. About 2 minutes. The numbers are in jobs/docs/lab-book.md.
#   jobs/bench/young.sh LAKE FROM TO [SHARE [SEED]]    first day of the first month, and of the month after the last;
#                                                      SHARE below 1 learns from that share of the repositories only
#   jobs/bench/young.sh SERIES.csv FROM TO ...         the same of a file: repo_key,created,day,stars, with days as numbers since
#                                                      1970-01-01, sorted; for feeds without created_at
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ -n "${3:-}" ]] || { sed -n '2,8p' "${BASH_SOURCE[0]}" >&2; exit 2; }
if [[ -f "$1" ]]; then
    run_test_class dev.reposignal.model.YoungBacktest "$@"
    exit
fi
folder="$(mktemp -d "$RS_BENCH_WORK/young.XXXXXX")"
trap 'rm -rf "$folder"' EXIT
"$reposignal" sql --lake "$1" --timeout 1800 --output "$folder/series.csv" "
    WITH seen AS (
        SELECT repo_key, unix_date(to_date(min(created_at) OVER (PARTITION BY repo_key))) AS created,
               unix_date(snapshot_date) AS day, stars
        FROM snapshots WHERE observed AND created_at IS NOT NULL
    ), young AS (
        SELECT *, min(day) OVER (PARTITION BY repo_key) - created AS first_age
        FROM seen WHERE day - created BETWEEN 0 AND 61
    )
    SELECT repo_key, created, day, stars FROM young WHERE first_age <= 14 ORDER BY repo_key, day"
if [[ "$(wc -l <"$folder/series.csv")" -lt 2 ]]; then
    echo "Cannot measure: the lake $1 has no repository that it saw within 14 days of its creation (snapshots.created_at)." >&2
    exit 2
fi
run_test_class dev.reposignal.model.YoungBacktest "$folder/series.csv" "${@:2}"
