# A fake of a DNS service, for end-to-end tests; after lib.sh.
#   fake_start cloudflare
#   fake POST /_fake/faults '[{"at": 1, "do": "cut"}]'
# shellcheck shell=sh
# shellcheck disable=SC2154 # work is lib.sh's

# fake_start NAME [OPTION…]: start providers/NAME/fake.py; its address is $FAKE_URL.
fake_start() {
  command -v python3 >/dev/null || skip 'there is no python3'
  rm -rf "$work/fake" && mkdir "$work/fake"
  fake_name=$1
  shift
  python3 "$SOURCE_DIR/providers/$fake_name/fake.py" "$work/fake" "$@" 2>"$work/fake/log" &
  fake_pid=$!
  at_end fake_stop
  wait_for "$work/fake/port"
  FAKE_URL=http://127.0.0.1:$(cat "$work/fake/port")
  export FAKE_URL
}

fake_stop() {
  [ -z "${fake_pid-}" ] || kill "$fake_pid" 2>/dev/null
  fake_pid=
}

# fake METHOD PATH [BODY]: ask the fake itself.
fake() {
  python3 -c 'import sys, urllib.request
data = sys.argv[3].encode() if len(sys.argv) > 3 else None
request = urllib.request.Request(sys.argv[2], data, method=sys.argv[1])
print(urllib.request.urlopen(request, timeout=30).read().decode())' "$1" "$FAKE_URL$2" ${3+"$3"}
}

# fake_rows ZONE: what it holds, a line for each value.
fake_rows() {
  fake GET /_fake/state | python3 -c 'import json, sys
for row in json.load(sys.stdin)[sys.argv[1]]:
    print(*row)' "$1"
}

# fake_asked: how many requests of each method and path there were, ids left out.
fake_asked() {
  fake GET /_fake/log | python3 -c 'import collections, json, re, sys
log = json.load(sys.stdin)
asked = collections.Counter(m + " " + re.sub("/[0-9a-f]{32}", "/ID", p) for m, p, s in log)
for what, count in sorted(asked.items()):
    print(count, what)'
}
