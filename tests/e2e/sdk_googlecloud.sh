#!/bin/sh
# The fake of Google Cloud DNS, as the service's own SDK sees it, credentials included.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_google.sh
. "$SOURCE_DIR/tests/e2e/lib_google.sh"

command -v node >/dev/null || skip 'there is no node'
command -v npm >/dev/null || skip 'there is no npm'
mkdir npm
(cd npm && HOME=$npm_home timeout 180 npm install --cache "$work/npm-cache" --no-audit --no-fund \
  --fetch-retries 1 @google-cloud/dns@5 >"$work/npm.log" 2>&1) ||
  skip "npm cannot install the SDK: $(grep -m 1 'npm error' "$work/npm.log")"
google_start
need openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -keyout "$work/door.key" -out "$work/door.pem"

for name in from_file from_url; do
  it "gives the SDK a token for $name.json, and does as it says"
  fake_has '{}'
  google_settings '{"page": 2}'
  sed -i 's/unit.example./ours.example./' octodns.yaml
  mv zones/unit.example.yaml zones/ours.example.yaml 2>/dev/null
  cat >zones/ours.example.yaml <<'EOF'
'':
  - {type: TXT, ttl: 60, values: ['one\; "two"', three]}
  - {type: CAA, ttl: 60, value: {flags: 0, tag: issue, value: ca.example}}
www: {type: CNAME, ttl: 60, value: ours.example.}
EOF
  need "$ZONEWARD" apply --worktree --force --yes
  run 0 env NODE_EXTRA_CA_CERTS="$work/door.pem" NODE_NO_WARNINGS=1 node \
    "$SOURCE_DIR/tests/providers/googlecloud/sdk.mjs" "$work/npm/node_modules" "${FAKE_URL##*:}" \
    "$work/door.key" "$work/door.pem" "$work/fake/$name.json"
  prints 'created, then 404'
  prints 'change 1 is done'
  prints 'www.sdk.example. 60 CNAME sdk.example.'
  prints 'sdk.example. 3600 TXT "one; two" " three"'
  prints 'sdk.example. 3600 CAA 0 issue "ca.example"'
  prints 'delete what differs: 404 notFound'
  prints 'delete what was changed: 412 conditionNotMet'
  prints 'add what is there: 409 alreadyExists'
  prints 'add beside a CNAME: 400 cnameResourceRecordSetConflict'
  prints 'no address: 400 invalid'
  prints 'another zone: 400 invalid'
  prints 'a zone twice: 409 alreadyExists'
  prints 'zones: ours.example.,sdk.example.'
  prints 'ours: ours.example. 60 TXT "one; \"two\"","three"'
  prints 'ours: ours.example. 60 CAA 0 issue "ca.example"'
  prints 'ours: www.ours.example. 60 CNAME ours.example.'
  prints 'all steps taken'
done

it 'reads what the SDK wrote'
sed -i 's/ours.example./sdk.example./' octodns.yaml
cat >zones/sdk.example.yaml <<'EOF'
'':
  - {type: TXT, ttl: 3600, value: 'one\; two three'}
  - {type: CAA, ttl: 3600, value: {flags: 0, tag: issue, value: ca.example}}
www: {type: CNAME, ttl: 60, value: sdk.example.}
EOF
run 0 zoneward plan --worktree --detailed-exitcode

finish
