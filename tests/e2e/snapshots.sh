#!/bin/sh
# Where the configuration is read from: commits, ranges, the index, directories.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1
need git tag v1
need git switch --quiet -c topic
address topic 192.0.2.3 >>zones/a.example.yaml
commit . 'On the branch'
need git switch --quiet main
address main 192.0.2.4 >>zones/b.example.yaml
commit . 'On main'

it 'reads a commit, not the work tree'
echo 'broken: [' >zones/a.example.yaml
remember "$work/r"
run 0 zoneward validate HEAD
says '2 zones'
run 1 zoneward validate
run 0 zoneward show v1 b.example.
says_not 192.0.2.4
run 0 zoneward show HEAD b.example.
says 192.0.2.4
run 0 zoneward show "$(git rev-parse --short HEAD)" b.example.
run 0 zoneward show HEAD~1 b.example.
run 0 zoneward show 'main@{0}' b.example.
unchanged
need git checkout --quiet .

it 'reads the index, not the work tree'
address staged 192.0.2.5 >>zones/a.example.yaml
need git add zones/a.example.yaml
echo 'broken: [' >>zones/a.example.yaml
run 0 zoneward validate --staged
says '2 zones'
run 0 zoneward show --staged a.example.
says 192.0.2.5
run 1 zoneward validate
three_faults >>zones/b.example.yaml
need git add zones/b.example.yaml
need git checkout --quiet zones/a.example.yaml
run 1 zoneward validate --staged
says_three_faults
need git rm --quiet --force --cached zones/b.example.yaml
run 1 zoneward validate --staged
says 'b.example.'
need git reset --quiet --hard

it 'reads what is in a directory by default, new files too'
run 0 zoneward validate
address new 192.0.2.6 >zones/c.example.yaml
config_yaml a.example. b.example. c.example. >octodns.yaml
run 0 zoneward validate
says '3 zones'
rm zones/c.example.yaml
need git checkout --quiet .

it 'reads a directory that is no repository'
estate "$work/plain"
run 0 zoneward -C "$work/plain" validate
says '2 zones'
run 0 zoneward -C "$work/plain" validate --worktree
run 0 zoneward -C "$work/plain" plan
run 0 zoneward -C "$work/plain" apply --worktree --yes
holds ls "$work/plain/live/a.example.yaml"

it 'finds the repository from a folder inside it'
run 0 zoneward -C zones validate HEAD
says '2 zones'
run 0 zoneward -C zones validate
says '2 zones'

it 'compares two commits, or the common ancestor with one'
run 0 zoneward diff main..topic
says 192.0.2.3
says 192.0.2.4
run 0 zoneward diff main...topic
says 192.0.2.3
says_not 192.0.2.4
run 0 zoneward diff main...topic a.example.
says 192.0.2.3
run 0 zoneward diff main...topic b.example.
says 'No changes.'
run 0 zoneward diff main..
says 'No changes.'
run 0 zoneward diff ..topic
says 192.0.2.3
run 10 zoneward diff main...topic --detailed-exitcode
run 0 zoneward diff main..main --detailed-exitcode

it 'calls a diff by what it is'
run 0 zoneward diff main...topic
says_not 'never applied'
says_not '()'

it 'says that two histories have nothing in common'
need git switch --quiet --orphan other
estate .
commit . 'Another root'
run 1 zoneward diff main...other
says 'no common ancestor'
run 0 zoneward diff main..other
need git switch --quiet main

it 'validates and plans the zones that a range changes, and all with --all'
run 0 zoneward validate main...topic
says '1 zone,'
run 0 zoneward validate main...topic --all
says '2 zones'
run 0 zoneward plan main...topic
says 'a.example.'
says_not 'b.example.'
run 0 zoneward plan main...topic --all
says 'b.example.'

