# What the tests of octoDNS's commands share: links as an installation has them,
# and a folder as people keep it, which is no repository.
# shellcheck shell=sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/bin"
for command in sync validate dump compare schema versions report; do
  ln -s "$ZONEWARD" "$work/bin/octodns-$command"
done
PATH=$work/bin:$PATH
export PATH

# dropin_estate: octodns.yaml with one zone of two records, of which one is served.
dropin_estate() {
  mkdir -p configs live
  cat >octodns.yaml <<'EOF'
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./configs
  live:
    class: octodns.provider.yaml.YamlProvider
    directory: ./live
zones:
  home.example.:
    sources: [config]
    targets: [live]
EOF
  address demo 192.0.2.7 >configs/home.example.yaml
  address www 192.0.2.1 >>configs/home.example.yaml
  address www 192.0.2.1 >live/home.example.yaml
}

# logs, logs_not TEXT: the last command wrote it to standard error, or not.
logs() {
  grep -aqF -e "$1" "$work/stderr" || fault "'$1' is missing on standard error"
}

logs_not() {
  ! grep -aqF -e "$1" "$work/stderr" || fault "'$1' is on standard error"
}

# silent: nothing came to standard output.
silent() {
  [ ! -s "$work/stdout" ] || fault "standard output has '$(head -n 1 "$work/stdout")'"
}
