#!/bin/sh
# What octoDNS dumped is dumped again from those very files, byte for byte.
. "$(dirname "$0")/lib.sh"

# again NAME FILES ARGUMENTS…: the files, as a source, are dumped as they are.
# The options of the provider are in $options.
again() {
  name=$1
  files=$2
  shift 2
  mkdir -p "$work/$name"
  cp -R "$files" "$work/$name/from"
  {
    printf 'providers:\n  from: {class: octodns.provider.yaml.YamlProvider, directory: from%s}\n' \
      "$options"
    printf '  to: {class: octodns.provider.yaml.YamlProvider, directory: to%s}\nzones:\n' "$options"
    # shellcheck disable=SC2012 # names of zones
    ls "$files" | sed 's/\.$//; s/\.yaml$//' | sort -u |
      sed "s/.*/  '&.': {sources: [from], targets: [to]}/"
  } >"$work/$name/octodns.yaml"
  run 0 zoneward -C "$work/$name" dump --output-dir "$work/$name/to" --output-provider to \
    --lenient "$@" '*' from
  diff -r "$work/$name/from" "$work/$name/to" >"$work/both" 2>&1 || {
    rm -f "$work/shown"
    fault "$name differs"
  }
}

it 'writes a file of its own with every type and awkward texts as it was'
mkdir files
cat >files/unit.tests.yaml <<'EOF'
---
? ''
: - type: CAA
    values:
    - flags: 0
      tag: issue
      value: ca.example; a=b
    - flags: 128
      tag: iodef
      value: mailto:a@example.com
  - ttl: 60
    type: MX
    value:
      exchange: mx.unit.tests.
      preference: 10
'1.10':
  type: A
  value: 192.0.2.1
'*':
  type: CNAME
  value: unit.tests.
_sip._tcp:
  type: SRV
  value:
    port: 5060
    priority: 1
    target: sip.unit.tests.
    weight: 2
loc:
  type: LOC
  value:
    altitude: 20.0
    lat_degrees: 31
    lat_direction: S
    lat_minutes: 58
    lat_seconds: 52.1
    long_degrees: 115
    long_direction: E
    long_minutes: 49
    long_seconds: 11.7
    precision_horz: 10.0
    precision_vert: 2.0
    size: 10.0
naptr:
  type: NAPTR
  value:
    flags: U
    order: 100
    preference: 10
    regexp: '!^(.*)$!sip:\1@example.com!'
    replacement: .
    service: E2U+sip
'no':
  type: TXT
  values:
  - v=DKIM1\; k=rsa
  - with "quotes" and 'others'
  - 'yes'
svc:
  octodns:
    healthcheck:
      port: 8443
  type: HTTPS
  value:
    svcparams:
      alpn:
      - h2
      - h3
      no-default-alpn: null
      port: 8443
    svcpriority: 1
    targetname: .
EOF
options=
again own files

corpus=$(dirname "$SOURCE_DIR")/shared/conformance/open/dump
if [ -d "$corpus" ]; then
  it 'writes every file that octoDNS dumped as it was'
  count=0
  for dumped in "$corpus"/*/dumped; do
    case=$(basename "$(dirname "$dumped")")
    [ -n "$(ls "$dumped")" ] || continue
    options=
    if [ -n "$(find "$dumped" -mindepth 1 -maxdepth 1 -type d)" ]; then
      options=', split_extension: ., disable_zonefile: true'
    fi
    # The options of the case's output provider, if it has one.
    options=$options$(sed -n '/^  out:/,/^[a-z]/s/^    \([a-z_]*: .*\)/, \1/p' \
      "$(dirname "$dumped")/octodns.yaml" | grep -v -e class: -e directory: -e split_ext |
      tr -d '\n')
    again "$case" "$dumped"
    count=$((count + 1))
  done
  [ "$count" -ge 20 ] || fault "only $count cases were found"
else
  echo "there is no corpus in $corpus: only our own file was looked at"
fi

finish
