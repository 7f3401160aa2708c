#!/bin/sh
# The hook of a bare repository that is pushed to over a local path.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

server
clone "$work/server.git"
push_cases

it 'lets a branch without a configuration alone'
need git -C "$work/clone" switch --quiet --orphan pages
echo hello >"$work/clone/index.html"
commit "$work/clone" 'Pages'
push 0 origin pages
says_not error
accepted pages
need git -C "$work/clone" switch --quiet --force main
need git -C "$work/clone" reset --quiet --hard origin/main

it 'refuses that the configuration is removed'
before=$(tip main)
need git -C "$work/clone" rm --quiet octodns.yaml
commit "$work/clone" 'No configuration'
push 1 origin main
says 'octodns.yaml'
errors 1
is "$(tip main)" "$before"
push 1 origin main:refs/heads/without
is "$(tip refs/heads/without)" nothing
need git -C "$work/clone" reset --quiet --hard origin/main

it 'checks every zone when the configuration changes its providers'
need sed -i 's/enforce_order: false/enforce_order: no/' "$work/clone/octodns.yaml"
commit "$work/clone" 'Spell it another way'
push 0 origin main
need sed -i 's/enforce_order: no/default_ttl: -1/' "$work/clone/octodns.yaml"
commit "$work/clone" 'A default that no record can have'
before=$(tip main)
push 1 origin main
is "$(tip main)" "$before"
need git -C "$work/clone" reset --quiet --hard origin/main

it 'sees faults of a branch that came before, only in the zones that the push changes'
three_faults | append a.example.yaml
commit "$work/clone" 'Faults that nobody saw'
mv "$work/server.git/hooks/pre-receive" "$work/server.git/hooks/off"
push 0 origin main
mv "$work/server.git/hooks/off" "$work/server.git/hooks/pre-receive"
address more 192.0.2.8 | append b.example.yaml
commit "$work/clone" 'Another zone'
push 0 origin main
says '1 zone valid'
need git -C "$work/clone" revert --no-edit HEAD~1
push 0 origin main

it 'judges objects that are in quarantine only'
cat >"$work/server.git/hooks/pre-receive" <<'EOF'
#!/bin/sh
read -r old new name
case ${GIT_QUARANTINE_PATH-} in
*/objects/tmp_objdir-*) ;;
*) exit 1 ;;
esac
env -u GIT_OBJECT_DIRECTORY -u GIT_ALTERNATE_OBJECT_DIRECTORIES -u GIT_QUARANTINE_PATH \
  git cat-file -e "$new" 2>/dev/null && exit 1
echo "$old $new $name" | sh "$SOURCE_DIR/hooks/pre-receive"
EOF
before=$(tip main)
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults'
push 1 origin main
says_three_faults
is "$(tip main)" "$before"
need git -C "$work/clone" reset --quiet --hard HEAD~1
address quarantine 192.0.2.9 | append a.example.yaml
commit "$work/clone" 'A record'
push 0 origin main
says '1 zone valid'
accepted main
need cp "$SOURCE_DIR/hooks/pre-receive" "$work/server.git/hooks/pre-receive"

it 'works on a server whose objects are packed and partly in another repository'
need git -C "$work/server.git" repack -adq
need git clone --quiet --bare --reference "$work/server.git" "$work/server.git" "$work/second.git"
need cp "$SOURCE_DIR/hooks/pre-receive" "$work/second.git/hooks/pre-receive"
address packed 192.0.2.10 | append a.example.yaml
commit "$work/clone" 'A record'
run 0 git -C "$work/clone" push "$work/second.git" main
says '1 zone valid'
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults'
run 1 git -C "$work/clone" push "$work/second.git" main
says_three_faults
need git -C "$work/clone" reset --quiet --hard origin/main

it 'refuses a branch that is no commit'
blob=$(in_clone rev-parse main:octodns.yaml)
printf '%s %s refs/heads/blob\n' 0000000000000000000000000000000000000000 "$blob" >"$work/lines"
input=$work/lines
run 1 zoneward -C "$work/server.git" hook pre-receive
input=/dev/null
says error

it 'refuses what is not from Git'
echo 'rubbish' >"$work/lines"
input=$work/lines
run 1 zoneward -C "$work/server.git" hook pre-receive
says 'standard input is not what Git gives to a hook'
printf 'no newline' >"$work/lines"
run 1 zoneward -C "$work/server.git" hook pre-receive
head -c 100000 /dev/zero | tr '\0' a >"$work/lines"
run 1 zoneward -C "$work/server.git" hook pre-receive
input=/dev/null

it 'refuses a commit that is not there'
printf '%s %s refs/heads/main\n' "$(tip main)" 1234567890123456789012345678901234567890 >"$work/lines"
input=$work/lines
run 1 zoneward -C "$work/server.git" hook pre-receive
input=/dev/null
says error

finish
