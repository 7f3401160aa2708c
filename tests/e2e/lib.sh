# What the end-to-end tests share: a directory of their own, Git without anybody's
# settings, and words to state what must be.
#   . "$(dirname "$0")/lib.sh"
#   it 'refuses an unknown revision'
#   run 1 zoneward validate nosuch
#   says 'revision nosuch is not known'
#   finish
# A fault does not end a test; finish does, with status 1 when there was one.
# shellcheck shell=sh
set -u

here=$(cd "$(dirname "$0")" && pwd)
SOURCE_DIR=${SOURCE_DIR:-$(dirname "$(dirname "$here")")}
ZONEWARD=${ZONEWARD:-$SOURCE_DIR/build/dev/zoneward}
export SOURCE_DIR ZONEWARD

# A sanitizer's report must not look like "invalid input".
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}:exitcode=99
UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
export ASAN_OPTIONS UBSAN_OPTIONS

# What every secret of a test has in it; see tests/secrets.sh.
mark=must-not-be-seen
holders=

work=$(mktemp -d) || exit 1
statement=
statements=0
input=/dev/null
cleaners=

# at_end COMMAND: also run it when the test ends, however it ends.
at_end() {
  cleaners="$1; $cleaners"
}

clean() {
  trap '' INT TERM HUP
  eval "$cleaners"
  chmod -R u+rwX "$work" 2>/dev/null
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

for variable in $(git rev-parse --local-env-vars); do
  unset "$variable"
done
HOME=$work/home GIT_CONFIG_GLOBAL=$work/home/.gitconfig GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
GIT_TERMINAL_PROMPT=0
export HOME GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM LC_ALL GIT_TERMINAL_PROMPT
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
mkdir "$HOME"
cat >"$GIT_CONFIG_GLOBAL" <<'EOF'
[user]
	name = Test
	email = test@example.org
[init]
	defaultBranch = main
[advice]
	detachedHead = false
[gc]
	auto = 0
[receive]
	autogc = false
[maintenance]
	auto = false
EOF
cd "$work" || exit 1

zoneward() {
  "$ZONEWARD" "$@"
}

# it STATEMENT: what the following lines show.
it() {
  statement=$1
  statements=$((statements + 1))
}

# fault TEXT: what is not as stated, and once what the last command printed.
fault() {
  echo "NOT SO: $statement: $1"
  if [ -f "$work/both" ] && [ ! -f "$work/shown" ]; then
    head -c 4000 "$work/both" | LC_ALL=C tr -c '\n -~' '?' | sed 's/^/    | /'
    : >"$work/shown"
  fi
  echo "$statement" >>"$work/faults"
}

# need COMMAND…: part of the set-up; without it the test is void.
need() {
  "$@" >"$work/need" 2>&1 && return
  echo "cannot set up for '$statement': $*"
  cat "$work/need"
  exit 1
}

# run STATUS COMMAND…: it must end with STATUS; its standard input is $input.
run() {
  wanted=$1
  shift
  rm -f "$work/shown"
  "$@" >"$work/stdout" 2>"$work/stderr" <"$input"
  status=$?
  cat "$work/stdout" "$work/stderr" >"$work/both"
  if grep -aqE 'Sanitizer|runtime error:' "$work/both"; then
    fault "a sanitizer complains about: $*"
  fi
  ! grep -aqF "$mark" "$work/both" || fault 'a secret is printed'
  [ $status -eq "$wanted" ] || fault "'$*' ended with $status instead of $wanted"
}

# says, says_not TEXT: the last command printed it, or not; prints: to standard output.
says() {
  grep -aqF -e "$1" "$work/both" || fault "'$1' is missing"
}

says_not() {
  ! grep -aqF -e "$1" "$work/both" || fault "'$1' is there"
}

prints() {
  grep -aqF -e "$1" "$work/stdout" || fault "'$1' is missing on standard output"
}

# matches REGEX, count REGEX N: lines of what the last command printed.
matches() {
  grep -aqE -e "$1" "$work/both" || fault "no line matches '$1'"
}

count() {
  counted=$(grep -acE -e "$1" "$work/both")
  [ "$counted" -eq "$2" ] || fault "'$1' is in $counted lines, not in $2"
}

# errors N: so many faults were reported, each once.
errors() {
  count '(^|: )error: .*\[[a-z0-9-]+\] *$' "$1"
}

# is ACTUAL WANTED
is() {
  [ "$1" = "$2" ] || fault "it is '$1', not '$2'"
}

# holds COMMAND…, holds_not COMMAND…: it succeeds, or fails.
holds() {
  "$@" >/dev/null 2>&1 || fault "not true: $*"
}

holds_not() {
  ! "$@" >/dev/null 2>&1 || fault "true: $*"
}

# plain: nothing that moves a cursor or turns the text around was printed.
plain() {
  if LC_ALL=C tr -d '\n\t -~\200-\377' <"$work/both" | grep -aq .; then
    fault 'control characters are printed'
  fi
  if LC_ALL=C grep -aq "$(printf '\342\200\256')" "$work/both"; then
    fault 'a character that reverses the text is printed'
  fi
}

# What is in a directory, with times: also a file that came and went shows in its folder's.
tree_of() {
  (cd "$1" && find . -printf '%y %m %s %T@ %p %l\n' | LC_ALL=C sort &&
    find . -type f -exec sha256sum {} + | LC_ALL=C sort)
}

# wait_for FILE: until a server that was started has written it.
wait_for() {
  for _ in $(seq 100); do
    [ ! -s "$1" ] || return 0
    sleep 0.1
  done
  need [ -s "$1" ]
}

# wait_until COMMAND…: until it succeeds; a fault when it does not.
wait_until() {
  for _ in $(seq 100); do
    ! "$@" 2>/dev/null || return 0
    sleep 0.1
  done
  holds "$@"
}

# names DIR: what is in it, in one line.
names() {
  find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' | LC_ALL=C sort | tr '\n' ' '
}

# remember DIR, and later unchanged: nothing in it was written.
remember() {
  remembered=$1
  tree_of "$1" >"$work/tree"
}

unchanged() {
  tree_of "$remembered" >"$work/tree.now"
  cmp -s "$work/tree" "$work/tree.now" ||
    fault "$remembered was written: $(diff "$work/tree" "$work/tree.now" | head -n 6)"
}

# holds_secret PATH: the test itself writes one to that file, or has to files below.
holds_secret() {
  holders="$holders
$1
$(grep -rlaF "$mark" "$1" 2>/dev/null)"
}

# Nothing else that the program wrote may have one.
no_secret_is_left() {
  grep -rlaF "$mark" "$work" 2>/dev/null | while read -r file; do
    printf '%s\n' "$holders" | grep -qxF "$file" || fault "a secret is in $file"
  done
}

finish() {
  no_secret_is_left
  if [ -f "$work/faults" ]; then
    echo "$(sort -u "$work/faults" | wc -l) of $statements statements are not so"
    exit 1
  fi
  echo "$statements statements hold"
  exit 0
}

skip() {
  echo "skipped: $1"
  exit 0
}

# providers_yaml: the top of a configuration, from zones/ to live/.
providers_yaml() {
  cat <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  live:
    class: octodns.provider.yaml.YamlProvider
    directory: ./live
EOF
}

# config_yaml [ZONE…]: a whole configuration; without zones those of "estate".
config_yaml() {
  [ $# -gt 0 ] || set -- a.example. b.example.
  providers_yaml
  echo 'zones:'
  for zone in "$@"; do
    printf "  '%s':\n    sources: [config]\n    targets: [live]\n" "$zone"
  done
}

# address NAME IP: a record.
address() {
  printf '%s:\n  type: A\n  value: %s\n' "$1" "$2"
}

# Three faults of three kinds, for the end of a zone file.
three_faults() {
  address x-address 192.0.2.256
  printf 'x-text:\n  type: TXT\n  value: a; b\n'
  printf 'x-two:\n  - type: A\n    value: 192.0.2.9\n  - type: CNAME\n    value: a.example.\n'
}

# The three are listed, each with its line and a caret.
says_three_faults() {
  says '"192.0.2.256" is not an IPv4 address'
  says 'value: 192.0.2.256'
  says 'semicolon'
  says 'value: a; b'
  says 'CNAME'
  says '3 errors'
  count '[|] +[\^] *$' 3
}

# estate DIR: a directory with two valid zones.
estate() {
  mkdir -p "$1/zones"
  config_yaml >"$1/octodns.yaml"
  address www 192.0.2.1 >"$1/zones/a.example.yaml"
  address www 192.0.2.2 >"$1/zones/b.example.yaml"
}

# commit DIR MESSAGE: everything that is there.
commit() {
  need git -C "$1" add --all
  need git -C "$1" commit --quiet --allow-empty -m "$2"
}

# repository DIR: an estate with one commit on main; live/ is not in it.
repository() {
  need git init --quiet "$1"
  estate "$1"
  echo /live/ >"$1/.gitignore"
  commit "$1" 'Two zones'
}
