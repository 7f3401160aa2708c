#!/bin/sh
# Two applies at once: one waits, then writes what is left; they never write together.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_hold.sh
. "$SOURCE_DIR/tests/e2e/lib_hold.sh"

start_fake infomaniak
INFOMANIAK_TOKEN=a-token-that-must-not-be-seen
export INFOMANIAK_TOKEN

writes() {
  fake_asked | grep -cE '^(POST|PUT|DELETE) '
}

# race FIRST SECOND: the first one's write is held, the second comes, waits, finds it done.
race() {
  fake_has '{"a.example.": [["a.example.", "NS", 3600, "ns11.infomaniak.ch."]]}'
  fake_forgets
  hold 2
  start first sh -c "$1"
  wait_held
  asked=$(fake_asked | wc -l)
  start second sh -c "$2"
  wait_until grep -qx 'zoneward: another apply is under way: waiting' "$work/second.err"
  is "$(fake_asked | wc -l)" "$asked"
  let_go
  ended first 0
  ended second 0
  is "$(grep -c waiting "$work/second.err")" 1
  is "$(writes)" 1
  is "$(served)" 'www.a.example. A 3600 192.0.2.1;'
}

need git init --quiet repo
held_estate repo
commit repo 'One zone'
apply="'$ZONEWARD' -C repo apply main --yes"

it 'lets the second apply wait, and plan what is left'
race "$apply" "$apply"
says 'No changes.'
holds grep -q '1 done' "$work/first.out"

it 'knows a work tree of the same repository'
need git -C repo worktree add --quiet --detach ../tree main
race "$apply" "'$ZONEWARD' -C tree apply main --yes"
says 'No changes.'

it 'leaves the work tree as it was'
is "$(git -C repo status --porcelain)" ''

it 'locks for octodns-sync, too, and not when it only shows'
ln -s "$ZONEWARD" octodns-sync
race "$apply" 'cd repo && ../octodns-sync --config-file octodns.yaml --doit'
hold 1
start first sh -c "$apply"
wait_held
run 0 sh -c 'cd repo && ../octodns-sync --config-file octodns.yaml'
says_not waiting
run 0 zoneward -C repo plan main
let_go
ended first 0

it 'goes on when the one that it waits for is killed'
fake_has '{"a.example.": [["a.example.", "NS", 3600, "ns11.infomaniak.ch."]]}'
hold 1
# shellcheck disable=SC2086
start first "$ZONEWARD" -C repo apply main --yes
wait_held
start second "$ZONEWARD" -C repo apply main --yes
wait_for "$work/second.err"
# shellcheck disable=SC2154
kill -KILL "$pid_first"
ended second 0
says '1 done'
let_go

it 'locks the configuration where there is no repository'
mkdir plain
held_estate plain
apply="'$ZONEWARD' -C plain apply --worktree --yes"
names plain >before
race "$apply" "$apply"
says 'No changes.'
is "$(names plain)" "$(cat before)"

it 'says that a repository which cannot be written is not locked, and goes on'
if [ "$(id -u)" -ne 0 ]; then
  rm -f repo/.git/zoneward.lock
  chmod a-w repo/.git
  run 0 zoneward -C repo apply main --yes
  says 'zoneward.lock cannot be locked: Permission denied'
  says 'see that no other apply runs meanwhile'
  chmod u+w repo/.git
fi
rm -f repo/.git/zoneward.lock
mkdir repo/.git/zoneward.lock
run 0 zoneward -C repo apply main --yes
says 'zoneward.lock cannot be locked: Is a directory'

it 'locks a file that others may write and we may not'
rmdir repo/.git/zoneward.lock
: >repo/.git/zoneward.lock
chmod a-w repo/.git/zoneward.lock
race "'$ZONEWARD' -C repo apply main --yes" "'$ZONEWARD' -C repo apply main --yes"

finish
