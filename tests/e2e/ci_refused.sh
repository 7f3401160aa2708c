#!/bin/sh
# What ci apply refuses, and how it says so; nothing is ever written then.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"
start_forge github
GITHUB_TOKEN=robot-token-must-not-be-seen
export GITHUB_TOKEN

# refused STATUS [OPTION…]: ci apply ends with it, and the target is as it was.
refused() {
  wanted_status=$1
  shift
  remember live
  run "$wanted_status" zoneward -C repo ci apply "$@"
  unchanged
}

change topic new 192.0.2.7
open_request 1 topic
job_request 1
run 0 zoneward -C repo ci plan
first=$(git -C repo rev-parse main)

it 'refuses a job of a request'
refused 3
says 'nothing is applied from a pull request'

merge_request 1 merge

it 'refuses a tag'
job_push
GITHUB_REF=refs/tags/v1 refused 3
says 'nothing is applied from the tag v1'

it 'refuses to apply in a fork, unless its branch is named'
sed 's/"default_branch"/"fork": true, "default_branch"/' "$work/event.json" >fork.json
GITHUB_EVENT_PATH=$PWD/fork.json refused 3
says 'runs in a fork of the repository'
GITHUB_EVENT_PATH=$PWD/fork.json refused 0 --dry-run --branch main

it 'refuses another branch'
GITHUB_REF=refs/heads/topic refused 3
says 'this job is about topic, and only main is applied'

it 'refuses a commit that a push took off the branch again'
need git -C repo push --quiet --force origin "$first:main"
refused 3
says 'is not on main any more'
comments_of 1 >comment
holds grep -q 'is not on main any more' comment
holds grep -q 'nothing was written' comment
need git -C repo push --quiet origin main

it 'refuses when the branch is gone'
refused 3 --branch nosuch
says 'only nosuch is applied'
GITHUB_REF=refs/heads/nosuch refused 3 --branch nosuch
says 'there is no branch nosuch at GitHub'

it 'refuses without a token, unless the digest is named'
unset GITHUB_TOKEN
refused 3
says 'without a token nobody can tell which plan was reviewed'
export GITHUB_TOKEN=robot-token-must-not-be-seen

it 'warns of a branch that is not protected'
forge_state 'state["protected"] = []'
refused 0 --dry-run
says 'branch main is not protected'
forge_state 'state["protected"] = ["main"]'

it 'refuses when its comment was deleted'
forge_state 'state["saved"] = state["comments"]
state["comments"] = []'
refused 3
says 'has no comment of ours with a plan'
forge_holds '"nothing was written" in state["comments"][0]["body"]'

it 'refuses a comment that somebody else wrote with our marker'
forge_state 'state["comments"] = [dict(state["saved"][0], author="person-token-must-not-be-seen")]'
refused 3
says 'a comment of person looks like ours and does not count'
says 'has no comment of ours with a plan'

# edit PYTHON: our comment as somebody edited it, of the text in b.
edit() {
  forge_state "import re
c = dict(state['saved'][0])
b = c['body']
$1
c['body'] = b
state['comments'] = [c]"
}

it 'refuses a comment that was edited to name another plan than the status does'
digest=$(sed -n 's/^digest=//p' "$outputs" | head -n 1)
edit 'b = re.sub("digest=[0-9a-f]*", "digest=" + "1" * 64, b)'
refused 3
says 'does not show the plan that the status zoneward/plan names: it was edited'
forge_holds '"it was edited" in state["comments"][1]["body"]'
forge_holds '"nothing was written" in state["comments"][1]["body"]'

it 'refuses a comment whose list of changes was edited, or taken out'
edit 'b = re.sub("zoneward:changes", "zoneward:changes " + "0" * 24, b)'
refused 3
says 'it was edited'
edit 'b = re.sub("<!-- zoneward:changes.*\n", "", b)'
refused 3
says 'it was edited'

it 'takes no status of somebody else for ours'
edit ''
forge_state 'state["was"] = state["statuses"]
import re
state["statuses"] = state["was"] + [dict(s, id=s["id"] + 100, author="person-token-must-not-be-seen",
  description=re.sub("[0-9a-f]{64}", "2" * 64, s["description"])) for s in state["was"]]'
