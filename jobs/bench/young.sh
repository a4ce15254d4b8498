#!/usr/bin/env bash
# How good are the probabilities of repositories in their first 28 days? For each month it learns from what was known before and
# judges the days of the month: base rate, Brier skill, area under the curve, hit rates by range of the probability, with 95 %
# intervals over repositories. Reads the lake only. About 2 minutes. The numbers are in jobs/docs/lab-book.md.
#   jobs/bench/young.sh LAKE FROM TO [SHARE [SEED]]    first day of the first month, and of the month after the last;
#                                                      SHARE below 1 learns from that share of the repositories only
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ -n "${3:-}" ]] || { sed -n '2,7p' "${BASH_SOURCE[0]}" >&2; exit 2; }
series="$(mktemp -u "$RS_BENCH_WORK/young.XXXXXX.csv")"
trap 'rm -f "$series"' EXIT
"$reposignal" sql --lake "$1" --timeout 1800 --output "$series" "
    WITH seen AS (
        SELECT repo_key, unix_date(to_date(min(created_at) OVER (PARTITION BY repo_key))) AS created,
               unix_date(snapshot_date) AS day, stars
        FROM snapshots WHERE observed AND created_at IS NOT NULL AND created_at >= '2015-01-01'
    ), young AS (
        SELECT *, min(day) OVER (PARTITION BY repo_key) - created AS first_age
        FROM seen WHERE day - created BETWEEN 0 AND 61
    )
    SELECT repo_key, created, day, stars FROM young WHERE first_age <= 14 ORDER BY repo_key, day"
run_test_class dev.reposignal.model.YoungBacktest "$series" "${@:2}"
