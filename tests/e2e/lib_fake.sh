# A fake of a DNS service, for end-to-end tests; read after lib.sh.
#   start_fake infomaniak      sets FAKE_URL; the fake ends with the test; options of the
#                              fake may follow, such as --latency 20
#   fake_has '{"zone.": [["name.", "A", 60, "192.0.2.1"]]}'
#   fake_forgets; fake_faults '[{"at": 1, "do": "cut"}]'
#   fake_asked                 prints "METHOD PATH STATUS" of each request since
#   fake_counts                how many of each method and path there were, ids left out
#   fake POST /_fake/log       asks the fake itself: method, path, body
# shellcheck shell=sh

start_fake() {
  fake_name=$1
  shift
  start_fake_file "$SOURCE_DIR/providers/$fake_name/fake.py" "$@"
}

start_fake_file() {
  command -v python3 >/dev/null || skip 'there is no python3'
  command -v curl >/dev/null || skip 'there is no curl'
  mkdir -p "${work:?}/fake"
  fake_source=$1
  shift
  python3 "$fake_source" "$work/fake" "$@" >"$work/fake/log" 2>&1 &
  fake_pid=$!
  at_end "kill $fake_pid 2>/dev/null; wait $fake_pid 2>/dev/null"
  tries=0
  while [ ! -f "$work/fake/port" ] && [ $tries -lt 200 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  # It may have secrets to give.
  holds_secret "$work/fake"
  FAKE_URL=http://127.0.0.1:$(cat "$work/fake/port") || exit 1
}

fake_tell() {
  need curl -sSf --noproxy '*' "$FAKE_URL/_fake/$1" -d "$2"
}

fake_has() {
  fake_tell state "$1"
}

fake_faults() {
  fake_tell faults "$1"
}

fake_forgets() {
  fake_tell log ''
}

fake_asked() {
  curl -sSf --noproxy '*' "$FAKE_URL/_fake/log" |
    python3 -c 'import json, sys
for line in json.load(sys.stdin):
    print(*line)'
}

fake_state() {
  curl -sSf --noproxy '*' "$FAKE_URL/_fake/state"
}

fake() {
  curl -sSf --noproxy '*' -X "$1" "$FAKE_URL$2" -d "${3-}"
}

# fake_rows ZONE: what it holds, a line for each value.
fake_rows() {
  fake_state | python3 -c 'import json, sys
for row in json.load(sys.stdin)[sys.argv[1]]:
    print(*row)' "$1"
}

fake_counts() {
  fake_asked | sed -E 's/ [0-9]+$//; s#/[0-9a-f]{32}#/ID#g' | sort | uniq -c | sed 's/^ *//'
}
