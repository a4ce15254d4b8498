#!/usr/bin/env bash
# How early does discovery follow what will have 1,000 stars? Runs the collector night by night against a simulated GitHub of a
# million repositories, and prints the share of those that reach 1,000 stars within 90 days and were followed before 300, and what
# the most expensive night cost. About 6 minutes. The numbers are in jobs/docs/collector.md.
#   jobs/bench/discovery.sh [SEED [NIGHTS [KEY=VALUE...]]]     default seed 1, 75 nights; settings as of --set
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
folder="$(mktemp -d "$RS_BENCH_WORK/discovery.XXXXXX")"
trap 'rm -rf "$folder"' EXIT
run_test_class dev.reposignal.collect.DiscoverySimulation "${1:-1}" "${2:-75}" "$folder" "${@:3}"
