#!/bin/sh
# init puts hooks and a first configuration in place; doctor finds what is amiss with them.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

# What hooks call.
mkdir "$work/bin"
need ln -s "$ZONEWARD" "$work/bin/zoneward"
PATH=$work/bin:$PATH
unset ZONEWARD_RESOLVER
program=$ZONEWARD

zoneward() {
  env -u ZONEWARD "$program" "$@"
}

server() {
  need git init --quiet --bare "$1"
}

doctor() {
  doctor_status=$1
  shift
  run "$doctor_status" zoneward -C "$server" doctor "$@"
}

# bad RULE HINT: the doctor finds it, says how to mend it, and nothing else is an error.
bad() {
  doctor 1
  says "[$1]"
  says "hint: $2"
  count '(^|: )error: ' 1
}

it 'begins with a configuration and zones that are valid, and whose plan can be applied'
mkdir "$work/new"
run 0 zoneward -C "$work/new" init bakery.example. xn--bcher-kva.example.
run 0 zoneward -C "$work/new" validate --strict
says '2 zones, 4 records: valid'
run 0 zoneward -C "$work/new" apply --worktree --yes
says '4 done'
run 0 zoneward -C "$work/new" plan
says 'No changes'

it 'leaves alone what is there'
remember "$work/new"
run 1 zoneward -C "$work/new" init other.example.
says 'octodns.yaml: error: is there already'
run 1 zoneward -C "$work/new" init 'no name'
run 1 zoneward -C "$work/new" init --config ../elsewhere.yaml
unchanged

server "$work/server.git"
server=$work/server.git

it 'finds a server without a hook'
doctor 1
says '[hook-missing]'
says 'hint: run: zoneward init --hook pre-receive'
says '[branch-unprotected]'
says '[repository-empty]'

it 'installs a hook, protects the branch, and is content then'
run 0 zoneward -C "$server" init --hook
says 'hooks/pre-receive: installed'
says 'refs/heads/main is protected'
holds cmp "$SOURCE_DIR/hooks/pre-receive" "$server/hooks/pre-receive"
repository "$work/clone"
need git -C "$work/clone" remote add origin "$server"
run 0 env -u ZONEWARD git -C "$work/clone" push origin main
says '2 zones valid'
doctor 0
says 'nothing is wrong'
says_not 'error'
doctor 0 --format json
prints '"valid": true'

it 'installs each hook as it is in hooks/, once'
for hook in update post-receive pre-commit pre-push; do
  run 0 zoneward -C "$server" init --hook $hook
  holds cmp "$SOURCE_DIR/hooks/$hook" "$server/hooks/$hook"
  holds test -x "$server/hooks/$hook"
  run 0 zoneward -C "$server" init --hook $hook
  says 'was there already'
done
rm "$server/hooks/update" "$server/hooks/post-receive" "$server/hooks/pre-commit" \
  "$server/hooks/pre-push"
run 1 zoneward -C "$server" init --hook nosuch
run 1 zoneward -C "$work/new" init --hook
run 0 zoneward -C "$work/clone" init --hook
holds cmp "$SOURCE_DIR/hooks/pre-commit" "$work/clone/.git/hooks/pre-commit"
run 0 zoneward -C "$work/clone" doctor

it 'does not overwrite the hook of somebody else, and finds that it does not call zoneward'
need cp "$server/hooks/pre-receive" "$work/ours"
printf '#!/bin/sh\nexit 0\n' >"$server/hooks/pre-receive"
remember "$server/hooks"
run 1 zoneward -C "$server" init --hook pre-receive
says 'there is another hook already'
unchanged
bad hook-foreign 'let it call zoneward hook pre-receive'

it 'lets another hook beside ours do what it does'
need mv "$server/hooks/pre-receive" "$server/hooks/update"
need cp "$work/ours" "$server/hooks/pre-receive"
doctor 0
says_not hook-foreign
rm "$server/hooks/update"

it 'takes a hook that calls zoneward among other things, or one file of a folder of hooks'
printf '#!/bin/sh\nexec zoneward hook pre-receive\n' >"$server/hooks/pre-receive"
chmod +x "$server/hooks/pre-receive"
doctor 0
rm "$server/hooks/pre-receive"
mkdir "$server/hooks/pre-receive.d"
need cp "$work/ours" "$server/hooks/pre-receive.d/50-zoneward"
doctor 0
rm -r "$server/hooks/pre-receive.d"
need cp "$work/ours" "$server/hooks/pre-receive"

