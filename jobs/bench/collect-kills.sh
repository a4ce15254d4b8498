#!/usr/bin/env bash
# Kills real collections (kill -9) at random requests against a server that behaves like GitHub, starts each again and compares all
# files it leaves, byte for byte, with those of a collection that nobody killed. Exit 1 if one differs. About 5 minutes.
#   jobs/bench/collect-kills.sh [KILLS [SEED]]     default 50 kills, seed 1
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
folder="$(mktemp -d "$RS_BENCH_WORK/kills.XXXXXX")"
trap 'rm -rf "$folder"' EXIT
run_test_class dev.reposignal.collect.CollectKills "${1:-50}" "${2:-1}" "$folder"
