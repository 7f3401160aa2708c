# The environment of a job of GitLab's runner; read after lib_forge.sh.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

outputs=
summary=

# job: what all jobs have.
job() {
  unset CI_COMMIT_BRANCH CI_COMMIT_TAG CI_MERGE_REQUEST_IID CI_MERGE_REQUEST_PROJECT_ID \
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID CI_MERGE_REQUEST_TARGET_BRANCH_NAME \
    CI_MERGE_REQUEST_DIFF_BASE_SHA CI_MERGE_REQUEST_TARGET_BRANCH_SHA \
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA CI_MERGE_REQUEST_EVENT_TYPE
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

# job_by_hand: somebody starts a pipeline of main.
job_by_hand() {
  job web "$(git -C repo rev-parse main)"
  export CI_COMMIT_BRANCH=main
}

# job_train NUMBER COMMIT: a merge train tests that merge of the request.
job_train() {
  job_request "$1"
  export CI_MERGE_REQUEST_EVENT_TYPE=merge_train CI_COMMIT_SHA="$2" \
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="$head"
  CI_MERGE_REQUEST_TARGET_BRANCH_SHA=$(git -C repo rev-parse main)
  export CI_MERGE_REQUEST_TARGET_BRANCH_SHA
}

job_schedule() {
  job schedule "$(git -C repo rev-parse main)"
  export CI_COMMIT_BRANCH=main
}
