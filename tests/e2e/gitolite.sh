#!/bin/sh
# From a push to an answer: gitolite takes it, the hooks check and apply it, PowerDNS serves it.
. "$(dirname "$0")/lib.sh"
# shellcheck source=../providers/powerdns/pdns.sh
. "$SOURCE_DIR/tests/providers/powerdns/pdns.sh"

shell=/usr/share/gitolite3/gitolite-shell
{ command -v gitolite >/dev/null && [ -x "$shell" ]; } || skip 'gitolite3 is not installed'
{ pdns_available && command -v drill >/dev/null; } ||
  skip 'pdns-server or drill is not installed'
at_end pdns_stop
need pdns_start

# gitolite lives in a home of its own, with the token that post-receive needs.
host=$work/host
mkdir "$host"
on_host() {
  env HOME="$host" GIT_CONFIG_GLOBAL="$host/.gitconfig" E2E_PDNS_KEY="$PDNS_KEY" "$@"
}
# Its own branch is called master, whatever others are called.
sed 's/defaultBranch = main/defaultBranch = master/' "$GIT_CONFIG_GLOBAL" >"$host/.gitconfig"
need on_host gitolite setup -a admin
need sed -i "s/GIT_CONFIG_KEYS *=> *''/GIT_CONFIG_KEYS => 'zoneward[.].*'/" "$host/.gitolite.rc"

# What sshd would do for the user that a key belongs to: the server has the key of the API.
holds_secret "$work/ssh"
cat >"$work/ssh" <<EOF
#!/bin/sh
for command; do :; done
HOME=$host GIT_CONFIG_GLOBAL=$host/.gitconfig E2E_PDNS_KEY=$PDNS_KEY
SSH_CONNECTION='127.0.0.1 1 127.0.0.1 22' SSH_ORIGINAL_COMMAND=\$command
export HOME GIT_CONFIG_GLOBAL E2E_PDNS_KEY SSH_CONNECTION SSH_ORIGINAL_COMMAND
exec $shell "\${GITOLITE_USER:?}"
EOF
chmod +x "$work/ssh"
GIT_SSH_COMMAND=$work/ssh GIT_SSH_VARIANT=simple GITOLITE_USER=admin
export GIT_SSH_COMMAND GIT_SSH_VARIANT GITOLITE_USER

it 'takes its settings from the configuration of gitolite'
need git clone --quiet git@host:gitolite-admin "$work/admin"
cat >>"$work/admin/conf/gitolite.conf" <<'EOF'
repo dns
    RW+ = alice
    RW topic/ = bob
    config zoneward.postReceive = apply
    config zoneward.protected = main
EOF
commit "$work/admin" 'The repository of the zones'
need git -C "$work/admin" push --quiet
server=$host/repositories/dns.git
is "$(git -C "$server" config zoneward.postReceive)" apply
need git -C "$server" symbolic-ref HEAD refs/heads/main
need git -C "$server" config receive.advertisePushOptions true

it 'gets its hooks beside those of gitolite'
for hook in pre-receive post-receive; do
  run 0 zoneward -C "$server" init --hook $hook
done
holds grep -q gitolite "$server/hooks/update"
run 1 zoneward -C "$server" init --hook update
says 'there is another hook already'

GITOLITE_USER=alice
repository "$work/r"
cat >"$work/r/octodns.yaml" <<EOF
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  pdns:
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: $PDNS_API_PORT
    api_key: env/E2E_PDNS_KEY
zones:
  a.example.:
    sources: [config]
    targets: [pdns]
  b.example.:
    sources: [config]
    targets: [pdns]
zoneward:
  push_options: [allow]
EOF
for zone in a b; do
  printf "'':\n  type: NS\n  values: [ns1.%s.example.]\n" $zone >"$work/r/zones/$zone.example.yaml"
  address ns1 127.0.0.1 >>"$work/r/zones/$zone.example.yaml"
  address www 192.0.2.1 >>"$work/r/zones/$zone.example.yaml"
