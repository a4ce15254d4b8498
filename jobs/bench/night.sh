#!/usr/bin/env bash
# Measures a night of about 13,500 repositories on a lake of some 60 days and on one of some 800: the first night with
# all embeddings to make, then the night after it, three times.
# jobs/bench/night.sh DIR [60|800 ...], where DIR/panel holds the files.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_panel "${1:-}"
shift
describe_machine

first_day=2026-03-05
day=2026-03-06

night() {
    local days="$1" folder="$RS_BENCH_WORK/night-$1" files=()
    if [[ "$days" == 60 ]]; then
        files=("$panel"/2026-0[123].parquet)
    else
        files=("$panel"/*.parquet)
    fi
    rm -rf "$folder" && mkdir -p "$folder"
    measure "$days days: ingest of ${#files[@]} files" "$reposignal" ingest --lake "$folder/lake" "${files[@]}"
    "$reposignal" sql --lake "$folder/lake" \
        "SELECT count(DISTINCT snapshot_date) AS days, count_if(snapshot_date = DATE'$day') AS repositories FROM snapshots WHERE snapshot_date <= DATE'$day'"
    measure "$days days: first night, $first_day" \
        "$reposignal" nightly --lake "$folder/lake" --site "$folder/site" --date "$first_day" --allow-stale
    stages "$folder/lake"
    local run
    for run in 1 2 3; do
        measure "$days days: night $day, run $run" \
            "$reposignal" nightly --lake "$folder/lake" --site "$folder/site" --date "$day" --allow-stale
    done
    stages "$folder/lake"
}

for days in "${@:-60}"; do
    night "$days"
done
[[ $# -gt 0 ]] || night 800
