#!/bin/sh
# What goes wrong with Cloudflare: credentials, zones, pages, limits, lost answers.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
CLOUDFLARE_FAKE_PAGE=7
export CLOUDFLARE_FAKE_PAGE
start_fake cloudflare

secret=a-token-that-must-not-be-seen
CLOUDFLARE_TOKEN=$secret
export CLOUDFLARE_TOKEN
mkdir zones

# config ZONE… [-- LINE…]: octodns.yaml with these zones, and settings of the target.
config() {
  names=
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    names="$names $1"
    shift
  done
  [ $# -eq 0 ] || shift
  cat <<CONFIG
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, enforce_order: false}
  cloudflare:
    class: octodns_cloudflare.CloudflareProvider
    token: env/CLOUDFLARE_TOKEN
    api_url: $FAKE_URL/
CONFIG
  [ $# -eq 0 ] || printf '    %s\n' "$@"
  echo 'zones:'
  for name in $names; do
    printf '  %s: {sources: [config], targets: [cloudflare]}\n' "$name"
  done
}

plan() {
  zoneward plan --worktree "$@"
}

apply() {
  zoneward apply --worktree --yes --force "$@"
}

# addresses COUNT: that many records.
addresses() {
  seq "$1" | sed 's/.*/n&: {ttl: 300, type: A, value: 192.0.2.1}/'
}

zone_with() {
  fake POST /_fake/state "$1"
}

config a.example. >octodns.yaml
addresses 3 >zones/a.example.yaml

it 'takes a token, or the global key with an address'
need zone_with '{"a.example.": [["n1.a.example.", "A", 300, "192.0.2.1"]]}'
run 0 plan
says '2 to create'
config a.example. -- 'email: admin@example.com' >octodns.yaml
run 0 plan
says '2 to create'

it 'says once what is wrong with credentials, and shows none'
config a.example. -- 'email: other@example.com' >octodns.yaml
run 4 plan
errors 1
says 'the credentials are not accepted by'
says 'a global API key needs email too'
says_not "$secret"
config a.example. >octodns.yaml
CLOUDFLARE_TOKEN=another-wrong-token-that-must-not-be-seen run 4 plan
errors 1
says 'Invalid access token (code 9109)'
says_not another-wrong

it 'refuses plain http to another host, and options that are none'
config a.example. -- 'zones_per_page: 51' 'timeout: 0' 'min_ttl: 0' >octodns.yaml
run 1 plan
errors 3
sed 's|api_url: .*|api_url: http://192.0.2.1|' octodns.yaml | grep -v '_page\|timeout\|min_ttl' >new
mv new octodns.yaml
run 1 plan
says 'plain http'
config a.example. >octodns.yaml

it 'reads many pages, also when they are smaller than asked for'
need zone_with "$(python3 -c 'import json
print(json.dumps({"a.example.": [[f"n{i}.a.example.", "A", 300, "192.0.2.1"] for i in range(1, 21)]}))')"
addresses 20 >zones/a.example.yaml
need fake POST /_fake/log
run 0 plan --detailed-exitcode
is "$(fake_counts)" '1 GET /zones
3 GET /zones/ID/dns_records
1 GET /zones/ID/pagerules'

it 'cuts what is too much for one batch, between names'
addresses 450 >zones/a.example.yaml
need fake POST /_fake/log
run 0 apply
is "$(fake_counts | grep batch)" '3 POST /zones/ID/dns_records/batch'
need zone_with '{"a.example.": []}'
need fake POST /_fake/zone '{"name": "a.example", "plan": "business"}'
need fake POST /_fake/log
run 0 apply
is "$(fake_counts | grep batch)" '1 POST /zones/ID/dns_records/batch'

it 'cuts one name that has too many values'
need zone_with '{"a.example.": []}'
printf 'n: {ttl: 300, type: A, values: [%s]}\n' "$(seq 250 | sed 's/.*/192.0.2.&/' | paste -sd,)" \
  >zones/a.example.yaml
need fake POST /_fake/log
run 0 apply
is "$(fake_counts | grep batch)" '2 POST /zones/ID/dns_records/batch'
run 0 plan --detailed-exitcode

it 'writes nothing when one record is refused, and says what the service says'
need zone_with '{"a.example.": [["x.a.example.", "A", 300, "192.0.2.1"]]}'
addresses 2 >zones/a.example.yaml
printf 'x: {ttl: 300, type: A, value: 192.0.2.1}\nlong: {type: A, value: 192.0.2.1, octodns: {cloudflare: {tags: [a]}}}\n' >>zones/a.example.yaml
run 4 apply
says 'more tags than allowed by the quota of 0 (code 9300)'
says '[request 0'
is "$(fake_rows a.example.)" 'x.a.example. A 300 192.0.2.1'

it 'leaves alone what it does not manage'
need zone_with '{"a.example.": [["c.a.example.", "CERT", 300, "1 2 3 aaaa"], ["x.a.example.", "A", 300, "192.0.2.1"]]}'
printf 'x: {ttl: 300, type: A, value: 192.0.2.1}\n' >zones/a.example.yaml
run 0 plan --detailed-exitcode
says '1 CERT record is left alone'

it 'tells a zone that is there twice, and one that is not there'
need fake POST /_fake/zone '{"name": "a.example", "account": "ffffffffffffffffffffffffffffffff", "another": true}'
run 4 plan
errors 1
says 'which is meant is not known'
says account_id
config a.example. -- 'account_id: 01a7362d577a6c3019a474fd6f485823' >octodns.yaml
run 0 plan --detailed-exitcode
config b.example. -- 'account_id: ffffffffffffffffffffffffffffffff' >octodns.yaml
printf 'x: {type: A, value: 192.0.2.1}\n' >zones/b.example.yaml
run 4 apply
errors 2
says 'Not allowed to create zones in this account'

it 'says which right page rules want'
config a.example. -- 'account_id: 01a7362d577a6c3019a474fd6f485823' >octodns.yaml
need fake POST /_fake/faults '[{"at": 3, "do": "status", "status": 403,
  "body": "{\"success\": false, \"errors\": [{\"code\": 10000, \"message\": \"Authentication error\"}]}"}]'
run 4 plan
errors 1
says 'pagerules: false'
need fake POST /_fake/faults '[]'

it 'waits as long as it is told, and says when that is too long'
need fake POST /_fake/faults '[{"at": 2, "do": "status", "status": 429, "headers": {"Retry-After": "1"}, "body": "{}"}]'
run 0 plan --detailed-exitcode
config a.example. -- 'account_id: 01a7362d577a6c3019a474fd6f485823' 'retry_period: 2' >octodns.yaml
need fake POST /_fake/faults '[{"at": 0, "do": "status", "status": 429, "headers": {"Retry-After": "30"}, "body": "{}"}]'
run 4 plan
errors 1
says '1,200 requests in five minutes'
need fake POST /_fake/faults '[]'

it 'lists the zones when there are many, and looks up a few by name'
need zone_with "$(python3 -c 'import json
print(json.dumps({f"z{i}.example.": [] for i in range(1, 61)}))')"
# shellcheck disable=SC2046 # a list of names
config $(seq 60 | sed 's/.*/z&.example./') -- 'pagerules: false' >octodns.yaml
for i in $(seq 60); do echo '{}' >"zones/z$i.example.yaml"; done
need fake POST /_fake/log
run 0 plan -j 1
is "$(fake_counts)" '29 GET /zones
60 GET /zones/ID/dns_records'
finish
