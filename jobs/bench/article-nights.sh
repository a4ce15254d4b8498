#!/usr/bin/env bash
# Publishes nights and checks their articles:
#   jobs/bench/article-nights.sh LAKE SITE FROM TO [EVERY]
# Runs the nights of every EVERYth day (default: 1) on LAKE (give a copy) into SITE, then prints
#   - how many numbers and names of the articles were compared with table rows and how many differ (verify-article);
#   - how many of the nights had 0, 1, 2 or more trends;
#   - broken links, axe violations and overflow of the pages of all articles of the site in headless Chromium, and the largest page.
# Exit code 1 if a number differs, a page is broken or one is larger than 300 KB.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
if [[ ! -d "${1:-}/snapshots/_delta_log" || $# -lt 4 ]]; then
    sed -n '2,8p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
lake="$1" site="$2" from="$3" to="$4"
describe_machine
measure "nights from $from to $to" "$reposignal" backfill --lake "$lake" --site "$site" --from "$from" --to "$to" \
    --every "${5:-1}" --today "$to" --allow-stale
failed=0
"$reposignal" verify-article --lake "$lake" --from "$from" --to "$to" || failed=1
"$reposignal" sql --lake "$lake" "SELECT trends, count(*) AS nights FROM (SELECT snapshot_date, count_if(is_trend) AS trends
    FROM trends WHERE snapshot_date BETWEEN '$from' AND '$to' GROUP BY snapshot_date) GROUP BY trends ORDER BY trends"
"$root/jobs/bench/pages.sh" "$site" 1 articles || failed=1
large="$(find -L "$site/articles" -name '*.html' -size +300k)"
[[ -z "$large" ]] || { echo "larger than 300 KB: $large" && failed=1; }
exit "$failed"
