#!/usr/bin/env bash
# Runs ingest, nightly and site on disks that are full or read-only, and checks that each ends with 7 and one sentence, that the lake is
# whole and not locked, that doctor says what is left to do, and that the same command finishes the work once there is space:
#   jobs/bench/full-disk.sh         needs root (it mounts small disks in memory) and a built launcher; takes some minutes
# Prints a line for each. Exit: 0 all as it should be, 1 some not, 2 nothing was tried.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
export RS_MEMORY="${RS_MEMORY:-1500m}"
work="$(mktemp -d)"
disk="$work/disk"
out="$work/out"
failures=0

cleanup() {
    local mounted
    for mounted in "$disk" "$work/locked"; do
        umount "$mounted" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap cleanup EXIT

reposignal() {
    "$root/jobs/bin/reposignal" "$@"
}

feed() {
    python3 "$root/jobs/bench/small_feed.py" "$@"
}

# A disk in memory with a copy of a folder and so many KB more.
mount_copy() {
    local size
    umount "$disk" 2>/dev/null || true
    # Files take whole pages there.
    size=$(($(du -sk --apparent-size "$1" | cut -f1) + 4 * $(find "$1" | wc -l) + $2))
    mount -t tmpfs -o "size=${size}k" tmpfs "$disk"
    cp -r "$1/." "$disk/"
    filler "$2"
}

# Fills the disk but for so many KB.
filler() {
    local free
    free=$(df --output=avail -k "$disk" | tail -n 1)
    ((free <= $1)) || dd if=/dev/zero "of=$disk/.filler" bs=1k "count=$((free - $1))" status=none
}

# Runs a command, with its output in $out and its exit code in $code.
run() {
    code=0
    "$@" >"$out" 2>&1 || code=$?
}

# expect NAME EXIT SENTENCE: what the last command came to; an error is one line.
expect() {
    local name=$1 wanted=$2 sentence=$3 problems="" errors
    [[ "$code" == "$wanted" ]] || problems+=" exit $code instead of $wanted;"
    grep -qF -- "$sentence" "$out" || problems+=" the sentence '$sentence' is missing;"
    if grep -qE '^[[:space:]]+at |Internal error|^Caused by' "$out"; then
        problems+=" a stack trace was printed;"
    fi
    errors="$(grep -cE '^(Cannot|Invalid) ' "$out" || true)"
    ((wanted != 7 || errors == 1)) || problems+=" $errors sentences instead of one;"
    if [[ -z "$problems" ]]; then
        echo "OK      $name: exit $code"
    else
        echo "FAILED  $name:$problems"
        sed 's/^/        /' "$out" | cut -c1-300 | tail -n 12
        failures=$((failures + 1))
    fi
}

rows() {
    reposignal sql --lake "$1" --format csv "SELECT count(*), count(DISTINCT snapshot_date, full_name) FROM snapshots" 2>/dev/null |
        tail -n 1 | tr -d '\r'
}

expect_rows() {
    local found
    found="$(rows "$2")"
    if [[ "$found" == "$3,$3" ]]; then
        echo "OK      $1: $3 rows, none twice"
    else
        echo "FAILED  $1: rows and different rows are $found instead of $3,$3"
        failures=$((failures + 1))
    fi
}

night=(--embedder tfidf --today 2026-03-08 --date 2026-03-07 --allow-stale)

full_ingest() {
    local left=$1
    mount_copy "$work/lake" "$left"
    run reposignal ingest --lake "$disk" --today 2026-03-08 "$work/next.csv"
    expect "ingest with $left KB left" 7 "the disk is full"
    run reposignal doctor --lake "$disk" --today 2026-03-08
    expect "doctor after it" "$code" "ingest"
    expect_rows "what a reader finds" "$disk" 1480
    rm -f "$disk/.filler"
    mount -o remount,size=200m "$disk"
    run reposignal ingest --lake "$disk" --today 2026-03-08 "$work/next.csv"
    expect "the same ingest with space" 0 "rows read"
    expect_rows "after it" "$disk" 1520
}

full_night() {
    local left=$1
    mount_copy "$work/lake" "$left"
    run reposignal nightly --lake "$disk" --site "$work/site-$left" "${night[@]}"
    expect "nightly with $left KB left" 7 "the disk is full"
    run reposignal doctor --lake "$disk" --today 2026-03-08
    expect "doctor after it" "$code" "nightly"
    rm -f "$disk/.filler"
    mount -o remount,size=200m "$disk"
    run reposignal nightly --lake "$disk" --site "$work/site-$left" "${night[@]}"
    expect "the same night with space" 0 "published"
}

full_site() {
    umount "$disk" 2>/dev/null || true
    mount -t tmpfs -o size=300k tmpfs "$disk"
    cp -r "$work/lake" "$work/to-publish"
    run reposignal nightly --lake "$work/to-publish" --site "$disk/site" "${night[@]}"
    expect "nightly whose site does not fit" 7 "No space left"
    mount -o remount,size=200m "$disk"
    run reposignal site --lake "$work/to-publish" --site "$disk/site"
    expect "site with space" 0 ""
}

read_only() {
    mkdir -p "$work/locked"
    mount --bind "$work/lake" "$work/locked"
    mount -o remount,ro,bind "$work/locked"
    run reposignal ingest --lake "$work/locked" --today 2026-03-08 "$work/next.csv"
    expect "ingest into a read-only lake" 7 "ead-only"
    run reposignal nightly --lake "$work/locked" --site "$work/site-locked" "${night[@]}"
    expect "nightly on a read-only lake" 7 "ead-only"
    run reposignal status --lake "$work/locked"
    expect "status of a read-only lake" 0 ""
    expect_rows "sql on a read-only lake" "$work/locked" 1480
    umount "$work/locked"
}

mkdir "$disk"
if ! mount -t tmpfs -o size=1m tmpfs "$disk" 2>/dev/null; then
    echo "Cannot mount a disk in memory here: nothing was tried. Run it as root." >&2
    exit 2
fi
feed 2026-01-30 2026-03-07 >"$work/history.csv"
feed 2026-03-08 2026-03-08 >"$work/next.csv"
reposignal ingest --lake "$work/lake" "$work/history.csv" >/dev/null
# Space for the first files of a command, and for a part of a night.
full_ingest 8
full_night 400
full_site
read_only
echo "$failures not as it should be"
((failures == 0))
