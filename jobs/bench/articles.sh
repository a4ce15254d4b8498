#!/usr/bin/env bash
# Reads all articles of a lake and prints errors: sentences that occur in two articles in a row or twice in one, phrases that
# were used again within ten articles, and numbers on the page without a fact.
#   jobs/bench/articles.sh LAKE
# Exit code 1 if there is a repeated sentence or a number without a fact. Headings, tables, the byline, machine-readable
# criteria and "how to read this" occur in every article and are not counted as sentences.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
lake="${1:-}"
if [[ -z "$lake" ]]; then
    sed -n '2,7p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
articles="$RS_BENCH_WORK/articles.jsonl"
"$reposignal" export articles --lake "$lake" --output "$articles" --force
python3 "$root/jobs/bench/articles.py" "$articles"
