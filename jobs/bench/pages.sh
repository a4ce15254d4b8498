#!/usr/bin/env bash
# Opens every page of a published site in headless Chromium: broken links, axe-core (WCAG 2.2 AA), overflow at 320, 390, 768, 1024
# and 1440 px, tables that scroll, in both colour schemes, console messages, requests that leave the site. Prints the counts; exit 1 if one is not 0.
#   jobs/bench/pages.sh SITE [EVERY [FOLDER]]   all pages, or every so many of them, of the site or of one of its folders
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
describe_machine
[[ -n "${1:-}" ]] || { sed -n '2,4p' "${BASH_SOURCE[0]}" >&2; exit 2; }
for program in chromium chromedriver; do
    command -v "$program" >/dev/null || { echo "Cannot find $program: apt-get install chromium chromium-driver" >&2; exit 2; }
done
(cd "$root" && ./mvnw -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test)
exec java -cp "$root/jobs/target/test-classes:$root/jobs/target/classes:$(cat "$root/jobs/target/test-classpath")" \
    dev.reposignal.browser.PagesCheck "$@"
