#!/bin/sh
# The walk of the article that most people meet DNS as code through, command by command:
# one domain at Infomaniak, octoDNS's commands, the words that it shows.
. "$(dirname "$0")/lib_dropin.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

start_fake infomaniak
INFOMANIAK_TOKEN=a-token-that-must-not-be-seen
export INFOMANIAK_TOKEN
mkdir walk
cd walk || exit 1

# Of the article's own file only the endpoint differs.
cat >article.yaml <<'EOF'
providers:
  infomaniak:
    class: octodns.provider.infomaniak.InfomaniakProvider
    token: env/INFOMANIAK_TOKEN
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./configs
zones:
  'home.zerka.dev.':
    sources:
      - config
    targets:
      - infomaniak
EOF
sed "s|token: .*|&\n    endpoint: $FAKE_URL/2|" article.yaml >octodns.yaml

# Eleven records, as they come from a zone that is used.
served='{"home.zerka.dev.": [
  ["home.zerka.dev.", "A", 3600, "192.0.2.1"],
  ["home.zerka.dev.", "AAAA", 3600, "2001:db8::1"],
  ["home.zerka.dev.", "CAA", 3600, "0 issue \"letsencrypt.org\""],
  ["home.zerka.dev.", "MX", 3600, "5 mta-gw.infomaniak.ch."],
  ["home.zerka.dev.", "NS", 3600, "ns11.infomaniak.ch."],
  ["home.zerka.dev.", "NS", 3600, "ns12.infomaniak.ch."],
  ["home.zerka.dev.", "TXT", 3600, "\"v=spf1 include:spf.infomaniak.ch -all\""],
  ["_dmarc.home.zerka.dev.", "TXT", 3600, "\"v=DMARC1; p=reject;\""],
  ["_imaps._tcp.home.zerka.dev.", "SRV", 3600, "0 1 993 mail.infomaniak.com."],
  ["nas.home.zerka.dev.", "A", 3600, "192.0.2.8"],
  ["traefik.home.zerka.dev.", "A", 3600, "192.0.2.7"],
  ["www.home.zerka.dev.", "CNAME", 3600, "home.zerka.dev."]]}'
fake_has "$served"

# block: the plan that the last command logged, from the first row of stars to the last.
block() {
  awk '/^[*]+$/ { last = NR } /^[*]/ { line[NR] = $0; if (!first) first = NR }
    END { for (n = first; n && n <= last; n++) print line[n] }' "$work/stderr"
}

it 'is a valid configuration as the article prints it'
mkdir configs
printf -- '---\n' >configs/home.zerka.dev.yaml
run 0 octodns-validate --config-file article.yaml home.zerka.dev.
is "$(cat "$work/both")" ''
rm -r configs

it 'dumps the eleven records that are served'
run 0 octodns-dump --config-file octodns.yaml --output-dir ./configs home.zerka.dev. infomaniak
logs 'InfomaniakProvider[infomaniak] populate:   found 11 records, exists=True'
logs 'YamlProvider[dump] apply: making 11 changes to home.zerka.dev.'
is "$(names configs)" 'home.zerka.dev.yaml '
cat >"$work/wanted" <<'EOF'
---
? ''
: - type: A
    value: 192.0.2.1
  - type: AAAA
    value: 2001:db8::1
  - type: CAA
    value:
      flags: 0
      tag: issue
      value: letsencrypt.org
  - type: MX
    value:
      exchange: mta-gw.infomaniak.ch.
      preference: 5
  - type: NS
    values:
    - ns11.infomaniak.ch.
    - ns12.infomaniak.ch.
  - type: TXT
    value: v=spf1 include:spf.infomaniak.ch -all
_dmarc:
  type: TXT
  value: v=DMARC1\; p=reject\;
_imaps._tcp:
  type: SRV
  value:
    port: 993
    priority: 0
    target: mail.infomaniak.com.
    weight: 1
nas:
  type: A
  value: 192.0.2.8
traefik:
  type: A
  value: 192.0.2.7
www:
  type: CNAME
  value: home.zerka.dev.
EOF
holds diff configs/home.zerka.dev.yaml "$work/wanted"

