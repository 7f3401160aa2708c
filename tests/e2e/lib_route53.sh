# A fake Route 53 for end-to-end tests, and words about what it has; after lib.sh.
# shellcheck shell=sh disable=SC2119,SC2120,SC2154
command -v python3 >/dev/null || skip 'python3 is not installed'

for variable in $(env | sed -n 's/^\(AWS_[A-Z0-9_]*\)=.*/\1/p'); do
  unset "$variable"
done
# Never ask what the machine runs on.
AWS_EC2_METADATA_DISABLED=true
TEST_SECRET=a-secret-that-must-not-be-seen
PYTHONDONTWRITEBYTECODE=1
export AWS_EC2_METADATA_DISABLED TEST_SECRET PYTHONDONTWRITEBYTECODE

# fake_start [VARIABLE=VALUE…]: start it; $FAKE_URL is where.
fake_start() {
  fake=$(mktemp -d "$work/fake.XXXXXX")
  env "$@" python3 "$SOURCE_DIR/providers/route53/fake.py" "$fake" >"$fake/log" 2>&1 &
  at_end "kill $! 2>/dev/null; wait $! 2>/dev/null"
  wait_for "$fake/port"
  FAKE_URL=http://127.0.0.1:$(cat "$fake/port")
}

ask_fake() {
  need curl --silent --fail --output "$work/asked" "$@"
  cat "$work/asked"
}

# fake_has JSON: these zones and no others; fake_state: all that is there.
fake_has() {
  ask_fake "$FAKE_URL/_fake/state" --data "$1" >"$work/ignored"
}

fake_state() {
  ask_fake "$FAKE_URL/_fake/state"
}

# fake_does JSON: what happens to requests from now on, as tests/fakes/service.py says.
fake_does() {
  ask_fake "$FAKE_URL/_fake/log" --request POST >"$work/ignored"
  ask_fake "$FAKE_URL/_fake/faults" --data "$1" >"$work/ignored"
}

# fake_log: "METHOD PATH STATUS" of each request since fake_does.
fake_log() {
  ask_fake "$FAKE_URL/_fake/log" |
    python3 -c 'import json, sys
for row in json.load(sys.stdin): print(*row)' | sed 's|/2013-04-01||'
}

# route53_yaml [LINE…]: a configuration with that provider; lines are further options.
route53_yaml() {
  mkdir -p zones
  cat <<YAML
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, enforce_order: false}
  out: {class: octodns.provider.yaml.YamlProvider, directory: ./out}
  r53:
    class: octodns_route53.Route53Provider
    endpoint: $FAKE_URL
YAML
  for line in "$@"; do
    echo "    $line"
  done
  echo 'zones:'
}

# What most configurations have.
# shellcheck disable=SC2034
key='access_key_id: AKIDEXAMPLE'
# shellcheck disable=SC2034
secret='secret_access_key: env/TEST_SECRET'
