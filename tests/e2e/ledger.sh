#!/bin/sh
# The ledger: what was applied is a note on its commit; what is older, or runs already, is refused.
. "$(dirname "$0")/lib.sh"

need git init --quiet --bare origin.git
repository a
sed -i "s#directory: ./live#directory: $work/live#" a/octodns.yaml
mkdir live
commit a 'Serve from elsewhere'
before_ledger=$(git -C a rev-parse main)
echo 'zoneward: {ledger: true}' >>a/octodns.yaml
commit a 'Keep a ledger'
need git -C a remote add origin "$work/origin.git"
need git -C a push --quiet origin main
need git clone --quiet origin.git b

in_a() {
  zoneward -C a apply "$@" --yes
}

in_b() {
  zoneward -C b apply "$@" --yes
}

# more NAME IP: a commit on main, pushed from a, and not known in b.
more() {
  address "$1" "$2" >>a/zones/a.example.yaml
  commit a "Add $1"
  need git -C a push --quiet origin main
}

# entry KEY [COMMIT]: of the last line of its note at origin.
entry() {
  git -C origin.git notes --ref=zoneward show "${2-main}" | tail -n 1 |
    python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

ledger() {
  git -C origin.git rev-parse --quiet --verify refs/notes/zoneward || echo none
}

# refused STATUS COMMAND…: and nothing is written, here or there.
refused() {
  remember live
  stood=$(ledger)
  run "$@"
  unchanged
  is "$(ledger)" "$stood"
}

it 'records what was applied, on the commit, here and at origin'
run 0 in_a main
says '2 done'
is "$(entry state)" applied
is "$(entry config)" octodns.yaml
is "$(entry what)" 'all zones'
is "$(entry 'done')" 2
is "$(entry digest | tr -d '0-9a-f' | wc -c)" 1
run 0 git -C a log --notes=zoneward -1
says '"state": "applied"'
is "$(git -C origin.git log --format=%s refs/notes/zoneward | sed 's/ [0-9a-f]\{12\},/ COMMIT,/')" \
  'zoneward: applied COMMIT, all zones
zoneward: begun COMMIT, all zones'

it 'names no machine and no user of one in it'
git -C origin.git notes --ref=zoneward show main >note
holds_not grep -F "$(hostname)" note
holds_not grep -F "$work" note

it 'records the same once'
stood=$(ledger)
run 0 in_a main
says 'No changes.'
run 0 in_b main
says 'No changes.'
is "$(ledger)" "$stood"

it 'records a commit that changes nothing, too'
echo Words >a/README
commit a 'Words'
need git -C a push --quiet origin main
run 0 in_a main
says 'No changes.'
is "$(entry state) $(entry 'done')" 'applied 0'

it 'refuses what is older than what was applied last, wherever that was'
more new 192.0.2.7
run 0 in_a main
need git -C b fetch --quiet
refused 3 in_b origin/main~1
says 'is older than what was applied last: '
says 'revert the change in Git, and apply that; or give --force'
refused 3 in_b origin/main~1 a.example.
refused 3 in_b "$before_ledger"

it 'refuses it in a clone that does not know what was applied last'
more newer 192.0.2.8
run 0 in_a main
refused 3 in_b main
says 'is older than what was applied last: '

it 'lets it pass when it is forced, and then that is the last'
run 0 in_b main --force
says 'warning: '
says '2 done'
run 0 in_b main
need git -C b pull --quiet
run 0 in_b main
says '2 done'

it 'does not count what is applied in part'
more third 192.0.2.9
run 0 in_a main a.example.
is "$(entry what)" 'zones a.example.'
is "$(entry whole)" False
run 0 in_a main~1
says '1 done'
run 0 in_a main --target live
is "$(entry what)" 'targets live'
run 0 in_a main
is "$(entry whole)" True

it 'counts a range, and says since when'
more fourth 192.0.2.10
run 0 in_a main~1..main
is "$(entry what)" "changes since $(git -C a rev-parse main~1 | cut -c 1-12)"
refused 3 in_a main~1
says 'is older'

it 'keeps an entry for each configuration'
sed "s#$work/live#$work/live2#" a/octodns.yaml >a/second.yaml
commit a 'Another configuration'
need git -C a push --quiet origin main
run 0 in_a main
run 0 zoneward -C a --config second.yaml apply main --yes
is "$(git -C origin.git notes --ref=zoneward show main | wc -l)" 2
is "$(entry config)" second.yaml
run 0 in_a main~1 --force
run 0 zoneward -C a --config second.yaml apply main --yes

it 'has no place for files on disk'
refused 0 zoneward -C a apply --worktree --yes b.example.
says 'the ledger has no place for files on disk'

it 'follows notes that Git has spread over folders, and leaves the others alone'
mkdir many
for n in $(seq 300); do
  echo "$n" >"many/$n"
done
find "$work/many" -type f >paths
need git -C origin.git hash-object -w --stdin-paths <paths
cp need objects
first=$(head -n 1 objects)
need git -C origin.git notes --ref=zoneward add -m note "$first"
sed "1d; s/^/$first /" objects >pairs
need git -C origin.git notes --ref=zoneward copy --stdin <pairs
commit_id=$(git -C a rev-parse main)
is "$(git -C origin.git cat-file -t "refs/notes/zoneward:$(echo "$commit_id" | cut -c 1-2)")" tree
noted=$(git -C origin.git notes --ref=zoneward list | wc -l)
run 0 in_a main --force
is "$(entry state)" applied
more fifth 192.0.2.11
run 0 in_a main
is "$(entry state)" applied
is "$(entry state main~1)" applied
is "$(git -C origin.git notes --ref=zoneward list | wc -l)" $((noted + 1))
run 0 git -C origin.git fsck --strict

it 'is not kept where the branch does not say so'
sed -i '/^zoneward:/d' a/octodns.yaml
commit a 'No ledger'
need git -C a push --quiet origin main
stood=$(ledger)
run 0 in_a main
run 0 in_a main~1 --branch main
is "$(ledger)" "$stood"

finish