it 'ends with the words of octoDNS for a zone that the file does not name'
sed 's/home\.zerka\.dev/other.example/' octodns.yaml >other.yaml
run 1 octodns-dump --config-file other.yaml --output-dir ./none home.zerka.dev. infomaniak
logs 'Unknown zone name home.zerka.dev.'
run 1 octodns-validate --config-file other.yaml home.zerka.dev.
logs 'Unknown zone name home.zerka.dev.'
run 1 octodns-sync --config-file other.yaml home.zerka.dev.
logs 'Unknown zone name home.zerka.dev.'
holds_not [ -e none ]

it 'plans nothing from what was dumped'
run 0 octodns-sync --config-file octodns.yaml
logs 'No changes were planned'

it 'takes the new record where the order of names puts it'
awk '/^nas:/ { print "demo:\n  type: CNAME\n  value: traefik.home.zerka.dev." } { print }' \
  configs/home.zerka.dev.yaml >new.yaml
mv new.yaml configs/home.zerka.dev.yaml
run 0 octodns-validate --config-file octodns.yaml home.zerka.dev.
run 0 octodns-validate --config-file octodns.yaml
is "$(cat "$work/both")" ''

it 'shows the plan byte for byte, and does nothing'
fake_state >"$work/before"
fake_forgets
run 0 octodns-sync --config-file octodns.yaml
silent
logs 'Manager sync:   zone=home.zerka.dev.'
logs "Manager _get_sources:     sources=['config']"
logs "Manager sync:     targets=['infomaniak']"
logs 'YamlProvider[config] populate:   found 12 records, exists=True'
logs 'InfomaniakProvider[infomaniak] populate:   found 11 records, exists=True'
cat >"$work/wanted" <<'EOF'
********************************************************************************
* home.zerka.dev.
********************************************************************************
* infomaniak (InfomaniakProvider)
*   Create <CnameRecord CNAME 3600, demo.home.zerka.dev., traefik.home.zerka.dev.> (config)
*   Summary: Creates=1, Updates=0, Deletes=0, Existing=11, Meta=False
********************************************************************************
EOF
block >"$work/block"
holds cmp "$work/block" "$work/wanted"
is "$(fake_asked)" 'GET /2/zones/home.zerka.dev/records 200'
fake_state >"$work/after"
holds cmp "$work/before" "$work/after"

it 'does it with --doit, and says so'
run 0 octodns-sync --config-file octodns.yaml --doit
block >"$work/block"
holds cmp "$work/block" "$work/wanted"
logs 'InfomaniakProvider[infomaniak] apply: making 1 changes to home.zerka.dev.'
logs 'Manager sync:   1 total changes'
fake_rows home.zerka.dev. >"$work/rows"
holds grep -qxF 'demo.home.zerka.dev. CNAME 3600 traefik.home.zerka.dev.' "$work/rows"
is "$(wc -l <"$work/rows")" 13

it 'has nothing left to do'
run 0 octodns-sync --config-file octodns.yaml
logs 'No changes were planned'
logs_not 'Create <'
run 0 octodns-sync --config-file octodns.yaml --doit
logs 'Manager sync:   0 total changes'

it 'has the same in its own commands'
run 0 zoneward plan --worktree --config octodns.yaml
prints 'No changes.'
sed -i '/^demo:/,/^  value/d' configs/home.zerka.dev.yaml
run 0 zoneward plan --worktree --config octodns.yaml
prints '- demo'

it 'says where the provider stands whose address is wrong'
sed 's|endpoint: .*|endpoint: https://api.example:port|' octodns.yaml >wrong.yaml
run 1 octodns-sync --config-file wrong.yaml
logs 'wrong.yaml:3:5: error: the base URL has a wrong port'

it 'never shows the token'
run 1 env INFOMANIAK_TOKEN=a-wrong-token "$work/bin/octodns-sync" --config-file octodns.yaml --debug
logs 'check token of provider infomaniak'
logs_not a-wrong-token
run 1 env -u INFOMANIAK_TOKEN "$work/bin/octodns-sync" --config-file octodns.yaml
logs INFOMANIAK_TOKEN

finish
