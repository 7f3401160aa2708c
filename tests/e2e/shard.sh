#!/bin/sh
# Shares of an estate for many machines, and where the changes of a range come from.
. "$(dirname "$0")/lib.sh"

# zones: those that the last plan in JSON changes, one a line, sorted
zones() {
  python3 -c 'import json, sys
print(*sorted(z["zone"] for z in json.load(open(sys.argv[1]))["zones"] if z["targets"]), sep="\n")' \
    "$work/stdout"
}

# origins: its changes as "action name type origin", one a line, sorted
origins() {
  python3 -c 'import json, sys
for z in json.load(open(sys.argv[1]))["zones"]:
    for t in z["targets"]:
        for c in t["changes"]:
            print(c["action"], c["name"], c["type"], c["origin"])' "$work/stdout" | LC_ALL=C sort
}

# names_of_zones [FROM]: what the shares are made of, up to the twentieth
names_of_zones() {
  seq -f 'zone%g.example.' "${1:-1}" 20
}

need git init --quiet "$work/r"
cd "$work/r" || exit 1
mkdir zones
echo /live/ >.gitignore
# shellcheck disable=SC2046 # names of zones have no blanks
config_yaml $(names_of_zones) >octodns.yaml
for zone in $(names_of_zones); do
  address www 192.0.2.1 >"zones/${zone}yaml"
done
commit . 'Twenty zones'

it 'cuts the estate into shares that are disjoint and complete'
names_of_zones | LC_ALL=C sort >"$work/all"
for shares in 1 2 3 7; do
  : >"$work/shares"
  for share in $(seq "$shares"); do
    run 0 zoneward plan HEAD --shard "$share/$shares" --format json
    zones >"$work/share.$share.$shares"
    cat "$work/share.$share.$shares" >>"$work/shares"
  done
  LC_ALL=C sort "$work/shares" >"$work/joined"
  holds cmp "$work/all" "$work/joined"
done

it 'leaves no machine without work, and none with all of it'
for share in 1 2; do
  holds test -s "$work/share.$share.2"
  holds_not cmp "$work/all" "$work/share.$share.2"
done

it 'gives the same share at each run, with any number of workers'
for jobs in 1 4; do
  run 0 zoneward plan HEAD --shard 2/3 --jobs "$jobs" --format json
  zones >"$work/again"
  holds cmp "$work/share.2.3" "$work/again"
done

it 'keeps a zone in its share whatever comes and goes beside it'
# shellcheck disable=SC2046
config_yaml $(names_of_zones 6 | sort -r) new.example. >octodns.yaml
address www 192.0.2.1 >zones/new.example.yaml
commit . 'Some go, one comes'
for share in 1 2 3; do
  run 0 zoneward plan HEAD --shard "$share/3" --format json
  zones | grep -v '^new' >"$work/kept"
  for zone in $(names_of_zones 6); do
    grep -xF "$zone" "$work/share.$share.3"
  done | LC_ALL=C sort >"$work/wanted"
  holds cmp "$work/wanted" "$work/kept"
done

it 'has an empty share where there are more shares than zones'
empty=0
for share in $(seq 30); do
  run 0 zoneward plan HEAD zone7.example. --shard "$share/30" --format json
  [ -n "$(zones)" ] || empty=$((empty + 1))
done
is "$empty" 29

it 'cuts the zones of a range, too'
sed -i 's/192.0.2.1/192.0.2.2/' zones/zone1?.example.yaml
commit . 'Ten zones'
: >"$work/shares"
for share in 1 2 3; do
  run 0 zoneward plan HEAD~1..HEAD --shard "$share/3" --format json
  zones >>"$work/shares"
done
is "$(LC_ALL=C sort "$work/shares" | tr '\n' ' ')" \
  "$(seq -f 'zone%g.example.' 10 19 | LC_ALL=C sort | tr '\n' ' ')"

it 'applies its share alone'
run 0 zoneward apply main --yes --shard 1/2
run 0 zoneward plan HEAD --shard 1/2
says 'No changes.'
run 10 zoneward plan HEAD --shard 2/2 --detailed-exitcode
run 0 zoneward apply main --yes --shard 2/2
run 0 zoneward plan HEAD
says 'No changes.'

it 'refuses what is no share'
remember "$work/r"
for shard in '' 1 / 1/ /2 0/2 3/2 0/0 1/0 -1/2 1/-2 -1/-1 a/b 1/2x 1/2/3 1.5/2 1/10000 99999999999/2; do
  run 2 zoneward plan HEAD --shard "$shard"
  says '--shard takes I/N'
  run 2 zoneward apply main --yes --shard "$shard"
done
run 2 zoneward plan HEAD --shard
unchanged

# From here on one zone, whose live file is written by hand.
need rm -r live zones
mkdir live zones
config_yaml a.example. >octodns.yaml
records() {
  for record in $(printf '%s\n' "$@" | LC_ALL=C sort -t = -k 1,1); do
    address "${record%=*}" "192.0.2.${record#*=}"
  done
}
records kept=1 wanted=1 drifted=1 both=1 dropped=1 dropped-both=1 lost=1 lost-both=1 \
  >zones/a.example.yaml
commit . 'Before'
records kept=1 wanted=2 drifted=1 both=2 lost=1 lost-both=2 new=1 new-both=1 \
  >zones/a.example.yaml
commit . 'After'
records kept=1 wanted=1 drifted=9 both=9 dropped=1 dropped-both=9 made=9 new-both=9 \
  >live/a.example.yaml

it 'tells of each change of a range where it comes from'
run 0 zoneward plan HEAD~1..HEAD --format json
origins >"$work/origins"
cat >"$work/wanted" <<'EOF'
create lost-both.a.example. A conflict
create lost.a.example. A drift
create new.a.example. A requested
delete dropped-both.a.example. A conflict
delete dropped.a.example. A requested
delete made.a.example. A drift
update both.a.example. A conflict
update drifted.a.example. A drift
update new-both.a.example. A conflict
update wanted.a.example. A requested
EOF
holds diff "$work/wanted" "$work/origins"

it 'gives a plan the same digest with origins and without'
digest() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["digest"])' "$work/stdout"
}
range=$(digest)
run 0 zoneward plan HEAD --format json
is "$(digest)" "$range"
is "$(origins | cut -d ' ' -f 4 | sort -u)" None

it 'finds all of it requested in a zone that is new'
config_yaml a.example. b.example. >octodns.yaml
records one=1 two=2 >zones/b.example.yaml
commit . 'A zone'
run 0 zoneward plan HEAD~1..HEAD b.example. --format json
is "$(origins | cut -d ' ' -f 4 | sort -u)" requested

it 'finds nothing but drift where the configuration did not change'
printf '# A remark\n' >>zones/a.example.yaml
commit . 'A remark'
run 0 zoneward plan HEAD~1..HEAD --format json
is "$(origins | cut -d ' ' -f 4 | sort -u)" drift

finish
