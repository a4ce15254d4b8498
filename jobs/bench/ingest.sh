#!/usr/bin/env bash
# Measures loading the whole panel, 9.7 million rows in 27 Parquet files, into an empty lake, and loading it again.
# jobs/bench/ingest.sh DIR, where DIR/panel holds the files.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_panel "${1:-}"
describe_machine

lake="$RS_BENCH_WORK/ingest/lake"
rm -rf "$lake"
measure "ingest, whole panel" "$reposignal" ingest --lake "$lake" "$panel"/*.parquet
cat "$RS_BENCH_WORK/ingest-whole-panel.log"
measure "ingest, the same files again" "$reposignal" ingest --lake "$lake" "$panel"/*.parquet
du -sh "$lake"