refused 0 --dry-run
edit 'b = re.sub("digest=[0-9a-f]*", "digest=" + "2" * 64, b)'
refused 3
says 'it was edited'

it 'has only the comment to go by where no status could be set'
forge_state 'state["statuses"] = []'
edit ''
refused 0 --dry-run

it 'refuses a marker that was edited'
forge_state 'c = dict(state["saved"][0])
c["body"] = c["body"].replace("digest=", "digest=0")
state["comments"] = [c]'
refused 3
says 'names no plan: it was edited'

it 'refuses a comment that shows another plan'
forge_state 'c = dict(state["saved"][0])
import re
c["body"] = re.sub("digest=[0-9a-f]*", "digest=" + "0" * 64, c["body"])
c["body"] = re.sub("zoneward:changes [0-9a-f]*", "zoneward:changes " + "0" * 24, c["body"])
state["comments"] = [c]'
refused 3
says 'the branch does not have what the pull request showed'
says '192.0.2.7'

it 'refuses another digest when the comment does not list its changes'
forge_state 'import re
c = state["comments"][0]
c["body"] = re.sub("<!-- zoneward:changes.*", "", c["body"])'
refused 3
says 'is not the one that was reviewed'
forge_state 'state["comments"] = state["saved"]'

forge_state 'state["statuses"] = state["was"]'

it 'refuses a push that no request was merged for'
need git -C repo checkout --quiet main
before=$(git -C repo rev-parse main)
address zdirect 192.0.2.66 >>repo/zones/a.example.yaml
commit repo 'Direct'
after=$(git -C repo rev-parse main)
need git -C repo push --quiet origin main
job_push
refused 3
says 'so nobody reviewed it'

it 'says what to set when the clone lacks the commit before, and it cannot be fetched'
need git clone --quiet --depth 1 "file://$work/origin.git" shallow
need git -C shallow remote set-url origin "$work/gone.git"
run 1 zoneward -C shallow ci apply
says 'set fetch-depth: 0'

change late zlate 192.0.2.67
open_request 2 late
job_request 2
run 0 zoneward -C repo ci plan
merge_request 2 merge
job_push

it 'says on the request that a provider could not be asked'
rm -rf kept
need mv live kept
echo 'no directory' >live
run 4 zoneward -C repo ci apply
comments_of 2 >comment
holds grep -q 'DNS plan not applied' comment
holds grep -q 'there is no plan: nothing was written' comment
holds grep -q 'Running the job again is safe' comment
rm live
need mv kept live

it 'writes nothing when the forge fails, from whatever step on'
for at in 1 2 3 4 5; do
  fake_faults "$(seq -s, "$at" 30 | sed 's/\([0-9]*\)/{"at": \1, "do": "status", "status": 500}/g; s/.*/[&]/')"
  refused 4
  says 'see whether GitHub is well'
done
fake_faults '[]'

it 'finds a request that the forge knows of a little later'
forge_state 'state["requests"]["2"]["lag"] = 1'
run 0 zoneward -C repo ci apply
holds grep -q 192.0.2.67 live/a.example.yaml

it 'counts the settings of a merged commit, once somebody has seen what they do'
mkdir elsewhere
need git -C repo checkout --quiet -B moving main
sed -i "s#directory: $work/live#directory: $PWD/elsewhere#" repo/octodns.yaml
commit repo 'Serve from yet elsewhere'
need git -C repo push --quiet origin moving
open_request 3 moving
job_request 3
run 0 zoneward -C repo ci plan
says 'No changes.'
merge_request 3 merge
job_push
run 3 zoneward -C repo ci apply
says '192.0.2.67'
is "$(ls elsewhere)" ''
digest=$(sed -n 's/^digest=//p' "$outputs" | tail -n 1)
run 0 zoneward -C repo ci apply --expect "$digest"
holds grep -q 192.0.2.67 elsewhere/a.example.yaml

finish
