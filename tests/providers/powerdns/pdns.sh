#!/bin/sh
# A PowerDNS server of its own on 127.0.0.1, for tests and demonstrations:
#   . pdns.sh
#   pdns_start              sets PDNS_URL (API), PDNS_API_PORT, PDNS_PORT (DNS),
#                           PDNS_KEY, PDNS_PID, PDNS_DIR and PDNS_LOG
#   pdns_api GET /zones     asks it: method, path, more options of curl
#   pdns_stop               ends it and removes its directory
# pdns_start KEY takes that key instead of a random one.  Run as a program it
# tests itself.

PDNS_SCHEMA=/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql
PDNS_DIR=
PDNS_PID=

# pdns_available: is all that this needs installed?
pdns_available() {
  PATH=$PATH:/usr/sbin:/sbin
  command -v pdns_server >/dev/null && command -v sqlite3 >/dev/null &&
    command -v curl >/dev/null && [ -r "$PDNS_SCHEMA" ]
}

pdns_random() {
  od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

# A port that is rarely asked for by others; when it is taken, pdns_start tries another.
pdns_port() {
  echo $((10240 + $(od -An -N2 -tu2 /dev/urandom) % 20000))
}

pdns_conf() {
  cat <<EOF
launch=gsqlite3
gsqlite3-database=$PDNS_DIR/pdns.sqlite3
local-address=127.0.0.1
local-port=$PDNS_PORT
socket-dir=$PDNS_DIR
api=yes
api-key=$PDNS_KEY
webserver=yes
webserver-address=127.0.0.1
webserver-port=$PDNS_API_PORT
webserver-allow-from=127.0.0.0/8
webserver-loglevel=normal
loglevel=5
expand-alias=yes
resolver=127.0.0.1:$PDNS_PORT
disable-axfr=no
allow-axfr-ips=127.0.0.0/8
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
zone-cache-refresh-interval=0
consistent-backends=no
daemon=no
guardian=no
disable-syslog=yes
security-poll-suffix=
EOF
}

# pdns_api METHOD PATH [OPTION…]: the body on standard output, the key not on the command line.
pdns_api() {
  pdns_method=$1
  pdns_path=$2
  shift 2
  printf 'header = "X-API-Key: %s"\n' "$PDNS_KEY" |
    curl -sS --noproxy '*' --max-time 20 -K - -X "$pdns_method" "$PDNS_URL$pdns_path" "$@"
}

pdns_launch() {
  PDNS_PORT=$(pdns_port)
  PDNS_API_PORT=$(pdns_port)
  PDNS_URL=http://127.0.0.1:$PDNS_API_PORT/api/v1/servers/localhost
  pdns_conf >"$PDNS_DIR/pdns.conf"
  pdns_server --config-dir="$PDNS_DIR" </dev/null >"$PDNS_LOG" 2>&1 &
  PDNS_PID=$!
}

# Wait until the API answers; 1 when the server has ended (its port was taken) or is too slow.
pdns_wait() {
  pdns_tries=0
  while [ "$pdns_tries" -lt 100 ]; do
    kill -0 "$PDNS_PID" 2>/dev/null || return 1
    pdns_api GET '' -f -o /dev/null 2>/dev/null && return 0
    sleep 0.1
    pdns_tries=$((pdns_tries + 1))
  done
  return 1
}

# End the server, and only that one.
pdns_end() {
  [ -n "$PDNS_PID" ] || return 0
  kill "$PDNS_PID" 2>/dev/null
  pdns_tries=0
  while kill -0 "$PDNS_PID" 2>/dev/null && [ "$pdns_tries" -lt 30 ]; do
    sleep 0.1
    pdns_tries=$((pdns_tries + 1))
  done
  kill -9 "$PDNS_PID" 2>/dev/null
  wait "$PDNS_PID" 2>/dev/null
  PDNS_PID=
}

pdns_start() {
  pdns_available || {
    echo 'pdns.sh: pdns-server, pdns-backend-sqlite3, sqlite3 or curl is not installed' >&2
    return 1
  }
  PDNS_DIR=$(mktemp -d) || return 1
  PDNS_LOG=$PDNS_DIR/log
  PDNS_KEY=${1:-must-not-be-seen-$(pdns_random 16)}
  sqlite3 "$PDNS_DIR/pdns.sqlite3" <"$PDNS_SCHEMA" || return 1
  pdns_attempt=0
  while [ "$pdns_attempt" -lt 10 ]; do
    pdns_launch
    pdns_wait && return 0
    pdns_end
    pdns_attempt=$((pdns_attempt + 1))
  done
  echo 'pdns.sh: the server does not start; the end of its log:' >&2
  tail -n 5 "$PDNS_LOG" >&2
  pdns_stop
  return 1
}

pdns_stop() {
  pdns_end
  [ -n "$PDNS_DIR" ] && rm -rf "$PDNS_DIR"
  PDNS_DIR=
  return 0
}

pdns_self_test() {
  pdns_available || {
    echo 'not installed: skipped'
    return 0
  }
  pdns_start a-key-for-the-self-test || return 1
  pid=$PDNS_PID dir=$PDNS_DIR
  pdns_api POST /zones -f -o /dev/null \
    -d '{"name":"example.com.","kind":"Native","nameservers":["ns1.example.net."]}' || return 1
  pdns_api GET /zones/example.com. | grep -q '"content": "ns1.example.net."' || return 1
  pdns_stop
  if kill -0 "$pid" 2>/dev/null || [ -e "$dir" ]; then
    echo 'pdns_stop leaves something behind' >&2
    return 1
  fi
}

case ${0##*/} in
pdns.sh)
  trap pdns_stop EXIT
  pdns_self_test
  ;;
esac
