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

it 'does not contact a provider that the range changes'
config octodns.source.envvar.EnvVarSource 'name: env' 'variable: TOKEN' >octodns.yaml
commit . 'Another variable'
run 1 zoneward plan HEAD~1..HEAD
says 'provider other is changed in this range: it is not contacted before the merge'
says_not kept-to-itself
run 1 zoneward plan HEAD~2..HEAD --format json
says_not kept-to-itself

it 'does not send a key to where the range says'
config octodns_powerdns.PowerDnsProvider 'host: 127.0.0.1' 'port: 9' 'api_key: env/TOKEN' >octodns.yaml
commit . 'Another place'
run 1 zoneward plan HEAD~1..HEAD
says 'provider other is changed in this range'
says_not kept-to-itself

it 'checks the range all the same'
run 0 zoneward validate HEAD~1..HEAD

finish
