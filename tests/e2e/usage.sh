#!/bin/sh
# How the command line is read: help, versions, and what is no option.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1

it 'prints its version and its help'
run 0 zoneward --version
matches '^zoneward [0-9]+\.[0-9]+\.[0-9]+$'
run 0 zoneward --help
prints 'usage: zoneward'
prints 'exit status'
run 0 zoneward help
prints 'usage: zoneward'
run 0 zoneward -h
prints 'usage: zoneward'

it 'prints the help of each command, with an example'
for command in validate show diff plan apply dump compare versions hook schema; do
  run 0 zoneward "$command" --help
  prints "usage: zoneward $command"
  prints '--config FILE'
  cp "$work/stdout" "$work/help"
  run 0 zoneward "$command" -h
  holds cmp "$work/stdout" "$work/help"
  run 0 zoneward help "$command"
  holds cmp "$work/stdout" "$work/help"
  run 0 zoneward --help
  prints "  $command "
done

it 'shows the help to who gives no command, as a wrong use'
run 2 zoneward
says 'usage: zoneward'

it 'names the nearest command'
run 2 zoneward validte
says 'unknown command validte; did you mean validate?'
run 2 zoneward aply --yes
says 'did you mean apply?'
run 2 zoneward quux
says 'unknown command quux'
says_not 'did you mean'

it 'names the nearest option'
run 2 zoneward validate --wroktree
says 'unknown option --wroktree; did you mean --worktree?'
run 2 zoneward plan --fromat json
says 'did you mean --format?'
run 2 zoneward apply --expct x
says 'did you mean --expect?'
run 2 zoneward --conifg x validate
says 'did you mean --config?'
run 2 zoneward validate --zzzzzzzz
says 'unknown option --zzzzzzzz'
says_not 'did you mean'
run 2 zoneward validate -x
says 'unknown option -x'

it 'takes no option of another command'
run 2 zoneward validate --yes
says '--yes'
run 2 zoneward show --force a.example.
run 2 zoneward diff HEAD..HEAD --target live

it 'wants the value of an option, and none where there is none'
run 2 zoneward plan --format
says '--format needs a value'
run 2 zoneward plan --force=yes
says '--force takes no value'
run 2 zoneward -C
run 2 zoneward --config

it 'refuses values that are none'
run 2 zoneward plan --format jsn
says 'there is no format jsn'
run 2 zoneward validate --format xml
run 2 zoneward show a.example. --format xml
run 2 zoneward --color blue validate
run 2 zoneward -v -q validate
run 2 zoneward validate --jobs 0
run 2 zoneward validate --jobs many
run 2 zoneward validate --jobs 9999999999999999999999
run 2 zoneward --root ../elsewhere validate
run 2 zoneward --config ../octodns.yaml validate
run 2 zoneward --config '' validate

it 'refuses what excludes each other'
run 2 zoneward validate --worktree --staged
run 2 zoneward diff HEAD
says 'BASE..HEAD'
run 2 zoneward diff
run 2 zoneward show
run 2 zoneward show a.example. b.example.
run 2 zoneward apply --only-requested --yes
run 2 zoneward drift HEAD..HEAD
run 2 zoneward plan HEAD --merge
run 2 zoneward hook
run 2 zoneward hook post-everything
says 'pre-receive'

it 'says in the hint how to get help for that command'
run 2 zoneward diff HEAD
says 'zoneward diff --help'
run 2 zoneward validate --jobs 0
says 'zoneward validate --help'

it 'takes options before and after other words, and joined to their values'
run 0 zoneward validate HEAD --format json
prints '"valid":'
run 0 zoneward validate --format=json HEAD
prints '"valid":'
run 0 zoneward -C "$work/r" --config=octodns.yaml validate HEAD a.example.
prints '1 zone'
run 0 zoneward validate -j2 HEAD
run 0 zoneward validate -- HEAD

it 'writes results to standard output and nothing else there'
run 0 zoneward plan HEAD --format json
holds python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$work/stdout"
address bad 1.2.3 >>zones/a.example.yaml
run 1 zoneward validate --format json
holds python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert d["schema"] == "zoneward.diagnostics/1" and d["valid"] is False
one = d["diagnostics"][0]
assert one["file"] == "zones/a.example.yaml" and one["line"] == 6 and one["column"] == 10
assert one["rule"] == "ip-value-rfc" and one["severity"] == "error" and one["type"] == "A"' "$work/stdout"
run 1 zoneward plan --format json
is "$(cat "$work/stdout")" ''
need git checkout --quiet .

it 'uses colour only when it is told to, without a terminal'
run 0 zoneward plan HEAD
holds_not grep -q "$(printf '\033')" "$work/stdout"
run 0 zoneward --color always plan HEAD
holds grep -q "$(printf '\033')" "$work/stdout"
run 0 zoneward --color=never plan HEAD
holds_not grep -q "$(printf '\033')" "$work/stdout"

it 'is quiet with -q, and writes to a file with --output'
run 0 zoneward -q validate
is "$(cat "$work/both")" ''
run 0 zoneward plan HEAD --format markdown --output "$work/plan.md"
is "$(cat "$work/stdout")" ''
holds grep -q 'DNS plan' "$work/plan.md"
run 1 zoneward plan HEAD --output "$work/nothing/plan.md"
says "$work/nothing/plan.md"
holds_not ls "$work/nothing"

it 'says so when standard output is full'
to_full() {
  zoneward "$@" >/dev/full
}
run 1 to_full validate
says 'cannot write the result'
run 1 to_full plan
says 'cannot write the result'

it 'ends well when its reader goes away'
to_nobody() {
  zoneward "$@" | :
}
run 0 to_nobody plan
says_not error

finish
