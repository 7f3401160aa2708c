# The story of a request on any forge: opened, changed, merged, applied; read by the test
# of each, which has started its fake and set its token.
# shellcheck shell=sh
# shellcheck disable=SC2154

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
forge_holds "state['statuses'][-1]['commit'] == '$head'"
forge_holds 'state["statuses"][-1]["name"] == "zoneward/plan"'
says_not robot-token-must-not-be-seen
if [ -n "$outputs" ]; then
  holds grep -qx 'changes=true' "$outputs"
  holds grep -q '^digest=[0-9a-f]\{64\}$' "$outputs"
  holds grep -q '192.0.2.7' "$summary"
fi

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
git -C repo show main:zones/a.example.yaml >live/a.example.yaml

it 'sends nothing when nothing is new'
run 0 ci plan
fake_forgets
run 0 ci plan
fake_asked >asked
holds_not grep -qE '^(POST|PATCH|PUT) .*(comments|notes)' asked

# served NAME IP, served_not: what the target has.
served() {
  holds grep -A 2 "^$1:" live/a.example.yaml
  holds grep -q "$2" live/a.example.yaml
}

served_not() {
  holds_not grep -q "$1" live/a.example.yaml
}

# reviewed NUMBER BRANCH NAME IP: a request with a plan in its comment.
reviewed() {
  change "$2" "$3" "$4"
  open_request "$1" "$2"
  job_request "$1"
  run 0 ci plan
}

# told NUMBER TEXT: the comment on what became of it says so.
told() {
  comments_of "$1" >comment
  holds grep -q '^<!-- zoneward:apply v1 ' comment
  holds grep -qF "$2" comment
}

# as_reviewed NUMBER: both comments on the request name the same plan.
as_reviewed() {
  is "$(comments_of "$1" | sed -n 's/^<!-- zoneward:[a-z]* v1 digest=\([0-9a-f]*\) .*/\1/p' |
    sort | uniq -c | sed 's/^ *\([0-9]*\) .*/\1/')" 2
}

it 'applies what was reviewed after a merge'
merge_request 1 merge
job_push
run 0 ci apply
as_reviewed 1
says '2 done, 0 failed, 0 unknown'
served new 192.0.2.7
served newer 192.0.2.8
told 1 'DNS plan applied'
told 1 '2 changes done and seen to be served'
forge_holds 'state["statuses"][-1]["name"] == "zoneward/apply"'
forge_holds 'state["statuses"][-1]["state"] == "success"'

it 'does nothing when it runs again'
fake_forgets
run 0 ci apply
says 'No changes.'
fake_asked >asked
holds_not grep -qE '^(POST|PATCH|PUT) ' asked

it 'applies after a squash'
reviewed 2 squashed two 192.0.2.20
merge_request 2 squash
job_push
run 0 ci apply
served two 192.0.2.20
told 2 'DNS plan applied'
as_reviewed 2

it 'applies a rebase of several commits by hand, when its push was missed'
need git -C repo checkout --quiet -B missed main
sed -i 's/192.0.2.[0-9]*$/192.0.2.29/' repo/zones/b.example.yaml
commit repo 'Change b'
need git -C repo push --quiet --force origin missed
more missed znine 192.0.2.39
open_request 9 missed
job_request 9
run 0 ci plan
merge_request 9 rebase
job_by_hand
case $forge in
forgejo) # It knows the request of the last commit only.
  run 0 ci apply
  served znine 192.0.2.39
  job_push
  ;;
esac
run 0 ci apply
holds grep -q 192.0.2.29 live/b.example.yaml
served znine 192.0.2.39

it 'applies after a rebase'
change rebasing three 192.0.2.30
more rebasing three3 192.0.2.33
open_request 3 rebasing
job_request 3
run 0 ci plan
merge_request 3 rebase
job_push
run 0 ci apply
served three 192.0.2.30
served three3 192.0.2.33
told 3 'DNS plan applied'
as_reviewed 3

# parted NUMBER NAME IP HOW: the branch has left main, which moved on before it was reviewed.
parted() {
  change "parted$1" "$2" "$3"
  meanwhile "192.0.2.$1"
  open_request "$1" "parted$1"
  job_request "$1"
  run 0 ci plan
  comments_of "$1" >comment
  holds grep -q "$3" comment
  holds_not grep -q 'b.example' comment
  holds grep -q "base .$(git -C repo rev-parse --short=12 main)" comment
  merge_request "$1" "$4"
  job_push
  run 0 ci apply
  served "$2" "$3"
  as_reviewed "$1"
}

it 'plans what a merge into the branch as it is now would make, which every way to merge gives'
parted 31 z31 192.0.2.131 merge
parted 32 z32 192.0.2.132 squash
parted 33 z33 192.0.2.133 rebase

