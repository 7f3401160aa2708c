#!/bin/sh
# The fake of OVHcloud, as the service's own SDKs see it.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

command -v node >/dev/null || skip 'there is no node'
command -v npm >/dev/null || skip 'there is no npm'
mkdir npm
(cd npm && HOME=$npm_home timeout 120 npm install --cache "$work/npm-cache" --no-audit --no-fund \
  --fetch-retries 1 ovh@2 @ovhcloud/node-ovh@3 >"$work/npm.log" 2>&1) ||
  skip "npm cannot install the SDKs: $(grep -m 1 'npm error' "$work/npm.log")"

start_fake ovh
for package in ovh @ovhcloud/node-ovh; do
  it "takes what $package sends, and answers what it reads"
  fake_has '{"sdk.example.": [["sdk.example.", "NS", 3600, "dns1.ovh.net."],
    ["sdk.example.", "NS", 3600, "ns1.ovh.net."]]}'
  run 0 node "$SOURCE_DIR/tests/providers/ovh/sdk.mjs" "$work/npm/node_modules" \
    "${FAKE_URL##*:}" "$package"
  prints "$package: all steps taken"
  fake_state >state
  holds grep -q '"www.sdk.example.", "A", 60, "192.0.2.2"' state
done

finish
