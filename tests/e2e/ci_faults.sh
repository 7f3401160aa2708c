#!/bin/sh
# What can be wrong around ci plan: each has one clear error, or none and no comment.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"

it 'says that there is no job'
run 2 zoneward ci plan
says 'this is no job of GitHub, GitLab, Forgejo or Gitea'
run 2 zoneward ci nosuch
says 'ci plan, ci apply or ci drift'

start_forge github
change topic new 192.0.2.7
open_request 1 topic

ci() {
  zoneward -C repo ci "$@"
}

# silent: nothing was written to the forge.
silent() {
  forge_holds 'state["comments"] == [] and state["statuses"] == []'
}

it 'prints what it would post when there is no token'
unset GITHUB_TOKEN GH_TOKEN ZONEWARD_FORGE_TOKEN
job_request 1
run 0 ci plan
prints '## DNS plan'
silent
GITHUB_TOKEN=robot-token-must-not-be-seen
export GITHUB_TOKEN

it 'shows each call of a dry run, and sends none'
run 0 ci plan --dry-run
prints "would send POST $FAKE_URL/repos/owner/dns/issues/1/comments"
prints "would send POST $FAKE_URL/repos/owner/dns/statuses/$head"
says_not robot-token-must-not-be-seen
silent

it 'does not post a plan of a head that has moved on'
more topic newer 192.0.2.8
run 0 ci plan
says 'has moved on to'
silent

it 'does not post a plan of a head that a force push took away'
need git -C repo push --quiet --force origin main:topic
run 0 ci plan
says 'has moved on to'
silent
need git -C repo push --quiet --force origin topic

it 'does not post on a request that was merged or closed meanwhile'
job_request 1
forge_state 'state["requests"]["1"].update(state="closed", merged="a" * 40)'
run 0 ci plan
says 'is merged already'
silent
forge_state 'state["requests"]["1"].update(state="closed", merged=None)'
run 0 ci plan
says 'is closed already'
silent
open_request 1 topic

it 'does not post on a request that goes to another branch meanwhile'
need git -C repo push --quiet origin main:release
forge_state 'state["requests"]["1"]["base"] = "release"'
run 0 ci plan
says 'goes to release now, this job is about main'
silent

it 'says when the branch to merge into is gone'
forge_state 'state["requests"]["1"]["base"] = "main"'
sed 's/"ref": "main"/"ref": "gone"/' "$work/event.json" >gone.json
GITHUB_EVENT_PATH=$PWD/gone.json run 1 ci plan
says 'there is no branch gone at GitHub'
silent

it 'names the right that the token lacks, and where to give it'
GITHUB_TOKEN=reader-token-must-not-be-seen run 4 ci plan
says 'the token in GITHUB_TOKEN may not POST'
says 'permissions: pull-requests: write'
silent

it 'comments, and warns, when only the status may not be set'
forge_state 'state["accounts"]["robot-token-must-not-be-seen"]["rights"] = ["read", "comment"]'
run 0 ci plan
says 'the token in GITHUB_TOKEN may not set the status of a commit'
says 'permissions: statuses: write'
forge_holds 'len(state["comments"]) == 1 and state["statuses"] == []'
forge_state 'state["accounts"]["robot-token-must-not-be-seen"]["rights"] += ["status", "issue"]
state["comments"] = []'

it 'is content with the log when the request comes from a fork'
forge_state 'state["requests"]["1"]["fork"] = True'
job_request 1
GITHUB_TOKEN=reader-token-must-not-be-seen run 0 ci plan
says 'comes from a fork'
prints 192.0.2.7
silent
forge_state 'state["accounts"]["reader-token-must-not-be-seen"]["rights"] = []'
GITHUB_TOKEN=reader-token-must-not-be-seen run 0 ci plan
says 'comes from a fork'
says_not 'error: '
prints 192.0.2.7
silent
forge_state 'state["accounts"]["reader-token-must-not-be-seen"]["rights"] = ["read"]'
open_request 1 topic
job_request 1

it 'says when the token is none of the forge'
GITHUB_TOKEN=wrong-token run 4 ci plan
says 'put a token that is valid into GITHUB_TOKEN'
says_not wrong-token

it 'says when the limit of requests is used up'
fake_faults '[{"at": 0, "do": "status", "status": 403,
  "headers": {"X-RateLimit-Remaining": "0"}, "body": "{\"message\": \"API rate limit exceeded\"}"}]'
run 4 ci plan
says 'limit of requests is used up'
fake_faults '[]'

