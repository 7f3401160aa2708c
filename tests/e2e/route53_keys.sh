#!/bin/sh
# Where the credentials of Route 53 come from: settings, environment, profiles, roles, metadata.
# shellcheck disable=SC2119 # no variables for the fake
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_route53.sh
. "$SOURCE_DIR/tests/e2e/lib_route53.sh"

role=arn:aws:iam::123456789012:role/dns
holds_secret "$work/token"
holds_secret "$work/container"
fake_start
route53_yaml >octodns.yaml
echo '  a.example.: {sources: [config], targets: [r53]}' >>octodns.yaml
echo 'www: {type: A, value: 192.0.2.1}' >zones/a.example.yaml
fake_has '{"a.example.": [["www.a.example.", "A", 3600, "192.0.2.1"]]}'
mkdir -p "$HOME/.aws"

# works [VARIABLE=VALUE…]: with this environment, the zone is read, and no secret is seen.
works() {
  run 0 env AWS_ENDPOINT_URL="$FAKE_URL" "$@" "$ZONEWARD" plan -v --worktree --detailed-exitcode
  says_not a-secret-that
}

fails() {
  words=$1
  shift
  run 4 env AWS_ENDPOINT_URL="$FAKE_URL" "$@" "$ZONEWARD" plan -v --worktree
  says "$words"
  says_not a-secret-that
  says_not a-web-token
}

it 'says what to do when there are none'
fails 'there are no credentials for AWS'

it 'takes them from the environment'
works AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY="$TEST_SECRET"
fails 'AWS_SECRET_ACCESS_KEY is not' AWS_ACCESS_KEY_ID=AKIDEXAMPLE
fails 'the access key is not known' AWS_ACCESS_KEY_ID=AKIDEXAMPLE \
  AWS_SECRET_ACCESS_KEY="$TEST_SECRET" AWS_SESSION_TOKEN=a-token

it 'finds the service where AWS_ENDPOINT_URL_ROUTE_53 says'
sed '/endpoint:/d' octodns.yaml >bare.yaml
run 0 env AWS_ENDPOINT_URL_ROUTE_53="$FAKE_URL" AWS_ACCESS_KEY_ID=AKIDEXAMPLE \
  AWS_SECRET_ACCESS_KEY="$TEST_SECRET" "$ZONEWARD" plan --worktree --config bare.yaml
run 1 env AWS_ENDPOINT_URL=http://dns.example "$ZONEWARD" plan --worktree --config bare.yaml
says 'plain http:// to dns.example'

it 'takes them from the shared files, by profile'
cat >"$HOME/.aws/credentials" <<INI
[default]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = $TEST_SECRET
INI
cat >"$HOME/.aws/config" <<INI
[profile role]
role_arn = $role
source_profile = default
external_id = x
[profile environment]
role_arn = $role
credential_source = Environment
[profile web]
role_arn = $role
web_identity_token_file = $work/token
[profile circle]
role_arn = $role
source_profile = circle2
[profile circle2]
role_arn = $role
source_profile = circle
[profile half]
aws_access_key_id = AKIDEXAMPLE
[profile sso]
sso_start_url = https://x.example/start
[profile process]
credential_process = /bin/false
[profile code]
role_arn = $role
source_profile = default
mfa_serial = arn:aws:iam::123456789012:mfa/x
INI
echo a-web-token-that-must-not-be-seen >"$work/token"
works
works AWS_PROFILE=role
works AWS_PROFILE=web
works AWS_PROFILE=environment AWS_CONFIG_FILE="$HOME/.aws/config" \
  AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY="$TEST_SECRET"
fails 'lead in a circle' AWS_PROFILE=circle
fails 'has only half of a key' AWS_PROFILE=half
fails 'there is no profile nosuch' AWS_PROFILE=nosuch
fails 'by sso_start_url, which is not supported' AWS_PROFILE=sso
fails 'by credential_process, which is not supported' AWS_PROFILE=process
fails 'asks for a code (mfa_serial)' AWS_PROFILE=code

it 'takes the profile that the settings name, whatever the environment has'
sed 's/^    endpoint/    profile: role\n    endpoint/' octodns.yaml >profile.yaml
run 0 env AWS_ENDPOINT_URL="$FAKE_URL" AWS_ACCESS_KEY_ID=AKIDNOBODY AWS_SECRET_ACCESS_KEY=x \
  "$ZONEWARD" plan --worktree --config profile.yaml

it 'assumes the role of the settings'
sed "s|^    endpoint|    role_arn: $role\n    endpoint|" octodns.yaml >role.yaml
run 0 env AWS_ENDPOINT_URL="$FAKE_URL" "$ZONEWARD" plan --worktree --config role.yaml
sed -i 's|role/dns|role/other|' role.yaml
run 4 env AWS_ENDPOINT_URL="$FAKE_URL" "$ZONEWARD" plan --worktree --config role.yaml
says 'the role was refused'
rm -r "$HOME/.aws"

it 'exchanges the token of a CI job for a role'
works AWS_ROLE_ARN=$role AWS_WEB_IDENTITY_TOKEN_FILE="$work/token" AWS_ROLE_SESSION_NAME=job-1
fails 'AWS_ROLE_ARN is not' AWS_WEB_IDENTITY_TOKEN_FILE="$work/token"
fails 'cannot be read' AWS_ROLE_ARN=$role AWS_WEB_IDENTITY_TOKEN_FILE="$work/nosuch"
echo another-token-that-must-not-be-seen >"$work/token"
fails 'InvalidIdentityToken' AWS_ROLE_ARN=$role AWS_WEB_IDENTITY_TOKEN_FILE="$work/token"

it 'asks the endpoint of a container, and no other host over plain http'
echo a-container-token-that-must-not-be-seen >"$work/container"
works AWS_CONTAINER_CREDENTIALS_FULL_URI="$FAKE_URL/container/x" \
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE="$work/container"
works AWS_CONTAINER_CREDENTIALS_FULL_URI="$FAKE_URL/container/x" \
  AWS_CONTAINER_AUTHORIZATION_TOKEN=a-container-token-that-must-not-be-seen
fails 'gives no credentials' AWS_CONTAINER_CREDENTIALS_FULL_URI="$FAKE_URL/container/x"
fails 'may not be asked over plain http' \
  AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.2.example/x

it 'asks an instance for its role, unless that is switched off'
works AWS_EC2_METADATA_DISABLED=false AWS_EC2_METADATA_SERVICE_ENDPOINT="$FAKE_URL"
fails 'there are no credentials' AWS_EC2_METADATA_SERVICE_ENDPOINT="$FAKE_URL"
fails 'there are no credentials' AWS_EC2_METADATA_DISABLED=false \
  AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:1

finish
