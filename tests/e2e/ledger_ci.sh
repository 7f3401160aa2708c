#!/bin/sh
# The ledger of ci apply: jobs that run again, jobs that may not push, and tokens.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"
start_forge github
GITHUB_TOKEN=robot-token-must-not-be-seen
export GITHUB_TOKEN
need git -C repo checkout --quiet main
echo 'zoneward: {ledger: true}' >>repo/octodns.yaml
commit repo 'Keep a ledger'
need git -C repo push --quiet origin main
need git -C origin.git config http.receivepack true

: >authorization
python3 "$SOURCE_DIR/tests/e2e/http_backend.py" "$work" "$work/port" "$work/authorization" \
  >"$work/http.log" 2>&1 &
http_pid=$!
at_end "kill $http_pid 2>/dev/null; wait $http_pid 2>/dev/null"
wait_for "$work/port"
server=http://127.0.0.1:$(cat "$work/port")

# job_clone: what a runner gives to ci apply, with a token that may do nothing any more.
job_clone() {
  rm -rf clone
  need git clone --quiet --depth 1 --branch main "file://$work/origin.git" clone
  need git -C clone remote set-url origin "$server/origin.git"
  need git -C clone config "http.$server/.extraheader" 'AUTHORIZATION: basic d3Jvbmc='
  export GITHUB_SERVER_URL="$server"
}

ci() {
  zoneward -C clone ci "$@"
}

# merged NUMBER BRANCH NAME IP: reviewed and merged.
merged() {
  change "$2" "$3" "$4"
  open_request "$1" "$2"
  job_request "$1"
  run 0 zoneward -C repo ci plan
  merge_request "$1" merge
}

noted() {
  git -C origin.git notes --ref=zoneward show "$1" >note 2>&1 && grep -q "\"state\": \"$2\"" note
}

printf 'Basic %s\n' "$(printf 'x-access-token:robot-token-must-not-be-seen' | base64)" >authorization

it 'records what it applied, with the token of the job'
merged 1 topic new 192.0.2.7
job_push
first_before=$before first_after=$after
job_clone
run 0 ci apply
says '1 done'
says_not robot-token-must-not-be-seen
holds noted "$after" applied
holds grep -q "\"what\": \"changes since $(printf %.12s "$before")\"" note
holds_not grep -r robot-token-must-not-be-seen clone

it 'does it once'
stood=$(git -C origin.git rev-parse refs/notes/zoneward)
job_clone
run 0 ci apply
says 'No changes.'
is "$(git -C origin.git rev-parse refs/notes/zoneward)" "$stood"

it 'refuses the job of an older push that somebody runs again'
merged 2 second two 192.0.2.20
job_push
job_clone
run 0 ci apply
before=$first_before after=$first_after
job_push
job_clone
remember live
run 3 ci apply
says 'is older than what was applied last: '
says 'revert the change in Git, and apply that'
says_not 'or give --force'
run 3 ci apply --force
unchanged

it 'reads the ledger in a dry run, and writes nothing to it'
merged 3 third three 192.0.2.30
job_push
job_clone
stood=$(git -C origin.git rev-parse refs/notes/zoneward)
run 0 ci apply --dry-run
says 'would write 1 changes'
is "$(git -C origin.git rev-parse refs/notes/zoneward)" "$stood"

it 'writes nothing without the right to push, and says which that is'
printf '#!/bin/sh\nexit 1\n' >origin.git/hooks/pre-receive
chmod +x origin.git/hooks/pre-receive
remember live
run 4 ci apply
unchanged
says 'the ledger cannot be pushed: '
says 'who pushes needs permissions: contents: write in the workflow'
forge_holds '"DNS plan not applied" in state["comments"][-1]["body"]'
rm origin.git/hooks/pre-receive
printf 'Basic bm9ib2R5\n' >authorization
run 4 ci apply
unchanged
says 'the ledger of origin cannot be read: '
says_not robot-token-must-not-be-seen

it 'goes on when that is mended'
printf 'Basic %s\n' "$(printf 'x-access-token:robot-token-must-not-be-seen' | base64)" >authorization
run 0 ci apply
says '1 done'
holds noted "$after" applied

finish
