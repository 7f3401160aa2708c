#!/bin/sh
# The main job from end to end, in a directory of its own that is removed again:
#   sh tests/demo.sh              with a directory of YAML files as the target
#   sh tests/demo.sh --powerdns   with a PowerDNS server that it starts
#   sh tests/demo.sh --keep       leaves the directory and says where it is
# Installs what building needs and builds, unless ZONEWARD names the program.
# Ends with status 0 when every step went as it should.
set -u

cd "$(dirname "$0")/.." || exit 1
source=$(pwd)
powerdns=no
keep=no
work=

die() {
  printf '\ndemo: FAILED: %s\n' "$1" >&2
  exit 1
}

for option in "$@"; do
  case $option in
  --powerdns) powerdns=yes ;;
  --keep) keep=yes ;;
  *)
    echo "usage: sh tests/demo.sh [--powerdns] [--keep]" >&2
    exit 2
    ;;
  esac
done

# shellcheck source=providers/powerdns/pdns.sh
[ $powerdns = no ] || . "$source/tests/providers/powerdns/pdns.sh"

clean() {
  trap '' INT TERM HUP
  [ $powerdns = no ] || pdns_stop
  [ -n "$work" ] || return
  cd /
  if [ $keep = yes ]; then
    echo "Kept: $work"
  else
    rm -rf "$work"
  fi
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# quietly COMMAND…: its output is only shown when it fails.
quietly() {
  "$@" >"$work/log" 2>&1 && return
  tail -n 40 "$work/log" >&2
  die "$*"
}

title() {
  printf '\n== %s\n' "$1"
}

# step STATUS LINE: show a command line and what it prints; it must end with STATUS.
step() {
  printf '\n$ %s\n' "$2"
  eval "$2" >"$work/out" 2>&1 </dev/null
  status=$?
  cat "$work/out"
  [ $status -eq "$1" ] || die "'$2' ended with status $status instead of $1"
}

# has TEXT: the last step must have printed it.
has() {
  grep -qF -e "$1" "$work/out" || die "'$1' is missing above"
}

tip() {
  git -C "$work/dns.git" rev-parse refs/heads/main
}

prepare_program() {
  if [ -z "${ZONEWARD-}" ]; then
    echo 'Building the release preset (the first time this takes a minute)...'
    quietly sh tests/setup.sh --build-only
    quietly cmake --workflow --preset release
    ZONEWARD=$source/build/release/zoneward
  fi
  [ -x "$ZONEWARD" ] || die "$ZONEWARD is no program"
  ZONEWARD=$(realpath "$ZONEWARD")
  if [ $powerdns = yes ]; then
    { pdns_available && command -v drill >/dev/null; } || quietly sh tests/setup.sh
    pdns_start || die 'PowerDNS does not start'
    PDNS_API_KEY=$PDNS_KEY
    export PDNS_API_KEY
  fi
  mkdir "$work/bin"
  ln -s "$ZONEWARD" "$work/bin/zoneward"
  PATH=$work/bin:$PATH
  export ZONEWARD PATH
}

# Neither the settings of whoever runs this nor those of the machine play a part.
prepare_git() {
  for variable in $(git rev-parse --local-env-vars); do
    unset "$variable"
  done
  HOME=$work GIT_CONFIG_GLOBAL=$work/.gitconfig GIT_CONFIG_NOSYSTEM=1 LC_ALL=C NO_COLOR=1
  export HOME GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM LC_ALL NO_COLOR
  git config --global user.name 'Demo'
  git config --global user.email 'demo@bakery.example'
  git config --global init.defaultBranch main
  git config --global advice.detachedHead false
}

target_config() {
  if [ $powerdns = yes ]; then
    cat <<EOF
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: $PDNS_API_PORT
    api_key: env/PDNS_API_KEY
EOF
  else
    cat <<'EOF'
    class: octodns.provider.yaml.YamlProvider
    directory: ../served
EOF
  fi
}

write_config() {
  cat <<EOF
---
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  live:
$(target_config)

zones:
  bakery.example.:
    sources:
      - config
    targets:
      - live
  bakery-shop.example.:
    sources:
      - config
    targets:
      - live
EOF
}

write_main_zone() {
  cat <<'EOF'
---
'':
  - type: A
    values:
      - 192.0.2.10
      - 192.0.2.11
  - type: AAAA
    value: 2001:db8::10
  - type: CAA
    values:
      - flags: 0
        tag: issue
        value: ca.example.net
      - flags: 0
        tag: iodef
        value: mailto:security@bakery.example
  - type: MX
    values:
      - exchange: mx1.bakery.example.
        preference: 10
      - exchange: mx2.example.net.
        preference: 20
  - type: NS
    values:
      - ns1.bakery.example.
      - ns2.example.net.
  - type: TXT
    values:
      - v=spf1 mx include:spf.example.net -all
      - site-verification=8f14e45fceea167a
_dmarc:
  type: TXT
  value: v=DMARC1\; p=reject\; rua=mailto:dmarc@bakery.example
_imaps._tcp:
  type: SRV
  values:
    - port: 993
      priority: 0
      target: mx1.bakery.example.
      weight: 1
lab:
  type: NS
  values:
    - ns1.example.net.
    - ns2.example.net.
mx1:
  type: A
  value: 192.0.2.25
ns1:
  type: A
  value: 192.0.2.53
oven._domainkey:
  ttl: 86400
  type: TXT
  value: v=DKIM1\; k=ed25519\; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
status:
  ttl: 300
  type: CNAME
  value: pages.example.net.
www:
  type: CNAME
  value: bakery.example.
EOF
}

write_shop_zone() {
  cat <<'EOF'
---
'':
  - type: ALIAS
    value: shops.example.net.
  - type: MX
    value:
      exchange: .
      preference: 0
  - type: NS
    values:
      - ns1.bakery.example.
      - ns2.example.net.
  - type: TXT
    value: v=spf1 -all
www:
  type: CNAME
  value: shops.example.net.
EOF
}

begin() {
  work=$(mktemp -d) || exit 1
  prepare_program
  prepare_git
  cd "$work" || exit 1
}

server() {
  title 'A bare repository as on a server, with the hook in it'
  step 0 'git init --quiet --bare dns.git'
  step 0 "ln -s $source/hooks/pre-receive dns.git/hooks/pre-receive"
}

first_push() {
  title 'A clone with the configuration and two zones; the first push is accepted'
  step 0 'git clone --quiet dns.git dns'
  cd dns || exit 1
  mkdir zones
  write_config >octodns.yaml
  write_main_zone >zones/bakery.example.yaml
  write_shop_zone >zones/bakery-shop.example.yaml
  step 0 'cat octodns.yaml'
  step 0 'cat zones/bakery.example.yaml'
  step 0 'zoneward validate'
  has '2 zones'
  git add . && git commit --quiet -m 'The zones as they are'
  step 0 'git push origin main'
  has '2 zones valid'
}

first_apply() {
  title 'The target gets the zones: it has none yet'
  step 0 'zoneward apply main --yes'
  has 'it will be created'
  has ' done'
  step 0 'zoneward plan main'
  has 'No changes.'
}

refused_push() {
  title 'A change with three faults: the push is refused, and main stays where it is'
  before=$(tip)
  {
    sed -e 's/192\.0\.2\.25/192.0.2.256/' -e 's/DMARC1\\;/DMARC1;/' zones/bakery.example.yaml
    printf '%s\n' 'zz:' '  - type: A' '    value: 192.0.2.80' \
      '  - type: CNAME' '    value: www.bakery.example.'
  } >"$work/faulty"
  cp "$work/faulty" zones/bakery.example.yaml
  step 0 'git diff --unified=0'
  git commit --quiet -am 'Three slips of the keyboard'
  step 1 'git push origin main'
  has 'is not an IPv4 address'
  has 'value: 192.0.2.256'
  has 'semicolon'
  has 'v=DMARC1;'
  has 'CNAME'
  has '3 errors'
  [ "$(grep -cE '^remote: +[|] +[\^]' "$work/out")" -eq 3 ] || die 'a caret is missing above'
  step 0 'git -C ../dns.git log --oneline main'
  [ "$(tip)" = "$before" ] || die 'main has moved'
  step 0 'git reset --quiet --hard origin/main'
}

topic() {
  title 'A branch with a change: what it asks for, and the plan for its review'
  step 0 'git switch --quiet -c new-address'
  sed -e 's/192\.0\.2\.11/192.0.2.12/' -e 's/ttl: 300/ttl: 600/' zones/bakery.example.yaml \
    >"$work/changed"
  {
    cat "$work/changed"
    printf '%s\n' 'zopf:' '  type: A' '  value: 192.0.2.80'
  } >zones/bakery.example.yaml
  git commit --quiet -am 'Another address, and a name for the bread of the month'
  step 0 'git push origin new-address'
  has '1 zone valid'
  step 0 'zoneward diff main..new-address'
  has '192.0.2.80'
  step 0 'zoneward plan main..new-address --format markdown'
  has '<!-- zoneward:plan v1 digest='
  has '```diff'
  # What was reviewed is what will be applied.
  digest=$(sed -n 's/.*digest=\([0-9a-f]*\).*/\1/p' "$work/out" | head -n 1)
  [ ${#digest} -eq 64 ] || die 'the comment has no digest'
  step 3 'zoneward apply new-address --branch main --yes'
  has 'not on the protected branch'
}

merge() {
  title 'Merged and pushed: the plan that was reviewed is applied'
  step 0 'git switch --quiet main'
  step 0 'git merge --quiet --no-ff --no-edit new-address'
  step 0 'git push origin main'
  step 0 "zoneward apply main --expect $digest --yes"
  has ' done'
  step 0 'zoneward plan main'
  has 'No changes.'
}

served() {
  title 'What is served now'
  if [ $powerdns = yes ]; then
    step 0 "drill @127.0.0.1 -p $PDNS_PORT zopf.bakery.example A"
  else
    step 0 'tail -n 3 ../served/bakery.example.yaml'
  fi
  has '192.0.2.80'
}

begin
server
first_push
first_apply
refused_push
topic
merge
served
printf '\ndemo: every step went as it should\n'
