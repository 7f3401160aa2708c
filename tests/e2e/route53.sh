#!/bin/sh
# Route 53, against a fake of it: zones, records, aliases, dynamic records, batches.
# shellcheck disable=SC2119 # no variables for the fake
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_route53.sh
. "$SOURCE_DIR/tests/e2e/lib_route53.sh"

fake_start FAKE_POLLS=1
route53_yaml "$key" "$secret" >octodns.yaml
cat >>octodns.yaml <<'YAML'
  a.example.: {sources: [config], targets: [r53]}
  b.example.: {sources: [r53], targets: [out]}
YAML

# converges: nothing is left to be done.
converges() {
  run 0 zoneward plan --worktree --detailed-exitcode a.example.
}

it 'creates a zone with its records, and waits until they are served'
cat >zones/a.example.yaml <<'YAML'
'':
  - {type: CAA, value: {flags: 0, tag: issue, value: 'ca.example; a=b'}}
  - {type: MX, value: {preference: 10, exchange: mx.a.example.}}
  - {type: NS, values: [ns1.other.example., ns2.other.example.]}
  - {type: TXT, values: ['v=spf1 -all', 'a "b" \\ \; c']}
'*': {ttl: 60, type: A, values: [192.0.2.1, 192.0.2.2]}
_s._tcp: {type: SRV, value: {priority: 1, weight: 2, port: 3, target: a.b.example.}}
0/25: {type: PTR, values: [x.example., y.example.]}
h: {type: HTTPS, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h3, h2]}}}
n: {type: NAPTR, value: {order: 1, preference: 2, flags: u, service: E2U+sip, regexp: '!^.*$!sip:\\1@x!', replacement: .}}
www: {type: CNAME, value: a.example.}
YAML
fake_does '[]'
run 0 zoneward apply --worktree --yes a.example.
prints '10 done'
is "$(fake_log | sed 's/Z[0-9]*/Z/; s/C[0-9]*/C/')" 'GET /hostedzonesbyname 200
POST /hostedzone 201
POST /hostedzone/Z/rrset/ 200
GET /hostedzone/Z/rrset 200
GET /change/C 200
GET /change/C 200'
converges

it 'changes, deletes and turns types into others, in one request'
sed -i '/^www:/d; /^_s/d; s/192.0.2.2/192.0.2.3/' zones/a.example.yaml
echo 'www: {type: A, value: 192.0.2.9}' >>zones/a.example.yaml
fake_does '[]'
run 0 zoneward apply --worktree --yes --force a.example.
prints '4 done'
is "$(fake_log | grep -c POST)" 1
converges

it 'writes aliases to services and to records of the zone, targets first'
cat >>zones/a.example.yaml <<'YAML'
a-first: {type: Route53Provider/ALIAS, value: {name: b-next, type: A}}
b-next: {type: Route53Provider/ALIAS, value: {name: z-new, type: A, evaluate-target-health: true}}
cdn:
  type: Route53Provider/ALIAS
  values:
    - {type: A, name: d1.cloudfront.net., hosted-zone-id: Z2FDTNDATAQYW2}
    - {type: AAAA, name: d1.cloudfront.net., hosted-zone-id: Z2FDTNDATAQYW2}
z-new: {type: A, value: 192.0.2.7}
YAML
run 0 zoneward apply --worktree --yes a.example.
prints '4 done'
converges
sed -i '/^[abz]-/d; s/type: AAAA, name: d1/type: AAAA, name: d2/' zones/a.example.yaml
run 0 zoneward apply --worktree --yes --force a.example.
prints '4 done'
converges

it 'writes dynamic records with places, fallbacks and health checks'
cat >>zones/a.example.yaml <<'YAML'
dyn:
  type: A
  ttl: 60
  value: 192.0.2.9
  dynamic:
    pools:
      eu:
        fallback: us
        values: [{value: 192.0.2.10, weight: 2}, {value: 192.0.2.11, weight: 3, status: up}]
      us: {values: [{value: 192.0.2.12, status: down}]}
    rules: [{pool: eu, geos: [AS-JP, EU, NA-US-CA]}, {pool: us}]
  octodns:
    healthcheck: {path: /ok, port: 8080, protocol: HTTP}
    route53: {healthcheck: {request_interval: 30}}
net:
  type: AAAA
  value: 2001:db8::1
  dynamic:
    pools: {a: {values: [{value: 2001:db8::2}]}, b: {values: [{value: 2001:db8::3, status: up}]}}
    rules: [{pool: a, subnets: [10.0.0.0/8, 192.168.0.0/16]}, {pool: b}]
cn:
  type: CNAME
  value: x.example.
  dynamic: {pools: {a: {values: [{value: y.example.}]}}, rules: [{pool: a}]}
YAML
run 0 zoneward apply --worktree --yes a.example.
prints '3 done'
converges

it 'changes a pool without touching the others, and sweeps the checks that are not used'
fake_does '[]'
sed -i 's/192.0.2.10, weight: 2/192.0.2.20, weight: 2/' zones/a.example.yaml
run 0 zoneward apply --worktree --yes a.example.
is "$(fake_log | grep -cE '^(POST|DELETE) /healthcheck')" 2
converges

it 'notices that a record is to be checked in another way'
sed -i 's|path: /ok|path: /well|' zones/a.example.yaml
run 10 zoneward plan --worktree --detailed-exitcode a.example.
prints '1 to update'
run 0 zoneward apply --worktree --yes a.example.
converges

it 'refuses places and mixtures that Route 53 does not know, before it writes'
cp zones/a.example.yaml kept.yaml
sed -i 's/NA-US-CA/NA-CA-BC/' zones/a.example.yaml
fake_does '[]'
run 4 zoneward apply --worktree --yes a.example.
says 'provinces of Canada cannot be told apart'
is "$(fake_log | grep -c POST)" 0
mv kept.yaml zones/a.example.yaml

it 'deletes dynamic records with all their parts'
sed -i '/^dyn:/,$d' zones/a.example.yaml
run 0 zoneward apply --worktree --yes --force a.example.
prints '3 done'
is "$(fake_state | grep -c _octodns)" 0
converges

it 'cuts what is too much for one request between names'
fake_has '{"a.example.": []}'
python3 - >zones/a.example.yaml <<'PY'
for i in range(600):
    print(f'n{i}: {{type: A, values: [192.0.2.1, 192.0.2.2]}}')
for i in range(30):
    print(f't{i}: {{type: TXT, value: {"x" * 1100}}}')
PY
fake_does '[]'
run 0 zoneward apply --worktree --yes a.example.
is "$(fake_log | grep -c POST)" 3
sed -i 's/192.0.2.2/192.0.2.3/' zones/a.example.yaml
fake_does '[]'
run 0 zoneward apply --worktree --yes --force a.example.
is "$(fake_log | grep -c POST)" 3
converges

it 'leaves alone what cannot be written down, and says so'
fake_has '{"b.example.": [["b.example.", "TXT", 60, "\"a\" \"b\""],
  ["caf\\195\\169.b.example.", "A", 60, "192.0.2.1"]]}'
run 0 zoneward dump --worktree --output-dir out b.example. r53
holds grep -q 'value: ab$' out/b.example.yaml

finish
