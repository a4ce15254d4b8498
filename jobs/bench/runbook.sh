#!/usr/bin/env bash
# Provokes the faults of jobs/docs/runbook.md on a small lake of its own, and checks that each ends with the exit code, the metrics
# and the sentence that the page names:
#   jobs/bench/runbook.sh [FAULT...]      default: all; needs a built launcher and takes some minutes
# Prints a line for each. Exit: 0 all as the page says, 1 some not.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
page="$root/jobs/docs/runbook.md"
export RS_MEMORY="${RS_MEMORY:-1500m}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
failures=0

reposignal() {
    "$root/jobs/bin/reposignal" "$@"
}

feed() {
    python3 "$root/jobs/bench/small_feed.py" "$@"
}

# A fresh copy of the lake in $lake.
fresh() {
    lake="$work/$1"
    rm -rf "$lake"
    cp -r "$work/base" "$lake"
}

# shellcheck disable=SC2120 # some faults need more options
night() {
    reposignal nightly --lake "$lake" --site "$lake-site" --metrics "$lake.prom" --embedder tfidf --today 2026-03-07 "$@"
}

# expect NAME EXIT SENTENCE METRIC... : what the last command, whose output is in $out, came to; also that the page says so.
expect() {
    local name=$1 wanted=$2 sentence=$3 metric problems=""
    shift 3
    [[ "$code" == "$wanted" ]] || problems+=" exit $code instead of $wanted;"
    grep -qF -- "$sentence" "$out" || problems+=" the sentence '$sentence' is missing;"
    for metric in "$@"; do
        grep -qxF -- "$metric" "$lake.prom" || problems+=" the metric '$metric' is missing;"
        grep -qF -- "$metric" "$page" || problems+=" the page does not name '$metric';"
    done
    grep -qF -- "$sentence" "$page" || problems+=" the page does not have the sentence;"
    if [[ -z "$problems" ]]; then
        echo "OK      $name: exit $code, $*"
    else
        echo "FAILED  $name:$problems"
        sed 's/^/        /' "$out" | tail -n 5
        failures=$((failures + 1))
    fi
}

# Runs a command, with its output in $out and its exit code in $code.
run() {
    code=0
    "$@" >"$out" 2>&1 || code=$?
}

held() {
    fresh held
    feed 2026-03-07 2026-03-07 zero >"$work/zero.csv"
    reposignal ingest --lake "$lake" --replace "$work/zero.csv" >/dev/null
    run night
    expect held 3 "have 0 stars and had some on" "reposignal_held 1" "reposignal_failed 0"
}

site() {
    fresh site
    echo "not ours" >"$lake-site"
    run night
    expect site 2 "Cannot publish to" "reposignal_failed 1" "reposignal_exit_code 2"
}

empty_commit() {
    fresh empty
    : >"$(find "$lake/snapshots/_delta_log" -name '*.json' | sort | tail -n 1)"
    run night
    expect empty_commit 8 "is empty" "reposignal_failed 1" "reposignal_exit_code 8"
}

lost_commit() {
    fresh lost
    local last
    last="$(find "$lake/snapshots/_delta_log" -name '*.json' | sort | tail -n 1)"
    rm -f "$last" "${last%.json}.crc"
    run night
    expect lost_commit 8 "what came after it is lost" "reposignal_failed 1" "reposignal_exit_code 8"
}

newer_lake() {
    fresh newer
    sed -i 's/"format" : 1/"format" : 99/' "$lake/.reposignal.json"
    run night
    expect newer_lake 8 "it has format 99" "reposignal_failed 1" "reposignal_exit_code 8"
}

busy() {
    fresh busy
    python3 - "$lake/.reposignal.lock" <<'PYTHON' &
import fcntl, sys, time

with open(sys.argv[1], "w") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    time.sleep(600)
PYTHON
    local holder=$!
    sleep 2
    run night
    kill "$holder"
    wait "$holder" 2>/dev/null || true
    expect busy 6 "another reposignal process is writing to it" "reposignal_failed 1" "reposignal_exit_code 6"
}

no_space() {
    fresh full
    local disk="$work/disk"
    mkdir "$disk"
    if ! mount -t tmpfs -o size=2m tmpfs "$disk" 2>/dev/null; then
        echo "SKIPPED no_space: a small disk cannot be mounted here"
        return
    fi
    local metrics="$lake.prom"
    cp -r "$lake/." "$disk/" 2>/dev/null || true
    umount "$disk"
    mount -t tmpfs -o "size=$(($(du -sk "$lake" | cut -f1) + 300))k" tmpfs "$disk"
    cp -r "$lake/." "$disk/"
    run reposignal nightly --lake "$disk" --site "$lake-site" --metrics "$metrics" --embedder tfidf --today 2026-03-07
    umount "$disk"
    expect no_space 7 "the disk is full" "reposignal_failed 1" "reposignal_exit_code 7"
}

memory() {
    fresh memory
    RS_MEMORY=400m run night
    expect memory 2 "Give Java at least 1g with RS_MEMORY" "reposignal_failed 1" "reposignal_exit_code 2"
}

future() {
    fresh future
    run night --date 2062-03-06
    expect future 2 "it is in the future" "reposignal_failed 1" "reposignal_exit_code 2"
}

missing_day() {
    fresh missing
    run night --date 2026-03-08 --force
    expect missing_day 2 "has no snapshot of that day" "reposignal_failed 1" "reposignal_exit_code 2"
}

silence() {
    fresh silence
    # shellcheck disable=SC2119
    night >/dev/null 2>&1
    run reposignal status --lake "$lake" --check --max-age 0h
    expect silence 3 "the latest published night was computed" "reposignal_failed 0" "reposignal_held 0"
    grep -q '^reposignal_last_success_timestamp_seconds [0-9]' "$lake.prom" ||
        { echo "FAILED  silence: no time of the last success"; failures=$((failures + 1)); }
}

ended() {
    fresh ended
    # Not by the function: the signal would end the shell that runs it, and not the command.
    "$root/jobs/bin/reposignal" nightly --lake "$lake" --site "$lake-site" --metrics "$lake.prom" --embedder tfidf \
        --today 2026-03-07 >"$out" 2>&1 &
    local child=$!
    sleep "${RS_ENDED_AFTER:-25}"
    kill -TERM "$child" 2>/dev/null || true
    code=0
    wait "$child" || code=$?
    : >"$lake.prom"
    expect ended 143 "was ended by a signal"
}

broken_file() {
    fresh broken
    printf 'a,b\n1,2\n' >"$work/odd.csv"
    : >"$lake.prom"
    run reposignal ingest --lake "$lake" "$work/odd.csv"
    expect broken_file 2 "Cannot load"
}

all=(held site empty_commit lost_commit newer_lake busy no_space memory future missing_day silence ended broken_file)
chosen=("$@")
((${#chosen[@]})) || chosen=("${all[@]}")
out="$work/out"
lake="$work/base"
feed 2026-01-30 2026-03-07 >"$work/history.csv"
reposignal ingest --lake "$lake" "$work/history.csv" >/dev/null
for fault in "${chosen[@]}"; do
    "$fault"
done
echo "${#chosen[@]} faults, $failures not as the page says"
((failures == 0))
