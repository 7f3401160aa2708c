#!/bin/sh
# The hooks beside pre-receive, and what the settings of a repository change.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

server
clone "$work/server.git"
hooks=$work/server.git/hooks
push 0 origin main

# setting NAME VALUE…: of the server's repository; without a value it goes.
setting() {
  if [ $# -eq 1 ]; then
    need git -C "$work/server.git" config --unset-all "zoneward.$1"
  else
    need git -C "$work/server.git" config "zoneward.$1" "$2"
  fi
}

back() {
  need git -C "$work/clone" reset --quiet --hard origin/main
}

it 'reports every reference of a push'
address one 192.0.2.41 | append a.example.yaml
commit "$work/clone" 'A record'
need git -C "$work/clone" branch same main~1
push 0 origin main same
says 'refs/heads/main: 1 zone valid'
says 'refs/heads/same: no zone changes'

it 'refuses all of an atomic push for one bad branch, and of another one, too'
need git -C "$work/clone" branch fine
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults'
before=$(tip main)
push 1 --atomic origin main fine
says 'refs/heads/main refused: 3 errors'
is "$(tip main)" "$before"
is "$(tip refs/heads/fine)" nothing

it 'refuses by update the bad branch alone'
mv "$hooks/pre-receive" "$work/pre-receive"
need cp "$SOURCE_DIR/hooks/update" "$hooks/update"
push 1 origin main fine
says_three_faults
says 'refs/heads/main refused: 3 errors'
says 'refs/heads/fine: no zone changes'
is "$(tip main)" "$before"
accepted fine
rm "$hooks/update"
mv "$work/pre-receive" "$hooks/pre-receive"
back

it 'tells who calls it by hand what Git gives it'
run 2 zoneward -C "$work/server.git" hook update
says 'Git gives 3 words to update'
run 2 zoneward hook nosuch
run 2 zoneward hook

it 'refuses when it takes longer than its deadline'
setting deadline 0.000001
address two 192.0.2.42 | append a.example.yaml
commit "$work/clone" 'A record'
before=$(tip main)
push 1 origin main
says 'took longer than zoneward.deadline'
is "$(tip main)" "$before"
setting deadline 50
push 0 origin main

it 'refuses every push when a setting is no such, or has a value that it cannot have'
address three 192.0.2.43 | append a.example.yaml
commit "$work/clone" 'A record'
for pair in 'deadline 0' 'deadline soon' 'postReceive maybe' 'strict perhaps' 'protect main'; do
  # shellcheck disable=SC2086 # a name and a value
  setting $pair
  push 1 origin main
  says "zoneward.${pair%% *}"
  says '[hook-settings]'
  setting "${pair%% *}"
done
says 'did you mean zoneward.protected?'
push 0 origin main

it 'lets a protected branch grow, and neither go back nor go away'
setting protected main
before=$(tip main)
push 1 --force origin main~1:main
says 'its history is not rewritten'
says '[branch-protected]'
need git -C "$work/server.git" config receive.denyDeleteCurrent ignore
push 1 origin :main
says 'it is not deleted'
is "$(tip main)" "$before"
push 0 origin main:refs/heads/free
push 0 --force origin main~1:refs/heads/free
push 0 origin :refs/heads/free
address four 192.0.2.44 | append a.example.yaml
commit "$work/clone" 'A record'
push 0 origin main
setting protected

it 'checks the references that the settings name, and no others'
setting refs 'refs/tags/*'
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults'
push 0 origin main:refs/heads/unseen
need git -C "$work/clone" tag -a -m 'A tag' seen
push 1 origin seen
says_three_faults
is "$(tip refs/tags/seen)" nothing
setting refs
back

it 'is lenient when who pushes asks for it and the settings before the push allow it'
need git -C "$work/server.git" config receive.advertisePushOptions true
printf 'zoneward:\n  push_options: [lenient]\n' >>"$work/clone/octodns.yaml"
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults, and leniency for them'
before=$(tip main)
push 1 -o zoneward.lenient origin main
says 'zoneward.lenient is not allowed here'
says '3 errors'
is "$(tip main)" "$before"
back
printf 'zoneward:\n  push_options: [lenient]\n' >>"$work/clone/octodns.yaml"
commit "$work/clone" 'Leniency'
push 0 origin main
printf 'x-text:\n  type: TXT\n  value: a; b\n' | append a.example.yaml
commit "$work/clone" 'A fault'
push 1 origin main
push 1 -o lenient origin main
push 0 -o zoneward.lenient origin main
says 'warning: '
says 'refs/heads/main: 1 zone valid'
accepted main

it 'asks the default branch, not an old place of it, whether a new branch may be lenient'
need git -C "$work/clone" revert --no-edit HEAD
need sed -i '/^zoneward:/d; /push_options/d' "$work/clone/octodns.yaml"
commit "$work/clone" 'No leniency'
push 0 origin main
need git -C "$work/clone" checkout --quiet -b old main~3
three_faults | append b.example.yaml
commit "$work/clone" 'Three faults'
push 1 -o zoneward.lenient origin old
says 'zoneward.lenient is not allowed here'
need git -C "$work/clone" checkout --quiet main

it 'refuses an option of ours that there is not'
push 1 -o 'zoneward.skip' origin main:refs/heads/option
says 'zoneward.skip is no option of a push'
push 0 -o ci.skip origin main:refs/heads/option

it 'begins a refusal as GitLab shows it'
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults'
GL_ID=user-1
export GL_ID
push 1 origin main
says 'GL-HOOK-ERR: zoneward: refs/heads/main refused: 3 errors'
unset GL_ID
back

finish
