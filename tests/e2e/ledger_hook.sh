#!/bin/sh
# The ledger on a server: post-receive keeps it, pre-receive guards it.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_push.sh
. "$SOURCE_DIR/tests/e2e/lib_push.sh"

server
need cp "$SOURCE_DIR/hooks/post-receive" server.git/hooks/post-receive
need git -C server.git config zoneward.postReceive apply
clone "$work/server.git"
sed -i "s#directory: ./live#directory: $work/live#" clone/octodns.yaml
mkdir live
commit clone 'Serve from elsewhere'

ledger=refs/notes/zoneward

# shown: the note on main of the server.
shown() {
  git -C server.git notes --ref=zoneward show main
}

it 'keeps none, and guards none, where it is not switched on'
push 0 origin main
says '2 done'
is "$(tip $ledger)" nothing
push 0 origin "main:$ledger"
push 0 origin "main:refs/zoneward/x"
push 0 --force origin "main~1:$ledger"
push 0 origin ":$ledger" :refs/zoneward/x

it 'records what post-receive applies, in the server itself'
echo 'zoneward: {ledger: true}' >>clone/octodns.yaml
address new 192.0.2.7 | append a.example.yaml
commit clone 'Keep a ledger'
push 0 origin main
says '1 done'
shown >note
holds grep -q '"state": "applied"' note
holds grep -q '"what": "what was pushed: a.example."' note
holds grep -q '"whole": true' note
run 0 git -C server.git fsck --strict

it 'refuses an older state that is pushed by force'
address newer 192.0.2.9 | append a.example.yaml
commit clone 'Another record'
push 0 origin main
push 0 --force origin main~1:main
says 'is older than what was applied last: '
says 'the push is there, but not all of it is served'
holds grep -q 192.0.2.9 live/a.example.yaml
push 0 --force origin main
says 'No changes.'

it 'applies a revert'
need git -C clone revert --no-edit HEAD
push 0 origin main
says '1 done'
holds_not grep -q 192.0.2.9 live/a.example.yaml

it 'lets a clone that applies add to it'
# What reaches the hook here goes through the git that the job runs.
PATH=$(dirname "$ZONEWARD"):$PATH
need git clone --quiet server.git job
run 0 zoneward -C job apply main --yes
address more 192.0.2.8 | append b.example.yaml
commit clone 'More'
need git -C server.git config zoneward.postReceive nothing
push 0 origin main
need git -C job pull --quiet
run 0 zoneward -C job apply main --yes
says '1 done'
holds sh -c 'git -C server.git notes --ref=zoneward show main | grep -q "all zones"'

it 'lets a note be taken away, as git does it'
need git -C job notes --ref=zoneward remove main
run 0 git -C job push origin $ledger

it 'refuses to rewrite or to delete it'
stood=$(tip $ledger)
run 1 git -C job push --force origin "$ledger~1:$ledger"
says 'this is the ledger: what was recorded is not rewritten'
run 1 git -C job push origin ":$ledger"
says 'this is the ledger: what was recorded is not deleted'
is "$(tip $ledger)" "$stood"

it 'refuses other references of its name space'
run 1 git -C job push origin refs/zoneward/origin
says 'references below refs/zoneward/ belong to zoneward'
is "$(tip refs/zoneward/origin)" nothing

it 'goes by what the branch says before the push'
sed -i '/^zoneward/d' clone/octodns.yaml
commit clone 'No ledger'
push 1 origin main ":$ledger"
says 'what was recorded is not deleted'
push 0 origin main
push 0 origin ":$ledger"

it 'guards it in the hook update, too'
echo 'zoneward: {ledger: true}' >>clone/octodns.yaml
commit clone 'Keep a ledger again'
push 0 origin main "main:$ledger"
rm server.git/hooks/pre-receive
need cp "$SOURCE_DIR/hooks/update" server.git/hooks/update
push 1 origin ":$ledger"
says 'what was recorded is not deleted'

finish
