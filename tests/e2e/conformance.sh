#!/bin/sh
# The corpus of what octoDNS was seen to do, when it lies beside the source tree:
# no fewer cases may pass than tests/conformance/expected says.
. "$(dirname "$0")/lib.sh"

corpus=$(dirname "$SOURCE_DIR")/shared/conformance
[ -f "$corpus/check.py" ] || skip "there is no corpus in $corpus"
command -v python3 >/dev/null || skip 'python3 is not installed'

grep -v '^#' "$SOURCE_DIR/tests/conformance/expected" >"$work/expected"
while read -r area least; do
  it "passes $least cases of $area at least"
  python3 "$corpus/check.py" --zoneward "$ZONEWARD" --area "$area" --jobs 2 \
    "$corpus/open" >"$work/report" 2>&1
  last=$(tail -n 1 "$work/report")
  echo "$area: $last"
  cut -c1-200 "$work/report" | tail -n 400 >"$work/both"
  rm -f "$work/shown"
  passed=$(echo "$last" | sed -n 's/^\([0-9]*\) passed, [0-9]* failed$/\1/p')
  [ "${passed:-0}" -ge "$least" ] || fault "only ${passed:-none} pass"
  ! grep -q 'killed by signal\|no answer in' "$work/report" || fault 'the program crashed or hung'
done <"$work/expected"

finish
