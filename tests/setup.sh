#!/bin/sh
# Installs what building and testing zoneward needs, on Debian and its kin.
#   tests/setup.sh                what the tests need too
#   tests/setup.sh --build-only   what building and running needs
#   tests/setup.sh --run-only     what running a program needs that was built on Debian 12
# Only what is missing is installed; nothing is touched when nothing is.
set -eu

packages='gcc libc6-dev cmake ninja-build pkg-config git ca-certificates
  libgit2-dev libyaml-dev libcurl4-openssl-dev libcjson-dev libidn2-dev libunistring-dev
  libpcre2-dev libssl-dev libldns-dev libexpat1-dev'
run_packages='git ca-certificates libgit2-1.5 libyaml-0-2 libcurl4 libcjson1 libidn2-0
  libunistring2 libpcre2-8-0 libssl3 libldns3 libexpat1'
test_packages='libcriterion-dev clang clang-format clang-tidy shellcheck valgrind
  python3 libxml2-utils cmark-gfm openssl curl ldnsutils bind9-utils
  pdns-server pdns-backend-sqlite3 sqlite3 gitolite3'

die() {
  echo "tests/setup.sh: $1" >&2
  exit 1
}

case ${1-} in
--build-only) ;;
--run-only) packages=$run_packages ;;
'') packages="$packages $test_packages" ;;
*) die "unknown option '$1': use --build-only, --run-only or nothing" ;;
esac

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  # shellcheck disable=SC2086 # a list of words
  die "this needs apt-get; elsewhere install what these are called there:$(printf ' %s' $packages)"
fi

# Large, and from elsewhere as good: only where they are not there at all.
if [ -z "${1-}" ]; then
  command -v node >/dev/null || packages="$packages nodejs"
  command -v npm >/dev/null || packages="$packages npm"
fi

missing=
for package in $packages; do
  is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || die "not root, and there is no sudo; missing:$missing"
  as_root=sudo
fi

echo "Installing:$missing" >&2
$as_root apt-get update -q >&2 || die 'apt-get update failed: see above'
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends $missing >&2 ||
  die "apt-get install failed: see above; missing:$missing"
