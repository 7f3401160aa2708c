#!/bin/sh
# Zones that pass processors on their way to a plan: of the files, of a range, of a stranger's branch.
. "$(dirname "$0")/lib.sh"

TOKEN=kept-to-itself
export TOKEN

# config PROCESSORS [MANAGER]: two zones and their reverse zone
config() {
  printf 'manager: {%s}\n' "${2-}"
  printf 'providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./zones\n'
  printf '  live:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./live\n'
  printf 'processors:\n%s\nzones:\n' "$1"
  printf '  a.example.:\n    sources: [config]\n    targets: [live]\n    processors: [p]\n'
  printf '  b.example.:\n    sources: [config]\n    targets: [live]\n'
  [ -z "${2-}" ] || printf '  2.0.192.in-addr.arpa.:\n    sources: [auto-arpa]\n    targets: [live]\n'
}

clamp() {
  printf '  p: {class: octodns.processor.clamp.TtlClampProcessor, max_ttl: %s}' "$1"
}

templating='  p: {class: octodns.processor.templating.Templating}'

need git init --quiet "$work/r"
cd "$work/r" || exit 1
mkdir zones
echo /live/ >.gitignore
config "$(clamp 600)" >octodns.yaml
address www 192.0.2.1 >zones/a.example.yaml
address www 192.0.2.2 >zones/b.example.yaml
commit . 'Two zones'

it 'plans what processors leave, and applies that'
run 0 zoneward plan --worktree --format octodns
prints '<ARecord A 600, www.a.example., '
prints '<ARecord A 3600, www.b.example., '
run 0 zoneward apply --worktree --yes
run 0 zoneward plan --worktree --detailed-exitcode

it 'leaves at the target what a filter hides'
config '  p: {class: octodns.processor.filter.NameRejectlistFilter, rejectlist: [theirs]}' >octodns.yaml
address theirs 192.0.2.9 >live/a.example.yaml
address zz 192.0.2.3 >>zones/a.example.yaml
run 0 zoneward apply --worktree --yes
says_not theirs
holds grep -q theirs live/a.example.yaml
need git checkout --quiet .
rm -rf live
run 0 zoneward apply --worktree --yes

it 'plans a range with the processors of its base: one that it changes waits for the merge'
config "$(clamp 900)" >octodns.yaml
commit . 'Longer'
run 0 zoneward plan HEAD~1..HEAD --format json
prints '"zones": []'
prints '"after_merge": ['
prints 'processor p is changed'
run 0 zoneward plan HEAD --format json
prints '"a.example."'

rm -rf live

it 'takes a record that processors make the same before and after for drift'
config "$templating" >octodns.yaml
printf 'text: {type: TXT, value: "{zone_name}"}\n' >zones/a.example.yaml
commit . 'Templates'
address www 192.0.2.1 >>zones/a.example.yaml
commit . 'An address'
run 0 zoneward plan HEAD~1..HEAD --format json
prints '"value": "a.example."'
prints '"origin": "drift"'
prints '"origin": "requested"'

it 'runs no processor of a range that reads the environment before it is merged'
config '  p: {class: octodns.processor.templating.Templating, context: {zone_name: env/TOKEN}}' >octodns.yaml
commit . 'A context'
run 0 zoneward plan HEAD~1..HEAD
prints 'processor p is changed'
says_not kept-to-itself
run 0 zoneward diff HEAD~1..HEAD
says_not kept-to-itself
run 0 zoneward validate HEAD~1..HEAD
says_not kept-to-itself
run 0 zoneward plan HEAD
says kept-to-itself

it 'asks no network for a range before it is merged'
config '  p: {class: octodns.processor.spf.SpfDnsLookupProcessor}' >octodns.yaml
commit . 'A check'
run 0 zoneward plan HEAD~1..HEAD
prints 'processor p is changed'

it 'asks no network for a difference of configurations'
printf 'mail: {type: TXT, value: "v=spf1 include:nosuch.example -all"}\n' >zones/a.example.yaml
commit . 'A policy'
ZONEWARD_RESOLVER=nowhere
export ZONEWARD_RESOLVER
run 0 zoneward diff HEAD~1..HEAD
run 1 zoneward plan HEAD~1..HEAD
says 'the SPF policy of nosuch.example cannot be looked up: ZONEWARD_RESOLVER names no server'
unset ZONEWARD_RESOLVER

it 'makes reverse zones of all zones, also when a range changes one'
config "$(clamp 600)" 'auto_arpa: true' >octodns.yaml
address www 192.0.2.1 >zones/a.example.yaml
commit . 'Reverse'
address zz 192.0.2.7 >>zones/a.example.yaml
commit . 'One more'
run 0 zoneward plan HEAD~1..HEAD --format json
prints '"name": "7.2.0.192.in-addr.arpa."'
prints '"name": "2.2.0.192.in-addr.arpa."'
says_not '"b.example."'
run 0 zoneward diff HEAD~1..HEAD --format json
prints '"name": "7.2.0.192.in-addr.arpa."'
says_not '"name": "2.2.0.192.in-addr.arpa."'

it 'refuses to make reverse zones of a part'
run 1 zoneward plan HEAD 2.0.192.in-addr.arpa.
says 'with auto_arpa zones below arpa are not planned by name'
run 1 zoneward plan HEAD --target live
says 'with auto_arpa --target chooses too few'
run 1 zoneward plan HEAD --source config
says 'with auto_arpa --source chooses too few'
run 0 zoneward plan HEAD a.example.

it 'says of a chain what is wrong with it, once'
config '  p: {class: octodns.processor.clamp.TtlClampProcessor, max_tll: 1}' >octodns.yaml
run 1 zoneward validate --worktree
says 'takes no option "max_tll"'
says 'did you mean "max_ttl"?'
run 1 zoneward plan --worktree
says 'takes no option "max_tll"'

finish
