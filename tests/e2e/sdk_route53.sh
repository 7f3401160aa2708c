#!/bin/sh
# AWS's own client and zoneward with the same fake: each reads what the other wrote.
npm_home=$HOME
# shellcheck disable=SC2119 # no variables for the fake
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_route53.sh
. "$SOURCE_DIR/tests/e2e/lib_route53.sh"

command -v node >/dev/null || skip 'there is no node'
command -v npm >/dev/null || skip 'there is no npm'
mkdir npm
(cd npm && HOME=$npm_home timeout 120 npm install --cache "$work/npm-cache" --no-audit --no-fund \
  --fetch-retries 1 @aws-sdk/client-route-53@3 >"$work/npm.log" 2>&1) ||
  skip "npm cannot install @aws-sdk/client-route-53: $(grep -m 1 'npm error' "$work/npm.log")"
fake_start
route53_yaml "$key" "$secret" >octodns.yaml
cat >>octodns.yaml <<'YAML'
  a.example.: {sources: [config], targets: [r53]}
  sdk.example.: {sources: [r53], targets: [out]}
YAML

# sdk STEP: what tests/providers/route53/sdk.mjs does.
sdk() {
  run 0 node "$SOURCE_DIR/tests/providers/route53/sdk.mjs" npm/node_modules "$FAKE_URL" "$1"
}

# same FILE FILE: or what differs.
same() {
  diff "$1" "$2" >"$work/both" || fault "$2 is not as wanted"
}

it 'takes the client for what it is, signature and all'
sdk write
is "$(cat "$work/stdout")" 'sdk.example. PENDING 4
PENDING INSYNC'

it 'refuses as the service does, in a form that the client knows'
sdk fail
is "$(cat "$work/stdout")" 'secret: SignatureDoesNotMatch 403
key: InvalidClientTokenId 403
zone: NoSuchHostedZone 404
right: AccessDenied 403
twice: HostedZoneAlreadyExists 409
batch: InvalidChangeBatch 400
check: NoSuchHealthCheck 404
change: NoSuchChange 404'

it 'reads what the client wrote'
run 0 zoneward dump --worktree --lenient --output-dir out sdk.example. r53
says '1 weighted A record is left alone'
sed '/^  *ns-\|^  - ns-/d' out/sdk.example.yaml >got
cat >wanted <<'YAML'
'*':
  ttl: 60
  type: A
  values:
  - 192.0.2.1
  - 192.0.2.2
cdn:
  ttl: 942942942
  type: Route53Provider/ALIAS
  value:
    evaluate-target-health: false
    hosted-zone-id: Z2FDTNDATAQYW2
    name: d1.cloudfront.net.
    type: A
dyn:
  dynamic:
    pools:
      one:
        fallback: null
        values:
        - status: obey
          value: 192.0.2.10
          weight: 1
    rules:
    - geos:
      - EU
      pool: one
    - pool: one
  ttl: 60
  type: A
  value: 192.0.2.9
h:
  ttl: 300
  type: HTTPS
  value:
    svcparams:
      alpn:
      - h3
      - h2
      port: 8443
    svcpriority: 1
    targetname: .
YAML
sed -n "/^'\*':/,/^t:/p" out/sdk.example.yaml | sed '$d' >got
same wanted got
holds grep -q 'value: a\\;bcé' out/sdk.example.yaml

it 'writes what the client reads'
cat >zones/a.example.yaml <<'YAML'
'':
  - {type: CAA, value: {flags: 128, tag: issue, value: 'ca.example; a=b'}}
  - {type: MX, value: {preference: 10, exchange: mx.a.example.}}
  - {type: TXT, value: 'a "b"\; c'}
'*': {ttl: 60, type: A, value: 192.0.2.1}
al: {type: Route53Provider/ALIAS, value: {name: '*', type: A}}
cdn: {type: Route53Provider/ALIAS, value: {type: AAAA, name: d1.cloudfront.net., hosted-zone-id: Z2FDTNDATAQYW2}}
net:
  type: A
  value: 192.0.2.2
  dynamic:
    pools: {a: {values: [{value: 192.0.2.3}]}, b: {values: [{value: 192.0.2.4, status: up}], fallback: a}}
    rules: [{pool: a, subnets: [10.0.0.0/8]}, {pool: b}]
place:
  type: CNAME
  value: x.example.
  dynamic:
    pools: {a: {values: [{value: y.example., weight: 7, status: up}, {value: z.example., status: up}]}}
    rules: [{pool: a, geos: [NA-US-CA]}, {pool: a}]
YAML
run 0 zoneward apply --worktree --yes a.example.
sdk read
cat >wanted <<'TEXT'
a.example. CAA 3600 -  128 issue "ca.example; a=b"
a.example. MX 3600 -  10 mx.a.example.
a.example. TXT 3600 -  "a \"b\"; c"
\052.a.example. A 60 -  192.0.2.1
al.a.example. A - -  zone \052.a.example. false
cdn.a.example. AAAA - -  Z2FDTNDATAQYW2 d1.cloudfront.net. false
net.a.example. A - 0-a-subnet 89de6bcca0bd8b73 zone _octodns-a-pool.net.a.example. true
net.a.example. A - 1-b-subnet * zone _octodns-b-pool.net.a.example. true
_octodns-a-pool.net.a.example. A - a-Primary PRIMARY zone _octodns-a-value.net.a.example. true
_octodns-a-pool.net.a.example. A - a-Secondary-default SECONDARY zone _octodns-default-pool.net.a.example. true
_octodns-a-value.net.a.example. A 3600 a-000 1,checked 192.0.2.3
_octodns-b-pool.net.a.example. A - b-Primary PRIMARY zone _octodns-b-value.net.a.example. true
_octodns-b-pool.net.a.example. A - b-Secondary-a SECONDARY zone _octodns-a-pool.net.a.example. true
_octodns-b-value.net.a.example. A 3600 b-000 1 192.0.2.4
_octodns-default-pool.net.a.example. A 3600 -  192.0.2.2
place.a.example. CNAME - 0-a-NA-US-CA US,CA zone _octodns-a-pool.place.a.example. true
place.a.example. CNAME - 1-a-None * zone _octodns-a-pool.place.a.example. true
_octodns-a-pool.place.a.example. CNAME - a-Primary PRIMARY zone _octodns-a-value.place.a.example. true
_octodns-a-pool.place.a.example. CNAME - a-Secondary-default SECONDARY zone _octodns-default-pool.place.a.example. true
_octodns-a-value.place.a.example. CNAME 3600 a-000 7 y.example.
_octodns-a-value.place.a.example. CNAME 3600 a-001 1 z.example.
_octodns-default-pool.place.a.example. CNAME 3600 -  x.example.
0001:A:net.a.example.: {"Type":"HTTPS","IPAddress":"192.0.2.3","Port":443,"ResourcePath":"/_dns","FullyQualifiedDomainName":"net.a.example","RequestInterval":10,"FailureThreshold":6,"MeasureLatency":true,"Inverted":false,"Disabled":false,"EnableSNI":true}
octodns 89de6bcca0bd8b73 10.0.0.0/8
TEXT
sed 's/[0-9a-f]\{16\}/HASH/' wanted >wanted.txt
sed 's/[0-9a-f]\{16\}/HASH/' "$work/stdout" >got.txt
same wanted.txt got.txt
finish
