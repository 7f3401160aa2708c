#!/bin/sh
# apply to a target of YAML files.
. "$(dirname "$0")/lib.sh"

repository "$work/r"
cd "$work/r" || exit 1

digest() {
  zoneward plan "$@" --format json |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["digest"])'
}

it 'plans without writing'
remember "$work/r"
run 0 zoneward plan HEAD
says '2 to create'
run 10 zoneward plan HEAD --detailed-exitcode
unchanged

it 'wants to be told when there is no terminal to ask on, and leaves its lock alone'
run 2 zoneward apply main
says '--yes'
is "$(names "$work/r")" '.git .gitignore octodns.yaml zones '
remember "$work/r"
run 2 zoneward apply main
says '--yes'
unchanged

it 'writes once'
run 0 zoneward apply main --yes
says '2 done'
is "$(names live)" 'a.example.yaml b.example.yaml '
holds grep -q 192.0.2.1 live/a.example.yaml

it 'has an empty plan after that, and writes no more'
remember "$work/r"
run 0 zoneward plan main
says 'No changes.'
run 0 zoneward plan main --detailed-exitcode
run 0 zoneward apply main --yes
says 'No changes.'
unchanged

it 'writes new files with mode 644, and keeps the mode of those that are there'
is "$(stat -c %a live/a.example.yaml)" 644
chmod 600 live/a.example.yaml
address xyz 192.0.2.3 >>zones/a.example.yaml
commit . 'A record'
run 0 zoneward apply main --yes
says '1 done'
is "$(stat -c %a live/a.example.yaml)" 600
is "$(names live)" 'a.example.yaml b.example.yaml '

it 'replaces a file in one step: who reads the old one reads it to its end'
inode=$(stat -c %i live/a.example.yaml)
exec 3<live/a.example.yaml
address more 192.0.2.4 >>zones/a.example.yaml
commit . 'Another record'
run 0 zoneward apply main --yes
holds_not grep -q 192.0.2.4 /dev/fd/3
exec 3<&-
holds_not [ "$(stat -c %i live/a.example.yaml)" = "$inode" ]

it 'deletes and updates'
address www 192.0.2.1 >zones/a.example.yaml
address xyz 192.0.2.33 >>zones/a.example.yaml
commit . 'Less'
run 0 zoneward apply main --yes
holds grep -q 192.0.2.33 live/a.example.yaml
holds_not grep -q 192.0.2.4 live/a.example.yaml
run 0 zoneward plan main --detailed-exitcode

it 'carries out the plan whose digest is expected'
address digest 192.0.2.5 >>zones/a.example.yaml
commit . 'For a digest'
reviewed=$(digest main)
is "${#reviewed}" 64
run 0 zoneward plan main --format markdown
says "digest=$reviewed"
run 0 zoneward apply main --expect "$reviewed" --yes
says '1 done'

it 'refuses a plan with another digest, and shows it'
address other 192.0.2.6 >>zones/a.example.yaml
commit . 'Something else'
remember "$work/r"
run 3 zoneward apply main --expect "$reviewed" --yes
says 'nothing was written'
says '192.0.2.6'
says "$(digest main)"
run 3 zoneward apply main --expect '' --yes
run 3 zoneward apply main --expect 123 --yes
unchanged

it 'takes the digest whatever the commit: it is that of the changes'
reviewed=$(digest main)
need git commit --quiet --amend -m 'Other words'
is "$(digest main)" "$reviewed"
is "$(digest --worktree)" "$reviewed"
run 0 zoneward apply main --expect "$reviewed" --yes

it 'refuses a commit that is not on the protected branch'
need git switch --quiet -c topic
address topic 192.0.2.7 >>zones/a.example.yaml
commit . 'On a branch'
need git switch --quiet main
remember "$work/r"
run 3 zoneward apply topic --yes
says 'not on the protected branch'
run 3 zoneward apply topic --branch main --yes
run 3 zoneward apply topic --branch nosuch --yes
says nosuch
unchanged

it 'does not take the branch that happens to be checked out for the protected one'
need git switch --quiet topic
run 3 zoneward apply HEAD --yes
run 3 zoneward apply topic --yes
need git switch --quiet --detach topic
run 3 zoneward apply HEAD --yes
run 3 zoneward apply HEAD --branch main --yes
says 'not on the protected branch'
need git switch --quiet main
holds_not grep -q 192.0.2.7 live/a.example.yaml

it 'applies an older commit of the protected branch'
need git merge --quiet topic
run 0 zoneward apply HEAD --branch main --yes
run 0 zoneward plan main --detailed-exitcode

it 'refuses what is only staged, and knows no option for it'
run 2 zoneward apply --staged --yes

it 'applies the files on disk when it is told to'
address disk 192.0.2.8 >>zones/b.example.yaml
run 0 zoneward apply --worktree --yes
says '1 done'
holds grep -q 192.0.2.8 live/b.example.yaml
need git checkout --quiet .
run 0 zoneward apply main --yes
holds_not grep -q 192.0.2.8 live/b.example.yaml

