#!/bin/sh
# Looks for the secrets of tests in what they have left and printed: logs,
# temporary files, core dumps.
#   sh tests/secrets.sh PATH…      all files below, and core dumps anywhere in the checkout
#   sh tests/secrets.sh --self-test
# Every secret that a test makes up has "must-not-be-seen" in it; it is looked for
# as it is, in hexadecimal digits, and in base64 wherever it begins there.
set -u

checkout=$(dirname "$0")/..
patterns='must-not-be-seen
6d7573742d6e6f742d62652d7365656e
bXVzdC1ub3QtYmUtc2Vl
11c3Qtbm90LWJlLXNlZW
tdXN0LW5vdC1iZS1zZW'
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# look PATH…: say where a secret is; never which.
look() {
  {
    grep -rlaiF -e "$patterns" -- "$@" | sed 's/$/: has a secret in it/'
    find "$checkout" "$@" -name .git -prune -o -type f \( -name core -o -name 'core.[0-9]*' -o -name 'vgcore.*' \) -print |
      sed 's/$/: is a core dump/'
  } >"$work/found"
  cat "$work/found"
  [ ! -s "$work/found" ]
}

# finds NAME TEXT: a file with this text is found.
finds() {
  mkdir -p "$work/planted/deep"
  printf '%s' "$2" >"$work/planted/deep/$1"
  if look "$work/planted" >/dev/null; then
    echo "not found in $1: $2"
    faults=1
  fi
  rm -r "$work/planted"
}

self_test() {
  faults=0
  finds run.log 'Authorization: Bearer a-token-that-must-not-be-seen'
  finds comment.md 'A-TOKEN-THAT-MUST-NOT-BE-SEEN'
  for text in '' : u: us: use:; do
    finds basic.log "$(printf '%sa-key-that-must-not-be-seen-1' "$text" | base64)"
  done
  finds bytes "$(printf 'that-must-not-be-seen' | od -An -v -tx1 | tr -d ' \n')"
  finds core ''
  finds core.4711 ''
  mkdir "$work/clean"
  echo 'a token: ***' >"$work/clean/core.c"
  if ! look "$work/clean"; then
    echo 'found where there is none'
    faults=1
  fi
  return $faults
}

case ${1-} in
'') echo 'usage: sh tests/secrets.sh PATH…' >&2 && exit 2 ;;
--self-test) self_test ;;
*) look "$@" ;;
esac
