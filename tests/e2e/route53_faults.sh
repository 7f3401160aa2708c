#!/bin/sh
# Route 53 that fails: lost answers, limits, rights, zones that are twice there, pages.
# shellcheck disable=SC2119 # no variables for the fake
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_route53.sh
. "$SOURCE_DIR/tests/e2e/lib_route53.sh"

fake_start FAKE_PAGE=3
route53_yaml "$key" "$secret" >octodns.yaml
for zone in a b c d e f g h; do
  echo "  $zone.example.: {sources: [config], targets: [r53]}" >>octodns.yaml
  echo "www: {type: A, value: 192.0.2.1}" >"zones/$zone.example.yaml"
done
cat >zones/a.example.yaml <<'YAML'
new: {type: A, value: 192.0.2.1}
net:
  type: A
  value: 192.0.2.1
  dynamic:
    pools: {a: {values: [{value: 192.0.2.2}]}, b: {values: [{value: 192.0.2.3, status: up}]}}
    rules: [{pool: a, subnets: [10.0.0.0/8]}, {pool: b}]
www: {type: A, values: [192.0.2.1, 192.0.2.2]}
YAML
before='{"a.example.": [["www.a.example.", "A", 300, "192.0.2.7"],
  ["old.a.example.", "TXT", 300, "\"x\" \"y\""], ["a.example.", "MX", 300, "5 m.a.example."]]}'

it 'loses nothing, whichever answer is lost'
for what in cut drop truncate; do
  for at in 1 2 3 4 5 6 7 8 9 10 11 12; do
    fake_has "$before"
    fake_does "[{\"at\": $at, \"do\": \"$what\"}]"
    run 0 zoneward apply --worktree --yes --force a.example.
    fake_does '[]'
    run 0 zoneward plan --worktree --detailed-exitcode a.example.
  done
done

it 'says that an answer is none, and carries on the next time'
for at in 1 2 3 5; do
  fake_has "$before"
  fake_does "[{\"at\": $at, \"do\": \"rubbish\"}]"
  zoneward apply --worktree --yes --force a.example. >"$work/both" 2>&1
  says 'is not XML'
  fake_does '[]'
  run 0 zoneward apply --worktree --yes --force a.example.
  run 0 zoneward plan --worktree --detailed-exitcode a.example.
done

it 'refuses a document type, whatever is in it'
bomb='<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>'
fake_does "[{\"at\": 0, \"do\": \"status\", \"status\": 200, \"body\": \"$bomb\"}]"
run 4 zoneward plan --worktree a.example.
says 'document type'
fake_does '[]'

it 'asks again when it is told to slow down'
throttled='<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>'
fake_does "[{\"at\": 1, \"do\": \"status\", \"status\": 400, \"body\": \"$throttled\"}]"
run 0 zoneward plan --worktree a.example.
fake_does '[]'

it 'looks few zones up by name, and lists them when there are many'
fake_has '{"a.example.": [], "b.example.": [], "c.example.": [], "d.example.": [],
  "e.example.": [], "f.example.": [], "g.example.": [], "x.example.": []}'
fake_does '[]'
run 0 zoneward plan --worktree b.example.
is "$(fake_log | grep -c hostedzonesbyname)" 1
fake_does '[]'
run 0 zoneward apply --worktree --yes
is "$(fake_log | grep -c '^GET /hostedzonesbyname')" 5
is "$(fake_log | grep -c '^GET /hostedzonecount')" 1
is "$(fake_log | grep -c '^GET /hostedzone ')" 3
is "$(fake_log | grep -c '^POST /hostedzone ')" 1
run 0 zoneward plan --worktree --detailed-exitcode