it 'finds a hook without its run bit, which init mends'
chmod -x "$server/hooks/pre-receive"
doctor 1
says '[hook-run-bit]'
says 'hint: run: chmod +x '
says '[hook-missing]'
run 0 zoneward -C "$server" init --hook pre-receive
doctor 0

it 'finds a hook that hides the objects of a push'
sed '2i unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY' "$work/ours" >"$server/hooks/pre-receive"
doctor 1
says '[hook-quarantine]'
need cp "$work/ours" "$server/hooks/pre-receive"

it 'tells that the hooks are elsewhere, and looks there'
mkdir "$work/elsewhere"
need git -C "$server" config core.hooksPath "$work/elsewhere"
bad hook-missing 'run: zoneward init --hook pre-receive'
says '[hook-place]'
run 0 zoneward -C "$server" init --hook pre-receive
holds test -x "$work/elsewhere/pre-receive"
doctor 0
says '[hook-place]'
need git -C "$server" config --unset core.hooksPath

it 'finds that the program would not be found'
ln -s "$program" "$work/under-another-name"
run 1 env -u ZONEWARD PATH=/usr/bin:/bin "$work/under-another-name" -C "$server" doctor
says '[hook-program]'

it 'finds a branch that is not protected'
need git -C "$server" config --unset zoneward.protected
bad branch-unprotected 'run: git config --add zoneward.protected refs/heads/main'
need git -C "$server" config receive.denyNonFastForwards true
bad branch-unprotected 'run: git config --add zoneward.protected refs/heads/main'
need git -C "$server" config receive.denyDeletes true
doctor 0

it 'finds a branch that is not checked, and settings that are none'
need git -C "$server" config zoneward.refs 'refs/heads/release/*'
bad branch-unchecked 'run: git config --add zoneward.refs refs/heads/main'
need git -C "$server" config --unset zoneward.refs
need git -C "$server" config zoneward.deadlin 5
bad hook-settings 'did you mean zoneward.deadline?'
need git -C "$server" config --unset zoneward.deadlin

it 'finds a clone whose history is cut off'
need git clone --quiet --bare --depth 1 "file://$server" "$work/shallow.git"
need cp "$work/ours" "$work/shallow.git/hooks/pre-receive"
need git -C "$work/shallow.git" config zoneward.protected main
whole=$server
server=$work/shallow.git
address more 192.0.2.9 >>"$work/clone/zones/a.example.yaml"
need env -u ZONEWARD git -C "$work/clone" commit --quiet -a -m 'More'
need env -u ZONEWARD git -C "$work/clone" push --quiet "$whole" main
rm -rf "$work/shallow.git"
need git clone --quiet --bare --depth 1 "file://$whole" "$work/shallow.git"
need cp "$work/ours" "$work/shallow.git/hooks/pre-receive"
need git -C "$work/shallow.git" config zoneward.protected main
bad repository-incomplete 'this clone is shallow'
server=$whole

it 'finds a configuration that is missing or wrong'
need git -C "$server" config zoneward.config elsewhere.yaml
bad config-missing 'name the configuration with --config FILE'
need git -C "$server" config --unset zoneward.config
need mv "$server/hooks/pre-receive" "$work/off"
printf 'zoneward:\n  safety:\n    delets: {most: 1}\n' >>"$work/clone/octodns.yaml"
need git -C "$work/clone" commit --quiet -a -m 'A slip' --no-verify
need git -C "$work/clone" push --quiet origin main
need mv "$work/off" "$server/hooks/pre-receive"
bad config-safety 'the README lists'
need mv "$server/hooks/pre-receive" "$work/off"
cat >"$work/clone/octodns.yaml" <<'YAML'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  live:
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: 1
    api_key: env/DOCTOR_TEST_KEY
zones:
  a.example.:
    sources: [config]
    targets: [live]
YAML
need git -C "$work/clone" commit --quiet -a -m 'A secret' --no-verify
need git -C "$work/clone" push --quiet origin main
need mv "$work/off" "$server/hooks/pre-receive"

it 'finds a secret that is not set: amiss where post-receive needs it, elsewhere a word'
doctor 0
says 'the variable DOCTOR_TEST_KEY is not set'
says 'octodns.yaml:9:'
need cp "$SOURCE_DIR/hooks/post-receive" "$server/hooks/post-receive"
bad secret-unset 'plan and apply need it where they run'
run 0 env DOCTOR_TEST_KEY=of-the-doctor PATH="$PATH" "$program" -C "$server" doctor
says_not of-the-doctor
says_not secret-unset

it 'says that a directory is no repository'
run 1 zoneward -C "$work/new" doctor
says 'is not in a Git repository'
run 2 zoneward doctor word
run 2 zoneward doctor --format yaml

finish
