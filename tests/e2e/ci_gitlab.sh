#!/bin/sh
# From a request to its merge, against a fake of GitLab.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_gitlab.sh
. "$SOURCE_DIR/tests/e2e/lib_gitlab.sh"
forge=gitlab
start_forge $forge
forge_state 'state["accounts"]["job-token"] = {"id": 44, "login": "person", "type": "User",
  "rights": ["read"], "me": False, "job": True}'
GITLAB_TOKEN=robot-token-must-not-be-seen
export GITLAB_TOKEN
# shellcheck source=lib_request.sh
. "$SOURCE_DIR/tests/e2e/lib_request.sh"

it 'says which token to make when it has that of the job alone'
reviewed 20 jobs twenty 192.0.2.200
unset GITLAB_TOKEN
export CI_JOB_TOKEN=job-token
run 4 ci plan
says 'a job token may only read: put a project access token into ZONEWARD_FORGE_TOKEN'
says_not job-token

it 'applies with a job token when the account of the comments is named'
merge_request 20 merge
job_push
run 3 ci apply
says 'name the account in ZONEWARD_FORGE_ACCOUNT'
export ZONEWARD_FORGE_ACCOUNT=robot
run 0 ci apply
served twenty 192.0.2.200
says 'could not be told how it went'
unset CI_JOB_TOKEN ZONEWARD_FORGE_ACCOUNT
export GITLAB_TOKEN=robot-token-must-not-be-seen

it 'plans what a merge train is about to merge, and comments nowhere'
reviewed 22 car_a zcar 192.0.2.221
reviewed 23 car_b zcat 192.0.2.223
need git -C repo checkout --quiet -B train main
need git -C repo merge --quiet --no-ff -m 'First car' car_a
address zcat 192.0.2.223 >>repo/zones/a.example.yaml
tree=$(git -C repo stash create) && need git -C repo checkout --quiet -- .
second=$(git -C repo commit-tree -p train -p car_b -m 'Second car' "$tree^{tree}")
need git -C repo push --quiet origin "$second:refs/merge-requests/23/train"
before_all=$(forge_get '(len(state["comments"]), len(state["statuses"]))')
job_train 23 "$second"
export ZONEWARD_OUTPUTS="$work/train.env"
run 0 ci plan --output train.json
# The first car is merged into the base that the second one starts from.
is "$(python3 -c 'import json
print([(c["name"], c["origin"]) for z in json.load(open("train.json"))["zones"]
       for t in z["targets"] for c in t["changes"]])')" \
  "[('zcar.a.example.', 'drift'), ('zcat.a.example.', 'requested')]"
is "$(forge_get '(len(state["comments"]), len(state["statuses"]))')" "$before_all"
holds grep -qx 'ZONEWARD_CHANGES=true' "$ZONEWARD_OUTPUTS"
holds grep -q '^ZONEWARD_DIGEST=[0-9a-f]\{64\}$' "$ZONEWARD_OUTPUTS"
unset ZONEWARD_OUTPUTS

it 'plans the tips that a pipeline for merged results names'
job_train 22 "$second"
export CI_MERGE_REQUEST_EVENT_TYPE=merged_result
run 0 ci plan
comments_of 22 >comment
holds grep -q "head=$(git -C repo rev-parse car_a) " comment

it 'says what to set when the clone lacks the base, and it cannot be fetched'
change topic2 fine 192.0.2.10
open_request 21 topic2
job_request 21
need git clone --quiet --depth 1 --branch topic2 "file://$work/origin.git" shallow
need git -C shallow remote set-url origin "$work/gone.git"
run 1 zoneward -C shallow ci plan
says 'set GIT_DEPTH: 0'
count '^::' 0

finish
