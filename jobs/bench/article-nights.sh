#!/usr/bin/env bash
# Publishes nights and checks their articles:
#   jobs/bench/article-nights.sh LAKE SITE DAY...
# Runs the night of each day on LAKE (give a copy; days in order) into SITE, then prints
#   - how many numbers and names of the articles were compared with table rows and how many differ (verify-article);
#   - how many of the nights had 0, 1, 2 or 3 trends;
#   - broken links, axe violations and overflow of the pages of the articles in headless Chromium, and the largest page.
# Exit code 1 if a number differs, a page is broken or one is larger than 300 KB.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
lake="${1:-}"
site="${2:-}"
if [[ ! -d "$lake/snapshots/_delta_log" || $# -lt 3 ]]; then
    sed -n '2,8p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
shift 2
describe_machine
for day in "$@"; do
    measure "night of $day" "$reposignal" nightly --lake "$lake" --site "$site" --date "$day" --today "$day" --allow-stale --force
done
failed=0
for day in "$@"; do
    "$reposignal" verify-article --lake "$lake" --date "$day" || failed=1
done
days="$(printf "DATE '%s', " "$@")"
"$reposignal" sql --lake "$lake" "SELECT trends, count(*) AS nights FROM (SELECT snapshot_date, count_if(is_trend) AS trends
    FROM trends WHERE snapshot_date IN (${days%, }) GROUP BY snapshot_date) GROUP BY trends ORDER BY trends"
"$root/jobs/bench/pages.sh" "$site" 1 articles || failed=1
large="$(find -L "$site/articles" -name '*.html' -size +300k)"
[[ -z "$large" ]] || { echo "larger than 300 KB: $large" && failed=1; }
exit "$failed"
