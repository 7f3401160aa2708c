#!/bin/sh
# From a request to its merge, against a fake of GitLab.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
outputs=
summary=

# job: what all jobs have.
job() {
  unset CI_COMMIT_BRANCH CI_COMMIT_TAG CI_MERGE_REQUEST_IID CI_MERGE_REQUEST_PROJECT_ID \
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID CI_MERGE_REQUEST_TARGET_BRANCH_NAME \
    CI_MERGE_REQUEST_DIFF_BASE_SHA CI_MERGE_REQUEST_TARGET_BRANCH_SHA \
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA
  export CI=true GITLAB_CI=true CI_PIPELINE_SOURCE="$1" CI_COMMIT_SHA="$2" CI_PROJECT_ID=7 \
    CI_API_V4_URL="$FAKE_URL" CI_DEFAULT_BRANCH=main CI_JOB_URL=https://forge.example/jobs/1 \
    CI_COMMIT_BEFORE_SHA=0000000000000000000000000000000000000000
}

job_request() {
  branch=$(forge_get "state['requests']['$1']['head']")
  head=$(git -C repo rev-parse "$branch")
  base=$(git -C repo merge-base main "$branch")
  job merge_request_event "$head"
  export CI_MERGE_REQUEST_IID="$1" CI_MERGE_REQUEST_PROJECT_ID=7 \
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_DIFF_BASE_SHA="$base"
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID=$(forge_get "8 if state['requests']['$1'].get('fork') else 7")
  export CI_MERGE_REQUEST_SOURCE_PROJECT_ID
}

job_push() {
  job push "$after"
  export CI_COMMIT_BRANCH=main CI_COMMIT_BEFORE_SHA="$before"
}

job_schedule() {
  job schedule "$(git -C repo rev-parse main)"
  export CI_COMMIT_BRANCH=main
}

start_forge gitlab
forge_state 'state["accounts"]["job-token"] = {"id": 44, "login": "person", "type": "User",
  "rights": ["read"], "me": False, "job": True}'
GITLAB_TOKEN=robot-token
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
export GITLAB_TOKEN=robot-token

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
