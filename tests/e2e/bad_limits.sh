#!/bin/sh
# Files that are made to cost much: one clear error each with its place, soon, and the other zones are checked.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1
mkdir live
cp zones/*.yaml live/
printf 'www:\n  type: A\n  value: 192.0.2.999\n' >zones/b.example.yaml

# limited PLACE RULE TEXT: one error at the place in a.example, and that of b.example.
limited() {
  run 1 timeout 120 "$ZONEWARD" validate
  matches "^zones/a.example.yaml:$1: error: .*\[$2\]"
  says "$3"
  says 'zones/b.example.yaml:3:10: error: '
  errors 2
  count '^hint: ' 2
  run 1 timeout 120 "$ZONEWARD" validate --format json
  prints "\"rule\": \"$2\""
  holds [ "$(wc -c <"$work/both")" -lt 4000 ]
}

# repeat N TEXT: the text so often.
repeat() {
  awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) printf "%s", text }'
}

it 'refuses aliases that stand for more than there is memory'
{
  echo 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
  for i in 1 2 3 4 5 6 7 8 9; do
    last=$((i - 1))
    echo "a$i: &a$i [*a$last, *a$last, *a$last, *a$last, *a$last, *a$last, *a$last, *a$last, *a$last, *a$last]"
  done
} >zones/a.example.yaml
limited 6:45 yaml-limit 'aliases stand for more than 1000000 values'

it 'refuses 10,000 levels of brackets'
{ printf 'www: ' && repeat 10000 '[' && repeat 10000 ']'; } >zones/a.example.yaml
limited 1:105 yaml-limit 'nested more than 100 deep'

it 'refuses 10,000 levels of indentation'
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "%*sa:\n", i, "" }' >zones/a.example.yaml
limited 101:101 yaml-limit 'nested more than 100 deep'

it 'refuses 100 MB of one text, without holding it in memory twice'
{ printf 'www:\n  type: TXT\n  value: |\n' && yes "    $(repeat 1000 a)" | head -n 100000; } >zones/a.example.yaml
limited 3:8 yaml-limit 'longer than 16 MiB'

it 'refuses a file that includes itself, at once or by another'
printf 'www: !include a.example.yaml\n' >zones/a.example.yaml
limited 1:6 yaml-include 'it would include itself'
printf 'www: !include loop.yaml\n' >zones/a.example.yaml
printf 'type: A\nvalue: !include loop.yaml\n' >zones/loop.yaml
run 1 zoneward validate
matches '^zones/loop.yaml:2:8: error: .*it would include itself.*\[yaml-include\]'
errors 2

it 'refuses to include what is outside of the repository'
echo 'type: A' >"$work/outside.yaml"
ln -s "$work/outside.yaml" zones/link.yaml
for path in ../../outside.yaml "$work/outside.yaml" link.yaml /etc/passwd nosuch.yaml; do
  echo "www: !include $path" >zones/a.example.yaml
  limited 1:6 yaml-include 'cannot include'
done
rm zones/link.yaml

it 'refuses text that is not UTF-8, wherever it is'
printf 'www:\n  type: TXT\n  value: a\n\377: x\n' >zones/a.example.yaml
limited 4:1 yaml-syntax 'this is not UTF-8'
printf 'w\355\240\200w:\n  type: TXT\n  value: a\n' >zones/a.example.yaml
limited 1:2 yaml-syntax 'this is not UTF-8'

# peak COMMAND…: the most memory that it had, in KiB.
peak() {
  python3 -c 'import resource, subprocess, sys
subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

# records N VALUE: so many of them in a.example.
records() {
  awk -v n="$1" -v value="$2" \
    'BEGIN { for (i = 0; i < n; i++) printf "r%06d: {type: A, value: %s}\n", i, value }' >zones/a.example.yaml
}

it 'shows the first 1,000 of 100,000 faults, and counts the others'
git checkout --quiet zones/b.example.yaml
records 100000 192.0.2.999
run 1 zoneward validate
count '^zones/a.example.yaml:[0-9]+:27: error: ' 1000
says 'r000999: {'
says_not 'r001000: {'
says '… and 99,000 more'
says '100,000 errors'
run 1 zoneward validate --format json
prints '"more": 99000'
run 1 zoneward plan
says '… and 99,000 more'

it 'keeps no more faults in memory than it shows'
# What is freed must not be kept by the sanitizer.
ASAN_OPTIONS=$ASAN_OPTIONS:quarantine_size_mb=1
faulty=$(peak "$ZONEWARD" validate --jobs 1)
records 100000 192.0.2.99
sound=$(peak "$ZONEWARD" validate --jobs 1)
holds [ "$faulty" -lt $((sound + 8000)) ]

finish
