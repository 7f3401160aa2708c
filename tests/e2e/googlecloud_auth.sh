#!/bin/sh
# Every form of credentials for Google Cloud, and what is said when they are no good.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_google.sh
. "$SOURCE_DIR/tests/e2e/lib_google.sh"
google_start
# Files of credentials, as people have them.
holds_secret "$work/e/user.json"
holds_secret "$HOME/.config"
address www 192.0.2.1 >zones/unit.example.yaml
sed -i 's/type: A/ttl: 300\n  type: A/' zones/unit.example.yaml

plan() {
  run "$1" zoneward plan --worktree --detailed-exitcode
  no_secrets
}

it 'signs with the key of a service account, whose project it takes'
plan 0

for name in user federated_user from_file from_url impersonated; do
  it "takes the file $name.json"
  google_config "credentials_file: $work/fake/$name.json" 'project: a-project-1'
  plan 0
done

it 'exchanges the token of a file once, and that of a URL for one of another account'
google_config "credentials_file: $work/fake/from_file.json" 'project: a-project-1'
fake_forgets
plan 0
fake_asked >asked
is "$(head -n 1 asked)" 'POST /sts 200'
google_config "credentials_file: $work/fake/from_url.json" 'project: a-project-1'
fake_forgets
plan 0
fake_asked >asked
is "$(sed -n '1,2p' asked | tr '\n' ' ')" 'GET /subject 200 POST /sts 200 '
holds grep -q '^POST /impersonate/.*:generateAccessToken 200$' asked

it 'finds the file that the environment names'
google_config
run 0 env GOOGLE_APPLICATION_CREDENTIALS="$work/fake/credentials.json" \
  "$ZONEWARD" plan --worktree --detailed-exitcode

it 'finds what a login left behind'
mkdir -p "$HOME/.config/gcloud"
cp "$work/fake/user.json" "$HOME/.config/gcloud/application_default_credentials.json"
run 0 env GOOGLE_CLOUD_PROJECT=a-project-1 "$ZONEWARD" plan --worktree --detailed-exitcode
rm -r "$HOME/.config"

it 'asks the machine when there is no file, for its project too'
fake_forgets
run 0 env NO_GCE_CHECK= GCE_METADATA_HOST="${FAKE_URL#http://}" \
  "$ZONEWARD" plan --worktree --detailed-exitcode
fake_asked >asked
holds grep -q '^GET /computeMetadata/v1/project/project-id 200$' asked

it 'says so when there are no credentials at all'
run 4 zoneward plan --worktree
says 'no file of credentials is named'
says 'NO_GCE_CHECK'

it 'gets another token when the first is withdrawn, and not a third'
google_config "credentials_file: $work/fake/credentials.json"
fake_faults '[{"at": 3, "do": "status", "status": 401, "body": "{}"}]'
fake_forgets
plan 0
fake_asked >asked
is "$(grep -c '^POST /token 200$' asked)" 2
fake_faults '[{"at": 2, "do": "status", "status": 401}, {"at": 4, "do": "status", "status": 401}]'
fake_forgets
plan 4
says 'the credentials are not accepted by'
fake_faults '[]'

it 'does not use a token that runs out'
google_settings '{"expires_in": 0.2}'
fake_faults '[{"at": 2, "do": "slow", "seconds": 0.3}]'
fake_forgets
plan 0
fake_asked >asked
is "$(grep -c '^POST /token 200$' asked)" 2
google_settings '{}'
fake_faults '[]'

it 'says what the place of tokens says, once for all zones'
sed 's/a-refresh-token/another-refresh-token/' "$work/fake/user.json" >user.json
google_config 'credentials_file: user.json' 'project: a-project-1'
plan 4
says 'Token has been expired or revoked. (invalid_grant)'
openssl genrsa 2048 >key.pem 2>/dev/null
python3 - "$work/fake/credentials.json" <<'EOF'
import json, sys
data = json.load(open(sys.argv[1]))
data['private_key'] = open('key.pem').read()
json.dump(data, open('other.json', 'w'))
data['private_key'] = 'no key'
json.dump(data, open('bad.json', 'w'))
del data['private_key']
json.dump(data, open('none.json', 'w'))
json.dump({**data, 'type': 'gdch_service_account'}, open('kind.json', 'w'))
json.dump({'type': 'external_account', 'audience': 'a', 'subject_token_type': 'b',
           'token_url': 'https://sts.example/', 'credential_source': {
               'executable': {'command': '/bin/true'}}}, open('program.json', 'w'))
EOF
google_config 'credentials_file: other.json'
plan 4
says 'Invalid JWT Signature. (invalid_grant)'

it 'says what is wrong with a file'
bad_file() {
  google_config "credentials_file: $1" 'project: a-project-1'
  plan "$2"
  says "$3"
}
bad_file bad.json 4 'the private_key in bad.json is no private key in PEM form'
bad_file none.json 1 'the credentials in none.json have no "private_key"'
bad_file kind.json 1 'have a "type" that is not supported: gdch_service_account'
bad_file program.json 1 'take a token from a program that is run, which is not supported'
bad_file missing.json 1 'cannot read missing.json: No such file or directory'
echo '{' >broken.json
bad_file broken.json 1 'the credentials in broken.json are not JSON'

it 'needs a project from somewhere'
google_config "credentials_file: $work/fake/user.json"
plan 1
says 'option "project" is missing'
google_config "credentials_file: $work/fake/credentials.json" 'project: a/../b'
plan 1
says 'option "project" is no id of a project'
google_config "credentials_file: $work/fake/credentials.json" 'project: another-project'
plan 4
says 'roles/dns.admin'

finish
