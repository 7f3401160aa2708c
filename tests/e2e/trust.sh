#!/bin/sh
# What a branch says of providers counts for nobody's secrets before it is merged.
. "$(dirname "$0")/lib.sh"

TOKEN=kept-to-itself
export TOKEN

# config CLASS OPTION…: a zone with one source, of that class
config() {
  printf 'providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./zones\n'
  printf '  other:\n    class: %s\n' "$1"
  shift
  printf '    %s\n' "$@"
  printf '  live:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./live\n'
  printf 'zones:\n  a.example.:\n    sources:\n    - config\n    - other\n    targets:\n    - live\n'
}

need git init --quiet "$work/r"
cd "$work/r" || exit 1
mkdir zones
echo /live/ >.gitignore
config octodns.source.envvar.EnvVarSource 'name: env' 'variable: HARMLESS' >octodns.yaml
address www 192.0.2.1 >zones/a.example.yaml
commit . 'One zone'
HARMLESS=nothing-much
export HARMLESS

it 'plans a range with the providers that the base has'
address zz 192.0.2.2 >>zones/a.example.yaml
commit . 'One more address'
run 0 zoneward plan HEAD~1..HEAD
says nothing-much

it 'plans with the provider of the base when the range changes it'
config octodns.source.envvar.EnvVarSource 'name: env' 'variable: TOKEN' >octodns.yaml
commit . 'Another variable'
run 0 zoneward plan HEAD~1..HEAD
says 'provider other is changed: the base'
says_not kept-to-itself
run 0 zoneward plan HEAD~2..HEAD --format json
says '"message": "provider other is changed'
says '"file": "octodns.yaml", "line": 5}'
says nothing-much
says_not kept-to-itself
run 0 zoneward plan HEAD~2..HEAD --format markdown
says '**After the merge:**'
says_not kept-to-itself

it 'does not send a key to where the range says'
need git reset --quiet --hard HEAD~1
config octodns_powerdns.PowerDnsProvider 'host: 127.0.0.1' 'port: 9' 'api_key: env/TOKEN' >octodns.yaml
commit . 'Another place'
run 0 zoneward plan HEAD~1..HEAD --all
says 'provider other is changed'
says_not kept-to-itself

it 'checks the range all the same, with what it says itself'
run 0 zoneward validate HEAD~1..HEAD
says_not 'provider other is changed'

it 'says nothing when the range leaves the configuration alone'
need git reset --quiet --hard HEAD~1
address zzz 192.0.2.3 >>zones/a.example.yaml
commit . 'Another name'
run 0 zoneward diff HEAD~1..HEAD
says_not 'After the merge'

need git reset --quiet --hard HEAD~2

it 'plans what a range says of zones, and only for targets that there are'
sed 's/    targets:/    targets:\n    - second/' octodns.yaml >next.yaml
sed 's/^zones:/  second:\n    class: octodns_powerdns.PowerDnsProvider\n    host: 127.0.0.1\n    port: 9\n    api_key: env\/TOKEN\nzones:/' \
  next.yaml >octodns.yaml
rm next.yaml
printf '  b.example.:\n    sources: [config]\n    targets: [live]\n' >>octodns.yaml
address www 192.0.2.7 >zones/b.example.yaml
commit . 'A second target, and a second zone'
run 0 zoneward plan HEAD~1..HEAD
says 'provider second is new: it counts after the merge (octodns.yaml:'
says 'zone a.example. is not planned for target second'
says 'b.example. on live'
says_not 'on second'
says_not kept-to-itself

it 'leaves a zone for later that needs a source which only the range has'
need git reset --quiet --hard HEAD~1
sed 's/^zones:/  second:\n    class: octodns.source.envvar.EnvVarSource\n    name: env\n    variable: TOKEN\nzones:/' \
  octodns.yaml >next.yaml
mv next.yaml octodns.yaml
printf '  b.example.:\n    sources: [config, second]\n    targets: [live]\n  c.example.:\n    alias: b.example.\n' >>octodns.yaml
address www 192.0.2.7 >zones/b.example.yaml
commit . 'A second source'
run 0 zoneward plan HEAD~1..HEAD
says 'zone b.example. needs source second'
says 'zone c.example. needs zone b.example.'
says 'No changes.'
says_not kept-to-itself

it 'is planned as a whole once it is merged'
run 0 zoneward plan HEAD
says 'b.example. on live'
says 'c.example. on live'

it 'passes no processor of the range'
need git reset --quiet --hard HEAD~1
printf 'processors:\n  none:\n    class: octodns.processor.filter.TypeRejectlistFilter\n    rejectlist: [A]\nmanager:\n  processors: [none]\n  plan_outputs:\n    page:\n      class: octodns.provider.plan.PlanHtml\n' >>octodns.yaml
address yyy 192.0.2.8 >>zones/a.example.yaml
commit . 'A processor and an output'
run 0 zoneward plan HEAD~1..HEAD
says 'processor none is new'
says 'manager.processors is new'
says 'plan output page is new'
says 'yyy'

it 'judges zones by the validators and the strictness of the base'
need git reset --quiet --hard HEAD~1
printf 'zoneward:\n  strict: true\n' >>octodns.yaml
commit . 'Strict'
run 0 zoneward validate HEAD
sed 's/strict: true/strict: false/' octodns.yaml >next.yaml
mv next.yaml octodns.yaml
printf 'nosuch: {}\n' >>octodns.yaml
commit . 'Not strict, and an unknown key'
run 1 zoneward validate HEAD~1..HEAD
says 'unknown key "nosuch"'
says 'setting zoneward.strict is changed: the base'
run 0 zoneward validate HEAD

it 'asks nobody for the first configuration of a repository'
need git checkout --quiet --orphan first
need mv octodns.yaml "$work/kept.yaml"
commit . 'No configuration'
need mv "$work/kept.yaml" octodns.yaml
commit . 'A configuration'
run 0 zoneward plan HEAD~1..HEAD
says 'zone a.example. needs source other'
says_not nothing-much

finish
