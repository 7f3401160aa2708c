#!/bin/sh
# Zones of a service on the network are read side by side, over connections that are kept.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"

start_fake infomaniak --latency 20
INFOMANIAK_TOKEN=a-token-that-must-not-be-seen
export INFOMANIAK_TOKEN
mkdir -p walk/configs
cd walk || exit 1
cat >octodns.yaml <<EOF
providers:
  infomaniak:
    class: octodns_infomaniak.InfomaniakProvider
    token: env/INFOMANIAK_TOKEN
    endpoint: $FAKE_URL/2
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./configs
zones:
EOF
state='{'
for i in $(seq 10 69); do
  echo "  zone$i.example.: {sources: [config], targets: [infomaniak]}" >>octodns.yaml
  address www 192.0.2.1 >"configs/zone$i.example.yaml"
  state="$state\"zone$i.example.\": [[\"www.zone$i.example.\", \"A\", 3600, \"192.0.2.$i\"]], "
done
fake_has "${state%, }}"

# load KEY: one of the numbers of /_fake/load.
load() {
  fake GET /_fake/load | python3 -c "import json, sys; print(json.load(sys.stdin)['$1'])"
}

# opens COMMAND…: set opened to how many connections it makes; looking makes one, too.
opens() {
  before=$(load connections)
  run 0 "$@"
  opened=$(($(load connections) - before - 1))
}

it 'sends no more requests at once than asked for'
opens zoneward plan --worktree -j 1
is "$opened $(load at_once)" '1 1'
cp "$work/stdout" "$work/one"
opens zoneward plan --worktree -j 3
holds [ "$opened" -le 3 ]
holds [ "$(load at_once)" -le 3 ]

it 'takes the number of the configuration'
cp octodns.yaml usual.yaml
printf 'manager:\n  max_workers: 2\n' >>octodns.yaml
opens zoneward plan --worktree
holds [ "$opened" -le 2 ]
cp usual.yaml octodns.yaml

it 'sends many where nobody asked for a number, over few connections'
opens zoneward plan --worktree
holds [ "$opened" -le 16 ]
holds [ "$(load at_once)" -le 16 ]
holds [ "$(load at_once)" -gt 3 ]

it 'prints the same in the same order'
holds cmp "$work/stdout" "$work/one"
prints 'in 60 zones'
run 0 zoneward dump --output-dir out '*' infomaniak
is "$(find out -name '*.yaml' | wc -l)" 60

finish
