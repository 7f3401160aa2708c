#!/bin/sh
# Cloudflare as the target, by its fake: every type, the octodns.cloudflare block, batches,
# page rules, regions, plans, and what goes wrong.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
start_fake cloudflare

CLOUDFLARE_TOKEN=a-token-that-must-not-be-seen
export CLOUDFLARE_TOKEN
mkdir zones

# config [LINE…]: octodns.yaml with these further settings of the target.
config() {
  cat <<CONFIG
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  cloudflare:
    class: octodns_cloudflare.CloudflareProvider
    token: env/CLOUDFLARE_TOKEN
    api_url: $FAKE_URL
    account_id: 01a7362d577a6c3019a474fd6f485823
CONFIG
  printf '    %s\n' "$@"
  printf 'zones:\n  a.example.:\n    sources: [config]\n    targets: [cloudflare]\n'
}

plan() {
  zoneward plan --worktree "$@"
}

apply() {
  zoneward apply --worktree --yes --force "$@"
}

# settled: nothing is left to do.
settled() {
  run 0 plan --detailed-exitcode
  says 'No changes.'
}

config 'min_ttl: 120' >octodns.yaml
cat >zones/a.example.yaml <<'ZONE'
'':
  - {type: ALIAS, value: www.b.example.}
  - {type: MX, values: [{preference: 10, exchange: mx.a.example.}, {preference: 20, exchange: mx2.b.example.}]}
  - type: CAA
    values: [{flags: 0, tag: issue, value: 'ca.example; policy=ev'}, {flags: 128, tag: iodef, value: 'mailto:a@a.example'}]
  - {type: TXT, values: ['v=spf1 -all', 'a "quoted" text\; and more']}
a:
  - {ttl: 300, type: A, values: [192.0.2.1, 192.0.2.2]}
  - {ttl: 60, type: AAAA, value: '2001:db8::1'}
  - {type: SSHFP, value: {algorithm: 4, fingerprint_type: 2, fingerprint: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}
  - type: LOC
    value: {lat_degrees: 31, lat_minutes: 58, lat_seconds: 52.1, lat_direction: S, long_degrees: 115,
      long_minutes: 49, long_seconds: 11.7, long_direction: E, altitude: 20, size: 10, precision_horz: 10,
      precision_vert: 2}
'*': {type: CNAME, value: a.a.example.}
_25._tcp: {type: TLSA, value: {certificate_usage: 3, selector: 1, matching_type: 1, certificate_association_data: 0011aabb}}
_sip._udp: {type: SRV, values: [{priority: 1, weight: 2, port: 5060, target: a.a.example.}, {priority: 9, weight: 0, port: 1, target: .}]}
h:
  - type: HTTPS
    value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h2, h3], port: 8443, ipv4hint: [192.0.2.1]}}
  - {type: SVCB, value: {svcpriority: 2, targetname: s.b.example., svcparams: {no-default-alpn: null, alpn: [h2]}}}
long:
  type: TXT
  value: 'LONG'
n:
  type: NAPTR
  value: {order: 10, preference: 20, flags: U, service: SIP+D2U, regexp: '!^.*$!sip:a@a.example!', replacement: .}
p: {type: PTR, value: a.a.example.}
sub:
  - {type: NS, values: [ns1.b.example., ns2.b.example.]}
  - {type: DS, value: {key_tag: 1, algorithm: 8, digest_type: 2, digest: aabbccdd}}
ZONE
need sed -i "s/LONG/$(head -c 600 /dev/zero | tr '\0' x)/" zones/a.example.yaml

it 'creates a zone with every type, in one batch, and has nothing left to do'
run 10 plan --detailed-exitcode
is "$(fake GET /_fake/state)" '{}'
need fake POST /_fake/log
run 0 apply
says_not error
is "$(fake_counts | grep POST | grep -v _fake)" "1 POST /zones
2 POST /zones/ID/dns_records/batch"
is "$(fake_rows a.example. | grep -c .)" 24
settled

it 'writes values as the API has them'
is "$(fake_rows a.example. | grep -E ' (AAAA|ALIAS|SRV|HTTPS|NAPTR|DS) ')" \
  '_sip._udp.a.example. SRV 3600 1 2 5060 a.a.example.
_sip._udp.a.example. SRV 3600 9 0 1 .
a.a.example. AAAA 120 2001:db8::1
a.example. ALIAS 3600 www.b.example.
h.a.example. HTTPS 3600 1 . alpn="h2,h3" port="8443" ipv4hint="192.0.2.1"
n.a.example. NAPTR 3600 10 20 "U" "SIP+D2U" "!^.*$!sip:a@a.example!" .
sub.a.example. DS 3600 1 8 2 aabbccdd'

it 'writes nothing that is as it was, in place what changed, and keeps settings'
need sed -i 's/192.0.2.2/192.0.2.3/; s/ttl: 60, type: AAAA/ttl: 600, type: AAAA/' zones/a.example.yaml
need fake POST /_fake/log
run 0 apply
is "$(fake_counts | grep -E 'POST|zones$' | grep -v _fake)" "1 GET /zones
1 POST /zones/ID/dns_records/batch"
is "$(fake_rows a.example. | grep -E '^a\.a.* (A|AAAA) ')" 'a.a.example. A 300 192.0.2.1
a.a.example. A 300 192.0.2.3
a.a.example. AAAA 600 2001:db8::1'
settled

