#!/bin/sh
# zoneward.safety: which plans need somebody's word, and whose.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1

# settings: what zoneward: says, from standard input.
settings() {
  config_yaml a.example. b.example. >octodns.yaml
  cat >>octodns.yaml
}

zone_of() {
  cat >"zones/$1.example.yaml"
}

digest() {
  zoneward plan --format json --force | grep -o '"digest": *"[0-9a-f]*"' | grep -o '[0-9a-f]\{64\}'
}

mail() {
  printf "'':\n  type: MX\n  value: {preference: %s, exchange: mx.example.net.}\n" "$1"
}

it 'says nothing of itself without settings'
mail 10 | zone_of a
run 0 zoneward apply --worktree --yes
mail 20 | zone_of a
run 0 zoneward plan
says_not protected
run 0 zoneward apply --worktree --yes

it 'guards the mail of a zone, and what else is protected by default, with any settings'
printf 'zoneward:\n  strict: false\n' | settings
mail 30 | zone_of a
run 3 zoneward plan
prints 'unsafe: [a.example.] protected: a.example. MX'
for format in markdown json; do
  run 3 zoneward plan --format $format
  prints 'protected: a.example. MX'
done
run 3 zoneward apply --worktree --yes
says 'nothing was written'

it 'is not overruled by --force, but by the digest of this very plan'
run 3 zoneward apply --worktree --yes --force
says 'nothing was written'
run 3 zoneward apply --worktree --yes --allow 0000
says '--allow names another plan'
run 3 zoneward apply --worktree --yes --allow ''
word=$(digest)
is "${#word}" 64
mail 40 | zone_of a
run 3 zoneward apply --worktree --yes --allow "$word"
says '--allow names another plan'
says "hint: look at it again, then give --allow $(digest)"
mail 30 | zone_of a
run 0 zoneward apply --worktree --yes --allow "$word"
says '1 done'

it 'guards nothing in a zone that is new at the target'
config_yaml a.example. b.example. c.example. >octodns.yaml
printf 'zoneward: {}\n' >>octodns.yaml
mail 10 | zone_of c
run 0 zoneward apply --worktree --yes
rm zones/c.example.yaml

it 'takes limits and names from the settings, and nothing else is guarded then'
settings <<'YAML'
zoneward:
  safety:
    creates: {most: 2}
    deletes: {percent: 20}
    protected:
      - {name: 'WWW.a.example.', type: A}
      - {name: '@', type: TXT}
YAML
mail 99 | zone_of a
run 0 zoneward apply --worktree --yes
says '1 done'
{ mail 99 && printf 'www:\n  type: A\n  value: 192.0.2.9\n'; } | zone_of a
run 3 zoneward apply --worktree --yes
says '[a.example.] protected: www.a.example. A'
{ mail 99 && printf 'x%s:\n  type: A\n  value: 192.0.2.9\n' 1 2 3; } | zone_of a
run 3 zoneward apply --worktree --yes
says '[a.example.] 3 creates are more than 2'
{ mail 99 && printf 'x%s:\n  type: A\n  value: 192.0.2.9\n' 1 2; } | zone_of a
run 0 zoneward apply --worktree --yes

it 'lets what octoDNS alone objects to pass with --force or the digest'
seq -f 'h%g:
  type: A
  value: 192.0.2.1' 10 14 | zone_of b
settings <<'YAML'
zoneward: {safety: {protected: []}}
YAML
run 0 zoneward apply --worktree --yes
{ seq -f 'h%g:
  type: A
  value: 192.0.2.1' 10 19; } | zone_of b
run 0 zoneward apply --worktree --yes
seq -f 'h%g:
  type: A
  value: 192.0.2.1' 10 14 | zone_of b
run 3 zoneward apply --worktree --yes
says 'Too many deletes'
says ', or --force'
run 0 zoneward apply --worktree --yes --allow "$(digest)"

it 'takes the settings of the base for a range: who asks for a change does not say it is safe'
settings <<'YAML'
zoneward:
  safety: {deletes: {most: 0}}
YAML
commit . 'Settings'
settings <<'YAML'
zoneward:
  safety: {deletes: {most: 1000}, protected: []}
YAML
echo '{}' | zone_of b
commit . 'No records, and nobody minds'
run 3 zoneward plan HEAD~1..HEAD
says '5 deletes are more than 0'

it 'refuses settings that would make nobody safe'
for text in '{delets: {most: 1}}' '{deletes: 5}' '{deletes: {most: -1}}' '{deletes: {max: 5}}' \
  '{updates: {percent: 101}}' '{protected: {}}' '{protected: [{}]}' '{protected: [MX]}' \
  '{protected: [{name: www}]}' '{protected: [{type: QUUX}]}' '{deletes: {most: many}}' '5'; do
  printf 'zoneward:\n  safety: %s\n' "$text" | settings
  run 1 zoneward validate
  says '[config-safety]'
  matches '^octodns.yaml:[0-9]+:[0-9]+: error: '
done

finish
