#!/usr/bin/env bash
# Measures what watchlists cost a publication: the site of a lake without a list, and with one of 2,000 names (and three others),
# three times each. Nothing is written to the lake.
#   jobs/bench/watch.sh LAKE [NAMES]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
lake="${1:-}"
names="${2:-2000}"
[[ -d "$lake/repo_signals" ]] || { sed -n '2,4p' "${BASH_SOURCE[0]}" >&2; exit 2; }
describe_machine
work="$RS_BENCH_WORK/watch"
rm -rf "$work" && mkdir -p "$work/none" "$work/lists"
# Names all over the feed: by their hash, not by their stars.
"$reposignal" sql --lake "$lake" --format csv --limit "$names" \
    "SELECT full_name FROM repo_signals WHERE snapshot_date = (SELECT max(snapshot_date) FROM articles) ORDER BY md5(full_name)" \
    >"$work/names.csv"
"$reposignal" watch import many "$work/names.csv" --set "watch.folder=$work/lists"
printf 'owners: [microsoft]\n' >"$work/lists/owner.yaml"
printf 'languages: [Rust]\nmost: 100\n' >"$work/lists/rust.yaml"
printf 'where: velocity_7d > 50 AND stars < 5000\n' >"$work/lists/fast.yaml"
sed -i "\$amost: 5000" "$work/lists/many.yaml"
for round in 1 2 3; do
    for lists in none lists; do
        measure "site, $lists, $round" "$reposignal" site --lake "$lake" --site "$work/site-$lists" --set "watch.folder=$work/$lists"
    done
done
find -L "$work/site-lists/watchlists" -type f | wc -l
