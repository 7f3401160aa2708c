#!/bin/sh
# Input that is wrong: one clear error with its place, the exit status, nothing written.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1
mkdir live
cp zones/*.yaml live/

# invalid TEXT: every command refuses the files on disk with one error, and writes nothing.
invalid() {
  remember "$work/r"
  for command in validate plan 'apply --yes'; do
    # shellcheck disable=SC2086 # a list of words
    run 1 zoneward $command
    says "$1"
    errors "${2-1}"
  done
  unchanged
}

# zone TEXT: a.example has this text.
zone() {
  printf '%b' "$1" >zones/a.example.yaml
}

it 'refuses an unknown revision'
for command in validate plan 'apply --yes'; do
  # shellcheck disable=SC2086 # a list of words
  run 1 zoneward $command nosuch
  says 'revision nosuch is not known'
  errors 1
done
run 1 zoneward validate nosuch..HEAD
says nosuch
run 1 zoneward diff HEAD...nosuch
says nosuch
run 1 zoneward show nosuch a.example.
says nosuch

it 'refuses a revision that is no commit'
run 1 zoneward validate HEAD:octodns.yaml
says 'HEAD:octodns.yaml'
errors 1

it 'refuses a directory that is no repository'
mkdir "$work/plain"
for command in validate plan 'apply --yes'; do
  # shellcheck disable=SC2086 # a list of words
  run 1 zoneward -C "$work/plain" $command HEAD
  says 'not in a Git repository'
  errors 1
done
run 1 zoneward -C "$work/plain" validate --staged
says 'not in a Git repository'
is "$(ls -A "$work/plain")" ''

it 'refuses a directory that is not there'
run 1 zoneward -C "$work/nosuch" validate
says "$work/nosuch"
errors 1
run 1 zoneward -C "$work/nosuch" validate HEAD
says "$work/nosuch"
errors 1

it 'refuses a repository without commits'
need git init --quiet "$work/empty"
run 1 zoneward -C "$work/empty" validate HEAD
errors 1

it 'refuses that there is no configuration'
run 1 zoneward -C "$work/plain" validate
says 'octodns.yaml'
says 'no such file'
errors 1
run 1 zoneward --config other.yaml validate HEAD
says 'other.yaml: error: '
errors 1
run 1 zoneward --config other.yaml plan
errors 1

it 'refuses a directory where the configuration should be'
run 1 zoneward --config zones validate
says 'zones: error: '
errors 1
run 1 zoneward --config zones validate HEAD
says 'zones: error: '
errors 1

it 'refuses YAML that cannot be read, with its place'
zone 'www: [\n'
invalid 'zones/a.example.yaml:2:1: error: '
zone 'www:\n\ttype: A\n'
invalid 'zones/a.example.yaml:2:1: error: '
zone 'www: {type: A, value: 192.0.2.1\n'
invalid 'zones/a.example.yaml:1:6: error: '
zone '- a\n- b\n'
invalid 'zones/a.example.yaml:1:1: error: '
need git checkout --quiet .

it 'refuses NUL bytes, with their place'
zone 'www:\n  type: A\n  value: 192.0.2.1\0\n'
invalid 'zones/a.example.yaml:3:'
zone '\0\0\0\0'
invalid 'zones/a.example.yaml:1:1: error: '
printf 'providers:\n\0' >octodns.yaml
remember "$work/r"
run 1 zoneward validate
says 'octodns.yaml:2:1: error: '
errors 1
unchanged
need git checkout --quiet .

it 'refuses text that is not UTF-8, with its place'
zone 'www:\n  type: TXT\n  value: \0377\n'
invalid 'zones/a.example.yaml:3:'
need git checkout --quiet .

it 'refuses 100 MB of one line, soon'
head -c 100000000 /dev/zero | tr '\0' a >zones/a.example.yaml
remember "$work/r"
run 1 timeout 60 "$ZONEWARD" validate
says 'zones/a.example.yaml'
errors 1
holds [ "$(wc -c <"$work/both")" -lt 4000 ]
run 1 timeout 60 "$ZONEWARD" plan
says 'zones/a.example.yaml'
unchanged
need git add zones
run 1 timeout 60 "$ZONEWARD" validate --staged
says 'zones/a.example.yaml'
errors 1
need git reset --quiet --hard
rm -rf .git/objects/pack/tmp_*

it 'refuses a directory where a zone file should be'
rm zones/a.example.yaml
mkdir zones/a.example.yaml
invalid 'a.example'
rmdir zones/a.example.yaml
need git checkout --quiet .

it 'refuses a zone without a file'
rm zones/a.example.yaml
invalid 'a.example.'
says 'octodns.yaml:'
need git checkout --quiet .

it 'refuses a provider without a class, with its place'
need sed -i '/class:.*/{x;s/^/x/;/^x\{1\}$/{x;d};x}' octodns.yaml
remember "$work/r"
run 1 zoneward validate
says class
matches '^octodns.yaml:[0-9]+:[0-9]+: error: '
run 1 zoneward plan
unchanged
need git checkout --quiet .

