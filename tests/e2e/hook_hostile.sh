#!/bin/sh
# What a pusher writes does not reach anybody's terminal raw.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

esc=$(printf '\033[2J\033]0;owned\007')
bidi=$(printf '\342\200\256')

server
clone "$work/server.git"
push 0 origin main

it 'shows a zone text with control characters harmless'
printf 'evil:\n  type: A\n  value: "\\e[2J\\x07%s 1"\n' "$bidi" | append a.example.yaml
commit "$work/clone" 'Escapes in a value'
push 1 origin main
says 'is not an IPv4 address'
plain

it 'shows raw control characters in a zone file harmless'
in_clone reset --quiet --hard origin/main
printf 'evil:\n  type: A\n  value: %s\n' "$esc" | append a.example.yaml
commit "$work/clone" 'Raw escapes'
push 1 origin main
errors 1
plain

it 'shows a name of a record harmless'
in_clone reset --quiet --hard origin/main
printf '"\\e[31m%s.x":\n  type: A\n  value: 1\n' "$bidi" | append a.example.yaml
commit "$work/clone" 'Escapes in a name'
push 1 origin main
says error
plain

it 'shows a type harmless'
in_clone reset --quiet --hard origin/main
printf 'evil:\n  type: "\\e[31mA\\r\\n%s"\n  value: 1\n' "$bidi" | append a.example.yaml
commit "$work/clone" 'Escapes in a type'
push 1 origin main
says error
plain

it 'shows file names harmless'
in_clone reset --quiet --hard origin/main
name=$(printf 'in\033[2J\r%s.yaml' "$bidi")
printf 'type: A\nvalue: 1\n' >"$work/clone/zones/$name"
printf 'evil: !include "in\\e[2J\\r%s.yaml"\n' "$bidi" | append a.example.yaml
commit "$work/clone" 'Escapes in a file name'
push 1 origin main
says error
plain

it 'shows provider ids and zone names of the configuration harmless'
in_clone reset --quiet --hard origin/main
printf '  "\\e[2Jc.example.":\n    sources: ["\\e[2J%s"]\n' "$bidi" >>"$work/clone/octodns.yaml"
commit "$work/clone" 'Escapes in the configuration'
push 1 origin main
says error
plain

it 'shows the name of a branch harmless'
in_clone reset --quiet --hard origin/main
three_faults | append a.example.yaml
commit "$work/clone" 'Three faults'
push 1 origin "main:refs/heads/$bidi"
says refused
# Git prints the name itself, too: only what the hook says counts.
grep '^remote: ' "$work/both" >"$work/remote"
cp "$work/remote" "$work/both"
plain

it 'does not follow a symbolic link out of the repository'
in_clone reset --quiet --hard origin/main
echo 'secret-of-the-server-that-must-not-be-seen: x' >"$work/secret.yaml"
holds_secret "$work/secret.yaml"
rm "$work/clone/zones/a.example.yaml"
ln -s "$work/secret.yaml" "$work/clone/zones/a.example.yaml"
commit "$work/clone" 'A link'
push 1 origin main
says 'a.example'
says_not secret-of-the-server-that-must-not-be-seen

it 'does not include a file from outside the repository'
in_clone reset --quiet --hard origin/main
printf 'evil: !include ../../secret.yaml\nevil2: !include %s\n' "$work/secret.yaml" |
  append a.example.yaml
commit "$work/clone" 'Out of the repository'
push 1 origin main
says_not secret-of-the-server-that-must-not-be-seen

it 'does not show the environment to the pusher'
in_clone reset --quiet --hard origin/main
SECRET_OF_THE_SERVER=secret-of-the-server-that-must-not-be-seen
export SECRET_OF_THE_SERVER
cat >>"$work/clone/octodns.yaml" <<'EOF'
  'env/SECRET_OF_THE_SERVER':
    sources: [env/SECRET_OF_THE_SERVER]
EOF
need sed -i 's|directory: ./zones|directory: env/SECRET_OF_THE_SERVER|' "$work/clone/octodns.yaml"
commit "$work/clone" 'Secrets, please'
push 1 origin main
says_not secret-of-the-server-that-must-not-be-seen

it 'survives an alias bomb and a deep nest'
in_clone reset --quiet --hard origin/main
{
  echo 'a: &a [x, x, x, x, x, x, x, x, x, x]'
  last=a
  for next in b c d e f g h i; do
    echo "$next: &$next [*$last, *$last, *$last, *$last, *$last, *$last, *$last, *$last, *$last]"
    last=$next
  done
} | append a.example.yaml
head -c 200000 /dev/zero | tr '\0' '[' >"$work/clone/zones/b.example.yaml"
commit "$work/clone" 'Bombs'
push 1 origin main
says 'a.example.yaml'
says 'b.example.yaml'

finish
