#!/bin/sh
# From a request to its merge, against a fake of GitHub.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"
# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"
github_description "$npm_home"
forge=github
start_forge $forge
GITHUB_TOKEN=robot-token-must-not-be-seen
export GITHUB_TOKEN
# shellcheck source=lib_request.sh
. "$SOURCE_DIR/tests/e2e/lib_request.sh"
finish

