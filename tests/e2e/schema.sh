#!/bin/sh
# The JSON Schemas and the explained rules, as ajv and other programs see them.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"

mkdir "$work/e"
cd "$work/e" || exit 1

it 'lists the rules as a table, with sets and types'
run 0 zoneward validate --rules
matches '^RULE +SETS +TYPES +CHECKS$'
matches '^ip-value-rfc +legacy, strict +A AAAA +values are addresses'
matches '^caa-value-best-practice +best-practice +CAA '
matches '^mail +best-practice +zone '
is "$(awk '{print index($0, "  "), NF > 3}' "$work/stdout" | awk '$2 != 1' | wc -l)" 0

it 'lists them as data'
run 0 zoneward validate --rules --format json
holds python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert d["schema"] == "zoneward.rules/1"
rules = {r["id"]: r for r in d["rules"]}
assert len(rules) == len(d["rules"]) > 60
assert rules["ip-value-rfc"]["types"] == ["A", "AAAA"]
assert rules["mail"]["types"] == ["zone"] and rules["mail"]["sets"] == ["best-practice"]
assert all(r["text"] and r["bad"] != r["good"] for r in d["rules"])' "$work/stdout"

it 'explains a rule: what it wants, examples, and where to read on'
run 0 zoneward validate --explain caa-value-rfc
prints 'caa-value-rfc: flags are 0 or 128'
prints 'sets: strict; types: CAA'
prints '        flags: 1'
prints '        flags: 128'
prints 'https://www.rfc-editor.org/rfc/rfc8659#section-4.1'
run 0 zoneward validate --explain yaml-order --format json
prints '"id": "yaml-order"'

it 'names the nearest rule, and what excludes each other'
run 2 zoneward validate --explain mx-valu
says 'there is no rule mx-valu; did you mean mx-value?'
run 2 zoneward validate --explain quux-quux-quux
says 'validate --rules lists them'
run 2 zoneward validate --rules --explain mail
run 2 zoneward validate --rules HEAD
run 2 zoneward validate --rules --format xml

it 'prints schemas as JSON, in one line if told'
for kind in zone config; do
  run 0 zoneward schema --kind $kind --output $kind.json
  holds python3 -m json.tool $kind.json
  run 0 zoneward schema --kind=$kind --indent 0
  is "$(wc -l <"$work/stdout")" 1
  # shellcheck disable=SC2016 # a key
  prints '"$schema": "http://json-schema.org/draft-07/schema#"'
done
run 0 zoneward schema
holds cmp "$work/stdout" zone.json

it 'refuses options that are none'
run 2 zoneward schema --kind zones
says '--kind takes zone or config, not zones'
run 2 zoneward schema --indent much
run 2 zoneward schema --indent -1
run 2 zoneward schema --indent 17
run 2 zoneward schema HEAD

# From here on with a validator of others.
done_so_far() {
  echo "skipped from here: $1"
  finish
}
command -v node >/dev/null || done_so_far 'there is no node'
command -v npm >/dev/null || done_so_far 'there is no npm'
mkdir npm
(cd npm && HOME=$npm_home timeout 120 npm install --cache "$work/npm-cache" --no-audit --no-fund \
  --fetch-retries 1 ajv@8 ajv-formats@3 js-yaml@4 >"$work/npm.log" 2>&1) ||
  done_so_far "npm cannot install ajv: $(grep -m 1 'npm error' "$work/npm.log")"

# check SCHEMA FILE…
check() {
  run 0 node "$SOURCE_DIR/tests/e2e/check_schema.js" npm/node_modules "$@"
}

# accepts KIND TEXT, refuses KIND WHY TEXT: one file.
accepts() {
  printf '%b' "$2" >one.yaml
  check "$1.json" one.yaml
  is "$(cat "$work/stdout")" 'ok one.yaml'
}

refuses() {
  printf '%b' "$3" >one.yaml
  check "$1.json" one.yaml
  matches "^bad one.yaml: .*$2"
}

it 'accepts zone files: records, lists of them, former names, values of either form'
accepts zone '--- {}\n'
accepts zone 'www: {type: A, value: 192.0.2.1}\n'
accepts zone 'www: {type: A, ttl: "60", value: [192.0.2.1, 192.0.2.2]}\n'
accepts zone 'www: {type: A, values: 192.0.2.1}\n'
accepts zone '"":\n- {type: AAAA, value: "2001:db8::1"}\n- {type: MX, value: {priority: 10, value: mx.}}\n'
accepts zone '"": {type: MX, values: [{preference: "10", exchange: mx.}]}\n'
accepts zone 'a: {type: DS, value: {flags: 1, protocol: 2, algorithm: 3, public_key: ab}}\n'
accepts zone 'a: {type: HTTPS, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h2], key99: x}}}\n'
accepts zone 'a: {type: CAA, value: {tag: issue, value: ";"}}\n'
accepts zone 'a: {geo: {NA-US: [192.0.2.1]}, type: A, value: 192.0.2.1}\n'
accepts zone 'a: {dynamic: {pools: {eu: {fallback: null, values: [{value: 192.0.2.1, weight: 2}]}},
  rules: [{geos: [NA-US-CA], pool: eu}]}, type: A, value: 192.0.2.1}\n'
accepts zone 'a: {octodns: {lenient: true}, type: A, value: nonsense}\n'