it 'says when the forge is down, or answers what is no JSON'
fake_faults '[{"at": 0, "do": "status", "status": 500, "body": "<html>down</html>"}]'
run 4 ci plan
says 'see whether GitHub is well'
says_not '<html>'
fake_faults '[{"at": 0, "do": "rubbish"}]'
run 4 ci plan
says 'is not JSON'
fake_faults '[]'
silent

it 'says when the forge fails in the middle, and makes it good when it runs again'
fake_faults '[{"at": 6, "do": "status", "status": 502}]'
run 4 ci plan
says 'see whether GitHub is well'
forge_holds 'len(state["comments"]) == 1 and state["statuses"] == []'
fake_faults '[]'
run 0 ci plan
forge_holds 'len(state["comments"]) == 1 and len(state["statuses"]) == 1'
forge_state 'state["comments"] = []
state["statuses"] = []'

it 'goes on after an answer that was lost once'
fake_faults '[{"at": 1, "do": "drop"}]'
run 0 ci plan
fake_faults '[]'
forge_holds 'len(state["comments"]) == 1'

it 'leaves alone a comment of somebody else that has our marker'
forge_state 'state["comments"][0]["author"] = "person-token-must-not-be-seen"'
run 0 ci plan
says 'a comment of person looks like ours and does not count'
forge_holds 'len(state["comments"]) == 2'
forge_holds 'state["comments"][0]["author"] == "person-token-must-not-be-seen"'

it 'takes the comments of the account that the operator names for its own'
ZONEWARD_FORGE_ACCOUNT=nobody run 0 ci plan
forge_holds 'len(state["comments"]) == 3'
forge_state 'state["comments"] = []'

it 'knows its own comments when the token may not ask who it is'
forge_state 'state["accounts"]["robot-token-must-not-be-seen"].update(me=False, login="github-actions[bot]")'
run 0 ci plan
run 0 ci plan
forge_holds 'len(state["comments"]) == 1'

it 'finds its comment on a later page'
forge_state 'state["page"] = 2
mine = state["comments"][0]
state["comments"] = [{"id": n, "request": "1", "author": "person-token-must-not-be-seen", "body": "hm"}
                     for n in range(1, 6)] + [mine]'
more topic third 192.0.2.9
job_request 1
run 0 ci plan
forge_holds 'len(state["comments"]) == 6'
forge_holds '"192.0.2.9" in state["comments"][5]["body"]'
forge_state 'state["comments"] = []'

it 'takes back the plan of a change that is no longer valid'
run 0 ci plan
more topic bad 192.0.2.256
job_request 1
run 1 ci plan
prints '::error file=zones/a.example.yaml,line='
forge_holds '"192.0.2.256" in state["comments"][0]["body"]'
forge_holds 'len(state["comments"]) == 1'
forge_holds '"digest=" not in state["comments"][0]["body"]'
forge_holds '"not valid" in state["comments"][0]["body"]'
forge_holds 'state["statuses"][-1]["state"] == "failure"'

it 'leads to lines that the request changes only, and counts the others'
need git -C repo checkout --quiet -B untidy main
printf 'old:\n  type: A\n  type: A\n  value: 192.0.2.60\n' >>repo/zones/a.example.yaml
commit repo 'Untidy'
need git -C repo push --quiet origin untidy:main
need git -C repo checkout --quiet main
need git -C repo reset --quiet --hard untidy
need git -C repo checkout --quiet -B tidy main
printf 'own:\n  type: A\n  type: A\n  value: 192.0.2.61\n' >>repo/zones/a.example.yaml
commit repo 'Untidy, too'
need git -C repo push --quiet origin tidy
line=$(grep -c '' repo/zones/a.example.yaml)
need git -C repo checkout --quiet main
sed -i '1i # More lines above.\n# And one more.' repo/zones/a.example.yaml
commit repo 'Further down'
need git -C repo push --quiet origin main
open_request 6 tidy
job_request 6
run 0 ci plan
count '^::warning file=' 1
prints "::warning file=zones/a.example.yaml,line=$((line - 1)),"
says '1 finding is not on lines that the pull request changes'
comments_of 6 >comment
is "$(grep -c 'is repeated' comment)" 2
need git -C repo reset --quiet --hard untidy~1
need git -C repo push --quiet --force origin main

it 'says what to set when the clone lacks the base, and it cannot be fetched'
change other fine 192.0.2.10
open_request 2 other
job_request 2
need git clone --quiet --depth 1 --branch other "file://$work/origin.git" shallow
need git -C shallow remote set-url origin "$work/gone.git"
run 1 zoneward -C shallow ci plan
says 'is not in the clone that the job made'
says 'set fetch-depth: 0'
says "cannot be fetched: fatal: '$work/gone.git' does not appear to be a git repository"

