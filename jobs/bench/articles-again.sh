#!/usr/bin/env bash
# bench/articles-again.sh LAKE OUT DAY...: writes the articles of nights that a lake has once more, by the present rules and words, as
# OUT/DAY.md. Trends and movements are found anew and written to the lake: give a copy. About half a minute a night.
#   SIGNALS=true   measures the signals of the nights again, too
set -euo pipefail
if [[ $# -lt 3 || ! -d "$1/articles" ]]; then
    echo "Cannot write: no table 'articles' in '${1:-(none given)}'. Give a copy of a lake, a folder and days: $0 LAKE OUT DAY..." >&2
    exit 2
fi
lake="$(cd "$1" && pwd)"
mkdir -p "$2"
out="$(cd "$2" && pwd)"
shift 2
days="$(IFS=,; echo "$*")"
cd "$(dirname "$0")/.."
../mvnw -B -q test -Dtest=ArticleReplayTest -Dsurefire.failIfNoSpecifiedTests=false -Dreposignal.replay.lake="$lake" \
    -Dreposignal.replay.out="$out" -Dreposignal.replay.days="$days" -Dreposignal.replay.signals="${SIGNALS:-false}"
