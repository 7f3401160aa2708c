#!/bin/sh
# fmt: zone files in octoDNS's layout, with their comments.
. "$(dirname "$0")/lib.sh"

mkdir -p r/zones/parts r/inner
need git init --quiet r
cd r || exit 1
cat >octodns.yaml <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  free:
    class: octodns.provider.yaml.YamlProvider
    directory: ./free
    enforce_order: false
  split:
    class: octodns.provider.yaml.YamlProvider
    directory: ./split
    split_extension: .
    shared_filename: shared.yaml
zones:
  a.example.:
    sources: [config]
    targets: []
  b.example.:
    sources: [config]
    targets: []
EOF
address www 192.0.2.2 >zones/b.example.yaml
cat >zones/a.example.yaml <<'EOF'
# The zone of a.

# the site
www:   # both hosts
    type: A
    ttl: 3600
    values:
      # old
      - 192.0.2.9
      - "192.0.2.1"   # new

# mail
'':
  - {type: MX, value: {value: MX.example.com., priority: 10}} # ours
txt: {type: TXT, ttl: 60, value: "a\\;b"}
# that is all
EOF
cat >"$work/wanted" <<'EOF'
# The zone of a.
---
# mail
# ours
? ''
: type: MX
  value:
    exchange: mx.example.com.
    preference: 10
txt:
  ttl: 60
  type: TXT
  value: a\;b
# the site
www:   # both hosts
  type: A
  values:
  - 192.0.2.1   # new
  # old
  - 192.0.2.9
# that is all
EOF

it 'shows with --check what would change, and writes nothing'
remember "$work/r"
run 1 zoneward fmt --check
prints '--- a/zones/a.example.yaml'
prints '+++ b/zones/a.example.yaml'
prints '+  - 192.0.2.1   # new'
prints '-      - 192.0.2.9'
prints '--- a/zones/b.example.yaml'
says '2 of 2 files would be formatted'
unchanged

it 'prints a diff that leads to what it writes'
need cp -r . "$work/patched"
need patch -p1 -s -d "$work/patched" <"$work/stdout"
chmod 640 zones/a.example.yaml
run 0 zoneward fmt
says 'formatted zones/a.example.yaml'
says '2 of 2 files formatted'
is "$(cat "$work/stdout")" ''
holds diff -r "$work/patched" .

it 'keeps comments, the mode of the file and what the records mean'
holds diff "$work/wanted" zones/a.example.yaml
is "$(stat -c %a zones/a.example.yaml)" 640
run 0 zoneward show --format zonefile a.example.
matches '^@[[:space:]].*MX[[:space:]]10 mx.example.com.$'
matches '^www[[:space:]]*3600.*192.0.2.9$'
matches '^txt[[:space:]]*60.*a;b'

it 'changes nothing the second time'
remember "$work/r"
run 0 zoneward fmt
says '0 of 2 files formatted'
says_not 'formatted zones'
run 0 zoneward fmt --check
is "$(cat "$work/stdout")" ''
unchanged

it 'leaves what dump has written'
need zoneward -q dump --output-dir dumped '*' config
need mv zones kept
need mv dumped zones
run 0 zoneward fmt --check
need rm -r zones
need mv kept zones

it 'works on the zones and files that are named'
address www '"192.0.2.1"' >zones/a.example.yaml
address www '"192.0.2.1"' >zones/b.example.yaml
run 0 zoneward fmt b.example.
says '1 of 1 file formatted'
holds grep -q '"' zones/a.example.yaml
cd zones || exit 1
run 0 zoneward fmt a.example.yaml
says 'formatted zones/a.example.yaml'
cd ..
address www '"192.0.2.1"' >zones/a.example.yaml
run 1 zoneward -C zones fmt --check ../zones/a.example.yaml "$PWD/zones/b.example.yaml"
says '1 of 2 files would be formatted'
run 1 zoneward fmt --check nosuch.example.
says 'Unknown zone name'

