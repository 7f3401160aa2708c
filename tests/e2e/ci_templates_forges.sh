#!/bin/sh
# From a request to its merge with the jobs of ci-templates/ as they stand, against the fakes
# of GitHub, GitLab and Forgejo.
# shellcheck disable=SC1091,SC2034
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
"$ZONEWARD" ci --help >/dev/null 2>&1 || skip 'this program has no command ci'
command -v dpkg-query >/dev/null || skip 'the templates are for Debian'
# shellcheck source=lib_templates.sh
. "$SOURCE_DIR/tests/e2e/lib_templates.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
npm_tools "$npm_home"
zoneward_source
component='{"source": "'"$ZONEWARD_SOURCE"'", "commit": "'"$ZONEWARD_COMMIT"'",
  "binary": "'"$ZONEWARD"'", "sha256": "'"$ZONEWARD_SHA256"'"}'

# checkout COMMIT: what a runner has of it, with the whole history.
checkout() {
  rm -rf "$work/clone"
  need git clone --quiet "file://$work/origin.git" "$work/clone"
  need git -C "$work/clone" checkout --quiet --detach "$1"
}

# runner's part of what the fakes' files set up: event, API and commits.
actions_context() {
  context github="$(python3 -c 'import json, sys
event = json.load(open(sys.argv[1]))
for side in (event["pull_request"]["head"], event["pull_request"]["base"]) if "pull_request" in event else ():
    side["repo"]["full_name"] = "owner/dns"
event["repository"]["default_branch"] = "main"
print(json.dumps({"event": event, "repository": "owner/dns", "event_name": sys.argv[2],
                  "ref_name": "main", "token": "robot-token-must-not-be-seen"}))' "$work/event.json" "$GITHUB_EVENT_NAME")" \
    dispatch='{"expect": "'"${ZONEWARD_EXPECT:-}"'"}' secrets='{"DNS_READ_TOKEN": "read", "DNS_WRITE_TOKEN": "write"}' \
    inputs="$([ "$1" = github ] && echo '{"binary": "'"$ZONEWARD"'", "sha256": "'"$ZONEWARD_SHA256"'"}' || echo '{}')"
}

# step STATUS SYSTEM WHAT: the job for that, of what is checked out.
step() {
  case $2 in
  gitlab)
    context inputs="$component"
    run_job "$1" "$work/clone" gitlab/templates/zoneward.yml "zoneward-$3"
    ;;
  *)
    actions_context "$2"
    run_job "$1" "$work/clone" "$2/zoneward-$3.yml" "$3"
    ;;
  esac
  says_not robot-token-must-not-be-seen
}

# story SYSTEM: the same on each forge.
story() {
  it "posts the plan of a request with $1"
  change topic new 192.0.2.7
  open_request 1 topic
  job_request 1
  checkout "$head"
  step 0 "$1" plan
  forge_holds 'len(state["comments"]) == 1'
  comments >comment
  holds grep -q "^<!-- zoneward:plan v1 digest=[0-9a-f]\{64\} head=$head -->$" comment
  holds grep -q 192.0.2.7 comment
  digest=$(sed -n 's/^.* digest=\([0-9a-f]*\) .*/\1/p' comment)
  is "$(find "$work/clone" "$work/job/tmp" -name zoneward-plan.json -exec grep -o '"digest": "[0-9a-f]*"' {} +)" \
    "\"digest\": \"$digest\""
  case $1 in
  gitlab)
    holds grep -qx 'ZONEWARD_CHANGES=true' "$work/clone/zoneward.env"
    holds grep -qx "ZONEWARD_DIGEST=$digest" "$work/clone/zoneward.env"
    ;;
  github) says "\"changes\":\"true\",\"digest\":\"$digest\"" ;;
  esac

  it "applies what was merged with $1, and says so"
  merge_request 1 squash
  job_push
  checkout "$after"
  step 0 "$1" apply
  says '1 done, 0 failed'
  holds grep -q 192.0.2.7 live/a.example.yaml
  forge_holds 'any("zoneward:apply" in c["body"] for c in state["comments"])'

  it "does not apply what nobody saw with $1"
  need git -C repo checkout --quiet main
  address unseen 192.0.2.66 >>repo/zones/a.example.yaml
  before=$after
  commit repo 'Straight to main'
  need git -C repo push --quiet origin main
  after=$(git -C repo rev-parse main)
  job_push
  checkout "$after"
  step 3 "$1" apply
  holds_not grep -q 192.0.2.66 live/a.example.yaml

  it "applies by hand with $1 what a person has seen and names"
  job_by_hand
  checkout "$after"
  step 3 "$1" apply
  digest=$(zoneward -C "$work/clone" plan "$before..$after" --format json |
    sed -n 's/^.*"digest": "\([0-9a-f]*\)".*$/\1/p')
  export ZONEWARD_EXPECT="$digest"
  step 0 "$1" apply
  unset ZONEWARD_EXPECT
  holds grep -q 192.0.2.66 live/a.example.yaml
  sed -i 's/192.0.2.66/192.0.2.67/' live/a.example.yaml

  it "keeps an issue about drift with $1"
  job_schedule
  checkout "$after"
  case $1 in
  gitlab) step 10 "$1" drift ;;
  *) step 0 "$1" drift ;;
  esac
  forge_holds 'len(state["issues"]) == 1'
  forge_holds '"192.0.2.66" in state["issues"][0]["body"]'
  rm -rf repo origin.git live fake
}

for forge in github forgejo; do
  # shellcheck source=lib_github.sh
  . "$SOURCE_DIR/tests/e2e/lib_github.sh"
  [ $forge = github ] || export FORGEJO_ACTIONS=true
  start_forge $forge
  story $forge
  unset FORGEJO_ACTIONS
done
unset GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_API_URL

# shellcheck source=lib_gitlab.sh
. "$SOURCE_DIR/tests/e2e/lib_gitlab.sh"
GITLAB_TOKEN=robot-token-must-not-be-seen
export GITLAB_TOKEN
start_forge gitlab
story gitlab

finish
