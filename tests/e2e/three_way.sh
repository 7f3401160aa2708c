#!/bin/sh
# Base, head and live: why each change is in a plan, and which line asks for it.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1
mkdir live
cp zones/*.yaml live/

# change NAME TYPE KEY: one field of a change in the JSON that was printed.
change() {
  is "$(python3 -c 'import json, sys
for z in json.load(open(sys.argv[1]))["zones"]:
  for t in z["targets"]:
    for c in t["changes"]:
      if c["name"] == sys.argv[2]: print(json.dumps(c[sys.argv[3]]))' "$work/stdout" "$1" "$2")" "$3"
}

it 'names the line that asks for a change'
address xxx 192.0.2.3 >>zones/a.example.yaml
sed -i 's/192.0.2.2/192.0.2.22/' zones/b.example.yaml
commit . 'One more, and another address'
run 0 zoneward plan HEAD~1..HEAD --format json
change xxx.a.example. origin '"requested"'
change xxx.a.example. file '"zones/a.example.yaml"'
change xxx.a.example. line 5
change xxx.a.example. side '"head"'
change xxx.a.example. asked true
change www.b.example. line 2
run 0 zoneward plan HEAD~1..HEAD
says '# zones/a.example.yaml:5'
says_not 'not asked for'
run 0 zoneward plan HEAD~1..HEAD --format markdown
says '# zones/a.example.yaml:5'
says_not '**Requested:**'

it 'shows first what no line asks for'
address hand 192.0.2.9 >live/a.example.yaml
run 0 zoneward plan HEAD~1..HEAD --format json
change hand.a.example. origin '"drift"'
change hand.a.example. line null
change hand.a.example. asked false
change www.a.example. origin '"drift"'
change xxx.a.example. origin '"requested"'
run 0 zoneward plan HEAD~1..HEAD
is "$(grep -aoE 'not asked for|asked for:|hand|xxx' "$work/stdout" | tr '\n' ' ')" 'not asked for hand asked for: xxx '
run 0 zoneward plan HEAD~1..HEAD --format markdown
is "$(grep -aoE '[*][*](Drift|Requested):|hand|xxx' "$work/stdout" | tr '\n' ' ')" '**Drift: hand **Requested: xxx '
cp zones/a.example.yaml live/a.example.yaml

it 'lists what is asked for and served already'
run 0 zoneward plan HEAD~1..HEAD
says 'Already there:'
says 'xxx.a.example. A on live (zones/a.example.yaml:5)'
run 0 zoneward plan HEAD~1..HEAD --format markdown
says '**Already there:**'
run 0 zoneward plan HEAD~1..HEAD --format json
says '"already": ['
prints '{"target": "live", "action": "create", "name": "xxx.a.example.", "type": "A", "file": "zones/a.example.yaml", "line": 5'

it 'sees that both moved'
address www 192.0.2.222 >live/b.example.yaml
run 0 zoneward plan HEAD~1..HEAD --format json
change www.b.example. origin '"conflict"'
change www.b.example. line 2

it 'names where a record stood that is gone'
need git reset --quiet --hard HEAD~1
cp zones/*.yaml live/
address yyy 192.0.2.4 >>zones/a.example.yaml
commit . 'One more'
cp zones/a.example.yaml live/
need git revert --no-edit HEAD
run 0 zoneward plan HEAD~1..HEAD --format json
change yyy.a.example. action '"delete"'
change yyy.a.example. origin '"requested"'
change yyy.a.example. line 5
change yyy.a.example. side '"base"'
run 0 zoneward plan HEAD~1..HEAD
says 'no longer at zones/a.example.yaml:5'

it 'calls what a shared file changes a side effect'
cp zones/a.example.yaml live/
mkdir shared
printf 'type: A\nvalue: 192.0.2.4\n' >shared/host.yaml
echo 'zz: !include ../shared/host.yaml' >>zones/a.example.yaml
commit . 'Include'
run 0 zoneward plan HEAD~1..HEAD
need "$ZONEWARD" apply main --yes
printf 'type: A\nvalue: 192.0.2.5\n' >shared/host.yaml
commit . 'What is included'
run 0 zoneward plan HEAD~1..HEAD
says '(side effect)'
says 'not asked for by a line of this range'
run 0 zoneward plan HEAD~1..HEAD --format markdown
says '**Side effects:**'
run 0 zoneward plan HEAD~1..HEAD --format json
change zz.a.example. asked false
change zz.a.example. file '"shared/host.yaml"'

it 'compares base and head past their processors and what the target can hold'
printf 'processors:\n  fewer:\n    class: octodns.processor.filter.TypeRejectlistFilter\n    rejectlist: [TXT]\nmanager:\n  processors: [fewer]\n' >>octodns.yaml
commit . 'A processor'
need "$ZONEWARD" apply main --yes
printf 'zzz:\n  type: TXT\n  value: unseen\n' >>zones/a.example.yaml
commit . 'A text that is filtered out'
run 0 zoneward plan HEAD~1..HEAD
says 'No changes.'
says_not 'zzz'

it 'takes the head as merging it would make it'
need git checkout --quiet -b topic
sed -i 's/192.0.2.1$/192.0.2.11/' zones/a.example.yaml
commit . 'On the branch'
need git checkout --quiet main
address other 192.0.2.50 >>zones/b.example.yaml
address zzzz 192.0.2.51 >>zones/a.example.yaml
sed -i '/^other/,$d' zones/b.example.yaml
address zother 192.0.2.50 >>zones/b.example.yaml
commit . 'On main'
need "$ZONEWARD" apply main --yes
remember .git
run 0 zoneward plan main..topic --merge
says '192.0.2.1 → 192.0.2.11'
says '1 to update in 1 zone'
unchanged
run 0 zoneward diff main..topic --merge
says '1 to update in 1 zone'
run 0 zoneward validate main..topic --merge
says '1 zone,'
unchanged
run 0 zoneward plan main..topic
says 'to delete'

it 'plans nothing of a conflict, and names the files'
need git checkout --quiet topic
sed -i 's/192.0.2.11/192.0.2.12/' zones/a.example.yaml
commit . 'Once more on the branch'
need git checkout --quiet main
sed -i 's/192.0.2.1$/192.0.2.13/' zones/a.example.yaml
commit . 'The same line on main'
run 1 zoneward plan main..topic --merge
says 'zones/a.example.yaml: error: both sides changed it'
errors 1
run 1 zoneward validate main..topic --merge
says 'both sides changed it'

it 'merges only a range, and only what has a common past'
run 2 zoneward plan main --merge
need git checkout --quiet --orphan alone
commit . 'Alone'
run 1 zoneward plan main..alone --merge
says 'no common ancestor'

finish
