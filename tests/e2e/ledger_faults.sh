#!/bin/sh
# Two machines at once, a ledger that is broken, and one that cannot be written.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_hold.sh
. "$SOURCE_DIR/tests/e2e/lib_hold.sh"

start_fake infomaniak
INFOMANIAK_TOKEN=a-token-that-must-not-be-seen
export INFOMANIAK_TOKEN
need git init --quiet --bare origin.git
need git init --quiet a
held_estate a
echo 'zoneward: {ledger: true}' >>a/octodns.yaml
sed 's/a\.example/b.example/' a/octodns.yaml >a/other.yaml
address www 192.0.2.2 >a/zones/b.example.yaml
fake_has '{"a.example.": [["a.example.", "NS", 3600, "ns11.infomaniak.ch."]],
  "b.example.": [["b.example.", "NS", 3600, "ns11.infomaniak.ch."]]}'
commit a 'Two configurations'
need git -C a remote add origin "$work/origin.git"
need git -C a push --quiet origin main
need git clone --quiet origin.git b

writes() {
  fake_asked | grep -cE '^(POST|PUT|DELETE) '
}

ledger() {
  git -C origin.git rev-parse --quiet --verify refs/notes/zoneward || echo none
}

# refused STATUS COMMAND…: nothing is written to the provider.
refused() {
  fake_forgets
  run "$@"
  is "$(writes)" 0
}

more() {
  address "$1" "$2" >>a/zones/a.example.yaml
  commit a "Add $1"
  need git -C a push --quiet origin main
  need git -C b pull --quiet
}

it 'refuses while another machine applies, before anything is asked'
hold 2
start first "$ZONEWARD" -C a apply main --yes
wait_held
fake_asked >asked
run 3 zoneward -C b apply main --yes
says 'locked: an apply of '
says 'has not ended'
says 'wait for it; if it is dead, apply again after '
is "$(fake_asked)" "$(cat asked)"
let_go
ended first 0
says '1 done'
run 0 zoneward -C b apply main --yes
says 'No changes.'

it 'does not refuse what another configuration asks for meanwhile'
more x1 192.0.2.11
hold 2
start first "$ZONEWARD" -C a apply main --yes
wait_held
run 0 zoneward -C b --config other.yaml apply main --yes
says '1 done'
let_go
ended first 0

it 'knows that an apply which was killed here is dead, and elsewhere only after an hour'
more x2 192.0.2.12
hold 2
start first "$ZONEWARD" -C a apply main --yes
wait_held
# shellcheck disable=SC2154
kill -KILL "$pid_first"
let_go
refused 3 zoneward -C b apply main --yes
says 'locked: an apply of '
cp -r a copy
refused 3 zoneward -C copy apply main --yes
says 'locked: an apply of '
run 0 zoneward -C a apply main --yes

# begun_at TIME: the note on main says so, of another machine.
begun_at() {
  git -C origin.git notes --ref=zoneward show main |
    sed "s/\"by\": \"[^\"]*\"/\"by\": \"another\"/
s/\"state\": \"[a-z]*\", \"time\": \"[^\"]*\"/\"state\": \"begun\", \"time\": \"$1\"/" >note
  need git -C origin.git notes --ref=zoneward add -f -F "$work/note" main
}

begun_at 2020-01-01T00:00:00Z
run 0 zoneward -C b apply main --yes
begun_at 2099-01-01T00:00:00Z
refused 3 zoneward -C b apply main --yes
says 'began at 2099-01-01T00:00:00Z'
run 0 zoneward -C b apply main --yes --force
says 'warning: locked: '
begun_at 2099-01-01T00:00:00Z
need git -C origin.git notes --ref=zoneward remove main
run 0 zoneward -C b apply main --yes

# A git that waits before each push of the first apply.
mkdir slow
git=$(command -v git)
cat >slow/git <<END
#!/bin/sh
case " \$* " in
*' push '*)
  if [ ! -f $work/waited ]; then
    : >$work/waited
    echo ready >$work/ready
    read -r _ <$work/go
  fi ;;
esac
exec $git "\$@"
END
chmod +x slow/git
mkfifo go

# meanwhile COMMAND…: between the plan of the first apply and its first push.
meanwhile() {
  rm -f ready waited
  start first env PATH="$work/slow:$PATH" "$ZONEWARD" -C a apply main --yes
  wait_for ready
  run 0 "$@"
  fake_forgets
  echo >go
}

it 'writes nothing when another machine was faster'
more x3 192.0.2.13
meanwhile zoneward -C b apply main --yes
ended first 3
says 'another apply was recorded while this one planned: nothing was written'
says 'run it again'
is "$(writes)" 0
run 0 zoneward -C a apply main --yes
says 'No changes.'

