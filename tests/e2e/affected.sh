#!/bin/sh
# Which zones a change affects: those are read, and no others.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1

# checked N: so many zones are validated of the last commit.
checked() {
  run 0 zoneward validate HEAD~1..HEAD
  case $1 in
  1) says '1 zone,' ;;
  *) says "$1 zones," ;;
  esac
}

# changed ZONES…: the last commit affects these, of all that there are.
changed() {
  checked $#
  run 0 zoneward plan HEAD~1..HEAD --format json
  is "$(python3 -c 'import json, sys
print(*sorted(z["zone"] for z in json.load(open(sys.argv[1]))["zones"] if z["targets"]))' "$work/stdout")" "$*"
}

it 'knows the zone of a file'
address more 192.0.2.3 >>zones/a.example.yaml
commit . 'One zone'
changed a.example.

it 'takes a file that is no zone for none'
echo '# Notes' >zones/README.md
echo text >notes.txt
commit . 'No zone'
changed

it 'knows the zones that include a changed file'
mkdir shared
printf 'type: A\nvalue: 192.0.2.4\n' >shared/host.yaml
echo 'host: !include ../shared/host.yaml' >>zones/a.example.yaml
echo 'host: !include ../shared/host.yaml' >>zones/b.example.yaml
commit . 'Include'
changed a.example. b.example.
sed -i '$d' zones/b.example.yaml
commit . 'Not any more'
changed b.example.
printf 'type: A\nvalue: 192.0.2.5\n' >shared/host.yaml
commit . 'What is included'
changed a.example.
run 0 zoneward diff HEAD~1..HEAD
says 192.0.2.5

it 'finds the fault in an included file, and names that file'
printf 'type: A\nvalue: 192.0.2.555\n' >shared/host.yaml
commit . 'A fault in what is included'
run 1 zoneward validate HEAD~1..HEAD
matches '^shared/host.yaml:2:8: error: '
need git reset --quiet --hard HEAD~1

it 'knows that an included file which is removed breaks its zone'
need git rm --quiet shared/host.yaml
commit . 'Gone'
run 1 zoneward validate HEAD~1..HEAD
says 'host.yaml'
need git reset --quiet --hard HEAD~1

it 'knows files that are included by included files'
printf 'type: A\nvalue: !include value.yaml\n' >shared/host.yaml
echo 192.0.2.6 >shared/value.yaml
commit . 'Two steps'
changed a.example.
echo 192.0.2.7 >shared/value.yaml
commit . 'The second step'
changed a.example.

it 'knows the zone whose entry changes'
cp octodns.yaml "$work/octodns.yaml"
sed -i "/'b.example.'/,\$s/targets: \[live\]/targets: [live]\n    lenient: true/" octodns.yaml
commit . 'An entry'
changed b.example.

it 'takes a comment in the configuration for no change'
sed -i '1i# Our zones' octodns.yaml
commit . 'A comment'
changed

it 'checks the zones of a provider that changes, and plans with the one that is trusted'
sed -i 's/enforce_order: false/enforce_order: false\n    default_ttl: 300/' octodns.yaml
commit . 'A provider'
checked 2
run 0 zoneward plan HEAD~1..HEAD
says 'No changes.'
says 'provider config is changed'
need cp "$work/octodns.yaml" octodns.yaml
commit . 'As before'
checked 2

it 'knows a zone that is new, and one that is gone'
config_yaml a.example. b.example. c.example. >octodns.yaml
address www 192.0.2.8 >zones/c.example.yaml
commit . 'A new zone'
changed c.example.
config_yaml a.example. b.example. >octodns.yaml
need git rm --quiet zones/c.example.yaml
commit . 'And gone'
run 0 zoneward validate HEAD~1..HEAD
run 0 zoneward diff HEAD~1..HEAD
says 'c.example.'
says '1 to delete'

it 'refuses that a zone loses its file'
need git rm --quiet zones/b.example.yaml
commit . 'No file'
run 1 zoneward validate HEAD~1..HEAD
says 'b.example.'
need git reset --quiet --hard HEAD~1

it 'finds dynamic zones by their files'
{
  providers_yaml
  printf "zones:\n  '*':\n    sources: [config]\n    targets: [live]\n"
} >octodns.yaml
commit . 'Dynamic'
run 0 zoneward validate HEAD
says '2 zones'
address www 192.0.2.9 >zones/d.example.yaml
commit . 'A new file'
changed d.example.
address more 192.0.2.10 >>zones/d.example.yaml
commit . 'A change in it'
changed d.example.
need git rm --quiet zones/d.example.yaml
commit . 'The file goes'
run 0 zoneward validate HEAD~1..HEAD
says '0 zones'
run 0 zoneward diff HEAD~1..HEAD
says 'd.example.'
says '2 to delete'
run 0 zoneward validate HEAD
says '2 zones'

it 'knows the file of a zone with a name in Unicode, by both of its names'
address www 192.0.2.11 >"zones/bücher.example.yaml"
commit . 'In Unicode'
changed xn--bcher-kva.example.
need git mv "zones/bücher.example.yaml" zones/xn--bcher-kva.example.yaml
commit . 'In IDNA form'
run 0 zoneward validate HEAD
says '3 zones'
address more 192.0.2.11 >>zones/xn--bcher-kva.example.yaml
commit . 'A change'
changed xn--bcher-kva.example.

it 'compares with a base that has no configuration'
need git switch --quiet --orphan fresh
git rm -rq --cached . 2>/dev/null
echo x >x
need git add x
need git commit --quiet -m 'Nothing'
estate .
commit . 'Everything'
changed a.example. b.example.

it 'judges a change by itself when the base was broken'
three_faults >>zones/a.example.yaml
commit . 'Faults'
address fine 192.0.2.12 >>zones/b.example.yaml
commit . 'Another zone'
run 0 zoneward validate HEAD~1..HEAD
says '1 zone,'
run 1 zoneward validate HEAD
says_three_faults
printf 'www:\n  type: A\n  value: 192.0.2.1\n' >zones/a.example.yaml
commit . 'Mended'
run 0 zoneward validate HEAD~1..HEAD
run 0 zoneward validate HEAD

it 'sees that a new zone takes records away from the one above it'
config_yaml example. a.example. b.example. >octodns.yaml
address www.c 192.0.2.13 >zones/example.yaml
commit . 'The zone above'
changed example.
config_yaml example. a.example. b.example. c.example. >octodns.yaml
address www 192.0.2.14 >zones/c.example.yaml
commit . 'A zone below it'
run 1 zoneward validate HEAD
says 'www.c'
run 1 zoneward validate HEAD~1..HEAD
says 'www.c'

finish
