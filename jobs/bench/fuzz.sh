#!/usr/bin/env bash
# Loads so many files that were damaged at random (always the same ones) with ingest --skip-broken, and checks that each is refused with
# a sentence or has every row counted:
#   jobs/bench/fuzz.sh [FILES]        default 1000
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./mvnw -B -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false "-Dreposignal.fuzz.files=${1:-1000}" test
