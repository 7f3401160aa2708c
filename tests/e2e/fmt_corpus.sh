#!/bin/sh
# The files that octoDNS's dumper was seen to write, when the corpus lies beside the
# source tree: fmt has nothing to change in them.
. "$(dirname "$0")/lib.sh"

corpus=$(dirname "$SOURCE_DIR")/shared/conformance/open/dump
[ -d "$corpus" ] || skip "there is no corpus in $corpus"

# options CASE: of the provider that wrote it.
options() {
  case $1 in
  output-provider) echo ', default_ttl: 300, order_mode: simple' ;;
  output-provider-semicolons) echo ', escaped_semicolons: false' ;;
  *) [ -z "$(find "$corpus/$1/dumped" -mindepth 2 -name '*.yaml')" ] || echo ', split_extension: .' ;;
  esac
}

# zones DIR: by the names of files and folders in it.
zones() {
  for path in "$1"/*; do
    name=$(basename "$path")
    name=${name%yaml}
    printf "  '%s.':\n    sources: [config]\n    targets: []\n" "${name%.}"
  done
}

for dumped in "$corpus"/*/dumped; do
  name=$(basename "$(dirname "$dumped")")
  [ -n "$(find "$dumped" -name '*.yaml')" ] || continue
  it "leaves what was dumped in $name"
  rm -rf case
  need mkdir case
  need cp -r "$dumped" case/zones
  cat >case/octodns.yaml <<EOF
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones$(options "$name")}
zones:
$(zones case/zones)
EOF
  run 0 zoneward -C case fmt --check
  says_not '0 of 0 files'
done

finish