it 'refuses zone files, and says where'
refuses zone '/www must have required property .type' 'www: {value: 192.0.2.1}\n'
refuses zone '/www/type must be equal to one of' 'www: {type: AAA, value: 192.0.2.1}\n'
refuses zone '/www must have required property .value' 'www: {type: A, vlaue: 192.0.2.1}\n'
refuses zone '/www/value must match pattern' 'www: {type: A, value: 192.0.2.256}\n'
refuses zone '/www/values/1 must match pattern' 'www: {type: A, values: [192.0.2.1, x]}\n'
refuses zone '/a/value must be string' 'a: {type: TXT, value: 42}\n'
refuses zone '/a/value must be object' 'a: {type: MX, value: mx.}\n'
refuses zone '/a/value must have required property .exchange' 'a: {type: MX, value: {preference: 1}}\n'
refuses zone '/a/value/svcparams must NOT have additional' \
  'a: {type: SVCB, value: {svcpriority: 1, targetname: ., svcparams: {alnp: [h2]}}}\n'
refuses zone '/a/ttl must be >= 0' 'a: {ttl: -1, type: A, value: 192.0.2.1}\n'
refuses zone '/a/1 must have required property .type' 'a: [{type: A, value: 192.0.2.1}, {}]\n'
refuses zone '/a/dynamic/pools/eu must have required property .values' \
  'a: {dynamic: {pools: {eu: {}}, rules: [{pool: eu}]}, type: A, value: 192.0.2.1}\n'
refuses zone '/a/octodns/healthcheck/protocol must be equal' \
  'a: {octodns: {healthcheck: {protocol: https}}, type: A, value: 192.0.2.1}\n'
refuses zone '/ must be object,null' '[]\n'

it 'accepts configurations: classes of others with any options, values kept elsewhere'
config_yaml >one.yaml
check config.json one.yaml
prints 'ok one.yaml'
accepts config 'providers: {p: {class: octodns_powerdns.PowerDnsProvider, host: h, api_key: env/K, port: env/P}}
zones: {a.example.: {sources: [p], targets: [p]}, "*": {sources: [p], glob: "a*"}, b.: {alias: a.example.}}\n'
accepts config 'providers: {p: {class: octodns_other.OtherProvider, anything: [1]}}\nzones: {}
processors: {x: {class: mine.Filter, any: 1}}\nsecret_handlers: {v: {class: octodns_vault.Vault, url: u}}
validators: {mx: {class: octodns.record.mx.MxValueValidator, types: [MX], sets: [strict]}}
manager: {validators: {enabled: [strict], record: {disable_validators: {"*": [name-rfc]}}}}
zoneward: {strict: true}\n'

it 'refuses configurations, and says where'
refuses config 'must have required property .zones' 'providers: {}\n'
refuses config '/providers/p must have required property .class' 'providers: {p: {}}\nzones: {}\n'
refuses config '/providers/p must have required property .directory' \
  'providers: {p: {class: octodns.provider.yaml.YamlProvider}}\nzones: {}\n'
refuses config '/providers/p must NOT have additional' \
  'providers: {p: {class: octodns.provider.yaml.YamlProvider, directory: d, direct: 1}}\nzones: {}\n'
refuses config '/providers/p/enforce_order must be boolean' \
  'providers: {p: {class: x.YamlProvider, directory: d, enforce_order: nope}}\nzones: {}\n'
refuses config '/providers/p/nameserver_ttl must NOT be valid' \
  'providers: {p: {class: x.PowerDnsProvider, host: h, api_key: k, nameserver_ttl: 1}}\nzones: {}\n'
refuses config 'property name must be valid' 'providers: {}\nzones: {a.example: {sources: []}}\n'
refuses config '/zones/a. must NOT have additional' 'providers: {}\nzones: {a.: {sources: [], taregts: []}}\n'
refuses config '/zones/a. must have required property .sources' 'providers: {}\nzones: {a.: {}}\n'
refuses config '/processors/x must have required property .allowlist' 'providers: {}\nzones: {}
processors: {x: {class: octodns.processor.filter.TypeAllowlistFilter}}\n'
refuses config '/processors/x/allowlist must be array' 'providers: {}\nzones: {}
processors: {x: {class: octodns.processor.filter.TypeAllowlistFilter, allowlist: A}}\n'
refuses config '/manager must NOT have additional' 'providers: {}\nzones: {}\nmanager: {max_worker: 2}\n'
refuses config '/manager/validators/enabled/0 must be equal' \
  'providers: {}\nzones: {}\nmanager: {validators: {enabled: [stict]}}\n'

corpus=$(dirname "$SOURCE_DIR")/shared/conformance/open
[ -d "$corpus" ] || finish

it 'accepts what octoDNS wrote, and what it made a plan of'
need python3 - "$corpus" <<'EOF'
import glob, json, os, sys

files = glob.glob(sys.argv[1] + '/dump/*/dumped/**/*.yaml', recursive=True)
for case in glob.glob(sys.argv[1] + '/plan/*/expect.json'):
    if json.load(open(case)).get('exit') == 0:
        files += glob.glob(os.path.dirname(case) + '/**/*.yaml', recursive=True)
for name in files:
    print('config' if os.path.basename(name).startswith('octodns') else 'zone', name)
EOF
cp "$work/need" list
for kind in zone config; do
  sed -n "s/^$kind //p" list >files
  input=$work/e/files
  run 0 xargs -d '\n' node "$SOURCE_DIR/tests/e2e/check_schema.js" npm/node_modules $kind.json
  input=/dev/null
  echo "$kind: $(grep -c '^ok' "$work/stdout") of $(wc -l <files) accepted," \
    "$(grep -c '^unread' "$work/stdout") not read by js-yaml"
  # A TXT whose only value is empty is written without one, and "1e3" without quotes: nobody can
  # read the first again, and YAML 1.2 reads the second as a number.  addrs.yaml is no zone file.
  grep '^bad' "$work/stdout" | grep -vE '/(strings|strings-split|txt-empty)/|/addrs\.yaml:' >bad
  cp bad "$work/both"
  is "$(wc -l <bad)" 0
  holds test "$(grep -c '^ok' "$work/stdout")" -gt 200
done

finish
