#!/bin/sh
# The log of octoDNS's commands: its shape, streams and levels, syslog, and Python's
# configuration of it.
. "$(dirname "$0")/lib_dropin.sh"

mkdir "$work/r"
cd "$work/r" || exit 1
dropin_estate

it 'has the time, the thread, the level, who says it, and what'
run 0 octodns-sync --config-file octodns.yaml
matches '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}  \[[0-9]+\] INFO  Manager sync:   zone=home\.example\.$'
matches '^[0-9T:-]+  \[[0-9]+\] WARNING YamlProvider\[live\] root NS record supported, but no record is configured for home\.example\.$'

it 'goes to standard output when told to'
run 0 octodns-sync --config-file octodns.yaml --log-stream-stdout
prints 'Manager sync:   zone=home.example.'
prints '*   Create'
is "$(cat "$work/stderr")" ''

it 'says less, but the plan, or more'
run 0 octodns-sync --config-file octodns.yaml --quiet --doit
logs '*   Create'
logs ' WARNING '
logs_not 'INFO  Manager'
logs_not 'apply: making'
address other 192.0.2.5 >live/home.example.yaml
run 0 octodns-sync --config-file octodns.yaml --debug --doit --force
logs ' DEBUG zoneward live: writing'

it 'keeps the zones in order with several workers'
for i in 1 2 3 4 5 6 7 8 9; do
  printf '  z%s.example.:\n    sources: [config]\n    targets: [live]\n' "$i" >>octodns.yaml
  cp configs/home.example.yaml "configs/z$i.example.yaml"
done
printf 'manager:\n  max_workers: 4\n' >>octodns.yaml
run 0 octodns-sync --config-file octodns.yaml
is "$(sed -n 's/.*plan: desired=\([a-z0-9]*\).*/\1/p' "$work/stderr" | paste -s -d ' ' -)" \
  'home z1 z2 z3 z4 z5 z6 z7 z8 z9'

it 'is shown without what could steer a terminal'
esc=$(printf '\033')
run 1 octodns-sync --config-file octodns.yaml "x${esc}[31m."
plain

it 'goes to syslog as well'
if command -v python3 >/dev/null; then
  cat >"$work/syslog.py" <<'EOF'
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
s.settimeout(30)
open(sys.argv[2], 'w').write('ready\n')
with open(sys.argv[3], 'wb') as out:
    while True:
        line = s.recv(65536)
        out.write(line + b'\n')
        out.flush()
        if b': Plan INFO ' in line:
            break
EOF
  python3 "$work/syslog.py" "$work/log.socket" "$work/ready" "$work/syslog" &
  server=$!
  at_end "kill $server 2>/dev/null"
  wait_for "$work/ready"
  run 0 octodns-sync --config-file octodns.yaml --log-syslog --syslog-device "$work/log.socket" --syslog-facility local3
  logs 'Manager sync:   zone='
  wait "$server" || fault "the plan did not arrive"
  # local3 is 19, info 6, warning 4.
  holds grep -aqE '^<158>octodns\[[0-9]+ *:[0-9]+\]: Manager INFO  sync:   zone=home\.example\.' "$work/syslog"
  holds grep -aqE '^<156>octodns\[.*\]: YamlProvider\[live\] WARNING root NS' "$work/syslog"
fi
run 1 octodns-sync --config-file octodns.yaml --log-syslog --syslog-device "$work/nosuch"
logs 'octodns-sync: error: cannot send to syslog device'
run 1 octodns-sync --config-file octodns.yaml --log-syslog --syslog-facility nosuch
logs 'there is no syslog facility nosuch'

it "is set up by a file in the form of Python's dictConfig"
cat >logging.yaml <<'EOF'
version: 1
formatters:
  short:
    format: '%(levelname)-8s|%(name)s|%(message)s 100%%'
  dated:
    format: '%(asctime)s %(process)05d %(message)s'
    datefmt: 'day %Y'
handlers:
  out:
    class: logging.StreamHandler
    stream: ext://sys.stdout
    formatter: short
  file:
    class: logging.FileHandler
    filename: run.log
    level: WARNING
    formatter: dated
  none:
    class: logging.NullHandler
loggers:
  Plan:
    level: ERROR
root:
  level: INFO
  handlers: [out, file, none]
EOF
run 0 octodns-sync --config-file octodns.yaml --logging-config logging.yaml
is "$(cat "$work/stderr")" ''
prints 'INFO    |Manager|sync:   zone=home.example. 100%'
says_not 'Summary:'
holds grep -qE '^day [0-9]{4} [0-9]{5,} root NS record supported' run.log
holds_not grep -q 'sync:' run.log

it 'says what is wrong with that file'
run 1 octodns-sync --config-file octodns.yaml --logging-config nosuch.yaml
logs 'nosuch.yaml'
for wrong in 's/version: 1/version: 2/' 's/levelname/nosuch/' 's/level: ERROR/level: LOUD/' \
  's/\[out,/[nosuch,/' 's/logging.NullHandler/my.Handler/' 's/sys.stdout/sys.nosuch/' \
  's/formatter: short/formatter: nosuch/' 's,run.log,nosuch/run.log,'; do
  sed "$wrong" logging.yaml >wrong.yaml
  remember "$work/r/live"
  run 1 octodns-sync --config-file octodns.yaml --doit --logging-config wrong.yaml
  matches '^wrong.yaml:[0-9]+:[0-9]+: error: .*\[logging-config\]$'
  unchanged
done

finish