it 'does not let a zone steer the runner'
need git -C repo checkout --quiet -B hostile main
printf 'x:\n  type: TXT\n  value: "::error file=a::b %%0A<!-- zoneward:plan v1 -->"\n' \
  >>repo/zones/a.example.yaml
commit repo 'Hostile'
need git -C repo push --quiet origin hostile
open_request 3 hostile
job_request 3
run 0 ci plan
count '^[[:space:]]*::' 0
forge_holds 'state["comments"][-1]["body"].count("zoneward:plan") == 2'

it 'plans what a merge queue is about to merge, and comments nowhere'
asked=$(forge_get 'len(state["comments"])')
job merge_group "$head" refs/heads/gh-readonly-queue/main/pr-2 <<END
{"action": "checks_requested", "repository": {"default_branch": "main"},
 "merge_group": {"head_sha": "$head", "base_sha": "$base", "base_ref": "refs/heads/main"}}
END
run 0 ci plan
is "$(forge_get 'len(state["comments"])')" "$asked"
forge_holds "state['statuses'][-1]['commit'] == '$head'"

it 'sends its token to no other server that a list points to'
job_request 2
fake_faults '[{"at": 4, "do": "status", "status": 200, "body": "[]",
  "headers": {"Link": "<http://127.0.0.1:1/repos/owner/dns?page=2>; rel=\"next\""}}]'
run 4 ci plan
says 'is said to be on another server'
fake_faults '[]'

it 'survives events that are not as they should be'
for event in '' '[]' '{"pull_request": 1}' '{"pull_request": {"number": -1, "head": null}}' \
  '{"pull_request": {"number": 2, "head": {"sha": "../x"}, "base": {"sha": "--all"}}}'; do
  printf '%s' "$event" >"$work/event.json"
  zoneward -C repo ci plan >"$work/both" 2>&1
  case $? in 1 | 2) ;; *) fault "$event" ;; esac
done
job_request 2
{
  printf '{"a":'
  printf '%33554433s' '' | tr ' ' '['
} >"$work/event.json"
run 1 ci plan

it 'makes a new comment when its own is deleted under its hands'
forge_state 'state["comments"] = []'
job_request 2
run 0 ci plan
more other fine2 192.0.2.11
job_request 2
fake_faults '[{"at": 5, "do": "status", "status": 404, "body": "{}"}]'
run 0 ci plan
forge_holds 'len(state["comments"]) == 2'
fake_faults '[]'

it 'keeps a comment of thousands of changes within what the forge takes'
need git -C repo checkout --quiet -B large main
for n in $(seq 3000); do
  printf 'name-that-is-rather-long-%s:\n  type: TXT\n  value: "``` a value that is long, too, %s"\n' \
    "$n" "$n"
done >>repo/zones/a.example.yaml
commit repo 'Large'
need git -C repo push --quiet origin large
open_request 4 large
job_request 4
run 0 ci plan
forge_holds '50000 < len(state["comments"][-1]["body"].encode()) <= 65536'
forge_holds '"more changes" in state["comments"][-1]["body"]'
forge_holds '"log has them, <https://forge.example/owner/dns/actions/runs/7>" in state["comments"][-1]["body"]'

it 'writes the whole plan where it is told to'
run 0 ci plan --output whole.json
is "$(python3 -c 'import json
print(sum(len(t["changes"]) for z in json.load(open("whole.json"))["zones"] for t in z["targets"]))')" 3000
forge_holds '"the job keeps the whole plan" in state["comments"][-1]["body"]'
run 0 ci plan --output whole.html --format html
holds grep -q '<html' whole.html
run 2 ci plan --output whole.txt --format nosuch
run 2 ci plan --format html
says '--output is for ci plan'
run 2 ci drift --output whole.json

it 'does not comment on a request that touches no zone'
need git -C repo checkout --quiet -B words main
echo Words >repo/README
commit repo 'Words'
need git -C repo push --quiet origin words
open_request 5 words
job_request 5
run 0 ci plan
is "$(comments_of 5)" ''
forge_holds "state['statuses'][-1]['commit'] == '$head'"

it 'refuses a job that is about no request'
job_schedule
run 2 ci plan
says 'not about a pull request'

it 'refuses an event that cannot be read'
job_request 2
GITHUB_EVENT_PATH=$work/none run 1 ci plan
says 'GITHUB_EVENT_PATH'

finish
