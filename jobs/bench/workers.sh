#!/usr/bin/env bash
# Measures what a night gains by more executors.
#   jobs/bench/workers.sh LAKE DAY [EXECUTORS...]      1, 2 and 4 executors by default
# Runs the night of DAY on a copy of LAKE for each number of executors. Each is a process of its own with one core, started by
# Spark's standalone cluster manager in one process with the driver (local-cluster). RS_MEMORY is the memory of the driver,
# RS_EXECUTOR_MEMORY that of an executor in MB (default 1024), RS_NIGHT_OPTIONS more options of nightly. From the wall times
# follows by Amdahl's law the share of the night that executors do not shorten.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
lake="${1:-}"
day="${2:-}"
if [[ ! -d "$lake/snapshots/_delta_log" || -z "$day" ]]; then
    sed -n '2,8p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
shift 2
describe_machine
work="$RS_BENCH_WORK/workers"
rm -rf "$work" && mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
# What Spark calls its home: the place of the libraries that executors load.
export SPARK_HOME="$work/spark" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
mkdir -p "$SPARK_HOME"
ln -s "$root/jobs/target/lib" "$SPARK_HOME/jars"
memory="${RS_EXECUTOR_MEMORY:-1024}"
read -ra night_options <<<"${RS_NIGHT_OPTIONS:-}"
(($#)) || set -- 1 2 4
for executors in "$@"; do
    cp -r "$lake" "$work/lake"
    RS_JAVA_OPTS="-Dspark.master=local-cluster[$executors,1,$memory] -Dspark.executor.memory=${memory}m \
        -Dspark.executor.extraClassPath=$root/jobs/target/reposignal.jar -Dspark.executor.extraJavaOptions=-Duser.timezone=UTC" \
        measure "night with $executors executor(s)" "$reposignal" nightly --lake "$work/lake" --site "$work/site" \
        --date "$day" --allow-stale --force "${night_options[@]}"
    stages "$work/lake"
    rm -rf "$work/lake" "$work"/site*
done