it 'goes on when what came between was another configuration'
more x4 192.0.2.14
sed -i 's/192.0.2.2$/192.0.2.3/' a/zones/b.example.yaml
commit a 'Change b'
need git -C a push --quiet origin main
need git -C b pull --quiet
meanwhile zoneward -C b --config other.yaml apply main --yes
ended first 0
says '1 done'
is "$(git -C origin.git notes --ref=zoneward show main | wc -l)" 2

# note TEXT: stands on main.
note() {
  printf '%s' "$1" >note
  need git -C origin.git notes --ref=zoneward add -f -F "$work/note" main
}

# broken: an apply says so, and what to do.
broken() {
  refused 3 zoneward -C b apply main --yes
  errors 1
  says 'the ledger cannot be read: the note on '
  says 'git notes --ref=zoneward show '
  plain
}

it 'refuses notes that are none of its own'
more x5 192.0.2.15
run 0 zoneward -C b apply main --yes
good=$(git -C origin.git notes --ref=zoneward show main)
for bad in 'Looks good to me' '{}' '[]' '{"config": 1}' "$good x" "$good
{" "$(printf '%s' "$good" | sed 's/applied/done/')" \
  "$(printf '%s' "$good" | sed 's/20..-..-..T/2026-99-99T/')" \
  "$(printf '%s' "$good" | sed 's/"done": [0-9]*/"done": -1/')" \
  "$(printf '%s' "$good" | sed 's/"done": [0-9]*/"done": 1e300/')" \
  "$(printf '%s' "$good" | sed "s/\"by\": \"/&$(printf '%2000s' '' | tr ' ' x)/")"; do
  note "$bad"
  broken
done
note "$(printf '%30000s' '' | tr ' ' '[')"
broken
note "$(printf '%70000s' '' | tr ' ' x)"
broken
says 'is larger than any of ours'
note "$(for _ in $(seq 65); do printf '%s\n' "$good"; done)"
broken
need git -C origin.git notes --ref=zoneward remove main
run 0 zoneward -C b apply main --yes

it 'shows nothing of a hostile note that could steer a terminal'
note "$(printf '%s' "$good" | sed 's/"what": "[^"]*"/"what": "\\u001b[2J ::error:: \\u202e"/')"
run 0 zoneward -C b apply main --yes
plain

it 'refuses a ledger that is no history of notes'
stood=$(ledger)
tree=$(git -C origin.git rev-parse "$stood^{tree}")
monster=$(head -c 70000 /dev/zero | tr '\0' x | git -C origin.git commit-tree "$tree" -p "$stood")
need git -C origin.git update-ref refs/notes/zoneward "$monster"
refused 3 zoneward -C b apply main --yes
says 'the ledger cannot be read: '
blob=$(echo blob | git -C origin.git hash-object -w --stdin)
need git -C origin.git update-ref refs/notes/zoneward "$blob"
refused 3 zoneward -C b apply main --yes
says 'the ledger cannot be read: '
need git -C origin.git update-ref refs/notes/zoneward "$stood"
run 0 zoneward -C b apply main --yes

it 'writes nothing when the ledger cannot be pushed, and says who needs what'
more x6 192.0.2.16
cat >origin.git/hooks/pre-receive <<'END'
#!/bin/sh
printf 'You may not.\033[2J\n'
exit 1
END
chmod +x origin.git/hooks/pre-receive
stood=$(ledger)
refused 4 zoneward -C b apply main --yes
says 'the ledger cannot be pushed: '
says 'You may not.'
says 'pre-receive hook declined'
says 'the right to push refs/notes/zoneward'
plain
is "$(ledger)" "$stood"

it 'writes nothing when the ledger cannot be read'
need git -C b remote set-url origin "$work/gone.git"
refused 4 zoneward -C b apply main --yes
says 'the ledger of origin cannot be read: '
says 'see whether git can fetch from origin here'
need git -C b remote set-url origin "$work/origin.git"

it 'writes nothing without the program git'
mkdir none
refused 4 env PATH="$work/none" "$ZONEWARD" -C b apply main --yes
says 'the program git cannot be run'

it 'leaves what was written when only its end cannot be pushed, and warns'
cat >origin.git/hooks/pre-receive <<'END'
#!/bin/sh
! [ -f once ] || exit 1
: >once
END
run 0 zoneward -C b apply main --yes
says '1 done'
says 'warning: the ledger does not have how the apply of '
rm origin.git/hooks/pre-receive
run 0 zoneward -C b apply main --yes
says 'No changes.'
holds sh -c 'git -C origin.git notes --ref=zoneward show main | grep -q applied'

it 'says in the ledger that some was not written, or nothing'
more x7 192.0.2.17
fake_faults '[{"at": 0, "do": "status", "status": 500}]'
run 4 zoneward -C b apply main --yes
let_go
fake_faults '[{"at": 2, "do": "status", "status": 422, "body": "{}"}]'
run 4 zoneward -C b apply main --yes
let_go
holds sh -c 'git -C origin.git notes --ref=zoneward show main | grep -q "\"state\": \"failed\""'
run 0 zoneward -C b apply main --yes

finish
