#!/bin/sh
# The files of ci-templates/ are what their systems take, and their jobs do what they say:
# those that check a request and need no forge.  ci_templates_forges.sh has the others.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_templates.sh
. "$SOURCE_DIR/tests/e2e/lib_templates.sh"
command -v dpkg-query >/dev/null || skip 'the templates are for Debian'
npm_tools "$npm_home"
zoneward_source
estate_with_requests

lint() {
  run 0 node "$SOURCE_DIR/tests/e2e/ci_lint.mjs" "$modules" "$1"
}

it 'has only files that their linters and schemas take'
lint "$templates"
says_not 'bad '
count '^ok ' 12

cp -r "$templates" "$work/spoilt"
bad=
# spoilt FILE FROM TO: with that change it is not to be taken any more.
spoilt() {
  sed -i "s|$2|$3|" "$work/spoilt/$1"
  holds_not cmp "$templates/$1" "$work/spoilt/$1"
  bad="$bad $1"
}

it 'has linters that find a fault in each'
spoilt github/action.yml 'using: composite' 'using: composit'
spoilt github/zoneward-plan.yml 'pull_request:' 'pul_request:'
spoilt github/zoneward-apply.yml 'environment: dns' 'enviroment: dns'
spoilt github/zoneward-drift.yml 'event_name' 'event.nam e'
spoilt forgejo/zoneward-plan.yml 'shell: sh' 'shel: sh'
spoilt forgejo/zoneward-apply.yml 'branches:' 'branche:'
spoilt forgejo/zoneward-drift.yml "cron: '17 4" "cron: '77 4"
spoilt gitlab/templates/zoneward.yml 'resource_group:' 'resourcegroup:'
spoilt bitbucket/bitbucket-pipelines.yml 'trigger: manual' 'trigger: never'
spoilt woodpecker/zoneward.yml 'commands:' 'command:'
spoilt azure/azure-pipelines.yml 'persistCredentials:' 'persistCredential:'
spoilt jenkins/Jenkinsfile 'steps {' 'step {'
lint "$work/spoilt"
for file in $bad; do
  matches "^bad $file: "
done
count '^bad ' 12

