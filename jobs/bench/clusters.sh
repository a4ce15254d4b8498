#!/usr/bin/env bash
# Measures the clusters alone.
#   jobs/bench/clusters.sh nights LAKE FIRST LAST [EVERY]   the cluster stage for the days of a copy of a lake: time, share of
#                                                           the repositories, fields and labels that stay, lineage, largest
                                                           cluster
#   jobs/bench/clusters.sh scale [DIMENSIONS [VECTORS...]]  synthetic vectors, a cold start each (384; 62500, 250000, 1000000);
#                                                           the driver may receive at most 64 MB of results, so a step that
#                                                           collected the vectors (1.5 GB for 1,000,000) would fail
# It writes into LAKE: give it a copy. RS_MEMORY is the memory of the heap, default 3g.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
describe_machine
target="$root/jobs/target"
# Only if something changed: a new jar is newer than its archive, which is then not used.
if [[ ! -d "$target/test-classes" || ! -f "$target/reposignal.jar" ||
    -n "$(find "$root/pom.xml" "$root/jobs/pom.xml" "$root/jobs/src" -newer "$target/reposignal.jar" | head -n 1)" ]]; then
    (cd "$root" && ./mvnw -q -B -DskipTests package)
fi

# As the launcher starts a night: the same heap, compiler and, if there is one, archive of classes.
run() {
    local memory="${RS_MEMORY:-3g}" archive=()
    if [[ "$target/reposignal.jsa" -nt "$target/reposignal.jar" ]]; then
        archive=("-XX:SharedArchiveFile=$target/reposignal.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)
    fi
    java "@$root/jobs/conf/jvm.args" "-Xms$memory" "-Xmx$memory" -XX:NewRatio=1 -XX:TieredStopAtLevel=1 "${archive[@]}" \
        "-Dlog4j2.configurationFile=$root/jobs/conf/log4j2.properties" \
        -cp "$target/reposignal.jar:$target/lib/*:$target/test-classes" "$@"
}

case "${1:-}" in
    nights) shift && run dev.reposignal.night.ClusterNights "$@" ;;
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
