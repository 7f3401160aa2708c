#!/bin/sh
# Cloudflare's own client and zoneward with the same fake: each reads what the other wrote.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

command -v node >/dev/null || skip 'there is no node'
command -v npm >/dev/null || skip 'there is no npm'
mkdir npm
(cd npm && HOME=$npm_home timeout 120 npm install --cache "$work/npm-cache" --no-audit --no-fund \
  --fetch-retries 1 cloudflare@7 >"$work/npm.log" 2>&1) ||
  skip "npm cannot install cloudflare: $(grep -m 1 'npm error' "$work/npm.log")"
start_fake cloudflare
CLOUDFLARE_TOKEN=a-token-that-must-not-be-seen
export CLOUDFLARE_TOKEN

# sdk STEP: what tests/providers/cloudflare/sdk.mjs does.
sdk() {
  run 0 node "$SOURCE_DIR/tests/providers/cloudflare/sdk.mjs" npm/node_modules "$FAKE_URL" "$1"
}

# same FILE FILE: or what differs.
same() {
  diff "$1" "$2" >"$work/both" || fault "$2 is not as wanted"
}

mkdir zones out
cat >octodns.yaml <<YAML
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, enforce_order: false}
  out: {class: octodns.provider.yaml.YamlProvider, directory: ./out}
  cloudflare:
    class: octodns_cloudflare.CloudflareProvider
    token: env/CLOUDFLARE_TOKEN
    api_url: $FAKE_URL
    regional_services: true
zones:
  a.example.: {sources: [config], targets: [cloudflare]}
  sdk.example.: {sources: [cloudflare], targets: [out]}
YAML

it 'takes the client for what it is: zone, records, batch, page rule, region'
sdk write
is "$(cat "$work/stdout")" 'created, then 403
edit keeps the comment: by hand
batch: 1 1 5
rules: 1 string
gone.sdk.example eu'

it 'refuses as the service does, in a form that the client knows'
sdk fail
is "$(cat "$work/stdout")" 'token: PermissionDeniedError 403 9109
zone: NotFoundError 404 7003
address: BadRequestError 400 9005
alias: BadRequestError 400 81053
twice: BadRequestError 400 81058
record: NotFoundError 404 81044
batch: BadRequestError 400 81053
nothing of the batch: true'

it 'reads what the client wrote'
run 0 zoneward dump --worktree --output-dir out sdk.example. cloudflare
cat >wanted <<'YAML'
---
? ''
: - type: CAA
    value:
      flags: 0
      tag: issue
      value: ca.example
  - type: MX
    value:
      exchange: mx.sdk.example.
      preference: 20
_s._tcp:
  type: SRV
  value:
    port: 3
    priority: 1
    target: a.sdk.example.
    weight: 2
a:
  octodns:
    cloudflare:
      comment: by hand
  ttl: 900
  type: A
  value: 192.0.2.2
f:
  ttl: 300
  type: URLFWD
  value:
    code: 301
    masking: 2
    path: /old
    query: 0
    target: https://new.example/
gone:
  octodns:
    cloudflare:
      auto-ttl: true
      proxied: true
      region: eu
  ttl: 300
  type: CNAME
  value: a.sdk.example.
h:
  type: HTTPS
  value:
    svcparams:
      alpn:
      - h3
      - h2
      port: 8443
    svcpriority: 1
    targetname: .
t:
  type: TXT
  value: one two\; three
YAML
same wanted out/sdk.example.yaml

it 'writes what the client reads'
cat >zones/a.example.yaml <<'YAML'
'':
  - {type: ALIAS, value: www.b.example., octodns: {cloudflare: {proxied: true, region: eu}}}
  - {type: CAA, value: {flags: 128, tag: issue, value: 'ca.example; a=b'}}
  - {type: MX, value: {preference: 10, exchange: mx.a.example.}}
  - {type: TXT, value: 'a "b"\; c'}
_s._tcp: {type: SRV, value: {priority: 1, weight: 2, port: 3, target: a.b.example.}}
h: {type: HTTPS, value: {svcpriority: 1, targetname: ., svcparams: {alpn: [h3, h2], port: 8443}}}
www: {ttl: 300, type: A, value: 192.0.2.1, octodns: {cloudflare: {comment: web}}}
YAML
run 0 zoneward apply --worktree --yes a.example.
sdk read
cat >wanted <<'JSON'
{"name":"_s._tcp.a.example","type":"SRV","content":"1 2 3 a.b.example","ttl":3600,"proxied":false,"data":{"priority":1,"weight":2,"port":3,"target":"a.b.example"}}
{"name":"a.example","type":"CAA","content":"128 issue \"ca.example; a=b\"","ttl":3600,"proxied":false,"data":{"flags":128,"tag":"issue","value":"ca.example; a=b"}}
{"name":"a.example","type":"CNAME","content":"www.b.example","ttl":1,"proxied":true}
{"name":"a.example","type":"MX","content":"mx.a.example","ttl":3600,"priority":10,"proxied":false}
{"name":"a.example","type":"TXT","content":"\"a \\\"b\\\"; c\"","ttl":3600,"proxied":false}
{"name":"h.a.example","type":"HTTPS","content":"1 . alpn=\"h3,h2\" port=\"8443\"","ttl":3600,"proxied":false,"data":{"priority":1,"target":".","value":" alpn=\"h3,h2\" port=\"8443\""}}
{"name":"www.a.example","type":"A","content":"192.0.2.1","ttl":300,"proxied":false,"comment":"web"}
JSON
same wanted "$work/stdout"
finish
