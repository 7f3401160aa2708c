#!/bin/sh
# The walk that newcomers take: one domain at Infomaniak, brought in, changed, applied.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

start_fake infomaniak
INFOMANIAK_TOKEN=a-token-that-must-not-be-seen
export INFOMANIAK_TOKEN
mkdir walk
cd walk || exit 1
cat >octodns.yaml <<EOF
providers:
  infomaniak:
    class: octodns.provider.infomaniak.InfomaniakProvider
    token: env/INFOMANIAK_TOKEN
    endpoint: $FAKE_URL/2
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
fake_has '{"home.zerka.dev.": [
  ["home.zerka.dev.", "A", 3600, "192.0.2.1"],
  ["home.zerka.dev.", "AAAA", 3600, "2001:db8::1"],
  ["home.zerka.dev.", "CAA", 3600, "0 issue \"letsencrypt.org\""],
  ["home.zerka.dev.", "MX", 3600, "5 mta-gw.infomaniak.ch."],
  ["home.zerka.dev.", "NS", 3600, "ns11.infomaniak.ch."],
  ["home.zerka.dev.", "NS", 3600, "ns12.infomaniak.ch."],
  ["home.zerka.dev.", "TXT", 3600, "\"v=spf1 include:spf.infomaniak.ch -all\""],
  ["_dmarc.home.zerka.dev.", "TXT", 3600, "\"v=DMARC1; p=reject;\""],
  ["_imaps._tcp.home.zerka.dev.", "SRV", 3600, "0 1 993 mail.infomaniak.com."],
  ["nas.home.zerka.dev.", "SSHFP", 3600,
   "4 2 a9759105bf5a6bde1555cf2d30e2049b3e63dc81c899dc5c1dec28cd02a9e88f"],
  ["traefik.home.zerka.dev.", "A", 300, "192.0.2.7"],
  ["www.home.zerka.dev.", "CNAME", 3600, "home.zerka.dev."]]}'

no_changes() {
  run 0 zoneward plan --worktree --config octodns.yaml
  prints 'No changes.'
}

it 'brings in what is served'
run 0 zoneward dump --config octodns.yaml --output-dir ./configs home.zerka.dev. infomaniak
prints '1 zone, 11 records'
holds grep -q 'v=DMARC1' configs/home.zerka.dev.yaml
no_changes

it 'reads a zone with one request'
fake_forgets
no_changes
is "$(fake_asked)" 'GET /2/zones/home.zerka.dev/records 200'

it 'shows what would happen'
printf 'demo:\n  type: CNAME\n  value: traefik.home.zerka.dev.\n' >demo
python3 - <<'EOF'
path = 'configs/home.zerka.dev.yaml'
text = open(path).read()
open(path, 'w').write(text.replace('nas:\n', open('demo').read() + 'nas:\n'))
EOF
run 0 zoneward validate --worktree --config octodns.yaml
run 0 zoneward plan --worktree --config octodns.yaml --format octodns
prints '* infomaniak (InfomaniakProvider)'
prints '*   Create <CnameRecord CNAME 3600, demo.home.zerka.dev., traefik.home.zerka.dev.> (config)'
prints '*   Summary: Creates=1, Updates=0, Deletes=0, Existing=11, Meta=False'

it 'does it, with one request for the record'
fake_forgets
run 0 zoneward apply --worktree --yes --config octodns.yaml
is "$(fake_asked | grep -c POST)" 1
no_changes

# Each time other addresses, another new name instead of the last, and one answer that is lost.
it 'loses nothing when an answer does not come'
cp configs/home.zerka.dev.yaml whole.yaml
for at in 1 2 3 4 5; do
  sed "s/192\.0\.2\.[17]\$/192.0.2.1$at/" whole.yaml >configs/home.zerka.dev.yaml
  printf 'zz%s:\n  type: A\n  value: 192.0.2.3\n' $at >>configs/home.zerka.dev.yaml
  fake_faults "[{\"at\": $at, \"do\": \"cut\"}]"
  run 0 zoneward apply --worktree --yes --force --config octodns.yaml
  fake_faults '[]'
  no_changes
  is "$(fake_state | grep -o '"zz' | wc -l)" 1
done

it 'asks for the right token, and never shows it'
run 4 env INFOMANIAK_TOKEN=a-wrong-token-that-must-not-be-seen "$ZONEWARD" plan --worktree --config octodns.yaml
says 'the token is not accepted by'
says 'check token of provider infomaniak'
holds_not grep -q a-wrong-token-that-must-not-be-seen "$work/both"

finish
