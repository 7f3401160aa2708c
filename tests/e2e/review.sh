#!/bin/sh
# What was reviewed is what is applied: drift is left alone or told, and what came in
# between is refused with the reason.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1
sed -i 's/directory: .\/live/&\n    enforce_order: false/' octodns.yaml
commit . 'Any order'
mkdir live
cp zones/*.yaml live/

it 'finds no drift where there is none'
run 0 zoneward drift
says 'No changes.'

it 'reports what is served and not configured, with status 10'
address hand 192.0.2.9 >live/b.example.yaml
run 10 zoneward drift
says '(drift)'
says 'hand'
run 10 zoneward drift --format markdown
says '**Drift:**'
run 10 zoneward drift main b.example. --format json
says '"origin": "drift"'
run 0 zoneward drift a.example.

it 'holds live against the protected branch, whatever is checked out'
need git checkout --quiet -b topic
address xx 192.0.2.3 >>zones/a.example.yaml
commit . 'Not merged'
run 0 zoneward drift a.example.
run 10 zoneward drift topic a.example.
run 2 zoneward drift main..topic
run 1 zoneward drift --branch nosuch
says 'there is no branch nosuch'
need git checkout --quiet main

it 'applies what a commit asks for, and leaves drift alone'
address yy 192.0.2.4 >>zones/b.example.yaml
commit . 'One more'
run 2 zoneward apply --worktree --only-requested --yes
run 0 zoneward apply main --only-requested --yes
says '1 done'
holds grep -q hand: live/b.example.yaml
holds grep -q yy: live/b.example.yaml
holds_not grep -q www: live/b.example.yaml

it 'takes the range as well, and its digest without drift'
need cp "$work/r/zones/b.example.yaml" live/b.example.yaml
address yyy 192.0.2.5 >>zones/b.example.yaml
commit . 'Another'
address hand 192.0.2.9 >>live/b.example.yaml
run 0 zoneward plan HEAD~1..HEAD --only-requested --format json
digest=$(sed -n 's/.*"digest": "\([0-9a-f]*\)".*/\1/p' "$work/stdout" | head -n 1)
run 3 zoneward apply HEAD~1..HEAD --expect "$digest" --yes
says 'tells what differs'
run 0 zoneward apply HEAD~1..HEAD --only-requested --expect "$digest" --yes
holds grep -q hand: live/b.example.yaml

it 'refuses a range that is not on the protected branch'
run 3 zoneward apply main..topic --only-requested --yes
says 'is not on the protected branch'

# review: a request of two records in a.example. is planned as a comment would show it.
review() {
  cp zones/*.yaml live/
  need git checkout --quiet -B request main
  address "$1" 192.0.2.20 >>zones/a.example.yaml
  address "$1a" 192.0.2.21 >>zones/a.example.yaml
  commit . "Request $1"
  run 0 zoneward plan main..request --merge --format json --output "$work/plan.json"
  need git checkout --quiet main
}

it 'applies the plan that was reviewed, when it was squashed'
review ra
need git merge --quiet --squash request
commit . 'Squashed'
run 0 zoneward apply main --expect-plan "$work/plan.json" --yes
says '2 done'

it 'applies it after a merge commit'
review rb
need git merge --quiet --no-ff -m 'Merge' request
run 0 zoneward apply main --expect-plan "$work/plan.json" --yes
says '2 done'

it 'applies it after a rebase'
review rc
echo notes >notes.txt
commit . 'No zone, in between'
need git rebase --quiet main request
need git checkout --quiet main
need git merge --quiet --ff-only request
run 0 zoneward apply main --expect-plan "$work/plan.json" --yes
says '2 done'

it 'applies what is left of it'
review rd
need git merge --quiet --ff-only request
address rd 192.0.2.20 >>live/a.example.yaml
run 0 zoneward apply main --expect-plan "$work/plan.json" --yes
says '1 done'
run 0 zoneward apply main --expect-plan "$work/plan.json" --yes
says 'No changes.'

it 'says that live drifted, in a record of the plan and in another'
review re
need git merge --quiet --ff-only request
address re 192.0.2.99 >>live/a.example.yaml
address zhand 192.0.2.98 >>live/a.example.yaml
remember live
run 3 zoneward apply main --expect-plan "$work/plan.json" --yes
says 'update of A re.a.example.: live drifted: the target has something else'
says 'delete of A zhand.a.example.: live drifted: the target was changed'
unchanged

it 'says that another request was merged in between'
review rf
address other 192.0.2.97 >>zones/b.example.yaml
sed -i '/^other/,$d' zones/b.example.yaml
address zother 192.0.2.97 >>zones/b.example.yaml
commit . 'Another request'
need git merge --quiet --no-ff -m 'Merge' request
remember live
run 3 zoneward apply main --expect-plan "$work/plan.json" --yes
says 'zones/b.example.yaml'
says 'create of A zother.b.example.: it was asked for after the review'
unchanged
cp zones/b.example.yaml live/
run 0 zoneward apply main --expect-plan "$work/plan.json" --yes

it 'says that the content differs'
review rg
need git merge --quiet --ff-only request
sed -i 's/192.0.2.20$/192.0.2.220/' zones/a.example.yaml
commit . 'Changed after the review'
run 3 zoneward apply main --expect-plan "$work/plan.json" --yes
says 'create of A rg.a.example.: the content differs'

it 'refuses what is no plan, and a plan that has another digest'
echo '{}' >"$work/none.json"
run 1 zoneward apply main --expect-plan "$work/none.json" --yes
says 'is no plan in zoneward.plan/1'
run 1 zoneward apply main --expect-plan "$work/nosuch.json" --yes
says 'there is no such file'
run 3 zoneward apply main --expect-plan "$work/plan.json" --expect 00 --yes
says 'has not the digest of --expect'
python3 -c 'print("[" * 100000)' >"$work/deep.json"
run 1 zoneward apply main --expect-plan "$work/deep.json" --yes

it 'says what to fetch when the base of the review is not here'
sed 's/"base": "[0-9a-f]*"/"base": "1111111111111111111111111111111111111111"/' "$work/plan.json" >"$work/moved.json"
run 1 zoneward apply main --expect-plan "$work/moved.json" --yes
says '1111111111'

finish
