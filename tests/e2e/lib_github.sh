# The environment of a job of GitHub's runner; read after lib_forge.sh.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

# github_description HOME: the one that GitHub publishes, to check each request against.
github_description() {
  if command -v npm >/dev/null && mkdir npm && (cd npm && HOME=$1 timeout 120 npm install \
    --cache "$work/npm-cache" --no-audit --no-fund --fetch-retries 1 @octokit/openapi@22 \
    >"$work/npm.log" 2>&1); then
    export GITHUB_OPENAPI="$work/npm/node_modules/@octokit/openapi/generated/api.github.com.json"
  else
    echo 'npm cannot install @octokit/openapi: requests are checked by the fake alone'
  fi
}

# job NAME SHA REF: what all jobs have; the event is on standard input.
job() {
  cat >"$work/event.json"
  : >"$work/outputs"
  : >"$work/summary"
  outputs=$work/outputs summary=$work/summary
  unset GITHUB_BASE_REF GITHUB_HEAD_REF
  export CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME="$1" GITHUB_SHA="$2" GITHUB_REF="$3" \
    GITHUB_EVENT_PATH="$work/event.json" GITHUB_REPOSITORY=owner/dns GITHUB_RUN_ID=7 \
    GITHUB_API_URL="$FAKE_URL" GITHUB_SERVER_URL=https://forge.example \
    GITHUB_OUTPUT="$work/outputs" GITHUB_STEP_SUMMARY="$work/summary"
}

# job_request NUMBER: its head and the base branch as they are now.
job_request() {
  branch=$(forge_get "state['requests']['$1']['head']")
  head=$(git -C repo rev-parse "$branch")
  base=$(git -C repo rev-parse main)
  fork=$(forge_get "2 if state['requests']['$1'].get('fork') else 1")
  job pull_request "$head" "refs/pull/$1/merge" <<END
{"action": "synchronize", "number": $1, "repository": {"default_branch": "main"},
 "pull_request": {"number": $1, "head": {"sha": "$head", "ref": "$branch", "repo": {"id": $fork}},
  "base": {"sha": "$base", "ref": "main", "repo": {"id": 1}}}}
END
}

# job_push: what merge_request pushed.
job_push() {
  job push "$after" refs/heads/main <<END
{"ref": "refs/heads/main", "before": "$before", "after": "$after",
 "repository": {"default_branch": "main"}}
END
}

# job_by_hand: somebody starts the workflow on main.
job_by_hand() {
  job workflow_dispatch "$(git -C repo rev-parse main)" refs/heads/main <<END
{"inputs": {}, "repository": {"default_branch": "main"}}
END
}

job_schedule() {
  job schedule "$(git -C repo rev-parse main)" refs/heads/main <<END
{"schedule": "0 3 * * *", "repository": {"default_branch": "main"}}
END
}
