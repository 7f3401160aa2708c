#!/bin/sh
# From a request to its merge, against a fake of Forgejo.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"
FORGEJO_ACTIONS=true
FORGEJO_TOKEN=robot-token-must-not-be-seen
export FORGEJO_ACTIONS FORGEJO_TOKEN
forge=forgejo
start_forge $forge
# shellcheck source=lib_request.sh
. "$SOURCE_DIR/tests/e2e/lib_request.sh"

it 'takes an older push when the clone knows that it is on the branch'
reviewed 20 older twenty 192.0.2.200
merge_request 20 merge
job_push
need git -C repo commit --quiet --allow-empty -m 'Later'
need git -C repo push --quiet origin main
run 0 ci apply
served twenty 192.0.2.200

it 'names the right that the token lacks'
change topic2 fine 192.0.2.10
open_request 21 topic2
job_request 21
FORGEJO_TOKEN=reader-token-must-not-be-seen run 4 ci plan
says 'with the scope write:issue'

finish
