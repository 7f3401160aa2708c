#!/bin/sh
# What is told of a provider's secret, wherever it comes up: nothing.  That no other
# test shows one is seen to by "run" and "finish" of lib.sh, and by tests/secrets.sh.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

start_fake infomaniak
TEST_TOKEN=a-token-that-must-not-be-seen
export TEST_TOKEN
mkdir zones
cat >octodns.yaml <<EOF
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}
  live:
    class: octodns_infomaniak.InfomaniakProvider
    token: env/TEST_TOKEN
    endpoint: $FAKE_URL/2
zones:
  a.example.: {sources: [config], targets: [live]}
EOF
address www 192.0.2.1 >zones/a.example.yaml
fake_has '{"a.example.": [["www.a.example.", "A", 3600, "192.0.2.9"]]}'

it 'is in no format of a plan, nor in a log that tells everything'
formats=$(zoneward plan --format nosuch 2>&1 | sed -n 's/.*no format nosuch: //p' | tr -d ,)
holds [ -n "$formats" ]
for format in $formats; do
  run 0 zoneward -v plan --worktree --format "$format"
  says 192.0.2.9
done

# answers STATUS: every request is answered with that status and our own token.
answers() {
  fake_faults "[{\"at\": 0, \"do\": \"status\", \"status\": $1,
    \"headers\": {\"X-Request-Id\": \"$TEST_TOKEN\"},
    \"body\": \"{\\\"error\\\": {\\\"code\\\": \\\"x\\\", \\\"description\\\": \\\"<$TEST_TOKEN>\\\"}}\"}]"
}

it 'is hidden when the service says it'
for status in 400 401 403; do
  answers $status
  run 4 zoneward -v plan --worktree
  says '<***>'
done
fake_faults '[]'

# crash: a signal that dumps core ends the program while it waits for an answer.
crash() {
  fake_faults '[{"at": 1, "do": "hold"}]'
  mkdir crash
  (
    # shellcheck disable=SC3045 # dash and bash have it
    ulimit -c unlimited
    ASAN_OPTIONS=$ASAN_OPTIONS:disable_coredump=0
    cd crash && exec "$ZONEWARD" -C .. plan --worktree
  ) >"$work/both" 2>&1 &
  crash_pid=$!
  tries=0
  while [ "$(fake GET /_fake/held)" = 0 ] && [ $tries -lt 200 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  kill -ABRT $crash_pid
  wait $crash_pid
  is $? 134
  fake_faults '[]'
}

it 'is in no core dump'
crash
is "$(names crash)" ''

finish
