#!/bin/sh
# Google Cloud DNS as the target: what is not ours stays, and what goes wrong is said.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_google.sh
. "$SOURCE_DIR/tests/e2e/lib_google.sh"
google_start

apply() {
  run "$1" zoneward apply --worktree --force --yes
  no_secrets
}

plan() {
  run "$1" zoneward plan --worktree --detailed-exitcode
  no_secrets
}

it 'leaves records with a routing policy alone, and says so'
fake_has '{"unit.example.": [["gone.unit.example.", "A", 300, "192.0.2.9"]]}'
google_settings '{"policies": [["unit.example.", "geo.unit.example.", "A"]]}'
address www 192.0.2.1 >zones/unit.example.yaml
apply 0
says '1 record with a routing policy is left alone'
fake_state >state
holds grep -q '"geo.unit.example.", "A", 300, "192.0.2.77"' state
holds_not grep -q gone.unit.example state
plan 0

it 'refuses to write over one'
address geo 192.0.2.1 >>zones/unit.example.yaml
plan 1
says 'has this record with a routing policy'
fake_state >after
is "$(cat after)" "$(cat state)"

it 'leaves it out when supports are not strict'
google_config "credentials_file: $work/fake/credentials.json" 'strict_supports: false'
plan 0
says 'has this record with a routing policy'
google_config "credentials_file: $work/fake/credentials.json"
address www 192.0.2.1 >zones/unit.example.yaml

it 'does not choose between a public and a private zone of one name'
google_settings '{"twin": "unit.example."}'
plan 4
says 'two zones unit.example., z-unit-example (public) and twin (private)'
says 'write private: false or private: true'
fake_has '{"unit.example.": [["www.unit.example.", "A", 3600, "192.0.2.1"]]}'
google_settings '{"twin": "unit.example."}'
google_config "credentials_file: $work/fake/credentials.json" 'private: false'
plan 0
google_config "credentials_file: $work/fake/credentials.json" 'private: true'
plan 10
prints '+ www'

it 'has no ALIAS in a private zone'
printf "'':\n  type: ALIAS\n  value: x.example.\n" >zones/unit.example.yaml
plan 1
says 'takes no ALIAS in a private zone'
address www 192.0.2.1 >zones/unit.example.yaml

it 'creates no private zone'
fake_has '{}'
google_settings '{}'
apply 4
says 'the project has no such private zone'
is "$(fake_state)" '{}'

it 'creates a public one, whose name servers it replaces by those that are wanted'
google_config "credentials_file: $work/fake/credentials.json"
printf "'':\n  type: NS\n  values: [ns1.example.net., ns2.example.net.]\n" >>zones/unit.example.yaml
google_settings '{"late": 3}'
apply 0
fake_state >state
holds grep -q '"unit.example.", "NS", 3600, "ns1.example.net."' state
plan 0

it 'creates it once, whatever request is lost on the way'
for number in 2 3 4 5 6 7 8 9; do
  fake_has '{}'
  google_settings '{"late": 0}'
  fake_faults "[{\"at\": $number, \"do\": \"cut\"}]"
  apply 0
  fake_faults '[]'
  plan 0
done

it 'reads pages of any length'
google_settings '{"page": 2}'
plan 0

# texts N OCTETS: a zone with so many.
texts() {
  python3 - "$@" >zones/unit.example.yaml <<'EOF'
import json, sys
count, octets = map(int, sys.argv[1:])
print(json.dumps({f't{n}': {'type': 'TXT', 'ttl': 60, 'value': 'x' * octets} for n in range(count)}))
EOF
}

# is_sent N: the zone is written with so many requests, none of which is refused.
is_sent() {
  fake_has '{"unit.example.": []}'
  google_settings '{}'
  fake_forgets
  apply 0
  fake_asked >asked
  is "$(grep -c '^POST .*/changes 200$' asked)" "$1"
  is "$(grep -c '^POST .*/changes' asked)" "$1"
}

it 'sends as much at once as the service takes: 1,000 records, 100,000 octets with their quotes'
texts 1000 8
is_sent 1
texts 1001 8
is_sent 2
texts 1000 98
is_sent 1
texts 1000 99
is_sent 2

it 'counts what it replaces'
texts 1000 50
apply 0
texts 999 51
fake_forgets
apply 0
fake_asked >asked
is "$(grep -c '^POST .*/changes 200$' asked)" 2
address www 192.0.2.1 >zones/unit.example.yaml
apply 0

it 'waits when there were too many requests'
google_settings '{"busy": 1}'
plan 0

it 'does not take a page for the next one for ever'
fake_faults '[{"at": 0, "do": "status", "status": 200,
  "body": "{\"managedZones\": [], \"access_token\": \"x\", \"nextPageToken\": \"a\"}"}]'
plan 4
says 'goes on without an end'

it 'says what an answer that is none of the service is'
fake_faults '[{"at": 2, "do": "rubbish"}]'
plan 4
says 'is not JSON'
fake_faults '[]'

it 'says which rights are missing on one zone'
google_settings '{"forbidden": "unit.example."}'
plan 4
says 'roles/dns.admin'
errors 1
google_settings '{}'

it 'plans again when somebody else wrote the zone meanwhile'
address www 192.0.2.2 >zones/unit.example.yaml
for status in 404 409 412; do
  fake_faults "[{\"at\": 4, \"do\": \"status\", \"status\": $status,
    \"body\": \"{\\\"error\\\": {\\\"message\\\": \\\"Precondition not met\\\"}}\"}]"
  apply 4
  says 'Precondition not met'
  says 'plan again'
done
fake_faults '[]'

it 'warns when nobody knows whether it is served'
fake_faults '[{"at": 6, "do": "status", "status": 404}]'
apply 0
says 'what was written may not be served yet'
fake_faults '[]'
plan 0

it 'refuses settings that cannot be'
google_config "credentials_file: $work/fake/credentials.json" 'batch_size: 0'
plan 1
says 'option "batch_size" must be 1 to 1000'
google_config "credentials_file: $work/fake/credentials.json" 'endpoint: http://dns.example'
sed -i "/endpoint: http:..127/d" octodns.yaml
plan 1
says 'http://'

finish
