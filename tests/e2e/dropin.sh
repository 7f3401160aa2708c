#!/bin/sh
# octodns-validate, -dump, -compare, -schema, -versions, and how all of octoDNS's
# commands read their options.
. "$(dirname "$0")/lib_dropin.sh"

mkdir "$work/r"
cd "$work/r" || exit 1
dropin_estate

it 'prints help and version in the shape of argparse'
for name in sync validate dump compare schema versions; do
  run 0 "octodns-$name" --help
  prints "usage: octodns-$name [-h]"
  prints '  -h, --help            show this help message and exit'
  cp "$work/stdout" "$work/help"
  run 0 "octodns-$name" -h
  holds cmp "$work/stdout" "$work/help"
  run 0 "octodns-$name" --version
  is "$(cut -d ' ' -f 1,2 "$work/stdout")" 'octoDNS 1.22.0'
done
run 2 octodns-report --config-file octodns.yaml
logs 'octodns-report: error: this version of zoneward does not have that command'

it 'takes a wrong use as argparse does'
run 2 octodns-sync
silent
logs 'usage: octodns-sync [-h] --config-file CONFIG_FILE [--doit] [--force]'
logs 'octodns-sync: error: the following arguments are required: --config-file'
run 2 octodns-dump --config-file octodns.yaml home.example.
logs 'octodns-dump: error: the following arguments are required: --output-dir, source'
run 2 octodns-sync --config-file
logs 'error: argument --config-file: expected one argument'
run 2 octodns-sync --config-file --doit
logs 'error: argument --config-file: expected one argument'
run 2 octodns-sync --config-file octodns.yaml --s x
logs 'error: ambiguous option: --s could match --source, --syslog-device, --syslog-facility'
run 2 octodns-sync --config-file octodns.yaml --nosuch
logs 'error: unrecognized arguments: --nosuch'
run 2 octodns-sync --config-file octodns.yaml --doit=yes
logs "error: argument --doit: ignored explicit argument 'yes'"
run 2 octodns-compare --config-file octodns.yaml --zone home.example. --a --b live
logs 'error: argument --a: expected at least one argument'
run 2 octodns-schema --kind nosuch
logs "error: argument --kind: invalid choice: 'nosuch' (choose from 'zone', 'config')"
run 2 octodns-versions --config-file octodns.yaml word
logs 'error: unrecognized arguments: word'

it 'takes options cut short, with an equals sign, repeated, and anywhere'
run 0 octodns-sync --config octodns.yaml --tar=live --target nosuch --fo
run 0 octodns-sync home.example. --config-file=nosuch.yaml --config-file octodns.yaml -- home.example.
logs "eligible_zones=['home.example.', 'home.example.']"

it 'validates in silence, and tells all faults'
run 0 octodns-validate --config-file octodns.yaml
is "$(cat "$work/both")" ''
run 0 octodns-validate --config-file octodns.yaml home.example.
run 1 octodns-validate --config-file octodns.yaml nosuch.example.
logs 'Unknown zone name nosuch.example.'
cp configs/home.example.yaml "$work/good"
three_faults >>configs/home.example.yaml
run 1 octodns-validate --config-file octodns.yaml
silent
says_three_faults

it 'fails for a warning of a record, too, but not for advice of its own'
address www 192.0.2.1 >configs/home.example.yaml
printf 'x-text:\n  type: TXT\n  value: a; b\n' >>configs/home.example.yaml
run 1 octodns-validate --config-file octodns.yaml
logs '1 error'
run 1 octodns-validate --config-file octodns.yaml --all
logs_not '1 error'
matches ' WARNING Record configs/home.example.yaml:6:10: x-text.home.example. TXT: .*chunked-value-rfc'
run 1 octodns-validate --config-file octodns.yaml --all --log-stream-stdout
prints ' WARNING Record configs/home.example.yaml:6:10: '
is "$(cat "$work/stderr")" ''
cp "$work/good" configs/home.example.yaml
echo 'nosuch_key: 1' >>octodns.yaml
run 0 octodns-validate --config-file octodns.yaml
logs ' WARNING Manager octodns.yaml:'
sed -i '$d' octodns.yaml

it 'dumps what is served'
run 0 octodns-dump --config-file octodns.yaml --output-dir ../out home.example. live
silent
logs "Manager dump: zone=home.example., output_dir=../out, output_provider=None, lenient=False, split=False, sources=['live']"
logs 'YamlProvider[live] populate:   found 1 records, exists=True'
logs 'YamlProvider[dump] apply: making 1 changes to home.example.'
is "$(sed 1d ../out/home.example.yaml)" "$(cat live/home.example.yaml)"
run 0 octodns-dump --config-file octodns.yaml --output-dir ../split --split '*' config --lenient
is "$(names ../split/home.example.)" 'demo.yaml www.yaml '
run 0 octodns-dump --config-file octodns.yaml --output-dir ../like --output-provider config home.example. live
is "$(names ../like)" 'home.example.yaml '
run 1 octodns-dump --config-file octodns.yaml --output-dir ../none home.zerka.dev. live
logs 'Unknown zone name home.zerka.dev.'
run 1 octodns-dump --config-file octodns.yaml --output-dir ../none home.example. nosuch
logs 'Unknown source: nosuch'
holds_not [ -e ../none ]

it 'compares, and prints the changes as Python prints a list'
run 1 octodns-compare --config-file octodns.yaml --a config --b live --zone home.example.
is "$(cat "$work/stdout")" "[Create <ARecord A 3600, demo.home.example., ['192.0.2.7']> (config)]"
logs "Manager compare: a=['config'], b=['live'], zone=home.example."
run 0 octodns-compare --config-file octodns.yaml --a config --b live --zone home.example. --ignore-prefix dem
is "$(cat "$work/stdout")" '[]'
address www 192.0.2.2 >live/home.example.yaml
run 1 octodns-compare --config-file octodns.yaml --a config --b live --zone home.example.
is "$(head -n 2 "$work/stdout")" "[Create <ARecord A 3600, demo.home.example., ['192.0.2.7']> (config),
 Update"
run 1 octodns-compare --config-file octodns.yaml --a config --b live --zone nosuch.example.
logs 'Unknown zone name nosuch.example.'
run 1 octodns-compare --config-file octodns.yaml --a config live --b live --zone home.example.
logs 'www.home.example.'

it 'has the same as a command of its own'
run 10 zoneward compare --a config --b live --zone home.example.
prints '+ demo'
run 0 zoneward compare --b live --a live --zone home.example.
prints 'No changes.'
run 10 zoneward compare --a config --b live --zone home.example. --ignore-prefix d --format json
prints '"action": "update"'
run 1 zoneward compare --a nosuch --b live --zone home.example.
says 'Unknown source: nosuch'
run 2 zoneward compare --a config --b live
run 2 zoneward compare --a config --zone home.example.
run 2 zoneward compare --a config --b live --zone home.example. other.example.
run 0 zoneward versions
prints 'provider live: octodns.provider.yaml.YamlProvider, built in'

it 'prints schemas and versions'
run 0 octodns-schema
cp "$work/stdout" "$work/schema"
run 0 zoneward schema
holds cmp "$work/stdout" "$work/schema"
run 0 octodns-schema --kind=config --indent 4 --output ../config.json
holds grep -q '^    "' ../config.json
run 0 octodns-versions --config-file octodns.yaml
logs 'Manager __init__: provider=live (octodns.provider.yaml zoneward-'
run 1 octodns-versions --config-file nosuch.yaml

finish
