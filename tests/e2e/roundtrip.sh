#!/bin/sh
# Every value of the corpus of octoDNS's behaviour, when it lies beside the source
# tree: through libldns to a message's octets and back, and through zone files.
. "$(dirname "$0")/lib.sh"

corpus=$(dirname "$SOURCE_DIR")/shared/conformance/open
check=$(dirname "$ZONEWARD")/tests/wire_check
[ -d "$corpus/validate" ] || skip "there is no corpus in $corpus"
command -v python3 >/dev/null || skip 'python3 is not installed'
need test -x "$check"

it 'brings every value back as it was'
python3 "$SOURCE_DIR/tests/e2e/roundtrip.py" "$ZONEWARD" "$check" "$corpus" "$work/zones" \
  >"$work/both" 2>&1 || fault 'some do not come back'
grep -E '^[0-9]+ (values|zones), ' "$work/both"

finish
