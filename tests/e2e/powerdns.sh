#!/bin/sh
# A real PowerDNS server as the target: written, asked, and planned again.
. "$(dirname "$0")/lib.sh"
# shellcheck source=../providers/powerdns/pdns.sh
. "$SOURCE_DIR/tests/providers/powerdns/pdns.sh"

{ pdns_available && command -v drill >/dev/null; } ||
  skip 'pdns-server or drill is not installed'
at_end pdns_stop
need pdns_start

repository "$work/r"
cd "$work/r" || exit 1
cat >octodns.yaml <<EOF
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  pdns:
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: $PDNS_API_PORT
    api_key: env/E2E_PDNS_KEY
zones:
  a.example.:
    sources: [config]
    targets: [pdns]
  b.example.:
    sources: [config]
    targets: [pdns]
EOF
cat >zones/a.example.yaml <<'EOF'
'':
  - type: A
    values: [192.0.2.1, 192.0.2.2]
  - type: NS
    values: [ns1.a.example., ns2.example.net.]
  - type: MX
    value: {preference: 10, exchange: mx.a.example.}
  - type: TXT
    value: v=spf1 mx -all
ns1:
  type: A
  value: 192.0.2.53
www:
  ttl: 300
  type: CNAME
  value: a.example.
EOF
commit . 'For PowerDNS'
E2E_PDNS_KEY=$PDNS_KEY
export E2E_PDNS_KEY

# Somebody changes a record at the server.
somebody_else() {
  pdns_api PATCH /zones/b.example. -f -d '{"rrsets": [{"name": "www.b.example.", "type": "A",
    "ttl": 60, "changetype": "REPLACE", "records": [{"content": "198.51.100.1"}]}]}'
}

# answer NAME TYPE: what the server says, in order.
answer() {
  drill @127.0.0.1 -p "$PDNS_PORT" "$1" "$2" |
    sed -n '/ANSWER SECTION/,/^$/p' | awk -v type="$2" '$4 == type { print $2, $5 }' | sort | tr '\n' ';'
}

it 'validates without asking the server'
run 0 env -u E2E_PDNS_KEY "$ZONEWARD" validate HEAD
says '2 zones'

it 'plans zones that the server does not have, and creates nothing'
run 10 zoneward plan main --detailed-exitcode
says '7 to create'
is "$(pdns_api GET /zones)" '[]'

it 'creates the zones, and the server answers'
run 0 zoneward apply main --yes
says '7 done'
is "$(answer a.example A)" '3600 192.0.2.1;3600 192.0.2.2;'
is "$(answer www.a.example CNAME)" '300 a.example.;'
is "$(answer a.example NS)" '3600 ns1.a.example.;3600 ns2.example.net.;'
is "$(answer www.b.example A)" '3600 192.0.2.2;'

it 'has an empty plan after that'
run 0 zoneward plan main --detailed-exitcode
says 'No changes.'

it 'creates, updates and deletes'
need sed -i 's/ttl: 300/ttl: 600/; s/192.0.2.53/192.0.2.54/; /type: TXT/,+1d' zones/a.example.yaml
address new 192.0.2.3 >>zones/a.example.yaml
commit . 'All kinds of change'
run 0 zoneward plan HEAD~1..HEAD
says '1 to create, 2 to update, 1 to delete'
says_not b.example
run 0 zoneward apply main --yes
says '4 done'
is "$(answer new.a.example A)" '3600 192.0.2.3;'
is "$(answer ns1.a.example A)" '3600 192.0.2.54;'
is "$(answer www.a.example CNAME)" '600 a.example.;'
is "$(answer a.example TXT)" ''
run 0 zoneward plan main --detailed-exitcode

it 'turns an address into an alias in one step'
# shellcheck disable=SC2016 # $ is sed's last line
need sed -i '/^new:/,$d' zones/a.example.yaml
printf 'new:\n  type: CNAME\n  value: www.a.example.\n' >>zones/a.example.yaml
commit . 'An alias'
run 0 zoneward apply main --yes
is "$(answer new.a.example CNAME)" '3600 www.a.example.;'
run 0 zoneward plan main --detailed-exitcode

it 'sees what somebody changed at the server, and mends it'
need somebody_else
run 10 zoneward plan main --detailed-exitcode
says 198.51.100.1
run 0 zoneward apply main --yes
is "$(answer www.b.example A)" '3600 192.0.2.2;'

it 'applies the plan that was reviewed, and no other'
address digest 192.0.2.4 >>zones/b.example.yaml
commit . 'Reviewed'
run 0 zoneward plan main --format markdown
digest=$(sed -n 's/.*digest=\([0-9a-f]*\).*/\1/p' "$work/stdout" | head -n 1)
need somebody_else
run 3 zoneward apply main --expect "$digest" --yes
is "$(answer digest.b.example A)" ''

it 'refuses to empty a zone without --force'
run 0 zoneward apply main --yes
seq -f 'n%g' 20 | while read -r name; do address "$name" 192.0.2.10; done >zones/b.example.yaml
commit . 'Twenty'
run 0 zoneward apply main --force --yes
address n1 192.0.2.10 >zones/b.example.yaml
commit . 'One'
run 3 zoneward apply main --yes
is "$(answer n20.b.example A)" '3600 192.0.2.10;'
run 0 zoneward apply main --force --yes
is "$(answer n20.b.example A)" ''

it 'never prints the key'
for options in '' -v; do
  address "key$options" 192.0.2.5 >>zones/b.example.yaml
  commit . 'A record'
  # shellcheck disable=SC2086 # a list of words
  run 0 zoneward $options plan main
  says_not "$PDNS_KEY"
  # shellcheck disable=SC2086 # a list of words
  run 0 zoneward $options apply main --yes
  says_not "$PDNS_KEY"
done

it 'says that the key is wrong, once for a zone, with status 4'
address wrong 192.0.2.6 >>zones/b.example.yaml
commit . 'A record'
run 4 env E2E_PDNS_KEY=a-wrong-key-that-must-not-be-seen "$ZONEWARD" plan main
says 'the API key is not accepted'
says_not a-wrong-key-that-must-not-be-seen
errors 2
run 4 env E2E_PDNS_KEY=a-wrong-key-that-must-not-be-seen "$ZONEWARD" apply main --yes
says_not a-wrong-key-that-must-not-be-seen
is "$(answer wrong.b.example A)" ''

it 'says that the server cannot be reached, with status 4'
pdns_end
run 4 zoneward plan main
says 127.0.0.1
errors 2
run 4 zoneward apply main --yes
says_not "$PDNS_KEY"

finish
