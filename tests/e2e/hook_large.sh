#!/bin/sh
# A large estate passes the hook, and a change of it is checked for itself.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

server
clone "$work/server.git"
zones=$(seq -f 'z%04g.example.' 1000)
# shellcheck disable=SC2086 # a list of words
config_yaml $zones >"$work/clone/octodns.yaml"
for zone in $zones; do
  address www 192.0.2.1 >"$work/clone/zones/${zone}yaml"
done
rm "$work/clone/zones/a.example.yaml" "$work/clone/zones/b.example.yaml"
commit "$work/clone" 'A thousand zones'

it 'accepts 1,000 zones at once'
run 0 timeout 60 git -C "$work/clone" push origin main
says '1000 zones valid'

it 'reads the one zone that changes'
address xyz 192.0.2.3 | append z0500.example.yaml
commit "$work/clone" 'One'
run 0 timeout 60 git -C "$work/clone" push origin main
says '1 zone valid'

it 'lists the faults of 1,000 zones, and says how many there are'
for zone in $zones; do
  address bad 1.2.3 >>"$work/clone/zones/${zone}yaml"
done
commit "$work/clone" 'A thousand faults'
run 1 timeout 60 git -C "$work/clone" push origin main
says 'z0001.example.yaml'
says 'refs/heads/main refused: 1000 errors'

it 'accepts 2,000 references in one push'
need git -C "$work/clone" reset --quiet --hard origin/main
for i in $(seq 2000); do
  echo "create refs/heads/topic/$i HEAD"
done >"$work/refs"
need sh -c "git -C '$work/clone' update-ref --stdin <'$work/refs'"
run 0 timeout 120 git -C "$work/clone" push --quiet origin 'refs/heads/topic/*'

finish
