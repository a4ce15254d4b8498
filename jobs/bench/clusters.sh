#!/usr/bin/env bash
# Measures the clusters alone.
#   jobs/bench/clusters.sh nights LAKE FIRST LAST [EVERY]   the cluster stage for the days of a copy of a lake: time, share of
#                                                           the repositories and labels that stay, lineage, largest cluster
#   jobs/bench/clusters.sh scale [DIMENSIONS [VECTORS...]]  synthetic vectors, a cold start each (384; 62500, 250000, 1000000);
#                                                           the driver may receive at most 64 MB of results, so a step that
#                                                           collected the vectors (1.5 GB for 1,000,000) would fail
# It writes into LAKE: give it a copy. RS_MEMORY is the heap, 3g if not given.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
describe_machine
[[ -d "$root/jobs/target/test-classes" ]] || (cd "$root" && ./mvnw -q -B test-compile)

run() {
    java "@$root/jobs/conf/jvm.args" "-Xmx${RS_MEMORY:-3g}" -XX:TieredStopAtLevel=1 \
        "-Dlog4j2.configurationFile=$root/jobs/conf/log4j2.properties" \
        -cp "$root/jobs/target/test-classes:$root/jobs/target/classes:$root/jobs/target/lib/*" "$@"
}

case "${1:-}" in
    nights) shift && run dev.reposignal.pipeline.ClusterNights "$@" ;;
    scale)
        shift
        dimensions="${1:-384}"
        [[ $# -le 1 ]] && counts=(62500 250000 1000000) || counts=("${@:2}")
        run -Dspark.driver.maxResultSize=64m dev.reposignal.cluster.ClusterScale "$dimensions" "${counts[@]}"
        ;;
    *)
        sed -n '2,8p' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
esac
