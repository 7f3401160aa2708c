#!/bin/sh
# Puts zoneward into PREFIX/bin, on Debian 12:
#   sh ci-templates/install.sh PREFIX    build this source, unless PREFIX has it already
#   sh ci-templates/install.sh --key     print what tells one build from another, for a cache
# ZONEWARD_BINARY names a ready program instead, a file or an https URL, and ZONEWARD_SHA256
# what its SHA-256 must be.  Where the program needs packages, they are installed.
set -eu

source=$(cd "$(dirname "$0")/.." && pwd)
binary=${ZONEWARD_BINARY-}
sum=${ZONEWARD_SHA256-}
part=

die() {
  echo "install.sh: $1" >&2
  exit 1
}

# Everything that a build depends on: the files, the system and the kind of machine.
key() {
  if [ -n "$binary" ]; then
    echo "$sum"
    return
  fi
  cd "$source"
  {
    find CMakeLists.txt CMakePresets.json .cmake src providers hooks ci-templates -type f \
      -exec sha256sum {} + | LC_ALL=C sort
    cat /etc/os-release
    uname -m
  } | sha256sum | cut -d ' ' -f 1
}

fetch() {
  case $binary in
  https://*)
    command -v curl >/dev/null || {
      apt-get update -q
      apt-get install -y -q --no-install-recommends curl ca-certificates
    }
    curl --proto '=https' --fail --silent --show-error --location --max-filesize 200000000 \
      --output "$1" "$binary"
    ;;
  *://*) die "ZONEWARD_BINARY must be a file or an https URL, not $binary" ;;
  *) cp "$binary" "$1" ;;
  esac
}

take_binary() {
  mkdir -p "$prefix/bin"
  part=$prefix/bin/.zoneward.$$
  trap 'rm -f "$part"' EXIT
  fetch "$part"
  found=$(sha256sum "$part" | cut -d ' ' -f 1)
  [ "$found" = "$sum" ] || die "$binary has the SHA-256 $found, not $sum"
  chmod 755 "$part"
  mv "$part" "$prefix/bin/zoneward"
}

build() {
  sh "$source/tests/setup.sh" --build-only
  cd "$source"
  cmake --preset release
  cmake --build --preset release
  cmake --install build/release --prefix "$prefix"
}

[ $# -eq 1 ] || die 'usage: install.sh PREFIX | --key'
if [ -n "$binary" ] && ! printf '%s\n' "$sum" | grep -qxE '[0-9a-f]{64}'; then
  die 'ZONEWARD_BINARY needs ZONEWARD_SHA256, 64 digits in lower case'
fi
if [ "$1" = --key ]; then
  key
  exit
fi
prefix=$1
stamp=$prefix/built-from
key=$(key)
if [ -x "$prefix/bin/zoneward" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$key" ]; then
  echo "zoneward is there already" >&2
elif [ -n "$binary" ]; then
  take_binary
else
  build >&2
fi
sh "$source/tests/setup.sh" --run-only
echo "$key" >"$stamp"
"$prefix/bin/zoneward" --version
