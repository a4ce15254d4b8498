# shellcheck shell=bash
# Shared by the measuring scripts; sourced, not run.
set -euo pipefail

root="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
reposignal="$root/jobs/bin/reposignal"
export RS_BENCH_WORK="${RS_BENCH_WORK:-$root/jobs/target/bench}"
mkdir -p "$RS_BENCH_WORK"

# measure LABEL COMMAND...: prints wall time, processor time and peak memory.
measure() {
    python3 "$root/jobs/bench/measure.py" "$@"
}

# Sets panel to the folder of the snapshots, or ends with a message.
need_panel() {
    local data="${1:-}"
    if [[ -z "$data" || ! -d "$data/panel" ]]; then
        echo "Cannot measure: no folder 'panel' in '${data:-(none given)}'. Give the folder of the real snapshots: $0 DIR" >&2
        exit 2
    fi
    # shellcheck disable=SC2034 # the scripts that source this one use it
    panel="$(cd "$data/panel" && pwd)"
}

describe_machine() {
    echo "machine: $(nproc 2>/dev/null || sysctl -n hw.ncpu) cores, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime), $(git -C "$root" rev-parse --short HEAD)"
    "$reposignal" --version >/dev/null # builds now, not within a measurement
}

# The wall time of every stage of a lake's latest run.
stages() {
    "$reposignal" sql --lake "$1" \
        "SELECT run_id, status, explode(stage_millis) AS (stage, millis) FROM runs WHERE started_at = (SELECT max(started_at) FROM runs)"
}

# Runs a main class of the tests, built before if something changed. RS_MEMORY is the memory of the heap, default 3g.
run_test_class() {
    local target="$root/jobs/target"
    if [[ ! -d "$target/test-classes" || ! -f "$target/reposignal.jar" ||
        -n "$(find "$root/pom.xml" "$root/jobs/pom.xml" "$root/jobs/src" -newer "$target/reposignal.jar" | head -n 1)" ]]; then
        (cd "$root" && ./mvnw -q -B -DskipTests package)
    fi
    java "@$root/jobs/conf/jvm.args" "-Xmx${RS_MEMORY:-3g}" -XX:+UseSerialGC \
        "-Dlog4j2.configurationFile=$root/jobs/conf/log4j2.properties" \
        -cp "$target/reposignal.jar:$target/lib/*:$target/test-classes" "$@"
}

# Sets python to one with DuckDB and deltalake, which pip installs once under RS_BENCH_WORK.
need_python() {
    python="$RS_BENCH_WORK/venv/bin/python"
    if [[ ! -x "$python" ]]; then
        python3 -m venv "$RS_BENCH_WORK/venv"
        "$python" -m pip install --quiet duckdb deltalake
    fi
}
