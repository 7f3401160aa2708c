#!/bin/sh
# Each request of a run of Cloudflare fails in turn: what is reported is true, nothing
# else is touched, and the next run ends where it should.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
start_fake cloudflare
CLOUDFLARE_TOKEN=a-token-that-must-not-be-seen
export CLOUDFLARE_TOKEN

mkdir zones
cat >octodns.yaml <<YAML
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, enforce_order: false}
  cloudflare:
    class: octodns_cloudflare.CloudflareProvider
    token: env/CLOUDFLARE_TOKEN
    api_url: $FAKE_URL
    retry_count: 0
zones:
  a.example.: {sources: [config], targets: [cloudflare]}
YAML
cat >zones/a.example.yaml <<'YAML'
a: {ttl: 300, type: A, values: [192.0.2.2, 192.0.2.3]}
b: {ttl: 300, type: CNAME, value: a.a.example.}
c:
  - {ttl: 300, type: A, value: 192.0.2.1}
  - {type: URLFWD, value: {path: /a, target: 'https://a.example/', code: 301, masking: 2, query: 0}}
YAML
before='{"a.example.": [["a.a.example.", "A", 300, "192.0.2.1"], ["a.a.example.", "A", 300, "192.0.2.2"],
  ["b.a.example.", "A", 300, "192.0.2.1"], ["gone.a.example.", "TXT", 300, "\"x\""],
  ["other.a.example.", "CERT", 300, "1 2 3 aaaa"]]}'
final='a.a.example. A 300 192.0.2.2
a.a.example. A 300 192.0.2.3
b.a.example. CNAME 300 a.a.example.
c.a.example. A 300 192.0.2.1
c.a.example. URLFWD 300 "/a" "https://a.example/" 301 2 0
other.a.example. CERT 300 1 2 3 aaaa'

apply() {
  zoneward apply --worktree --yes --force
}

# once FAULT NUMBER: a run of which that request fails, then one without.
once() {
  need fake POST /_fake/state "$before"
  need fake POST /_fake/faults "[{\"at\": $2, $1}]"
  apply >first 2>&1
  first=$?
  cat first >"$work/both"
  fake_rows a.example. >rows
  [ "$first" -lt 6 ] || fault "the run ended with $first"
  says_not a-token-that
  if [ "$first" -eq 0 ] && [ "$(cat rows)" != "$final" ]; then
    fault "request $2: it says that all is done"
  fi
  need fake POST /_fake/faults '[]'
  run 0 apply
  is "$(fake_rows a.example.)" "$final"
}

for what in drop cut rubbish; do
  it "ends where it should after $what"
  for number in 1 2 3 4 5 6 7; do
    once "\"do\": \"$what\"" $number
  done
done
it 'ends where it should when the edge is in trouble'
once '"do": "status", "status": 502, "body": "<html>bad gateway</html>"' 4

it 'creates a zone that it cannot know whether it created'
for number in 3 4 5 6; do
  for what in drop cut; do
    need fake POST /_fake/state '{}'
    need fake POST /_fake/faults "[{\"at\": $number, \"do\": \"$what\"}]"
    apply >first 2>&1
    need fake POST /_fake/faults '[]'
    run 0 apply
    is "$(fake_rows a.example.)" "$(echo "$final" | grep -v CERT)"
  done
done

it 'sends a batch again that was lost, when the zone is as it was'
need fake POST /_fake/state "$before"
need fake POST /_fake/faults '[{"at": 4, "do": "drop"}]'
need fake POST /_fake/log
run 0 apply
says '6 done'
says_not error

it 'tells a zone that was deleted meanwhile'
need fake POST /_fake/state "$before"
need fake POST /_fake/faults '[{"at": 4, "do": "slow", "seconds": 2}]'
apply >first 2>&1 &
job=$!
sleep 1
need fake POST /_fake/state '{}'
wait "$job"
is $? 4
cp first "$work/both"
says 'the zone was changed after it was read'
is "$(fake GET /_fake/state)" '{}'

it 'does not overwrite what somebody else wrote meanwhile'
need fake POST /_fake/state "$before"
need fake POST /_fake/faults '[{"at": 4, "do": "slow", "seconds": 2}]'
apply >first 2>&1 &
job=$!
sleep 1
need fake POST /_fake/state '{"a.example.": [["a.a.example.", "A", 300, "198.51.100.1"]]}'
wait "$job"
is $? 5
cp first "$work/both"
says 'the zone was changed after it was read'
is "$(fake_rows a.example.)" 'a.a.example. A 300 198.51.100.1'
finish
