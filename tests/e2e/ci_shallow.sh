#!/bin/sh
# What a job's clone lacks is fetched, with the token of the job where that is needed.
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

# shallow BRANCH: what a job has of it: one commit; whatever its hooks do shows.
shallow() {
  rm -rf clone
  need git clone --quiet --depth 1 --branch "$1" "${2:-file://$work/origin.git}" clone
  printf '#!/bin/sh\ntouch %s/ran\n' "$work" >clone/.git/hooks/reference-transaction
  chmod +x clone/.git/hooks/reference-transaction
  need git -C clone config fetch.recurseSubmodules true
}

ci() {
  zoneward -C clone ci "$@"
}

# Commits of main that are no tip, in a history that a topic left long ago.
change topic new 192.0.2.7
open_request 1 topic
job_request 1
need git -C repo checkout --quiet main
for n in 1 2 3; do
  address "x$n" "192.0.2.1$n" >>repo/zones/b.example.yaml
  commit repo "More $n"
done
need git -C repo push --quiet origin main
cp repo/zones/b.example.yaml live/

it 'fetches the tip of the branch that a request goes to'
shallow topic
run 0 ci plan
says "fetching $(git -C repo rev-parse main | cut -c 1-12), which the clone lacks"
prints 192.0.2.7

it 'fetches the history in which both parted'
job_request 1
shallow topic
run 0 ci plan
prints 192.0.2.7
says_not 192.0.2.1
forge_holds 'len(state["comments"]) == 1'

it 'runs no hook and enters no submodule of what it fetches'
holds_not test -e ran
need git -C repo checkout --quiet -B sub main
printf '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch %s/ran"\n' "$work" >repo/.gitmodules
need git -C repo update-index --add --cacheinfo "160000,$base,x"
address xsub 192.0.2.77 >>repo/zones/b.example.yaml
commit repo 'A submodule'
need git -C repo push --quiet origin sub
open_request 2 sub
job_request 2
shallow sub
run 0 ci plan
prints 192.0.2.77
holds_not test -e ran

it 'fetches what was pushed, of several merges'
need git -C repo checkout --quiet -f main
need git -C repo clean -fdq
merge_request 1 merge
from=$before
change second two 192.0.2.20
open_request 3 second
job_request 3
shallow second
run 0 ci plan
merge_request 3 merge
before=$from
job_push
shallow main
run 0 ci apply
says '2 done'
holds grep -q 192.0.2.20 live/a.example.yaml

it 'fetches the commit before one whose job does not say it'
before=0000000000000000000000000000000000000000
job_push
shallow main
run 0 ci apply
says 'fetching the history that the clone lacks'
says 'No changes.'

# The same over HTTP, where Git must say who it is.
python3 "$SOURCE_DIR/tests/e2e/http_backend.py" "$work" "$work/port" "$work/authorization" \
  >"$work/http.log" 2>&1 &
http_pid=$!
at_end "kill $http_pid 2>/dev/null; wait $http_pid 2>/dev/null"
: >authorization
wait_for "$work/port"
server=http://127.0.0.1:$(cat "$work/port")
only_token() {
  printf 'Basic %s\n' "$(printf '%s' "$1" | base64)" >authorization
}

it 'sends the token of the job when the clone has none'
job_request 2
shallow sub "$server/origin.git"
only_token x-access-token:robot-token-must-not-be-seen
GITHUB_SERVER_URL=$server run 0 ci plan
prints 192.0.2.77
says_not robot-token-must-not-be-seen
holds_not grep -r robot-token-must-not-be-seen clone/.git

it 'sends one token when a step before has left its own'
: >authorization
shallow sub "$server/origin.git"
only_token x-access-token:robot-token-must-not-be-seen
need git -C clone config "http.$server/.extraheader" 'AUTHORIZATION: basic d3Jvbmc='
GITHUB_SERVER_URL=$server run 0 ci plan
prints 192.0.2.77

it 'leaves alone a token of that step which does'
: >authorization
shallow sub "$server/origin.git"
only_token x-access-token:another
need git -C clone config "http.$server/.extraheader" "Authorization: $(cat authorization)"
GITHUB_SERVER_URL=$server run 0 ci plan
prints 192.0.2.77

it 'sends it to no other server'
: >authorization
shallow sub "$server/origin.git"
only_token x-access-token:robot-token-must-not-be-seen
run 1 ci plan
says 'and cannot be fetched: '
says 'set fetch-depth: 0'
GITHUB_SERVER_URL=http://127.0.0.1:1 run 1 ci plan
says 'set fetch-depth: 0'

it 'shows no password of an address that Git names'
: >authorization
shallow sub "$server/origin.git"
only_token x-access-token:robot-token-must-not-be-seen
need git -C clone remote set-url origin "http://somebody:$mark@${server#http://}/origin.git"
run 1 ci plan
says 'and cannot be fetched: '
need git -C clone remote set-url origin "$server/origin.git"

finish
