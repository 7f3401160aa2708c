#!/bin/sh
# The suite that every provider passes, with the fake of Google Cloud DNS.
. "$(dirname "$0")/lib.sh"
# shellcheck source=lib_suite.sh
. "$SOURCE_DIR/tests/e2e/lib_suite.sh"

suite googlecloud