done
commit "$work/r" 'For PowerDNS'
need git -C "$work/r" remote add origin git@host:dns

push() {
  push_status=$1
  shift
  run "$push_status" git -C "$work/r" push "$@"
  says_not "$PDNS_KEY"
}

# answer NAME TYPE: what the server says, in order.
answer() {
  drill @127.0.0.1 -p "$PDNS_PORT" "$1" "$2" |
    sed -n '/ANSWER SECTION/,/^$/p' | awk -v type="$2" '$4 == type { print $5 }' | sort | tr '\n' ';'
}

change() {
  cat >>"$work/r/zones/$1.example.yaml"
  commit "$work/r" 'A change'
}

# The digest that the last push was told to allow.
word() {
  sed -n 's/.*give --allow \([0-9a-f]\{64\}\).*/\1/p' "$work/both"
}

it 'applies the first push, and the server answers'
push 0 origin main
says 'refs/heads/main: 2 zones valid'
says '6 done'
is "$(answer www.a.example A)" '192.0.2.1;'
is "$(answer b.example NS)" 'ns1.b.example.;'
run 0 on_host env ZONEWARD="$ZONEWARD" "$ZONEWARD" -C "$server" doctor --format json
says '"valid": true'

it 'refuses an invalid push, and the server answers as before'
before=$(git -C "$server" rev-parse main)
address www2 192.0.2.256 | change a
push 1 origin main
says '"192.0.2.256" is not an IPv4 address'
is "$(git -C "$server" rev-parse main)" "$before"
is "$(answer www2.a.example A)" ''
need git -C "$work/r" reset --quiet --hard origin/main

it 'applies a valid push, and of it the zone that changed only'
address www2 192.0.2.2 | change a
push 0 origin main
says 'refs/heads/main: 1 zone valid'
says '1 done'
says_not 'b.example'
is "$(answer www2.a.example A)" '192.0.2.2;'

it 'only checks what is pushed to another branch'
address www3 192.0.2.3 | change a
push 0 origin main:refs/heads/feature
says 'refs/heads/feature: 1 zone valid'
says_not 'done'
is "$(answer www3.a.example A)" ''

it 'leaves to gitolite who may push where'
GITOLITE_USER=bob
push 1 origin main
says 'DENIED by'
is "$(answer www3.a.example A)" ''
GITOLITE_USER=alice

it 'applies what was tried on a branch, once it is on main'
push 0 origin main
says '1 done'
is "$(answer www3.a.example A)" '192.0.2.3;'

it 'does not rewrite the branch, though gitolite lets alice'
push 1 --force origin main~1:main
says 'its history is not rewritten'

it 'says that a server was not reached, and that the push is there all the same'
pdns_api PUT /zones/a.example. -f -d '{"api_rectify": false}' >/dev/null
need git -C "$server" config zoneward.postReceive plan
address www4 192.0.2.4 | change b
push 0 origin main
says '1 to create'
says_not 'done'
is "$(answer www4.b.example A)" ''
need git -C "$server" config zoneward.postReceive nothing
address www5 192.0.2.5 | change b
push 0 origin main
says_not 'to create'
need git -C "$server" config zoneward.postReceive apply

it 'does not write a plan that is not safe, and takes the word of who pushes for that plan only'
need sed -i 's/ns1.a.example./ns1.b.example./' "$work/r/zones/a.example.yaml"
commit "$work/r" 'Another server'
push 0 origin main
says 'error: the plan is unsafe: Root NS record change'
says 'the push is there, but not all of it is served'
is "$(answer a.example NS)" 'ns1.a.example.;'
allowed=$(word)
address www6 192.0.2.6 | change a
push 0 -o zoneward.allow="$allowed" origin main
says '--allow names another plan'
is "$(answer www6.a.example A)" ''
need git -C "$work/r" revert --no-edit HEAD
push 0 -o zoneward.allow="$allowed" origin main
says '1 done'
is "$(answer a.example NS)" 'ns1.b.example.;'

finish
