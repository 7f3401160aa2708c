#!/bin/sh
# What octoDNS lets pass and nobody wants: a warning that says what to type, an error when strict.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1

# zone TEXT: a.example has this text.
zone() {
  printf '%b' "$1" >zones/a.example.yaml
}

# warned PLACE RULE HINT: a warning of all that looks at it, an error when strict.
warned() {
  run 0 zoneward validate
  matches "^zones/a.example.yaml:$1: warning: .*$2"
  says "$3"
  run 1 zoneward validate --strict
  matches "^zones/a.example.yaml:$1: error: .*$2"
  errors 1
  run 1 zoneward plan --strict
  errors 1
  cp octodns.yaml "$work/kept"
  echo 'zoneward: {strict: true}' >>octodns.yaml
  run 1 zoneward validate
  errors 1
  cp "$work/kept" octodns.yaml
}

it 'warns of a name that YAML does not read as text'
for name in no Yes on OFF '~' null 012 0x10 1:30 1.10 2001-01-01 1e3; do
  zone "$name:\n  type: A\n  value: 192.0.2.1\n"
  warned 1:1 plain-name "write it in quotes: \"$name\""
done

it 'warns of a number that YAML reads as another one'
zone 'www:\n  ttl: 0600\n  type: A\n  value: 192.0.2.1\n'
warned 2:8 plain-number 'write 600, or 384 if that is meant'
zone 'www:\n  ttl: 1:30\n  type: A\n  value: 192.0.2.1\n'
warned 2:8 plain-number 'write 90'
zone '_a._tcp:\n  type: SRV\n  value:\n    port: 0600\n    priority: 1\n    target: m.a.example.\n    weight: 1\n'
warned 4:11 plain-number 'write 600, or 384'

it 'warns of a text that YAML does not read as one, where octoDNS prints it'
zone 'www:\n  type: CAA\n  value:\n    flags: 0\n    tag: issue\n    value: no\n'
warned 6:12 plain-text 'write it in quotes: "no"'

it 'refuses a text that YAML does not read as one, where octoDNS crashes'
for text in 012 1_000 1:30 yes 2001-01-01 2024010100; do
  zone "www:\n  type: TXT\n  value: $text\n"
  run 1 zoneward validate
  matches '^zones/a.example.yaml:3:10: error: '
  says "write it in quotes: \"$text\""
  errors 1
done

it 'warns of no plain number where one is meant, and of nothing in quotes'
zone "1:\n  ttl: 600\n  type: PTR\n  value: m.a.example.\n10:\n  ttl: '0600'\n  type: TXT\n  value: '012'\n'no':\n  type: A\n  value: 192.0.2.1\n"
run 0 zoneward validate --strict
says_not warning

finish