it 'has scripts in which shellcheck finds nothing'
mkdir "$work/scripts"
run 0 node "$SOURCE_DIR/tests/e2e/ci_scripts.mjs" "$modules" "$templates" "$work/scripts"
says '28 scripts'
run 0 shellcheck "$work/scripts"/*.sh

it 'gives no request a token of the base, and no script a text of the request'
run 1 grep -rnE '^ *pull_request_target:|^ *workflow_run:' "$templates" --include=*.yml
for file in "$templates"/github/*.yml "$templates"/forgejo/*.yml; do
  # Every action by its commit; every checkout without the token.
  is "$(grep -E '^ *- uses: ' "$file" | grep -vcE '@[0-9a-f]{40} # v|/zoneward/ci-templates/github@COMMIT$')" 0
  is "$(grep -c 'uses: .*checkout@' "$file")" "$(grep -c 'persist-credentials: false' "$file")"
  is "$(grep -c 'uses: .*checkout@' "$file")" "$(grep -c 'fetch-depth: 0' "$file")"
done
# shellcheck disable=SC2016 # an expression of the forge's
run 1 grep -F '${{' -r "$work/scripts"

it 'has no key in a job that runs for forks'
is "$(sed -n '/^  check:/,$p' "$templates/github/zoneward-plan.yml" | grep -c secrets)" 0
is "$(sed -n '/^zoneward-check:/,/^zoneward-quality:/p' "$templates/gitlab/templates/zoneward.yml" | grep -ci token)" 0

# check STATUS HOW: the job of each system that checks a request.
check() {
  context github='{"event": {"pull_request": {"number": 7,
    "head": {"sha": "'"$head"'", "repo": {"full_name": "guest/dns"}}, "base": {"sha": "'"$base"'"}}},
    "repository": "team/dns", "event_name": "pull_request", "token": ""}' \
    inputs='{"binary": "'"$ZONEWARD"'", "sha256": "'"$ZONEWARD_SHA256"'"}'
  "$2" "$1" "$merged" github/zoneward-plan.yml check
  "$2" "$1" "$whole" forgejo/zoneward-plan.yml plan
  context variables='{"ZONEWARD_SOURCE": "'"$ZONEWARD_SOURCE"'", "ZONEWARD_COMMIT": "'"$ZONEWARD_COMMIT"'"}' \
    inputs='{"source": "'"$ZONEWARD_SOURCE"'", "commit": "'"$ZONEWARD_COMMIT"'",
    "binary": "'"$ZONEWARD"'", "sha256": "'"$ZONEWARD_SHA256"'"}'
  "$2" "$1" "$whole" gitlab/templates/zoneward.yml zoneward-check \
    CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git merge-base main "$head")" CI_COMMIT_SHA="$head"
  "$2" "$1" "$merged" bitbucket/bitbucket-pipelines.yml 'zoneward check' \
    BITBUCKET_PR_DESTINATION_COMMIT="$base"
  "$2" "$1" "$whole" woodpecker/zoneward.yml check CI_COMMIT_TARGET_BRANCH=main CI_COMMIT_SHA="$head"
  "$2" "$1" "$merged" azure/azure-pipelines.yml check
  "$2" "$1" "$merged" jenkins/Jenkinsfile check CHANGE_TARGET=main
}

passes() {
  statement="passes a valid request with $3, and shows what it asks for"
  run_job "$@"
  says '1 zone,'
  says '+ good'
  says_not 'moved'
}

fails() {
  statement="fails an invalid request with $3, with every fault"
  run_job "$@"
  says_three_faults
}

it 'passes a valid request'
request good
check 0 passes
it 'fails an invalid request'
request bad
check 1 fails

# applies FILE JOB: of a clone whose work tree is at main's commit, and not on the branch.
applies() {
  rm -rf "$work/main"
  need git clone --quiet --branch main "file://$work/r" "$work/main"
  need git -C "$work/main" checkout --quiet --detach
  run_job 0 "$work/main" "$@"
}

it 'applies what main says, where no forge knows what was reviewed'
for file in 'bitbucket/bitbucket-pipelines.yml:zoneward apply' woodpecker/zoneward.yml:apply \
  azure/azure-pipelines.yml:apply jenkins/Jenkinsfile:apply; do
  applies "${file%%:*}" "${file#*:}"
  says ' done'
  holds grep -q 192.0.2.4 "$work/main/live/b.example.yaml"
done

it 'applies no commit that is not on main'
need git -C "$work/main" switch --quiet -c mine
commit "$work/main" 'Mine'
rm -r "$work/main/live"
run_job 3 "$work/main" woodpecker/zoneward.yml apply
holds_not test -e "$work/main/live"

it 'leaves a job out that is not for the request'
request good
context github='{"event": {"pull_request": {"head": {"repo": {"full_name": "guest/dns"}}}},
  "repository": "team/dns"}'
run_job 0 "$merged" github/zoneward-plan.yml plan
prints 'the job is left out'

it 'refuses a program that the request brings with it'
context inputs='{"source": "'"$ZONEWARD_SOURCE"'", "commit": "'"$ZONEWARD_COMMIT"'"}'
mkdir -p "$work/theirs/bin"
printf '#!/bin/sh\necho run by a request\n' >"$work/theirs/bin/zoneward"
chmod +x "$work/theirs/bin/zoneward"
cp -r "$work/theirs" "$whole/.zoneward"
commit "$whole" 'A program of my own'
run_job 3 "$whole" gitlab/templates/zoneward.yml zoneward-check
says 'brings a program of its own'
says_not 'run by a request'
rm -r "$whole/.zoneward"
ln -s "$work/theirs" "$whole/.zoneward"
commit "$whole" 'A link to it'
run_job 3 "$whole" gitlab/templates/zoneward.yml zoneward-check
says_not 'run by a request'

install() {
  run "$1" env ZONEWARD_BINARY="$2" ZONEWARD_SHA256="$3" sh "$templates/install.sh" "$work/prefix"
}

it 'installs a program only with its checksum, and not twice'
install 1 "$ZONEWARD" ''
says 'needs ZONEWARD_SHA256'
install 1 "$ZONEWARD" "$(printf '%064d' 0)"
says "has the SHA-256 $ZONEWARD_SHA256, not 0000"
holds_not test -e "$work/prefix/bin/zoneward"
install 1 http://127.0.0.1/zoneward "$ZONEWARD_SHA256"
says 'must be a file or an https URL'
install 0 "$ZONEWARD" "$ZONEWARD_SHA256"
prints 'zoneward '
is "$(names "$work/prefix/bin")" 'zoneward '
install 0 "$ZONEWARD" "$ZONEWARD_SHA256"
says 'is there already'

it 'has a key that goes with the source'
key() {
  sh "$1/ci-templates/install.sh" --key
}
mkdir "$work/two"
(cd "$SOURCE_DIR" && tar cf - CMakeLists.txt CMakePresets.json .cmake src providers hooks ci-templates) |
  tar xf - -C "$work/two"
unset ZONEWARD_BINARY
is "$(key "$work/two")" "$(key "$SOURCE_DIR")"
echo '/* */' >>"$work/two/src/main.c"
holds_not test "$(key "$work/two")" = "$(key "$SOURCE_DIR")"
rm -r "$work/two"

finish
