# A provider fake that holds one apply while another one comes; read after lib_fake.sh.
#   held_estate DIR        two zones that go to the fake of Infomaniak
#   hold N                 the Nth request from now is not answered
#   start NAME COMMAND…    in the background; output in NAME.out and NAME.err; sets $started
#   wait_held              until the fake holds it
#   let_go                 it is answered no more; everything goes on
#   ended NAME STATUS      waits for it; its output is then what the last command printed
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

held_estate() {
  mkdir -p "$1/zones"
  cat >"$1/octodns.yaml" <<END
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  fake:
    class: octodns.provider.infomaniak.InfomaniakProvider
    token: env/INFOMANIAK_TOKEN
    endpoint: $FAKE_URL/2
zones:
  a.example.:
    sources: [config]
    targets: [fake]
END
  address www 192.0.2.1 >"$1/zones/a.example.yaml"
  fake_has '{"a.example.": [["a.example.", "NS", 3600, "ns11.infomaniak.ch."]]}'
}

hold() {
  fake_faults "[{\"at\": $1, \"do\": \"hold\"}]"
}

start() {
  started_name=$1
  shift
  "$@" >"$work/$started_name.out" 2>"$work/$started_name.err" </dev/null &
  eval "pid_$started_name=$!"
  at_end "kill $! 2>/dev/null"
}

wait_held() {
  tries=0
  while [ "$(fake GET /_fake/held)" = 0 ] && [ $tries -lt 400 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  need [ "$(fake GET /_fake/held)" != 0 ]
}

let_go() {
  fake_faults '[]'
}

ended() {
  eval "wait \"\$pid_$1\""
  status=$?
  cat "$work/$1.out" "$work/$1.err" >"$work/both"
  cp "$work/$1.out" "$work/stdout"
  ! grep -aqE 'Sanitizer|runtime error:' "$work/both" || fault "a sanitizer complains about $1"
  [ $status -eq "$2" ] || fault "'$1' ended with $status instead of $2"
}

# served: the values that the fake has of a.example.
served() {
  fake_rows a.example. | grep -v ' NS ' | LC_ALL=C sort | tr '\n' ';'
}