it 'changes types in one step: an address becomes an alias, and back'
cp zones/a.example.yaml before.yaml
need sed -i "/^p:/s/.*/p: {type: CNAME, value: a.a.example.}/; s/^'\*': .*/'*': {type: A, values: [192.0.2.1, 192.0.2.9]}/" zones/a.example.yaml
need fake POST /_fake/log
run 0 apply
is "$(fake_counts | grep POST)" '1 POST /zones/ID/dns_records/batch'
settled
cp before.yaml zones/a.example.yaml
run 0 apply
settled

it 'proxies, comments and tags, and sees a change of these alone'
need fake POST /_fake/zone '{"name": "a.example", "plan": "pro"}'
cat >zones/a.example.yaml <<'ZONE'
m:
  type: A
  values: [192.0.2.1, 192.0.2.2]
  octodns: {cloudflare: {comment: both, tags: ['b:2', 'a:1', 'b:2'], values: [{value: 192.0.2.2, comment: second}]}}
p:
  - {ttl: 60, type: A, value: 192.0.2.1, octodns: {cloudflare: {proxied: true}}}
  - {ttl: 60, type: TXT, value: x, octodns: {cloudflare: {auto-ttl: true}}}
ZONE
run 0 apply
settled
is "$(fake_rows a.example.)" 'm.a.example. A 3600 192.0.2.1
m.a.example. A 3600 192.0.2.2
p.a.example. A 1 192.0.2.1
p.a.example. TXT 1 "x"'
need sed -i 's/ttl: 60, type: A/ttl: 600, type: A/' zones/a.example.yaml
settled
need sed -i "s/tags: .*'b:2'\], //; s/comment: both, //" zones/a.example.yaml
run 10 plan --detailed-exitcode
says '1 to update'
run 0 apply
settled
need sed -i '/^  octodns:/d; s/, octodns: .*}}}/}/' zones/a.example.yaml
run 0 apply
says '3 done'
settled
is "$(fake_rows a.example. | tail -n 1)" 'p.a.example. TXT 120 "x"'

it 'forwards by page rules, and regions by host'
config 'regional_services: true' 'plan_type: pro' >octodns.yaml
cat >zones/a.example.yaml <<'ZONE'
f:
  - {type: A, value: 192.0.2.1, octodns: {cloudflare: {proxied: true, region: eu}}}
  - {type: AAAA, value: '2001:db8::1', octodns: {cloudflare: {proxied: true, region: eu}}}
  - {type: URLFWD, values: [{path: /a, target: 'https://a.example/', code: 301, masking: 2, query: 0},
      {path: '/b*', target: 'https://b.example/x', code: 302, masking: 2, query: 0}]}
ZONE
run 0 apply
settled
is "$(fake_rows a.example. | grep URLFWD)" 'f.a.example. URLFWD 300 "/a" "https://a.example/" 301 2 0
f.a.example. URLFWD 300 "/b*" "https://b.example/x" 302 2 0'
need sed -i 's/region: eu/region: us/; s/301/302/' zones/a.example.yaml
run 0 apply
settled
need sed -i '/type: AAAA/d' zones/a.example.yaml
run 0 apply
settled
# shellcheck disable=SC2016 # $ is sed's last line
need sed -i '/type: URLFWD/,$d; s/, region: us//' zones/a.example.yaml
need fake POST /_fake/log
run 0 apply
settled
is "$(fake_counts | grep DELETE)" '1 DELETE /zones/ID/addressing/regional_hostnames/f.a.example
2 DELETE /zones/ID/pagerules/ID'

it 'changes the plan of a zone together with a record'
need fake POST /_fake/zone '{"name": "a.example", "plan": "free"}'
run 0 plan
says 'the zone has the plan "free", not "pro"'
need sed -i 's/192.0.2.1/192.0.2.2/' zones/a.example.yaml
run 0 apply
run 0 plan
says_not 'has the plan'

it 'says what it cannot hold, and what the block has wrong'
cat >zones/a.example.yaml <<'ZONE'
'':
  - {type: NS, values: [ns1.a.example.]}
a: {ttl: 90000, type: A, value: 192.0.2.1}
d: {type: DS, value: {key_tag: 1, algorithm: 8, digest_type: 2, digest: aabbccdd}}
m: {type: A, value: 192.0.2.1, octodns: {cloudflare: {values: [{value: 192.0.2.2, comment: x}, y]}}}
r:
  - {type: A, value: 192.0.2.1, octodns: {cloudflare: {region: eu}}}
  - {type: AAAA, value: '2001:db8::1', octodns: {cloudflare: {proxied: true, region: us}}}
  - {type: TXT, value: x, octodns: {cloudflare: {region: us}}}
ZONE
run 1 plan
errors 8
says 'takes no TTL above 86400'
says 'takes a DS record beside an NS record only'
says 'for entry 1 of octodns.cloudflare.values'
says 'keeps only proxied records to a region'
says 'has one region for a name'
says 'keeps only A, AAAA, ALIAS and CNAME records to a region'
says 'does not manage the NS records of the zone itself'

it 'leaves the edge as it is with cdn'
need fake POST /_fake/state '{"a.example.": [["w.a.example.", "A", 300, "192.0.2.1"]]}'
config 'pagerules: false' >octodns.yaml
printf 'w: {type: A, value: 192.0.2.1, octodns: {cloudflare: {proxied: true}}}\n' >zones/a.example.yaml
run 0 apply
settled
config 'cdn: true' >octodns.yaml
echo '{}' >zones/a.example.yaml
settled
printf 'w: {type: CNAME, value: w.a.example.cdn.cloudflare.net.}\n' >zones/a.example.yaml
settled
finish
