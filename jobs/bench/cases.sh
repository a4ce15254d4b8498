#!/usr/bin/env bash
# Gives every file of a folder of handed cases to ingest (of feeds also to nightly) and prints what was expected and what came:
#   jobs/bench/cases.sh DIR
set -euo pipefail
folder="$(cd "${1:?name the folder of the cases}" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./mvnw -B -Dtest=CasesTest -Dsurefire.failIfNoSpecifiedTests=false "-Dreposignal.cases=$folder" test
