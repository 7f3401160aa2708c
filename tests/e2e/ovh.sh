#!/bin/sh
# OVHcloud as the target: signed, written record by record, and served by a refresh.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

start_fake ovh
OVH_KEY=an-application-key-that-must-not-be-seen OVH_SECRET=a-secret-that-must-not-be-seen
OVH_CONSUMER=a-consumer-key-that-must-not-be-seen OVH_CLIENT_SECRET=a-client-secret-that-must-not-be-seen
export OVH_KEY OVH_SECRET OVH_CONSUMER OVH_CLIENT_SECRET
mkdir -p r/zones
cd r || exit 1
cat >octodns.yaml <<EOF
providers:
  ovh:
    class: octodns_ovh.OvhProvider
    endpoint: $FAKE_URL/1.0
    application_key: env/OVH_KEY
    application_secret: env/OVH_SECRET
    consumer_key: env/OVH_CONSUMER
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
zones:
  a.example.:
    sources: [config]
    targets: [ovh]
EOF
{
  sed -n '1,4p' octodns.yaml
  echo '    client_id: EU.0123456789abcdef'
  echo '    client_secret: env/OVH_CLIENT_SECRET'
  echo "    token_url: $FAKE_URL/auth/oauth2/token"
  sed -n '8,$p' octodns.yaml
} >account.yaml
key=$(printf 'A%.0s' $(seq 392))
before='{"a.example.": [
  ["a.example.", "NS", 0, "dns1.ovh.net."],
  ["a.example.", "NS", 0, "ns1.ovh.net."],
  ["a.example.", "MX", 300, "1 mx0"],
  ["a.example.", "SPF", 600, "\"v=spf1 include:mx.ovh.com ~all\""],
  ["a.example.", "TXT", 600, "\"one; two\""],
  ["_dmarc.a.example.", "DMARC", 300, "v=DMARC1;p=none;"],
  ["k._domainkey.a.example.", "DKIM", 300, "v=DKIM1;k=rsa;p=AAAA"],
  ["www.a.example.", "CNAME", 300, "a.example."],
  ["api.a.example.", "A", 300, "192.0.2.1"],
  ["x.a.example.", "RP", 300, "a. b."]]}'

write_zone() {
  cat >zones/a.example.yaml <<EOF
'':
  - {type: NS, values: [dns1.ovh.net., ns1.ovh.net.]}
  - {type: MX, ttl: 300, value: {preference: 1, exchange: mx0.a.example.}}
  - {type: TXT, ttl: 600, values: ['v=spf1 include:mx.ovh.com -all', 'one\; two']}
_dmarc: {type: TXT, ttl: 300, value: 'v=DMARC1\;p=reject\;'}
k._domainkey: {type: TXT, ttl: 300, value: 'v=DKIM1\;k=rsa\;p=BBBB'}
l._domainkey: {type: TXT, ttl: 300, value: 'v=DKIM1\;k=rsa\;p=$key'}
www: {type: A, ttl: 300, value: 192.0.2.$1}
api: {type: CNAME, ttl: 300, value: www.a.example.}
new:
  - {type: CAA, ttl: 300, value: {flags: 0, tag: issue, value: ca.example}}
  - {type: TXT, ttl: 300, value: 'plain text'}
EOF
}

apply() {
  run "$1" zoneward apply --worktree --yes --force --config octodns.yaml
}

no_changes() {
  run 0 zoneward plan --worktree --config octodns.yaml
  prints 'No changes.'
}

it 'reads its native types as TXT, a TTL of 0 as 3600, relative names as such'
fake_has "$before"
run 0 zoneward dump --config octodns.yaml --output-dir ./zones a.example. ovh
says '1 RP record is left alone'
prints '1 zone, 7 records'
holds grep -q 'exchange: mx0.a.example.' zones/a.example.yaml
holds grep -q 'v=DMARC1' zones/a.example.yaml
no_changes

it 'asks for the time once, for the list once, and for each record'
fake_forgets
no_changes
is "$(fake_asked | grep -c /auth/time)" 1
is "$(fake_asked | grep -c '/record ')" 1
is "$(fake_asked | grep -c '/record/')" 10

it 'changes records in place, keeps their native types, and serves what it wrote'
write_zone 7
fake_forgets
apply 0
prints '10 done'
is "$(fake_asked | grep -c '^PUT')" 3
is "$(fake_asked | grep -c '^DELETE')" 2
is "$(fake_asked | grep -c 'POST.*/refresh 200')" 1
# Ten to plan, and to check those eight that were written.
is "$(fake_asked | grep -c '^GET .*/record/')" 18
no_changes
fake_state >state
holds grep -q '"192.0.2.7"' state
holds grep -q 'p=reject' state

it 'loses nothing when an answer does not come'
for at in 13 14 15 16 17 18 19 20 21 22 23; do
  fake_has "$before"
  fake_faults "[{\"at\": $at, \"do\": \"cut\"}]"
  apply 0
  fake_faults '[]'
  no_changes
  fake_state >again
  holds python3 -c 'import json, sys
one, two = (sorted(json.load(open(name))["a.example."]) for name in sys.argv[1:])
sys.exit(one != two)' state again
done

it 'says when what is stored is not served, and does not call it done'
fake_has "$before"
fake_faults '[{"at": 23, "do": "status", "status": 500}]'
apply 0
fake_has "$before"
fake_faults '[{"at": 23, "do": "status", "status": 400, "body": "{\"message\": \"locked\"}"}]'
apply 5
says 'the changes are stored, but not served yet'
says "refresh the zone in OVHcloud's control panel"
prints '10 unknown'
fake_faults '[]'

it 'signs with the token of a service account too'
write_zone 9
fake_forgets
run 0 zoneward apply --worktree --yes --force --config account.yaml
no_changes
is "$(fake_asked | grep -c 'POST /auth/oauth2/token 200')" 1
is "$(fake_asked | grep -c /auth/time)" 1

it 'knows wrong credentials from missing rights and missing zones, and shows no secret'
for name in OVH_KEY OVH_SECRET OVH_CONSUMER; do
  run 4 env $name=a-wrong-one-that-must-not-be-seen "$ZONEWARD" plan --worktree --config octodns.yaml
  says 'the credentials are not accepted by'
  is "$(grep -c error: "$work/both")" 1
  holds_not grep -qE 'a-wrong-one|must-not-be-seen' "$work/both"
done
run 4 env OVH_CLIENT_SECRET=a-wrong-one-that-must-not-be-seen "$ZONEWARD" plan --worktree --config account.yaml
says 'gave no token for client_id and client_secret'
sed 's/a\.example/forbidden.example/' octodns.yaml >forbidden.yaml
cp zones/a.example.yaml zones/forbidden.example.yaml
cp zones/a.example.yaml zones/missing.example.yaml
run 4 zoneward plan --worktree --config forbidden.yaml
says 'the credentials have no right to this at'
says 'GET, POST, PUT and DELETE'
sed 's/a\.example/missing.example/' octodns.yaml >missing.yaml
run 0 zoneward plan --worktree --config missing.yaml
says 'has no zone missing.example.'
run 4 zoneward apply --worktree --yes --force --config missing.yaml
says 'cannot be created from here'

finish
