#!/usr/bin/env bash
# Writes so many nights to small tables, maintains them every seventh, and checks how much more than their rows they take:
#   jobs/bench/maintain.sh [NIGHTS]   default 400
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./mvnw -B -Dtest=MaintenanceTest#manyNights* -Dsurefire.failIfNoSpecifiedTests=false "-Dreposignal.maintain.nights=${1:-400}" test
