#!/bin/sh
# The demonstration goes through, and leaves nothing behind.
. "$(dirname "$0")/lib.sh"

TMPDIR=$work/tmp
export TMPDIR
mkdir "$TMPDIR"

it 'shows the main job with a target of YAML files'
run 0 sh "$SOURCE_DIR/tests/demo.sh"
is "$(tail -n 1 "$work/stdout")" 'demo: every step went as it should'
count '^remote: +[|] +[\^] *$' 3
is "$(ls -A "$TMPDIR")" ''

it 'keeps its directory when it is told to'
run 0 sh "$SOURCE_DIR/tests/demo.sh" --keep
says 'Kept: '
holds ls "$TMPDIR"/tmp.*/dns.git
rm -rf "${TMPDIR:?}"/*

it 'fails when a step goes wrong, and cleans up'
printf '#!/bin/sh\ncase "$*" in *plan*) exit 1 ;; esac\nexec "%s" "$@"\n' "$ZONEWARD" >"$work/wrong"
chmod +x "$work/wrong"
run 1 env ZONEWARD="$work/wrong" sh "$SOURCE_DIR/tests/demo.sh"
says 'demo: FAILED'
is "$(ls -A "$TMPDIR")" ''

it 'refuses an option that it does not have'
run 2 sh "$SOURCE_DIR/tests/demo.sh" --powerdsn
says usage

# shellcheck source=../providers/powerdns/pdns.sh
. "$SOURCE_DIR/tests/providers/powerdns/pdns.sh"
if pdns_available && command -v drill >/dev/null; then
  it 'shows the main job with a PowerDNS server'
  run 0 sh "$SOURCE_DIR/tests/demo.sh" --powerdns
  is "$(tail -n 1 "$work/stdout")" 'demo: every step went as it should'
  says 'ANSWER: 1'
  is "$(ls -A "$TMPDIR")" ''

  it 'ends its server when it is interrupted'
  sh "$SOURCE_DIR/tests/demo.sh" --powerdns >"$work/interrupted" 2>&1 &
  demo_pid=$!
  for _ in $(seq 100); do
    grep -q 'bare repository' "$work/interrupted" && break
    sleep 0.1
  done
  kill -TERM "$demo_pid"
  wait "$demo_pid"
  is $? 143
  is "$(ls -A "$TMPDIR")" ''
fi

finish
