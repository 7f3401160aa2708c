#!/bin/sh
# A plan that is not safe: refused where it is reviewed and where it is applied, unless its
# digest is allowed.
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

ci() {
  zoneward -C repo ci "$@"
}

printf 'zoneward:\n  strict: false\n' >>repo/octodns.yaml
commit repo 'Safety'
need git -C repo push --quiet origin main

# unsafe NUMBER: a request that adds the apex NS, which nobody may without a word.
unsafe() {
  need git -C repo checkout --quiet -B "unsafe$1" main
  printf "'':\n  type: NS\n  values: [ns1.other.example., ns%s.other.example.]\n" "$1" \
    >>repo/zones/b.example.yaml
  commit repo 'Other servers'
  need git -C repo push --quiet origin "unsafe$1"
  open_request "$1" "unsafe$1"
  job_request "$1"
}

it 'refuses it on the request, and says in the comment how it gets applied'
unsafe 7
run 3 ci plan
says 'the plan is unsafe'
digest=$(sed -n 's/^digest=//p' "$outputs")
says "give --allow $digest"
comments_of 7 >comment
holds grep -q 'below will be refused, unless somebody allows this very plan' comment
holds grep -qF "sets \`ZONEWARD_ALLOW\` to \`$digest\`" comment
forge_holds 'state["statuses"][-1]["state"] == "failure"'
forge_holds 'state["statuses"][-1]["description"].endswith("unsafe")'

it 'takes no other digest, and no --force where the settings object'
run 3 ci plan --allow "$(echo "$digest" | tr 0-9a-f 1-9a-f0)"
says '--allow names another plan'
run 3 ci plan --force
says_not 'or --force'

it 'lets it pass where its digest is allowed, and says so'
run 0 ci plan --allow "$digest"
forge_holds 'state["statuses"][-1]["state"] == "success"'
forge_holds 'state["statuses"][-1]["description"].endswith("unsafe, allowed")'

it 'refuses to apply it without the same word'
merge_request 7 merge
job_push
remember live
run 3 ci apply
says 'nothing was written: the plan is unsafe'
unchanged
run 3 ci apply --force
unchanged
comments_of 7 >comment
holds grep -q 'DNS plan not applied' comment
holds grep -qF "give --allow $digest" comment
run 0 ci apply --allow "$digest"
holds grep -q ns7.other.example. live/b.example.yaml

finish
