#!/bin/sh
# Many zones are written at once, and told of in their order.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_fake.sh
. "$SOURCE_DIR/tests/e2e/lib_fake.sh"
# shellcheck source=../providers/powerdns/pdns.sh
. "$SOURCE_DIR/tests/providers/powerdns/pdns.sh"

zones=$(seq -w 1 40)
start_fake infomaniak --latency 20
TOKEN=a-token-that-must-not-be-seen
export TOKEN

# estate FOLDER OPTIONS: 40 zones of two records, and a target with these options.
estate() {
  mkdir "$1" && cd "$1" && mkdir zones || exit 1
  {
    printf 'providers:\n  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}\n'
    printf '  live: {%s}\nzones:\n' "$2"
    for zone in $zones; do
      echo "  z$zone.example.: {sources: [config], targets: [live]}"
    done
  } >octodns.yaml
  wanted 192.0.2.1
}

# wanted ADDRESS: what all zones are to have.
wanted() {
  for zone in $zones; do
    for name in a b; do
      printf '%s:\n  type: A\n  value: %s\n' $name "$1"
    done >"zones/z$zone.example.yaml"
  done
}

# The account has all zones but four, and each has one of the two records.
some_are_missing() {
  fake_has "$(for zone in $zones; do
    case $zone in
    03 | 17 | 18 | 39) ;;
    *) printf ',"z%s.example.": [["a.z%s.example.", "A", 3600, "192.0.2.1"]]' "$zone" "$zone" ;;
    esac
  done | sed 's/^,/{/; s/$/}/')"
  fake_forgets
}

# How often a record was written right after another, before a zone was read again.
written_together() {
  fake_asked | awk '$1 == "POST" && last == "POST" { n++ } { last = $1 } END { print n + 0 }'
}

estate "$work/fakes" "class: octodns_infomaniak.InfomaniakProvider, token: env/TOKEN, endpoint: $FAKE_URL/2"

it 'writes one zone after another when it is told to'
some_are_missing
run 5 zoneward apply --worktree --yes --force -j 1
says '36 done, 8 failed'
is "$(written_together)" 0
cp "$work/stdout" "$work/one.out"
cp "$work/stderr" "$work/one.err"

it 'writes several at once, and says the same in the same order'
some_are_missing
run 5 zoneward apply --worktree --yes --force
holds test "$(written_together)" -ge 8
holds cmp "$work/one.out" "$work/stdout"
holds cmp "$work/one.err" "$work/stderr"
is "$(fake_asked | grep -c '^POST')" 36

it 'finds nothing left to do where it said that it was done'
run 0 zoneward plan --worktree
says 'in 4 zones'

it 'writes to a database that takes one writer at a time'
if pdns_available; then
  at_end pdns_stop
  need pdns_start
  TOKEN=$PDNS_KEY
  estate "$work/pdns" "class: octodns_powerdns.PowerDnsProvider, host: 127.0.0.1, port: $PDNS_API_PORT, api_key: env/TOKEN"
  for address in 192.0.2.1 192.0.2.2 192.0.2.3; do
    wanted $address
    run 0 zoneward apply --worktree --yes --force -j 16
    says '80 done'
  done
  run 0 zoneward plan --worktree
  prints 'No changes.'
fi

finish