it 'says which files are in conflict, and takes back the plan'
reviewed 34 quarrel z34 192.0.2.134
forge_holds '"digest=" in state["comments"][-1]["body"]'
need git -C repo checkout --quiet main
address z34 192.0.2.34 >>repo/zones/a.example.yaml
commit repo 'The same place'
need git -C repo push --quiet origin main
job_request 34
run 1 ci plan
need git -C repo reset --quiet --hard HEAD~1
need git -C repo push --quiet --force origin main
says 'zones/a.example.yaml: error: both sides changed it'
forge_holds '"digest=" not in state["comments"][-1]["body"]'
comments_of 34 >comment
holds grep -q 'cannot be merged into .main. as it is' comment
holds grep -q '^- .zones/a.example.yaml.$' comment
forge_holds 'state["statuses"][-1]["state"] in ("failure", "failed")'
forge_holds 'state["statuses"][-1]["description"] == "conflict with the target branch in 1 file"'

it 'refuses what nobody saw: live changed between review and merge'
reviewed 4 drifting four 192.0.2.40
sed -i 's/192.0.2.20/192.0.2.21/' live/a.example.yaml
merge_request 4 merge
job_push
cp live/a.example.yaml before.yaml
run 3 ci apply
says 'these changes were not reviewed:'
says '192.0.2.21'
says 'no longer serves what the branch had before'
holds cmp before.yaml live/a.example.yaml
told 4 'DNS plan not applied'
told 4 '192.0.2.21'
told 4 'nothing was written'
forge_holds 'state["statuses"][-1]["state"] in ("failure", "failed")'

it 'applies a plan that a person has seen and names'
digest=$(sed -n 's/^.*plan .\([0-9a-f]*\).: nothing was written.*$/\1/p' comment)
run 3 ci apply --expect "$digest"
says 'not the expected one'
digest=$(sed -n 's/^.*the plan has digest \([0-9a-f]*\),.*$/\1/p' "$work/both" | head -n 1)
run 0 ci apply --expect "$digest"
served four 192.0.2.40
served_not 192.0.2.21

it 'goes on with the rest when some of the plan is done already'
change partly five 192.0.2.50
more partly six 192.0.2.60
open_request 5 partly
job_request 5
run 0 ci plan
merge_request 5 merge
job_push
{
  address five 192.0.2.50
  sed 1d live/a.example.yaml
} >with_five
cp with_five live/a.example.yaml
run 0 ci apply
says '1 done'
served six 192.0.2.60

it 'applies the merges of a queue that came with one push'
reviewed 6 queued_a seven 192.0.2.70
need git -C repo checkout --quiet -B queued_b main
sed -i 's/192.0.2.[0-9]*$/192.0.2.3/' repo/zones/b.example.yaml
commit repo 'Change b'
need git -C repo push --quiet --force origin queued_b
open_request 7 queued_b
job_request 7
run 0 ci plan
merge_request 6 merge
from=$before
merge_request 7 merge
before=$from
job_push
run 0 ci apply
served seven 192.0.2.70
holds grep -q 192.0.2.3 live/b.example.yaml

it 'applies what a job would have that this one took the place of'
reviewed 11 replaced_a ten 192.0.2.100
need git -C repo checkout --quiet -B replaced_b main
sed -i 's/192.0.2.[0-9]*$/192.0.2.4/' repo/zones/b.example.yaml
commit repo 'Change b again'
need git -C repo push --quiet --force origin replaced_b
open_request 12 replaced_b
job_request 12
run 0 ci plan
merge_request 11 squash
skipped=$after
merge_request 12 merge
job_push
run 0 ci apply
says "the job of $(printf %.12s "$skipped") did not run"
served ten 192.0.2.100
holds grep -q 192.0.2.4 live/b.example.yaml

it 'shows what it would do, and does not'
reviewed 8 dry nine 192.0.2.90
merge_request 8 merge
job_push
run 0 ci apply --dry-run
says 'would write 1 changes'
says 'would send POST'
served_not 192.0.2.90
run 0 ci apply
served nine 192.0.2.90

it 'opens one issue about drift, keeps it up to date, and says when there is none any more'
job_schedule
need git -C repo push --quiet origin main
run 0 ci drift
forge_holds 'state["issues"] == []'
sed -i 's/192.0.2.90/192.0.2.91/' live/a.example.yaml
run 10 ci drift
forge_holds 'len(state["issues"]) == 1'
forge_holds '"192.0.2.91" in state["issues"][0]["body"]'
sed -i 's/192.0.2.91/192.0.2.92/' live/a.example.yaml
run 10 ci drift
forge_holds 'len(state["issues"]) == 1'
forge_holds '"192.0.2.92" in state["issues"][0]["body"]'
sed -i 's/192.0.2.92/192.0.2.90/' live/a.example.yaml
run 0 ci drift
forge_holds '"no drift any more" in state["issues"][0]["body"]'
