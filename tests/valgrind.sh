#!/bin/sh
# Runs the program under valgrind on a small repository, each room once: what is
# never freed, and what is read before it was written, both of which the
# sanitizers do not see in a program that ends well.
#   sh tests/valgrind.sh
# Builds without sanitizers in build/valgrind, or takes the program in ZONEWARD.
set -eu

cd "$(dirname "$0")/.."
if [ -z "${ZONEWARD-}" ]; then
  cmake -S . -B build/valgrind -G Ninja -DCMAKE_BUILD_TYPE=Debug '-DCMAKE_C_FLAGS_DEBUG=-O1 -g'
  cmake --build build/valgrind --target zoneward
  ZONEWARD=$PWD/build/valgrind/zoneward
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
faults=0

# run STATUS ARGUMENT…: it must end with that status, and valgrind must have nothing to say.
run() {
  want=$1
  shift
  status=0
  valgrind --quiet --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
    --error-exitcode=9 "$ZONEWARD" "$@" >"$work/out" 2>&1 <"${input-/dev/null}" || status=$?
  [ "$status" -ne "$want" ] || return 0
  echo "zoneward $*: status $status, not $want"
  cat "$work/out"
  faults=$((faults + 1))
}

for variable in $(git rev-parse --local-env-vars); do
  unset "$variable"
done
HOME=$work GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org
GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org
export HOME GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

mkdir -p "$work/r/zones/split.tests." "$work/r/parts"
cd "$work/r"
git init -q -b main
# Port 1 of this machine has no server: the last provider is one that fails.
cat >octodns.yaml <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: zones
    split_extension: .
  dns:
    api_key: env/NO_KEY/none
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: 1
    timeout: 1
  live:
    class: octodns.provider.yaml.YamlProvider
    directory: live
    split_extension: .
manager:
  validators:
    enabled: [legacy, strict]
zones:
  '*': {sources: [config], targets: [live]}
  copy.tests.: {alias: unit.tests.}
  unit.tests.: {sources: [config], targets: [live]}
EOF
cat >zones/unit.tests.yaml <<'EOF'
? ''
: - type: CAA
    value: {flags: 0, tag: issue, value: ca.tests}
  - type: MX
    values:
    - {exchange: a.example.com., preference: 10}
    - {exchange: b.example.com., preference: 20}
  - {type: NS, values: [ns1.example.com., ns2.example.com.]}
  - {type: TXT, value: v=spf1 mx -all}
_dmarc: {type: TXT, value: v=DMARC1\; p=reject}
_https: !include ../parts/https.yaml
dynamic:
  dynamic:
    pools: {one: {values: [{value: 192.0.2.1}]}}
    rules: [{pool: one}]
  type: A
  value: 192.0.2.1
geo: {geo: {EU: [192.0.2.2]}, type: A, value: 192.0.2.1}
ü: {ttl: 60, type: CNAME, value: ö.unit.tests.}
EOF
cat >parts/https.yaml <<'EOF'
type: HTTPS
value: {svcparams: {alpn: [h2, h3], port: 443}, svcpriority: 1, targetname: .}
EOF
echo "a: {type: A, value: 192.0.2.1}" >zones/split.tests./a.yaml
git add -A
git commit -q -m one
sed -i 's/192\.0\.2\.1/192.0.2.3/' zones/split.tests./a.yaml
git add -A
git commit -q -m two

run 0 validate
run 0 validate HEAD~1..HEAD --format json
run 0 validate --staged split.tests.
for format in text yaml json zonefile; do
  run 0 show unit.tests. --format "$format"
done
run 0 diff HEAD~1..HEAD
run 0 plan HEAD --jobs 4
for format in octodns markdown json markdown-octodns html-octodns json-octodns; do
  run 0 plan --format "$format"
done
run 0 apply --yes
echo "b: {type: A, value: 192.0.2.1}" >zones/split.tests./a.yaml
run 0 apply --yes --force
run 1 validate nosuch
run 2 validate --nosuch
run 1 plan --target nosuch

cat >zones/unit.tests.yaml <<'EOF'
a: {type: A, values: [x, 192.0.2.1]}
a: {type: NONE}
b: 5
xn--a: {type: CNAME, value: ☃.tests}
EOF
echo 'c: [' >zones/split.tests./c.yaml
run 1 validate
git add -A
git commit -q -m three
echo "$(git rev-parse HEAD~1) $(git rev-parse HEAD) refs/heads/main" >"$work/updates"
input=$work/updates
run 1 hook pre-receive
input=/dev/null

git reset -q --hard HEAD~1
sed -i 's/targets: \[live\]/targets: [dns]/' octodns.yaml
run 4 plan unit.tests.
[ "$faults" -eq 0 ]