it 'reads a bare repository'
need git clone --quiet --bare . "$work/bare.git"
run 0 zoneward -C "$work/bare.git" validate main
says '2 zones'
run 0 zoneward -C "$work/bare.git" diff main...topic
says 192.0.2.3
run 0 zoneward -C "$work/bare.git" show topic a.example.
says 192.0.2.3
# The lock stays where it is once an apply was tried.
run 3 zoneward -C "$work/bare.git" apply topic --yes
remember "$work/bare.git"
run 0 zoneward -C "$work/bare.git" plan main
run 3 zoneward -C "$work/bare.git" apply topic --yes
unchanged

it 'reads a linked work tree'
need git worktree add --quiet "$work/linked" topic
run 0 zoneward -C "$work/linked" validate HEAD
run 0 zoneward -C "$work/linked" show HEAD a.example.
says 192.0.2.3
run 0 zoneward -C "$work/linked" validate
three_faults >>"$work/linked/zones/a.example.yaml"
run 1 zoneward -C "$work/linked" validate
says_three_faults
need git -C "$work/linked" add zones
run 1 zoneward -C "$work/linked" validate --staged
says_three_faults
need git worktree remove --force "$work/linked"

it 'reads a repository whose refs and objects are packed'
need git pack-refs --all
need git repack -adq
run 0 zoneward validate v1
run 0 zoneward diff main...topic

it 'reads a shallow clone, and says what is cut off'
need git clone --quiet --depth 1 "file://$work/r" "$work/shallow"
run 0 zoneward -C "$work/shallow" validate HEAD
says '2 zones'
run 1 zoneward -C "$work/shallow" validate HEAD~1
errors 1

it 'reads a clone with a sparse work tree'
need git clone --quiet . "$work/sparse"
need git -C "$work/sparse" sparse-checkout set --no-cone nothing
run 0 zoneward -C "$work/sparse" validate HEAD
says '2 zones'

it 'refuses a repository with SHA-256 names, and says so'
need git init --quiet --object-format=sha256 "$work/sha256"
estate "$work/sha256"
commit "$work/sha256" 'SHA-256'
# libgit2 1.5 itself loses what it matched the settings with: git_repository_open_ext().
echo 'leak:libpcre2' >"$work/suppressions"
run 1 env LSAN_OPTIONS="suppressions=$work/suppressions:print_suppressions=0" \
  "$ZONEWARD" -C "$work/sha256" validate HEAD
errors 1
says SHA-256

it 'is not led astray by variables that another git left'
run 0 env GIT_DIR="$work/nothing" GIT_WORK_TREE="$work" GIT_INDEX_FILE="$work/nothing" \
  "$ZONEWARD" validate HEAD
says '2 zones'

it 'starts paths from the folder that --root names'
mkdir "$work/r/dns"
need git mv octodns.yaml dns/octodns.yaml
need git mv zones dns/zones
commit . 'Into a folder'
run 0 zoneward --config dns/octodns.yaml --root dns validate HEAD
says '2 zones'
run 0 zoneward --config dns/octodns.yaml --root dns validate
says '2 zones'
run 0 zoneward --config dns/octodns.yaml --root ./dns/ validate HEAD
run 1 zoneward --config dns/octodns.yaml validate HEAD
address rooted 192.0.2.7 >>dns/zones/a.example.yaml
commit . 'A record'
run 0 zoneward --config dns/octodns.yaml --root dns validate HEAD~1..HEAD
says '1 zone,'
run 0 zoneward --config dns/octodns.yaml --root dns apply main --yes
holds grep -q 192.0.2.7 dns/live/a.example.yaml
holds_not ls live

it 'shows a zone in each form'
for format in text yaml json zonefile; do
  run 0 zoneward --config dns/octodns.yaml --root dns show HEAD a.example. --format "$format"
  says 192.0.2.7
done
run 1 zoneward --config dns/octodns.yaml --root dns show HEAD nosuch.example.
says 'Unknown zone name nosuch.example.'

finish