it 'names both zones when there are two'
need curl --silent --fail "$FAKE_URL/_fake/log" --request POST
fake_does '[]'
sed 's/^    endpoint/    private: false\n    endpoint/' octodns.yaml >public.yaml
run 0 zoneward plan --worktree --config public.yaml a.example.
sed 's/^    endpoint/    vpc_id: vpc-1\n    vpc_region: eu-west-1\n    endpoint/' octodns.yaml >vpc.yaml
run 0 zoneward apply --worktree --config vpc.yaml --yes b.example.
run 4 zoneward plan --worktree b.example.
says 'has several hosted zones b.example.: Z'
says '(private)'
says '(public)'
says 'set private: true or false'
run 0 zoneward plan --worktree --config public.yaml --detailed-exitcode b.example.
run 0 zoneward plan --worktree --config vpc.yaml --detailed-exitcode b.example.

it 'tells a wrong secret, an unknown key and a right that is missing, and shows no secret'
TEST_SECRET=another-secret-that-must-not-be-seen
run 4 zoneward plan --worktree c.example.
says 'the secret access key does not fit its id'
says_not another-secret
sed 's/AKIDEXAMPLE/AKIDNOBODY/' octodns.yaml >nobody.yaml
run 4 zoneward plan --worktree --config nobody.yaml c.example.
says 'the access key is not known'
sed 's/AKIDEXAMPLE/AKIDREADER/' octodns.yaml >reader.yaml
TEST_SECRET=a-secret-of-a-reader-that-must-not-be-seen
echo 'more: {type: A, value: 192.0.2.1}' >>zones/c.example.yaml
run 4 zoneward apply --worktree --config reader.yaml --yes c.example.
says 'the credentials lack a right'
says 'AccessDenied'
TEST_SECRET=a-secret-that-must-not-be-seen

it 'says all that is wrong with a batch, and writes nothing of it'
fake_has '{"c.example.": [["www.c.example.", "A", 3600, "192.0.2.1"]]}'
cat >zones/c.example.yaml <<'YAML'
one: {type: Route53Provider/ALIAS, value: {name: nothing, type: A}}
two: {type: Route53Provider/ALIAS, value: {name: nobody, type: A}}
www: {type: A, value: 192.0.2.2}
YAML
run 4 zoneward apply --worktree --yes c.example.
says 'alias that targets nobody.c.example.'
says 'alias that targets nothing.c.example.'
is "$(fake_state)" '{"c.example.": [["www.c.example.", "A", 3600, "192.0.2.1"]]}'

it 'reads the older form of such a fault, too'
batch='<InvalidChangeBatch><Messages><Message>one</Message><Message>two</Message></Messages></InvalidChangeBatch>'
fake_does "[{\"at\": 3, \"do\": \"status\", \"status\": 400, \"body\": \"$batch\"}]"
run 4 zoneward apply --worktree --yes c.example.
says 'InvalidChangeBatch: one; two'
fake_does '[]'

it 'sets its clock by that of the service'
fake_start FAKE_SKEW=4000
route53_yaml "$key" "$secret" >octodns.yaml
echo '  b.example.: {sources: [config], targets: [r53]}' >>octodns.yaml
run 0 zoneward apply --worktree --yes
prints '1 done'

it 'refuses settings that exclude each other'
while IFS='|' read -r option words; do
  route53_yaml "$option" >bad.yaml
  echo '  b.example.: {sources: [config], targets: [r53]}' >>bad.yaml
  sed -i 's/;;/\n    /g' bad.yaml
  run 1 zoneward plan --worktree --config bad.yaml
  says "$words"
done <<'EOT'
access_key_id: x|has no secret_access_key beside it
secret_access_key: x|has no access_key_id beside it
session_token: x|has no access_key_id beside it
vpc_id: vpc-1|needs vpc_region
vpc_id: vpc-1;;vpc_region: x;;private: false|is for private zones
private: true;;delegation_set_id: N1|cannot be used with private zones
vpc_multi_action: never|write error, warn or ignore
max_changes: 1001|must be 1 to 1000
client_max_attempts: -2|must be 0 to 50
EOT
finish
