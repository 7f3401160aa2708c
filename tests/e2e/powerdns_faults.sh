#!/bin/sh
# A PowerDNS server that fails: in reading, in writing, in the middle.
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || skip 'python3 is not installed'
fake=$work/fake
mkdir "$fake"
echo fine >"$fake/mode"
python3 "$here/fake_pdns.py" "$fake" >"$fake/log" 2>&1 &
fake_pid=$!
at_end "kill $fake_pid 2>/dev/null; wait $fake_pid 2>/dev/null"
wait_for "$fake/port"

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
    port: $(cat "$fake/port")
    api_key: env/E2E_PDNS_KEY
    timeout: 5
zones:
  a.example.:
    sources: [config]
    targets: [pdns]
  b.example.:
    sources: [config]
    targets: [pdns]
EOF
commit . 'For PowerDNS'
E2E_PDNS_KEY=a-key-that-must-not-be-seen
export E2E_PDNS_KEY

# when MODE: the server fails so from now on.
when() {
  echo "$1" >"$fake/mode"
  : >"$fake/requests"
}

writes() {
  grep -cv '^GET ' "$fake/requests"
}

next_change() {
  change=$((${change-10} + 1))
  address "n$change" "192.0.2.$change" >>zones/a.example.yaml
  address "n$change" "192.0.2.$change" >>zones/b.example.yaml
  commit . "Change $change"
}

it 'works with a server that works'
when fine
run 0 zoneward apply main --yes
says '2 done'
run 0 zoneward plan main --detailed-exitcode

it 'writes nothing when the server fails in reading'
next_change
for mode in read500 cut rubbish drop; do
  when $mode
  run 4 timeout 100 "$ZONEWARD" apply main --yes
  errors 2
  is "$(writes)" 0
  says_not "$E2E_PDNS_KEY"
  plain
done

it 'fails with status 4 when the server writes nothing'
when write500
run 4 timeout 100 "$ZONEWARD" apply main --yes
says '2 failed'
says 'a.example.'
says 'b.example.'
when refuse
run 4 zoneward apply main --yes
says '422'
says 'RRset is not to my taste'
says '2 failed'

it 'fails with status 5 when a 500 comes in the middle'
when second500
run 5 timeout 100 "$ZONEWARD" apply main --yes
says '1 done, 1 failed'
says 'b.example.'

it 'goes on where it ended'
when fine
run 0 zoneward apply main --yes
says '1 done'
run 0 zoneward plan main --detailed-exitcode

it 'knows what was written although the server said 500'
next_change
when after500
run 0 timeout 100 "$ZONEWARD" apply main --yes
says '2 done'
when fine
run 0 zoneward plan main --detailed-exitcode

it 'waits when the server asks for it'
when once429
run 0 timeout 100 "$ZONEWARD" plan main --detailed-exitcode

it 'says that nothing listens there'
kill "$fake_pid"
wait "$fake_pid" 2>/dev/null
next_change
run 4 timeout 100 "$ZONEWARD" plan main
says 127.0.0.1
errors 2
run 4 timeout 100 "$ZONEWARD" apply main --yes
says_not "$E2E_PDNS_KEY"

it 'says that a name does not exist'
need sed -i 's/host: 127.0.0.1/host: nosuch.invalid/' octodns.yaml
run 4 timeout 100 "$ZONEWARD" plan
says nosuch.invalid

finish
