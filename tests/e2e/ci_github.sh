#!/bin/sh
# ci plan and ci apply from a request to its merge, against a fake of GitHub.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"
start_forge github
GITHUB_TOKEN=robot-token
export GITHUB_TOKEN

ci() {
  zoneward -C repo ci "$@"
}

it 'posts the plan when a request is opened'
change topic new 192.0.2.7
open_request 1 topic
job_request 1
run 0 ci plan
forge_holds 'len(state["comments"]) == 1'
comments >comment
holds grep -q "^<!-- zoneward:plan v1 digest=[0-9a-f]\{64\} head=$head -->$" comment
holds grep -q '192.0.2.7' comment
forge_holds 'state["statuses"][-1]["state"] == "success"'
forge_holds 'state["statuses"][-1]["name"] == "zoneward/plan"'
holds grep -qx 'changes=true' "$work/outputs"
holds grep -q '^digest=[0-9a-f]\{64\}$' "$work/outputs"
holds grep -q '192.0.2.7' "$work/summary"
says_not robot-token

it 'updates the same comment after a new commit'
first=$(forge_get 'state["comments"][0]["id"]')
more topic newer 192.0.2.8
job_request 1
run 0 ci plan
forge_holds 'len(state["comments"]) == 1'
is "$(forge_get 'state["comments"][0]["id"]')" "$first"
comments >comment
holds grep -q '192.0.2.8' comment
holds grep -q "head=$head" comment

it 'shows as drift what somebody changed at the target'
address zzz 192.0.2.99 >>live/a.example.yaml
run 0 ci plan
comments >comment
holds grep -q 'Drift' comment
holds grep -q '192.0.2.99' comment
need cp repo/zones/b.example.yaml live/
need git -C repo show main:zones/a.example.yaml >live/a.example.yaml

it 'sends nothing when nothing is new'
run 0 ci plan
fake_forgets
run 0 ci plan
fake_asked >asked
holds_not grep -qE '^(POST|PATCH) .*comments' asked

finish
