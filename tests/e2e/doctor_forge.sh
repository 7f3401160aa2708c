#!/bin/sh
# doctor in a job of a forge: which rights the token lacks, and whether the branch is guarded.
# shellcheck disable=SC2154
npm_home=$HOME
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=lib_forge.sh
. "$SOURCE_DIR/tests/e2e/lib_forge.sh"

doctor() {
  doctor_status=$1
  shift
  run "$doctor_status" zoneward -C repo doctor
  says_not robot-token-must-not-be-seen
}

# account FIELDS: what the robot is, as Python's dictionary.
account() {
  forge_state "a = state['accounts']['robot-token-must-not-be-seen']
for key in ('scopes', 'role'):
    a.pop(key, None)
a['rights'] = ['read', 'comment', 'status', 'issue']
a.update($1)"
}

# same_on_each: what all forges are asked.
same_on_each() {
  it "finds a branch that is not protected on $forge"
  forge_state 'state["protected"] = []'
  doctor 1
  says '[branch-unprotected]'
  says 'hint: protect it in the settings of the repository'
  forge_state 'state["protected"] = ["main"]'

  it "finds a token that $forge does not know"
  fake_forgets
  export "$token_name=wrong-token"
  doctor 1
  says "put a token that is valid into $token_name"
  says_not wrong-token
  export "$token_name=robot-token-must-not-be-seen"

  it "writes nothing to $forge"
  fake_forgets
  zoneward -C repo doctor >/dev/null 2>&1
  fake_asked >asked
  holds grep -q '^GET ' asked
  holds_not grep -qE '^(POST|PUT|PATCH|DELETE) ' asked
}

again() {
  rm -rf repo origin.git live fake
}

# shellcheck source=lib_github.sh
. "$SOURCE_DIR/tests/e2e/lib_github.sh"
github_description "$npm_home"
forge=github token_name=GITHUB_TOKEN
start_forge github
job_schedule
export GITHUB_TOKEN=robot-token-must-not-be-seen
same_on_each

it 'says plainly what cannot be told of a token of a job'
doctor 0
says 'whether the token in GITHUB_TOKEN may write cannot be told without writing'
says 'pull-requests: write, statuses: write'
says_not 'error: '

it 'takes the rules of a branch for its protection'
forge_state 'state["protected"] = []
state["rules"] = {"main": ["deletion"]}'
doctor 1
says '[branch-unprotected]'
forge_state 'state["rules"] = {"main": ["deletion", "pull_request"]}'
doctor 0
says_not '[branch-unprotected]'

it 'reads the scopes of an old token'
account "scopes=['repo', 'gist']"
doctor 0
says 'nothing is wrong'
says_not 'cannot be told'
account "scopes=['gist', 'read:org']"
doctor 1
says 'may not write comments and statuses: its scopes are gist, read:org'
says 'hint: give it the scope repo'
account "scopes=['repo'], rights=['read', 'comment']"
doctor 1
says 'hint: give its account the role Write'

it 'names what the token may not even read'
account "rights=[]"
doctor 1
says 'the token in GITHUB_TOKEN may not'

it 'says that there is no token'
unset GITHUB_TOKEN
doctor 0
says 'there is no token for GitHub'
says 'put one into ZONEWARD_FORGE_TOKEN or GITHUB_TOKEN'
again

forge=forgejo token_name=FORGEJO_TOKEN
start_forge forgejo
job_schedule
export FORGEJO_ACTIONS=true FORGEJO_TOKEN=robot-token-must-not-be-seen
same_on_each

it 'finds an account that may not set statuses on Forgejo'
doctor 0
says 'the scopes write:issue and write:repository'
account "rights=['read', 'comment']"
doctor 1
says 'hint: give it the right to write the repository'
unset FORGEJO_ACTIONS FORGEJO_TOKEN GITHUB_ACTIONS
again

# shellcheck source=lib_gitlab.sh
. "$SOURCE_DIR/tests/e2e/lib_gitlab.sh"
forge=gitlab token_name=GITLAB_TOKEN
start_forge gitlab
forge_state 'state["accounts"]["job-token"] = {"id": 44, "login": "person", "type": "User",
  "rights": ["read"], "me": False, "job": True}'
job_schedule
export GITLAB_TOKEN=robot-token-must-not-be-seen
same_on_each

it 'reads scopes and role of a token of GitLab'
doctor 0
says 'nothing is wrong'
account "scopes=['read_api']"
doctor 1
says 'has not the scope api'
account "role=20"
doctor 1
says 'its role is less than Developer'
unset GITLAB_TOKEN
export CI_JOB_TOKEN=job-token
doctor 1
says 'a job token may only read: put a project access token into ZONEWARD_FORGE_TOKEN'
says_not job-token
unset CI_JOB_TOKEN GITLAB_CI

it 'asks no forge where there is no job'
fake_forgets
doctor 0
fake_asked >asked
is "$(grep -c . asked)" 0

finish
