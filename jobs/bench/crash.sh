#!/usr/bin/env bash
# Looks at the disk before so many of the steps of ingest, nightly, days remove, days restore, maintain, train and site that change
# it, as a kill there would leave it, and checks that every table is whole, that a reader sees the lake as before, and that the same
# command finishes the work:
#   jobs/bench/crash.sh [POINTS [REPEATED]]     points of each command, default 40 (up to twice as many, of the site four times); after how many of
#                                               them the command is run again, default 5
# Then ends a real process by SIGTERM and by SIGKILL and looks at what is left:
#   jobs/bench/crash.sh signals                 needs a built launcher and takes some minutes
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"

steps() {
    ./mvnw -B -Dtest=CrashTest -Dsurefire.failIfNoSpecifiedTests=false "-Dreposignal.crash.points=$1" \
        "-Dreposignal.crash.repeated=$2" -Dreposignal.crash.all=true test
}

# One night that is ended by a signal after so many seconds; prints the exit code, the time it took and the note in runs.
ended() {
    local lake=$1 signal=$2 after=$3
    "$root/jobs/bin/reposignal" nightly --lake "$lake" --site "$lake-site" >"$lake.out" 2>&1 &
    local launcher=$! from code=0
    sleep "$after"
    from=$(date +%s%N)
    # The launcher becomes Java by exec.
    kill -s "$signal" "$launcher" || true
    wait "$launcher" || code=$?
    echo "$signal after $after s: exit $code within $((($(date +%s%N) - from) / 1000000)) ms"
    if grep -q '^[[:space:]]*at ' "$lake.out"; then
        echo "a stack trace was printed:" && cat "$lake.out"
        return 1
    fi
    tail -n 1 "$lake.out"
}

signals() {
    local folder
    folder="$(mktemp -d)"
    "$root/jobs/bin/reposignal" ingest --lake "$folder/lake" "$root/data/sample" >/dev/null
    for signal in TERM KILL; do
        for after in 25 40; do
            cp -r "$folder/lake" "$folder/$signal-$after"
            ended "$folder/$signal-$after" "$signal" "$after"
            "$root/jobs/bin/reposignal" doctor --lake "$folder/$signal-$after" --today 2026-03-06
            "$root/jobs/bin/reposignal" sql --lake "$folder/$signal-$after" "SELECT run_id, status, reason FROM runs"
        done
    done
    rm -rf "$folder"
}

case "${1:-40}" in
    signals) signals ;;
    *) steps "${1:-40}" "${2:-5}" ;;
esac