it 'formats the others when a file is no YAML, and says where'
cp zones/b.example.yaml good
printf 'a:\n  type: A\n value: 192.0.2.1\n' >zones/b.example.yaml
cp zones/b.example.yaml bad
run 1 zoneward fmt
errors 1
says 'zones/b.example.yaml:3:2: error: '
says 'formatted zones/a.example.yaml'
holds cmp bad zones/b.example.yaml
mv good zones/b.example.yaml
rm bad

it 'keeps anchors and merges, and formats what is included'
cat >zones/a.example.yaml <<'EOF'
---
a: &host   {type: A, value: 192.0.2.1}
b:   *host # the same
c:
    <<: *host
    value: 192.0.2.3
d: !include   parts/d.yaml
EOF
printf 'value:  192.0.2.1 # here\ntype: A\n' >zones/parts/d.yaml
run 0 zoneward fmt
says 'formatted zones/parts/d.yaml'
is "$(cat zones/a.example.yaml)" '---
a: &host
  type: A
  value: 192.0.2.1
b: *host # the same
c:
  <<: *host
  value: 192.0.2.3
d: !include parts/d.yaml'
is "$(cat zones/parts/d.yaml)" '---
type: A
value: 192.0.2.1 # here'
run 0 zoneward fmt --check
run 0 zoneward -q validate a.example.

it 'does not put an alias before its anchor, and says so'
printf -- '---\nb: &host\n  type: A\n  value: 192.0.2.1\na: *host\n' >zones/a.example.yaml
run 0 zoneward fmt --check
says '[format-order]'
says 'zones/a.example.yaml:2:1'

it 'follows no symbolic link, and leaves the directory alone'
address x '"192.0.2.1"' >"$work/outside.yaml"
ln -s "$work/outside.yaml" inner/link.yaml
run 1 zoneward fmt inner/link.yaml
says 'symbolic link'
ln -s "$work" inner/away
run 1 zoneward fmt inner/away/outside.yaml ../outside.yaml
count 'is outside of the directory' 2
holds grep -q '"' "$work/outside.yaml"
rm zones/a.example.yaml
ln -s "$work/outside.yaml" zones/a.example.yaml
run 1 zoneward fmt
says 'symbolic link'
holds grep -q '"' "$work/outside.yaml"
holds [ -L zones/a.example.yaml ]
rm zones/a.example.yaml

it 'does not take the configuration for a zone'
run 1 zoneward fmt octodns.yaml
says 'is the configuration'
run 1 zoneward fmt zones
says 'folder'
run 1 zoneward fmt nosuch.yaml
says 'no such file'

it 'keeps the order of keys where none is enforced'
mkdir free
sed -i 's/sources: \[config\]/sources: [free]/' octodns.yaml
printf 'www: {value: "192.0.2.1", type: A}\na: {value: 192.0.2.2, type: A}\n' \
  >free/a.example.yaml
address www 192.0.2.1 >free/b.example.yaml
run 0 zoneward fmt a.example.
is "$(cat free/a.example.yaml)" '---
www:
  value: 192.0.2.1
  type: A
a:
  value: 192.0.2.2
  type: A'

it 'formats split directories, with escapes as octoDNS has them, and the shared file'
mkdir -p split/a.example
sed -i 's/sources: \[free\]/sources: [split]/' octodns.yaml
mkdir split/a.example. split/b.example.
printf 'bücher: {type: A, value: 192.0.2.1} # ü\n' >split/a.example./bücher.yaml
address shared '"192.0.2.1"' >split/shared.yaml
run 0 zoneward fmt
says '2 of 2 files formatted'
holds grep -qF '"b\xFCcher": # ü' split/a.example./bücher.yaml
is "$(cat split/shared.yaml)" '---
shared:
  type: A
  value: 192.0.2.1'

it 'says how it is used'
run 2 zoneward fmt --chek
says 'did you mean --check?'
run 0 zoneward fmt --help
prints 'zoneward fmt --check'

finish