it 'applies only the zones and targets that are named'
address only 192.0.2.9 >>zones/a.example.yaml
address only 192.0.2.9 >>zones/b.example.yaml
commit . 'Two zones'
run 0 zoneward apply main b.example. --yes
says '1 done'
holds_not grep -q 192.0.2.9 live/a.example.yaml
holds grep -q 192.0.2.9 live/b.example.yaml
run 0 zoneward apply main --yes
says '1 done'

it 'refuses an unsafe plan, and goes on with --force'
seq -f 'n%g' 20 | while read -r name; do address "$name" 192.0.2.10; done >zones/b.example.yaml
commit . 'Twenty records'
run 0 zoneward apply main --force --yes
address n1 192.0.2.10 >zones/b.example.yaml
commit . 'All but one go'
remember "$work/r"
run 3 zoneward plan main
says '19 to delete'
says unsafe
says '--force'
run 3 zoneward apply main --yes
says unsafe
says 'nothing was written'
unchanged
run 0 zoneward plan main --force
run 10 zoneward plan main --force --detailed-exitcode
run 0 zoneward apply main --force --yes
says '19 done'

it 'writes nothing when a zone is invalid, of no zone'
three_faults >>zones/a.example.yaml
address good 192.0.2.11 >>zones/b.example.yaml
commit . 'Three faults beside something good'
remember "$work/r"
run 1 zoneward apply main --yes
says_three_faults
unchanged
need git reset --quiet --hard HEAD~1

it 'fails with status 4 when the target cannot be written, and leaves it as it is'
address denied 192.0.2.12 >>zones/a.example.yaml
commit . 'Denied'
rm -rf "$work/kept"
mv live "$work/kept"
echo 'not a folder' >live
remember "$work/r"
run 4 zoneward apply main --yes
says live
unchanged
rm live
mv "$work/kept" live
if [ "$(id -u)" -ne 0 ]; then
  chmod 555 live
  remember "$work/r"
  run 4 zoneward apply main --yes
  says 'Permission denied'
  unchanged
  chmod 755 live
fi
run 0 zoneward apply main --yes
says '1 done'

it 'fails with status 4 when a file in the target is none'
mkdir "$work/aside"
mv live/a.example.yaml "$work/aside/"
mkdir live/a.example.yaml
address folder 192.0.2.13 >>zones/a.example.yaml
commit . 'A folder in the way'
remember "$work/r"
run 4 zoneward apply main a.example. --yes
says 'a.example'
unchanged
rmdir live/a.example.yaml
mv "$work/aside/a.example.yaml" live/
run 0 zoneward apply main --yes

it 'fails with status 4 when the target cannot be read'
printf 'www: [\n' >live/a.example.yaml
remember "$work/r"
run 4 zoneward plan main
says 'a.example.yaml'
run 4 zoneward apply main --yes
unchanged
address www 192.0.2.1 >live/a.example.yaml
run 0 zoneward apply main --force --yes

it 'fails with status 5 when one of two targets is written, and ends well when run again'
cat >octodns.yaml <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  live:
    class: octodns.provider.yaml.YamlProvider
    directory: ./live
  second:
    class: octodns.provider.yaml.YamlProvider
    directory: ./second
zones:
  a.example.:
    sources: [config]
    targets: [live, second]
EOF
echo /second/ >>.gitignore
address both 192.0.2.14 >>zones/a.example.yaml
commit . 'Two targets'
# Its folder cannot be made: a dangling link stands there.
ln -s "$work/nothing/there" second
run 5 zoneward apply main --yes
says '1 done'
says failed
says second
holds grep -q 192.0.2.14 live/a.example.yaml
rm second
run 0 zoneward apply main --yes
holds grep -q 192.0.2.14 second/a.example.yaml
run 0 zoneward plan main --detailed-exitcode
is "$(names live)" 'a.example.yaml b.example.yaml '
is "$(names second)" 'a.example.yaml '

it 'does not follow a symbolic link where it writes'
mv second/a.example.yaml "$work/elsewhere.yaml"
ln -s "$work/elsewhere.yaml" second/a.example.yaml
cp "$work/elsewhere.yaml" "$work/elsewhere.copy"
address link 192.0.2.15 >>zones/a.example.yaml
commit . 'Through a link?'
"$ZONEWARD" apply main --target second --force --yes >"$work/both" 2>&1
holds cmp "$work/elsewhere.yaml" "$work/elsewhere.copy"

it 'writes to several zones of split files, and removes those of names that are gone'
cat >octodns.yaml <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  split:
    class: octodns.provider.yaml.YamlProvider
    directory: ./second/split
    split_extension: .tst
    disable_zonefile: true
zones:
  a.example.:
    sources: [config]
    targets: [split]
EOF
commit . 'Split'
run 0 zoneward apply main --yes
holds ls second/split/a.example.tst/www.yaml
sed -i '/^link:/,$d' zones/a.example.yaml
commit . 'One less'
run 0 zoneward apply main --yes
holds_not ls second/split/a.example.tst/link.yaml
run 0 zoneward plan main --detailed-exitcode

finish
