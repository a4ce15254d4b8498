#!/usr/bin/env bash
# Measures the demo after the build: sample to article. jobs/bench/demo.sh [TIMES]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
describe_machine

for ((run = 1; run <= ${1:-3}; run++)); do
    rm -rf "$root/data/demo"
    measure "demo $run" "$reposignal" demo
done
