#!/usr/bin/env bash
# Shows where a night's time goes.
#   jobs/bench/profile.sh LAKE [DAY]
# Runs the night of DAY (default: the latest day of the lake) on a copy of LAKE, with Spark's event log and Java's counters
# on, and prints
#   - for every stage: wall time, how much of it a Spark job ran and how much none did (planning, compiling, Delta's log,
#     plain Java), processor time of the tasks, Spark jobs and tasks, bytes read and written;
#   - for the whole night: wall and processor time, what of it compiling, loading classes and collecting garbage took,
#     commits to tables;
#   - beside it, in the same minutes, DuckDB computing the velocities of 24 h, 7 and 28 days from the same Parquet files,
#     once before the night and once after it, and for how many repositories both give the same.
# Stages run side by side, so their times add up to more than the night. DuckDB and deltalake are installed by pip into a
# virtual environment under RS_BENCH_WORK. Takes space for a second copy of the lake.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
lake="${1:-}"
if [[ ! -d "$lake/snapshots/_delta_log" ]]; then
    sed -n '2,13p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
describe_machine
work="$RS_BENCH_WORK/profile"
rm -rf "$work" && mkdir -p "$work/events"
trap 'rm -rf "$work/lake" "$work/site"' EXIT
cp -r "$lake" "$work/lake"
need_python
day="${2:-$("$python" "$root/jobs/bench/profile.py" latest "$work/lake")}"
velocities() {
    "$python" "$root/jobs/bench/profile.py" duckdb "$work/lake" "$day"
}

velocities
commits() { find "$work/lake" -path '*_delta_log/*.json' | wc -l; }
before="$(commits)"
options=(-Dspark.eventLog.enabled=true "-Dspark.eventLog.dir=file://$work/events" -Dspark.eventLog.compress=false
    -Dspark.eventLog.rolling.enabled=false -XX:+PerfDataSaveToFile "-XX:PerfDataSaveFile=$work/counters")
RS_JAVA_OPTS="${options[*]} ${RS_JAVA_OPTS:-}" measure "night of $day" \
    "$reposignal" nightly --lake "$work/lake" --site "$work/site" --date "$day" --allow-stale --force
after="$(commits)"
velocities
"$python" "$root/jobs/bench/profile.py" night "$work/lake" "$work/events"
echo "commits to tables: $((after - before))"
# The counters that Java itself keeps, in ticks of a clock it names.
jstat="$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")")/jstat"
if [[ -x "$jstat" ]]; then
    "$jstat" -J-Djstat.showUnsupported=true -snap "file://$work/counters" | awk -F= '
        $1 == "sun.os.hrt.frequency" { tick = $2 }
        $1 == "java.ci.totalTime" { compiling = $2 }
        $1 == "sun.cls.time" { loading = $2 }
        $1 ~ /^sun\.gc\.collector\.[0-9]+\.time$/ { garbage += $2 }
        END { printf "compiling methods %.1f s, loading classes %.1f s, collecting garbage %.1f s\n", compiling / tick, loading / tick, garbage / tick }'
fi
