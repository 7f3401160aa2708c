#!/bin/sh
# Runs fuzzers with clang's sanitizers, each from its seeds, all at once:
#   sh tests/fuzz.sh SECONDS NAME…
# Status 0 when none found anything; what was found is left in build/fuzz/found/NAME.
set -eu

cd "$(dirname "$0")/.."
seconds=${1:?seconds}
shift
command -v clang >/dev/null || {
  echo 'clang is not installed: skipped'
  exit 0
}
cmake --preset fuzz >/dev/null
for name; do
  set -- "$@" "fuzz_$name"
  shift
done
cmake --build --preset fuzz --target "$@" >build/fuzz/build.log || {
  tail -n 20 build/fuzz/build.log
  exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# run NAME: its corpus starts as the seeds, and is thrown away.
run() {
  mkdir -p "$work/$1" "build/fuzz/found/$1"
  status=0
  "build/fuzz/fuzz_$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
    -artifact_prefix="build/fuzz/found/$1/" "$work/$1" "tests/fuzz/seeds/$1" \
    >"$work/$1.log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    echo "fuzz_$1 found something:"
    tail -n 40 "$work/$1.log"
  else
    tail -n 1 "$work/$1.log" | sed "s/^/fuzz_$1: /"
  fi
  return "$status"
}

running=
for target; do
  run "${target#fuzz_}" &
  running="$running $!"
done
bad=0
for process in $running; do
  wait "$process" || bad=1
done
exit "$bad"
