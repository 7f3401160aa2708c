#!/bin/sh
# dump: what a provider serves, as zone files.
. "$(dirname "$0")/lib.sh"

# The walk of someone who begins: a configuration, a provider that serves, no zone files yet.
mkdir -p r/live
cd r || exit 1
cat >octodns.yaml <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./configs
  plain:
    class: octodns.provider.yaml.YamlProvider
    directory: ./elsewhere
    default_ttl: 300
    escaped_semicolons: false
  live:
    class: octodns.provider.yaml.YamlProvider
    directory: ./live
  who:
    class: octodns.source.envvar.EnvVarSource
    variable: ZW_WHO
    name: who
  lost:
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: 1
    api_key: key
zones:
  home.example.:
    sources: [config]
    targets: [live]
  work.example.:
    sources: [config]
    targets: [live]
EOF
address www 192.0.2.1 >live/home.example.yaml
printf 'xyz:\n  ttl: 300\n  type: TXT\n  value: a\\;b\n' >>live/home.example.yaml
address mail 192.0.2.2 >live/work.example.yaml

it 'brings in what is served now; then there is nothing to change'
run 0 zoneward dump --output-dir ./configs home.example. live
prints '1 zone, 2 records: written to ./configs'
is "$(names configs)" 'home.example.yaml '
run 0 zoneward plan --detailed-exitcode home.example.
says 'No changes.'

it 'says which zone is not known'
remember "$work/r"
run 1 zoneward dump --output-dir ./configs hom.example. live
says 'Unknown zone name hom.example.'
says 'did you mean home.example.'
unchanged

it 'says which provider is not known'
run 1 zoneward dump --output-dir ./configs home.example. liv
says 'Unknown source: liv'
says 'did you mean "live"?'
run 1 zoneward dump --output-dir ./configs --output-provider nope home.example. live
says 'Unknown output_provider: nope'
run 1 zoneward dump --output-dir ./configs --output-provider lost home.example. live
says 'writes no files'
unchanged

it 'wants a directory, a zone and a source'
run 2 zoneward dump home.example. live
run 2 zoneward dump --output-dir ./out home.example.
run 2 zoneward dump --output-dir ./out home.example live
says 'final dot'
run 2 zoneward dump --output-dir '' home.example. live
run 2 zoneward dump --output-dir ./out --worktree main home.example. live
run 2 zoneward dump --output-dir ./out a..b home.example. live
unchanged

it 'dumps every zone when there is an asterisk'
run 0 zoneward dump --output-dir ../all '*' live
prints '2 zones, 3 records'
is "$(names ../all)" 'home.example.yaml work.example.yaml '

it 'takes out what only the files have, and leaves other zones as they are'
address zgone 192.0.2.3 >>../all/home.example.yaml
sed -i 's/192.0.2.1/192.0.2.7/' ../all/home.example.yaml
cp ../all/work.example.yaml ../work
run 0 zoneward dump --output-dir ../all home.example. live
holds cmp -s ../all/home.example.yaml configs/home.example.yaml
holds cmp -s ../all/work.example.yaml ../work

it 'starts relative directories where it is run, absolute ones at the root'
mkdir ../from
(cd ../from && run 0 zoneward -C ../r dump --output-dir env/here home.example. live)
is "$(names ../from)" 'env '
is "$(names ../from/env/here)" 'home.example.yaml '
run 0 zoneward dump --output-dir "$work/abs/deep" home.example. live
is "$(names ../abs/deep)" 'home.example.yaml '

it 'writes a file for each name with --split'
run 0 zoneward dump --output-dir ../split --split home.example. live
is "$(names ../split/home.example.)" 'www.yaml xyz.yaml '

it 'writes with the options of the provider that is named, but not to its directory'
run 0 zoneward dump --output-dir ../plain --output-provider plain --split home.example. live
says '--split has no effect'
holds_not [ -e elsewhere ]
holds grep -q 'value: a;b' ../plain/home.example.yaml
holds grep -q 'ttl: 3600' ../plain/home.example.yaml
holds_not grep -q 'ttl: 300$' ../plain/home.example.yaml

it 'writes a file for an empty zone, too'
: >live/work.example.yaml
run 0 zoneward dump --output-dir ../empty work.example. live
is "$(cat ../empty/work.example.yaml)" '--- {}'

it 'joins sources, and looks up a variable only then'
run 0 env -u ZW_WHO "$ZONEWARD" dump --output-dir ../joined home.example. live
run 1 env -u ZW_WHO "$ZONEWARD" dump --output-dir ../who home.example. live who
says 'environment variable ZW_WHO is not available'
holds_not [ -e ../who ]
ZW_WHO=hunter2 run 0 zoneward dump --output-dir ../who home.example. live who
says_not hunter2
holds grep -q hunter2 ../who/home.example.yaml
ZW_WHO='hunter2;x' run 1 zoneward dump --output-dir ../who home.example. who
says_not hunter2
says 'chunked-value-rfc'

it 'writes nothing of any zone when one cannot be read'
three_faults >>live/work.example.yaml
run 1 zoneward dump --output-dir ../none '*' live
holds_not [ -e ../none ]
run 4 zoneward dump --output-dir ../none home.example. lost
holds_not [ -e ../none ]

it 'reads with warnings what has faults when told to be lenient'
printf 'x-text:\n  type: TXT\n  value: a; b\n' >live/work.example.yaml
run 1 zoneward dump --output-dir ../none work.example. live
holds_not [ -e ../none ]
run 0 zoneward dump --output-dir ../lenient --lenient work.example. live
says warning
holds grep -q 'value: a; b' ../lenient/work.example.yaml

it 'does not overwrite files that it cannot read'
mkdir ../broken
printf 'a: [\n' >../broken/home.example.yaml
run 1 zoneward dump --output-dir ../broken home.example. live
is "$(cat ../broken/home.example.yaml)" 'a: ['

it 'says what is left out for another target'
printf 'x:\n  octodns:\n    included: [other]\n  type: A\n  value: 192.0.2.9\n' >live/work.example.yaml
run 0 zoneward dump --output-dir ../left work.example. live
says 'is not dumped'

it 'passes the processors of the zone; what only plans have is nothing to it'
cp octodns.yaml ../octodns.yaml
{
  cat ../octodns.yaml
  printf 'manager:\n  include_meta: true\n  auto_arpa: true\n'
} >octodns.yaml
run 0 zoneward dump --output-dir ../meta home.example. live
{
  sed 's/targets: \[live\]/&\n    processors: [none]/' ../octodns.yaml
  printf 'processors:\n  none:\n    class: octodns.processor.filter.TypeAllowlistFilter\n    allowlist: []\n'
} >octodns.yaml
run 0 zoneward dump --output-dir ../processed home.example. live
is "$(cat ../processed/home.example.yaml)" '--- {}'
need sed -i 's/octodns.processor.filter/mine/' octodns.yaml
run 1 zoneward dump --output-dir ../foreign home.example. live
says 'processor none: class mine.TypeAllowlistFilter is not built in'
holds_not [ -e ../foreign ]
cp ../octodns.yaml octodns.yaml

it 'reads zone files of a commit'
need git init --quiet .
commit . 'All'
address zlater 192.0.2.4 >>live/home.example.yaml
run 0 zoneward dump --output-dir ../commit HEAD home.example. live
holds_not grep -q zlater ../commit/home.example.yaml
run 0 zoneward dump --output-dir ../commit --worktree home.example. live
holds grep -q zlater ../commit/home.example.yaml

it 'says when it cannot write'
: >../file
run 4 zoneward dump --output-dir ../file/below home.example. live
plain

finish
