#!/bin/sh
# The shell script that Git runs: it finds the program, or refuses the push.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

server
clone "$work/server.git"
program=$ZONEWARD

it 'finds the program on the PATH'
mkdir "$work/bin"
ln -s "$program" "$work/bin/zoneward"
run 0 env -u ZONEWARD PATH="$work/bin:$PATH" git -C "$work/clone" push origin main
says '2 zones valid'

it 'refuses every push when the program is not there, and shows no path'
address xyz 192.0.2.3 | append a.example.yaml
commit "$work/clone" 'A record'
run 1 env ZONEWARD="$work/nothing/zoneward" git -C "$work/clone" push origin main
says 'does not find zoneward'
says 'the push is refused'
says 'hint: '
grep '^remote: ' "$work/both" >"$work/remote"
cp "$work/remote" "$work/both"
says_not "$work"
run 1 env -u ZONEWARD PATH=/usr/bin:/bin git -C "$work/clone" push origin main
says 'does not find zoneward'
holds_not git -C "$work/server.git" cat-file -e "$(in_clone rev-parse main)"

it 'refuses when the program cannot run or dies'
printf '#!/nonexistent\n' >"$work/broken"
chmod +x "$work/broken"
run 1 env ZONEWARD="$work/broken" git -C "$work/clone" push origin main
# shellcheck disable=SC2016 # the script's own shell expands it
printf '#!/bin/sh\nkill -9 $$\n' >"$work/broken"
run 1 env ZONEWARD="$work/broken" git -C "$work/clone" push origin main
holds_not git -C "$work/server.git" cat-file -e "$(in_clone rev-parse main)"

it 'works as a link'
need ln -sf "$SOURCE_DIR/hooks/pre-receive" "$work/server.git/hooks/pre-receive"
push 0 origin main
says '1 zone valid'

it 'takes the name of the configuration and the root from the settings'
mkdir "$work/clone/dns"
need git -C "$work/clone" mv octodns.yaml dns/production.yaml
need git -C "$work/clone" mv zones dns/zones
commit "$work/clone" 'Into a folder'
need git -C "$work/server.git" config zoneward.config dns/production.yaml
need git -C "$work/server.git" config zoneward.root dns
push 0 origin main
says '2 zones valid'
three_faults >>"$work/clone/dns/zones/a.example.yaml"
commit "$work/clone" 'Three faults'
push 1 origin main
says_three_faults
need git -C "$work/clone" reset --quiet --hard HEAD~1

it 'refuses when the settings are no path inside the repository'
address zz 192.0.2.4 >>"$work/clone/dns/zones/a.example.yaml"
commit "$work/clone" 'A record'
for value in ../elsewhere /etc --help; do
  need git -C "$work/server.git" config zoneward.root "$value"
  push 1 origin main:refs/heads/root
  is "$(tip refs/heads/root)" nothing
done
need git -C "$work/server.git" config zoneward.root dns
for value in ../octodns.yaml /etc/passwd; do
  need git -C "$work/server.git" config zoneward.config "$value"
  push 1 origin main:refs/heads/config
  is "$(tip refs/heads/config)" nothing
done

it 'takes settings that are spelled another way'
three_faults >>"$work/clone/dns/zones/a.example.yaml"
commit "$work/clone" 'Three faults'
need git -C "$work/server.git" config zoneward.config ./dns/production.yaml
push 1 origin main:refs/heads/config-dot
says_three_faults
need git -C "$work/server.git" config zoneward.config dns/production.yaml
need git -C "$work/server.git" config zoneward.root ./dns/
push 1 origin main:refs/heads/root-dot
says_three_faults

it 'refuses when the settings cannot be read'
printf '%s %s refs/heads/main\n' "$(tip main)" "$(tip main)" >"$work/lines"
printf '[zoneward\n' >>"$work/server.git/config"
input=$work/lines
run 1 env GIT_DIR="$work/server.git" sh "$SOURCE_DIR/hooks/pre-receive"
says 'cannot be opened'
input=/dev/null

finish
