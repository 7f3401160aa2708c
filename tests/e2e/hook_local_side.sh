#!/bin/sh
# The hooks of a clone: what is staged, and what is to be pushed.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

need git init --quiet --bare "$work/server.git"
clone "$work/server.git"
hooks=$work/clone/.git/hooks
need git -C "$work/clone" push origin main
need cp "$SOURCE_DIR/hooks/pre-commit" "$hooks/pre-commit"

# committing STATUS [OPTION…]: all that changed.
committing() {
  committed=$1
  shift
  run "$committed" git -C "$work/clone" commit --quiet -a -m 'A change' "$@"
}

it 'lets a valid commit pass, and reads the changed zone only'
address one 192.0.2.41 | append a.example.yaml
committing 0
says '1 zone valid'

it 'refuses what is staged and invalid'
three_faults | append a.example.yaml
before=$(in_clone rev-parse HEAD)
committing 1
says_three_faults
is "$(in_clone rev-parse HEAD)" "$before"

it 'does not look at what is not staged'
address two 192.0.2.42 | append b.example.yaml
need git -C "$work/clone" add zones/b.example.yaml
run 0 git -C "$work/clone" commit --quiet -m 'The other zone'
says '1 zone valid'

it 'looks at what git commit FILE is going to commit'
address three 192.0.2.43 | append b.example.yaml
run 1 git -C "$work/clone" commit --quiet -m 'A change' zones/a.example.yaml
says_three_faults
run 0 git -C "$work/clone" commit --quiet -m 'A change' zones/b.example.yaml
need git -C "$work/clone" reset --quiet --hard

it 'works from a folder, and in a work tree of its own'
address four 192.0.2.44 | append a.example.yaml
run 0 git -C "$work/clone/zones" commit --quiet -a -m 'From a folder'
says '1 zone valid'
need git -C "$work/clone" worktree add --quiet "$work/second"
three_faults >>"$work/second/zones/a.example.yaml"
run 1 git -C "$work/second" commit --quiet -a -m 'Three faults'
says_three_faults

it 'checks the very first commit'
need git init --quiet "$work/new"
need cp "$SOURCE_DIR/hooks/pre-commit" "$work/new/.git/hooks/pre-commit"
mkdir "$work/new/zones"
config_yaml a.example. >"$work/new/octodns.yaml"
three_faults >"$work/new/zones/a.example.yaml"
need git -C "$work/new" add .
run 1 git -C "$work/new" commit --quiet -m 'First'
says_three_faults
address www 192.0.2.1 >"$work/new/zones/a.example.yaml"
need git -C "$work/new" add .
run 0 git -C "$work/new" commit --quiet -m 'First'

it 'refuses to push what is invalid, and lets the rest go'
need cp "$SOURCE_DIR/hooks/pre-push" "$hooks/pre-push"
push 0 origin main
says '2 zones valid'
three_faults | append a.example.yaml
committing 0 --no-verify
before=$(tip main)
push 1 origin main
says_three_faults
is "$(tip main)" "$before"

it 'checks of a new branch what it adds to that of the server'
need git -C "$work/clone" switch --quiet -c topic origin/main
address five 192.0.2.45 | append b.example.yaml
committing 0
push 0 origin topic
says '1 zone valid'
push 0 origin :topic
push 0 origin main~1:refs/heads/other

it 'checks all when nothing is known of the server'
need git init --quiet --bare "$work/empty.git"
run 1 git -C "$work/clone" push "$work/empty.git" main
says_three_faults
run 0 git -C "$work/clone" push "$work/empty.git" topic
says '2 zones valid'

it 'checks against the branch of the server when what that has now was not fetched'
need git clone --quiet "$work/server.git" "$work/other"
address six 192.0.2.46 >>"$work/other/zones/a.example.yaml"
need git -C "$work/other" commit --quiet -a -m 'Elsewhere'
need git -C "$work/other" push origin main
need git -C "$work/clone" switch --quiet topic
run 1 git -C "$work/clone" push origin topic:main
says 'refs/heads/main: 1 zone valid'
says 'fetch first'

finish
