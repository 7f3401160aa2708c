#!/bin/sh
# Builds zoneward and runs every test and check, or those whose name contains
# one of the words given:
#   sh tests/run.sh [NAME…]
# The last line is "N passed, N failed"; each Criterion test, each script and
# each check counts as one.  Status 0 when nothing failed.
set -u

cd "$(dirname "$0")/.." || exit 1
build=build/dev
cpus=$(nproc 2>/dev/null || echo 2)
words=$(printf '%s\n' "$@" | sed '/^$/d')
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0
faults=

count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

finish() {
  if [ -n "$faults" ]; then
    echo
    echo 'Failed:'
    printf '%s' "$faults"
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

failure() {
  faults="$faults  $1
"
}

wanted() {
  [ -z "$words" ] || printf '%s\n' "$1" | grep -qF -e "$words"
}

# check NAME COMMAND…: one check; what it prints is shown when it fails.
check() {
  name=$1
  shift
  wanted "$name" || return 0
  if "$@" >"$work/out" 2>&1; then
    echo "ok      $name"
    count 1 0
    return 0
  fi
  echo "FAILED  $name"
  sed 's/^/    /' "$work/out"
  failure "$name"
  count 0 1
  return 1
}

# Setting up and building are no tests: they only count when they fail.
prepare() {
  "$@" >"$work/out" 2>&1 && return
  echo "FAILED  $*"
  grep -v '^\[[0-9/]*\] \(Building\|Linking\)' "$work/out" | tail -n 100 | sed 's/^/    /'
  failure "$*"
  count 0 1
  finish
}

c_files() {
  find src providers "$@" -name '*.[ch]' -type f | sort
}

check_format() {
  c_files tests | xargs -r clang-format --dry-run -Werror
}

# One program for each few files: the slow ones do not wait for each other.
check_tidy() {
  c_files | grep '\.c$' |
    xargs -r -P "$cpus" -n 3 clang-tidy --quiet -p "$build" >"$work/tidy" 2>"$work/tidy.err" &&
    return
  cat "$work/tidy"
  grep -v '^[0-9]* warnings\{0,1\} generated\.$' "$work/tidy.err"
  return 1
}

build_release() {
  cmake --preset release >/dev/null && cmake --build --preset release
}

check_shell() {
  find tests hooks ci-templates .ci -type f 2>/dev/null | sort | while read -r file; do
    case $file in
    *.sh) echo "$file" ;;
    *.c | *.h | */data/*) ;;
    *) head -n 1 "$file" | grep -aqE '^#! ?/(usr/)?bin/(env )?(ba)?sh' && echo "$file" ;;
    esac
  done | xargs -r shellcheck
}

# tally LOG OUTPUT: what ctest says of each test, with Criterion's own count where there is one.
tally() {
  awk '
    FILENAME ~ /LastTest\.log$/ {
      if ($0 ~ /^ *[0-9]+\/[0-9]+ Testing: /)
        name = $3
      else if (match($0, /Synthesis: Tested: [0-9]+ \| Passing: [0-9]+/)) {
        split(substr($0, RSTART, RLENGTH), word, " ")
        tested[name] = word[3]
        passing[name] = word[6]
      }
      next
    }
    /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
      sub(/^.*#[0-9]+: /, "")
      name = $1
      good = $0 ~ / Passed +[0-9.]+ sec/
      if (!(name in tested)) {
        tested[name] = 1
        passing[name] = good
      } else if (!good && tested[name] == passing[name])
        tested[name]++
      print passing[name], tested[name] - passing[name], name
    }' "$@"
}

run_ctest() {
  log=$build/Testing/Temporary/LastTest.log
  set -- --test-dir "$build" -j "$cpus" --output-on-failure --no-tests=ignore \
    --test-output-size-passed 1000000 --test-output-size-failed 1000000
  if [ -n "$words" ]; then
    # The words are plain text: what a regular expression would read is escaped.
    set -- "$@" -R "$(printf '%s\n' "$words" | sed 's/[][\.*^$+?(){}|]/\\&/g' |
      paste -s -d '|' -)"
  fi
  rm -f "$log"
  ctest "$@" >"$work/ctest" 2>&1
  grep -v -e '^Internal ctest' -e '^ *Start *[0-9]' -e '^Test project' \
    -e '^No tests were found' "$work/ctest"
  : >"$work/tally"
  [ ! -f "$log" ] || tally "$log" "$work/ctest" >"$work/tally"
  while read -r good bad name; do
    count "$good" "$bad"
    [ "$bad" -eq 0 ] || failure "$name ($bad)"
  done <"$work/tally"
  if [ -z "$words" ] && [ ! -s "$work/tally" ]; then
    failure 'ctest ran no test'
    count 0 1
  fi
}

prepare sh tests/setup.sh
prepare cmake --preset dev
prepare cmake --build --preset dev
# What tests leave behind is in one place.
TMPDIR=$work/tmp
export TMPDIR
mkdir "$TMPDIR"
run_ctest
check secrets sh tests/secrets.sh "$work/ctest" "$TMPDIR" "$build/Testing"
check secrets-self-test sh tests/secrets.sh --self-test
check layers tests/layers
check layers-self-test tests/layers --self-test
check format check_format
check shellcheck check_shell
check valgrind sh tests/valgrind.sh
check tidy check_tidy
# A minute each takes longer than a person waits.
if [ -n "${CI-}" ]; then
  # What optimizing and fortifying find, the build with sanitizers does not.
  check release build_release
  check fuzz sh tests/fuzz.sh 60 zone config forge
fi
finish
