#!/usr/bin/env bash
# Measures how load and night grow with the number of repositories, on made-up ones.
#   jobs/bench/wide.sh REPOSITORIES [DAYS]      (40 days by default)
# Writes the snapshots of DAYS days, loads them, runs the night of the day before the last, which makes the vectors and the
# clusters, and then measures the night of the last. Beside it, in the same minutes, DuckDB computes the velocities from the
# same files. Embeddings are those without a language model (--embedder tfidf). RS_MEMORY sets the heap. Java's optimising
# compiler is on, which the launcher leaves out as ordinary nights are too short for it. The lake stays in
# RS_BENCH_WORK/wide-REPOSITORIES-DAYS.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
repositories="${1:-}"
days="${2:-40}"
[[ "$repositories" =~ ^[1-9][0-9]*$ ]] || { sed -n '2,9p' "${BASH_SOURCE[0]}" >&2; exit 2; }
describe_machine
work="$RS_BENCH_WORK/wide-$repositories-$days"
rm -rf "$work" && mkdir -p "$work"
need_python
last=2026-03-26
before=2026-03-25
"$python" "$root/jobs/bench/wide.py" "$repositories" "$days" "$last" "$work/files"
du -sh "$work/files"
measure "ingest of $repositories a day" "$reposignal" ingest --lake "$work/lake" "$work/files"
du -sh "$work/lake"
night() {
    RS_JAVA_OPTS="-XX:TieredStopAtLevel=4 ${RS_JAVA_OPTS:-}" measure "$1 of $repositories" "$reposignal" nightly --lake "$work/lake" --site "$work/site" --date "$2" --allow-stale \
        --embedder tfidf
}
night "first night" "$before"
"$python" "$root/jobs/bench/profile.py" duckdb "$work/lake" "$last"
night "night" "$last"
"$python" "$root/jobs/bench/profile.py" duckdb "$work/lake" "$last"
stages "$work/lake"
find -L "$work/site" -type f | wc -l
