#!/usr/bin/env bash
# bench/trends.sh LAKE [FROM [TO]]: judges one night a week of a lake with snapshots by the rules for trends, and follows every trend
# for 28 days: how many nights had none, one, two or three, and how many of them outgrew all repositories, beside random groups of
# equal size. Reads the lake only. About half a minute a night; the numbers are in jobs/docs/editor.md.
#   FROM, TO   first and last night (default 2025-08-08 and 2026-02-27)
#   CLUSTERS   the night whose clusters are followed (default: the first that the lake has)
set -euo pipefail
if [[ $# -lt 1 || ! -d "$1/snapshots" ]]; then
    echo "Cannot measure: no table 'snapshots' in '${1:-(none given)}'. Give the folder of a lake: $0 LAKE [FROM [TO]]" >&2
    exit 2
fi
lake="$(cd "$1" && pwd)"
cd "$(dirname "$0")/.."
options=(-Dreposignal.trends.lake="$lake")
[[ -n "${2:-}" ]] && options+=(-Dreposignal.trends.from="$2")
[[ -n "${3:-}" ]] && options+=(-Dreposignal.trends.to="$3")
[[ -n "${CLUSTERS:-}" ]] && options+=(-Dreposignal.trends.clusters="$CLUSTERS")
../mvnw -B -q test -Dtest=TrendReplayTest -Dsurefire.failIfNoSpecifiedTests=false "${options[@]}"
