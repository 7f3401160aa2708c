#!/bin/sh
# Internal zones of Cloudflare: found in the list and in views, never created.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
start_fake cloudflare
CLOUDFLARE_TOKEN=a-token-that-must-not-be-seen
export CLOUDFLARE_TOKEN

mkdir zones
# config [LINE…]
config() {
  cat <<CONFIG
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, enforce_order: false}
  internal:
    class: octodns_cloudflare.CloudflareInternalProvider
    token: env/CLOUDFLARE_TOKEN
    api_url: $FAKE_URL
    account_id: 01a7362d577a6c3019a474fd6f485823
CONFIG
  [ $# -eq 0 ] || printf '    %s\n' "$@"
  cat <<CONFIG
zones:
  a.internal.: {sources: [config], targets: [internal]}
CONFIG
}

zone() {
  fake POST /_fake/zone "$1"
}

plan() {
  zoneward plan --worktree "$@"
}

cat >zones/a.internal.yaml <<'YAML'
'':
  - {type: NS, value: ns1.a.internal.}
www: {ttl: 300, type: A, value: 10.0.0.1}
YAML

it 'refuses settings of the edge by name'
for line in 'cdn: false' 'pagerules: false' 'plan_type: pro' 'regional_services: true'; do
  config "$line" >octodns.yaml
  run 1 zoneward validate --worktree
  errors 1
  says "${line%%:*}"
done
config | grep -v account_id >octodns.yaml
run 1 zoneward validate --worktree
says account_id

it 'creates none, and takes no public zone for one'
config >octodns.yaml
need fake POST /_fake/state '{"a.internal.": []}'
run 4 plan
errors 1
says 'internal zones are not created here'

it 'finds one in the list, writes it, and warns of NS records of the zone itself'
need fake POST /_fake/state '{}'
need zone '{"name": "a.internal", "type": "internal"}'
need fake POST /_fake/log
run 0 zoneward apply --worktree --yes
says 'an internal zone has no NS record of its own'
is "$(fake_rows a.internal.)" 'www.a.internal. A 300 10.0.0.1'
is "$(fake_counts | grep -c pagerules)" 0
run 0 plan --detailed-exitcode

it 'needs the view when a name is there twice'
need zone '{"name": "a.internal", "type": "internal", "another": true, "view": "v2"}'
run 4 plan
errors 1
says view_id
config 'view_id: v2' >octodns.yaml
run 0 plan
says '1 to create'
config 'view_id: nosuch' >octodns.yaml
run 4 plan
errors 1
says 'check view_id'
finish
