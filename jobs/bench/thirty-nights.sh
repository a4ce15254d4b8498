#!/usr/bin/env bash
# Runs nights of a range of days as backfill does and audits every article of the lake: verify-article (a number without a row, a fact
# that its row does not have), axe on the article pages, the size of the pages, and how many trends each night had.
#   jobs/bench/thirty-nights.sh LAKE SITE FROM TO [EVERY]   LAKE is written to: give a copy. FROM none: audits what is there.
# Exit code 1 if an article fails the audit, axe finds something, or a page is larger than 300 KB.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
largest=307200
lake="${1:-}" site="${2:-}" from="${3:-}" to="${4:-}" every="${5:-1}"
if [[ ! -d "$lake/snapshots" || -z "$site" || -z "$from" ]]; then
    sed -n '2,5p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
describe_machine
failed=0
if [[ "$from" != none ]]; then
    measure nights "$reposignal" backfill --lake "$lake" --site "$site" --from "$from" --to "$to" --every "$every" --allow-stale
fi
first="$("$reposignal" sql --lake "$lake" --format csv "SELECT min(snapshot_date) FROM articles" | tail -n 1)"
"$reposignal" verify-article --lake "$lake" --from "$first" || failed=1
"$reposignal" sql --lake "$lake" "
    SELECT snapshot_date, count_if(is_trend) AS trends, concat_ws(', ', collect_list(CASE WHEN is_trend THEN subject_name END)) AS names
    FROM trends GROUP BY snapshot_date ORDER BY snapshot_date"
pages=0
while read -r bytes page; do
    pages=$((pages + 1))
    if ((bytes > largest)); then
        echo "too large: $page $bytes bytes"
        failed=1
    fi
done < <(find -L "$site/articles" -name '????-??-??.html' -printf '%s %f\n' | sort -k 2)
echo "article pages $pages, largest $(find -L "$site/articles" -name '????-??-??.html' -printf '%s\n' | sort -n | tail -n 1) bytes"
(cd "$root" && ./mvnw -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test)
java -cp "$root/jobs/target/test-classes:$root/jobs/target/classes:$(cat "$root/jobs/target/test-classpath")" \
    dev.reposignal.browser.PagesCheck "$site" 1 articles || failed=1
exit "$failed"
