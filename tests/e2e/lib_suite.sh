# The suite that every provider passes, for end-to-end tests; read after lib.sh.
#   suite infomaniak
# shellcheck shell=sh disable=SC2154 # work is set there

# part NAME steps|cuts
part() {
  python3 "$SOURCE_DIR/tests/conformance/provider/suite.py" "$ZONEWARD" "$1" "$2" \
    >"$work/both" 2>&1
  part_status=$?
  rm -f "$work/shown"
  [ $part_status -ne 77 ] || skip "$(cat "$work/both")"
  [ $part_status -eq 0 ] || fault "the suite ended with $part_status"
  grep -a -e ' requests' "$work/both"
}

# suite NAME: both parts, and the end of the test.
suite() {
  command -v python3 >/dev/null || skip 'there is no python3'
  it 'does what is wanted, plans nothing after it, and leaves the rest alone'
  part "$1" steps
  it 'is as wanted after an apply that was cut anywhere and run again'
  part "$1" cuts
  finish
}
