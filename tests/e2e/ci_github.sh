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
# The description that GitHub publishes, to check each request against.
if command -v npm >/dev/null && mkdir npm && (cd npm && HOME=$npm_home timeout 120 npm install \
  --cache "$work/npm-cache" --no-audit --no-fund --fetch-retries 1 @octokit/openapi@22 \
  >"$work/npm.log" 2>&1); then
  export GITHUB_OPENAPI="$work/npm/node_modules/@octokit/openapi/generated/api.github.com.json"
else
  echo 'npm cannot install @octokit/openapi: requests are checked by the fake alone'
fi
forge=github
start_forge $forge
GITHUB_TOKEN=robot-token
export GITHUB_TOKEN
# shellcheck source=lib_request.sh
. "$SOURCE_DIR/tests/e2e/lib_request.sh"
finish

