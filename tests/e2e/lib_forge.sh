# A fake forge with a Git repository, for end-to-end tests; read after lib.sh and lib_fake.sh.
#   start_forge github           the fake, origin.git, a clone of it in work, live/ beside
#   forge_state 'EXPRESSION'     evaluates Python with "state", and keeps what it changes
#   open_request NUMBER BRANCH   what was committed on it is requested to be merged
#   merge_request NUMBER HOW     as the forge would: merge, squash or rebase; sets $before, $after
# The forge's own file (lib of the test) says what a job's environment is:
#   job_request NUMBER; job_push; job_schedule
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

forge_state() {
  fake_state >"$work/state.json"
  python3 -c 'import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    state = json.load(file)
exec(sys.argv[2])
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(state, file)' "$work/state.json" "$1" || fault "the state is not so: $1"
  need curl -sSf --noproxy '*' "$FAKE_URL/_fake/state" --data-binary "@$work/state.json"
  rm "$work/state.json" # it has the tokens
}

# start_forge NAME: with an estate on main, of which a.example. is served.
start_forge() {
  export PYTHONPATH="$SOURCE_DIR/tests/fakes"
  start_fake_file "$SOURCE_DIR/tests/fakes/$1.py"
  need git init --quiet --bare "$work/origin.git"
  repository repo
  sed -i "s#directory: ./live#directory: $work/live#" repo/octodns.yaml
  mkdir live
  cp repo/zones/*.yaml live
  commit repo 'Serve from elsewhere'
  need git -C repo remote add origin "$work/origin.git"
  need git -C repo push --quiet origin main
  forge_state "state['git'] = '$work/origin.git'
state['protected'] = ['main']
state['accounts'] = {
    'robot-token-must-not-be-seen': {'id': 41, 'login': 'robot', 'type': 'Bot', 'me': True,
                    'rights': ['read', 'comment', 'status', 'issue']},
    'reader-token-must-not-be-seen': {'id': 42, 'login': 'reader', 'type': 'User', 'me': True, 'rights': ['read']},
    'person-token-must-not-be-seen': {'id': 43, 'login': 'person', 'type': 'User', 'me': True,
                     'rights': ['read', 'comment']},
}"
}

# change BRANCH NAME IP: a commit with this record in a.example., from main.
change() {
  need git -C repo checkout --quiet -B "$1" main
  address "$2" "$3" >>repo/zones/a.example.yaml
  commit repo "Add $2"
  need git -C repo push --quiet --force origin "$1"
}

# meanwhile IP: main moves on, and its www.b.example. is served so.
meanwhile() {
  need git -C repo checkout --quiet main
  sed -i "s/192.0.2.[0-9]*$/$1/" repo/zones/b.example.yaml
  commit repo "Meanwhile $1"
  need git -C repo push --quiet origin main
  cp repo/zones/b.example.yaml live
}

# more BRANCH NAME IP: another commit on it.
more() {
  need git -C repo checkout --quiet "$1"
  address "$2" "$3" >>repo/zones/a.example.yaml
  commit repo "Add $2"
  need git -C repo push --quiet origin "$1"
}

open_request() {
  forge_state "state['requests']['$1'] = {'head': '$2', 'base': 'main', 'state': 'open'}"
}

merge_request() {
  branch=$(forge_get "state['requests']['$1']['head']")
  need git -C repo checkout --quiet main
  before=$(git -C repo rev-parse main)
  case $2 in
  merge) need git -C repo merge --quiet --no-ff -m "Merge $1" "$branch" ;;
  squash)
    need git -C repo merge --quiet --squash "$branch"
    need git -C repo commit --quiet -m "Squashed $1"
    ;;
  rebase)
    need git -C repo commit --quiet --allow-empty -m 'Meanwhile'
    before=$(git -C repo rev-parse main)
    need git -C repo push --quiet origin main
    need git -C repo checkout --quiet -B rebased "$branch"
    need git -C repo rebase --quiet main
    need git -C repo checkout --quiet main
    need git -C repo merge --quiet --ff-only rebased
    ;;
  esac
  after=$(git -C repo rev-parse main)
  need git -C repo push --quiet origin main
  commits=$(git -C repo rev-list "$before..$after" | sed "s/.*/'&',/" | tr -d '\n')
  forge_state "r = state['requests']['$1']
r.update(state='closed', merged='$after', how='$2', commits=[$commits],
         head_sha='$(git -C repo rev-parse "$branch")')"
}

# forge_get EXPRESSION: prints it.
forge_get() {
  fake_state | python3 -c 'import json, sys
state = json.load(sys.stdin)
print(eval(sys.argv[1]))' "$1"
}

# forge_holds EXPRESSION: it is true of the state.
forge_holds() {
  is "$1: $(forge_get "bool($1)")" "$1: True"
}

# comments: the bodies of all comments on requests.
comments() {
  forge_get '"\n".join(c["body"] for c in state["comments"])'
}

comments_of() {
  forge_get "'\\n'.join(c['body'] for c in state['comments'] if c['request'] == '$1')"
}
