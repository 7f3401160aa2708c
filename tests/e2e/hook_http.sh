#!/bin/sh
# The hook of a bare repository behind git http-backend.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

command -v python3 >/dev/null || skip 'python3 is not installed'
server
python3 "$here/http_backend.py" "$work" "$work/port" >"$work/http.log" 2>&1 &
server_pid=$!
at_end "kill $server_pid 2>/dev/null; wait $server_pid 2>/dev/null"
wait_for "$work/port"

clone "http://127.0.0.1:$(cat "$work/port")/server.git"
push_cases

it 'takes a push that is sent in pieces'
need git -C "$work/clone" reset --quiet --hard origin/main
head -c 3000000 /dev/urandom >"$work/clone/large"
commit "$work/clone" 'Something large'
push 0 origin main
accepted main
three_faults | append a.example.yaml
head -c 3000000 /dev/urandom >"$work/clone/large"
commit "$work/clone" 'Something large and faulty'
push 1 origin main
says_three_faults

finish