it 'refuses an unknown class in a plan, with its place'
need sed -i 's/octodns.provider.yaml.YamlProvider/octodns_nosuch.NosuchProvider/' octodns.yaml
remember "$work/r"
run 1 zoneward plan
says 'octodns_nosuch.NosuchProvider'
matches '^octodns.yaml:3:[0-9]+: error: '
run 1 zoneward apply --yes
says 'octodns_nosuch.NosuchProvider'
run 0 zoneward validate
matches '^octodns.yaml:3:[0-9]+: warning: .*octodns_nosuch.NosuchProvider'
unchanged
need git checkout --quiet .

it 'refuses an unknown source, with its place, and names the nearest'
need sed -i '0,/sources: \[config\]/s//sources: [confg]/' octodns.yaml
remember "$work/r"
run 1 zoneward validate
says confg
says 'did you mean'
matches '^octodns.yaml:[0-9]+:[0-9]+: error: '
run 1 zoneward plan
says confg
unchanged
need git checkout --quiet .

it 'refuses an unknown target in a plan, with its place'
need sed -i '0,/targets: \[live\]/s//targets: [lve]/' octodns.yaml
remember "$work/r"
run 1 zoneward plan
says lve
matches '^octodns.yaml:[0-9]+:[0-9]+: error: '
run 1 zoneward apply --yes
says lve
# octoDNS-validate lets it pass, so here it is a warning, and an error when strict.
run 0 zoneward validate
matches '^octodns.yaml:[0-9]+:[0-9]+: warning: .*lve'
run 1 zoneward validate --strict
matches '^octodns.yaml:[0-9]+:[0-9]+: error: .*lve'
unchanged
need git checkout --quiet .

it 'refuses a zone name without its final dot in the configuration, with its place'
need sed -i "s/'a.example.'/'a.example'/" octodns.yaml
remember "$work/r"
run 1 zoneward validate
says 'a.example'
says dot
matches '^octodns.yaml:[0-9]+:[0-9]+: error: '
run 1 zoneward plan
unchanged
need git checkout --quiet .

it 'refuses a zone name on the command line that the configuration does not have'
for command in validate plan 'apply --yes' show; do
  # shellcheck disable=SC2086 # a list of words
  run 1 zoneward $command nosuch.example.
  says 'Unknown zone name nosuch.example.'
  errors 1
done
run 1 zoneward validate HEAD aa.example.
says 'did you mean a.example.'

it 'refuses a zone name without its final dot, and says what is missing'
run 1 zoneward validate HEAD a.example
says 'Unknown zone name a.example'
says 'did you mean a.example.'
run 1 zoneward validate --worktree a.example
says 'Unknown zone name a.example'
run 1 zoneward validate a.example
says 'did you mean a.example.'

it 'refuses an unknown provider on the command line'
run 1 zoneward plan --target nosuch
says nosuch
errors 1
run 1 zoneward plan --source nosuch
says nosuch
errors 1

it 'refuses a secret that is not set when its provider is needed, and not before'
cat >>octodns.yaml <<'EOF'
    lenient: false
EOF
need sed -i 's|^zones:|  pdns:\n    class: octodns_powerdns.PowerDnsProvider\n    host: 127.0.0.1\n    api_key: env/E2E_NO_SUCH_KEY\nzones:|; 0,/targets: \[live\]/s//targets: [pdns]/' octodns.yaml
run 0 zoneward validate
remember "$work/r"
run 1 zoneward plan
says E2E_NO_SUCH_KEY
matches '^octodns.yaml:[0-9]+:[0-9]+: error: '
errors 1
unchanged
need git checkout --quiet .

it 'lists all faults of all zones, not only the first'
three_faults >>zones/a.example.yaml
three_faults >>zones/b.example.yaml
run 1 zoneward validate
errors 6
says '6 errors'
count '[|] +[\^] *$' 6
run 1 zoneward plan
errors 6
need git checkout --quiet .

it 'lists the faults of a zone that has its keys in the wrong order, too'
need sed -i '/enforce_order/d' octodns.yaml
zone 'www:\n  type: A\n  value: 1.2.3\naaa:\n  type: A\n  value: 4.5.6\n'
run 1 zoneward validate
says 'order'
says '"1.2.3"'
says '"4.5.6"'
need git checkout --quiet .

it 'warns of a repeated key, and refuses it when strict'
zone 'www:\n  type: A\n  value: 192.0.2.1\nwww:\n  type: A\n  value: 192.0.2.2\n'
run 0 zoneward validate
matches '^zones/a.example.yaml:4:1: warning: '
run 1 zoneward validate --strict
matches '^zones/a.example.yaml:4:1: error: '
echo 'zoneward: {strict: true}' >>octodns.yaml
run 1 zoneward validate
matches '^zones/a.example.yaml:4:1: error: '
need git checkout --quiet .

it 'refuses what is not read by this version in a plan, and says so'
printf 'processors:\n  p:\n    class: mine.processors.Own\n' >>octodns.yaml
need sed -i '0,/targets: \[live\]/s//targets: [live]\n    processors: [p]/' octodns.yaml
remember "$work/r"
run 1 zoneward plan
says 'processor p: class mine.processors.Own is not built in'
run 1 zoneward apply --yes
says 'is not built in'
unchanged
need git checkout --quiet .

finish
