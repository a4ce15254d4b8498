#!/usr/bin/env bash
# One night: loads the file of a day and runs the night on it. For cron, systemd and schedulers.
#
#   night.sh LAKE SITE FEED_FOLDER [DAY]
#   night.sh LAKE SITE github             collects the day from GitHub; the token is in GITHUB_TOKEN
#
# The day is yesterday in UTC unless named, its file FEED_FOLDER/DAY.csv.gz or .jsonl.gz. Ends with the exit code of the first
# command that does not end with 0, so that a scheduler can tell a held night (3) from a failure (jobs/docs/operations.md).
set -euo pipefail

if (($# < 3 || $# > 4)); then
    echo "Usage: night.sh LAKE SITE FEED_FOLDER [DAY]" >&2
    exit 2
fi
lake="$1" site="$2" feed="$3" day="${4:-$(date -u -d yesterday +%F)}"
reposignal="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/bin/reposignal"

if [[ "$feed" == github ]]; then
    # GitHub gives the counts of the moment alone.
    day="$(date -u +%F)"
    "$reposignal" collect --lake "$lake" --wait 30m
    "$reposignal" nightly --lake "$lake" --wait 30m --site "$site" --date "$day"
    exit
fi
for file in "$feed/$day.csv.gz" "$feed/$day.jsonl.gz"; do
    if [[ -f "$file" ]]; then
        "$reposignal" ingest --lake "$lake" --wait 30m "$file"
        "$reposignal" nightly --lake "$lake" --wait 30m --site "$site" --date "$day"
        exit
    fi
done
echo "Cannot find the feed of $day: neither $feed/$day.csv.gz nor $feed/$day.jsonl.gz is there." >&2
exit 2
