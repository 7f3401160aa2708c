#!/bin/sh
# What a hostile branch may try: its head is planned, checked and pushed, and nothing
# of it is contacted, run, written or read from outside of the repository.
. "$(dirname "$0")/lib.sh"

TOKEN=kept-to-itself-must-not-be-seen
export TOKEN
# A provider program that would show that it ran.
mkdir "$work/bin"
printf '#!/bin/sh\ntouch %s/ran\n' "$work" >"$work/bin/zoneward-provider-Evil"
chmod +x "$work/bin/zoneward-provider-Evil"
cp "$work/bin/zoneward-provider-Evil" "$work/bin/evil"
PATH=$work/bin:$PATH
table=$work/table

# Whoever connects is written down.
cat >"$work/listen.py" <<'EOF'
import socket, sys
server = socket.create_server(("127.0.0.1", 0))
open(sys.argv[1], "w").write(str(server.getsockname()[1]))
while True:
    client, _ = server.accept()
    open(sys.argv[2], "ab").write(b"connected\n" + client.recv(4096))
    client.close()
EOF
python3 "$work/listen.py" "$work/port" "$work/heard" &
at_end "kill $!"
wait_for "$work/port"
port=$(cat "$work/port")

need git init --quiet "$work/r"
cd "$work/r" || exit 1
mkdir zones
cat >octodns.yaml <<EOF
providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
    enforce_order: false
  live:
    class: octodns.provider.yaml.YamlProvider
    directory: ./live
  cloud:
    class: octodns_powerdns.PowerDnsProvider
    host: 127.0.0.1
    port: 9
    api_key: env/TOKEN
zones:
  a.example.:
    sources: [config]
    targets: [live]
  b.example.:
    sources: [config]
    targets: [live]
EOF
echo /live/ >.gitignore
address www 192.0.2.1 >zones/a.example.yaml
address www 192.0.2.2 >zones/b.example.yaml
commit . 'What is trusted'
trusted=$(git rev-parse HEAD)
# The lock of an apply is there from the first one on.
run 1 zoneward apply nosuch --yes
mkdir live
cp zones/*.yaml live/

# trick NAME: start again from the trusted commit.
trick() {
  it "stands a head with $1"
  name=$1
  need git checkout --quiet --force -B head "$trusted"
  need git clean --quiet --force -d -e /live
}

# outcome VALIDATE PLAN TEXT [APPLY]: the status of each for the head of now, and what is said.
outcome() {
  commit . "$name"
  remember .
  run "$1" zoneward validate main..head
  safe
  run "$2" zoneward plan main..head
  safe
  says "$3"
  run "$2" zoneward plan main..head --merge --format markdown
  safe
  run "$2" zoneward plan main..head --format json
  safe
  run "${4:-3}" zoneward apply head --branch main --yes
  safe
  unchanged
  printf '%-44s plan ends with %s: %s\n' "$name" "$2" "$3" >>"$table"
}

safe() {
  says_not kept-to-itself-must-not-be-seen
  says_not root:x:0
  plain
  [ ! -e "$work/heard" ] || fault 'the listener was contacted'
  [ ! -e "$work/ran" ] || fault 'a program ran'
  [ ! -e "$work/written" ] || fault 'a file was written'
}

trick 'the address of a provider moved'
sed -i "s/port: 9/port: $port/" octodns.yaml
sed -i 's/targets: \[live\]/targets: [live, cloud]/' octodns.yaml
sed -i '/b.example/,$s/, cloud//' octodns.yaml
outcome 0 4 'connection refused'

trick 'a new provider that gets the token'
sed -i "s/^zones:/  mine:\n    class: octodns_powerdns.PowerDnsProvider\n    host: 127.0.0.1\n    port: $port\n    api_key: env\/TOKEN\nzones:/; s/targets: \[live\]/targets: [live, mine]/" octodns.yaml
outcome 0 0 'zone a.example. is not planned for target mine'

trick 'the class of a program'
sed -i 's/class: octodns_powerdns.PowerDnsProvider/class: octodns_evil.Evil/; s/targets: \[live\]/targets: [live, cloud]/; s/port: 9/port: 8/' octodns.yaml
sed -i '/b.example/,$s/, cloud//' octodns.yaml
outcome 0 4 'connection refused'

trick 'a source that prints a variable'
sed -i 's/^zones:/  mine:\n    class: octodns.source.envvar.EnvVarSource\n    name: env\n    variable: TOKEN\nzones:/; s/sources: \[config\]/sources: [config, mine]/' octodns.yaml
outcome 0 0 'zone a.example. needs source mine'

trick 'the directory of zones set to /etc'
sed -i 's/directory: .\/zones/directory: \/etc/' octodns.yaml
outcome 1 0 'provider config is changed'

trick 'an include of /etc/passwd in a zone'
echo 'x: !include /etc/passwd' >>zones/a.example.yaml
outcome 1 1 'outside'

trick 'an include above the repository'
echo 'x: !include ../../../../../../../../etc/passwd' >>zones/a.example.yaml
outcome 1 1 'outside'

trick 'an include of /etc/passwd in the configuration'
echo 'x: !include /etc/passwd' >>octodns.yaml
outcome 1 1 'outside' 1

trick 'an include that includes itself'
echo 'x: !include a.example.yaml' >>zones/a.example.yaml
outcome 1 1 'zones/a.example.yaml'

trick 'a zone file that is a symbolic link'
ln -sf /etc/passwd zones/a.example.yaml
outcome 1 1 'symbolic link'

trick 'a folder of zones that is a symbolic link'
need git rm --quiet -r zones
ln -s /etc zones
outcome 1 1 'symbolic link'

trick 'a submodule in the place of the zones'
need git rm --quiet -r --cached zones
rm -rf zones
need git update-index --add --cacheinfo "160000,$trusted,zones"
need git commit --quiet -m 'A submodule'
mkdir zones
outcome 1 1 'submodule'

trick 'templates and variables in the configuration'
# shellcheck disable=SC2016
sed -i 's/directory: .\/zones/directory: .\/{{ TOKEN }}$TOKEN`touch written`/' octodns.yaml
outcome 1 0 'provider config is changed'

trick 'a processor that asks the network'
printf 'processors:\n  spf:\n    class: octodns_spf.SpfDnsLookupProcessor\nmanager:\n  processors: [spf]\n' >>octodns.yaml
address zzz 192.0.2.7 >>zones/a.example.yaml
printf 'yy:\n  type: TXT\n  value: v=spf1 include:attacker.example -all\n' >>zones/a.example.yaml
outcome 0 0 'processor spf is new'

trick 'a plan output that writes a file'
printf 'manager:\n  plan_outputs:\n    page:\n      class: octodns.provider.plan.PlanHtml\n      output_filename: %s/written\n' "$work" >>octodns.yaml
address zzz 192.0.2.7 >>zones/a.example.yaml
outcome 0 0 'plan output page is new'

trick 'a secret handler of its own'
printf 'secret_handlers:\n  mine:\n    class: octodns.secret.environ.EnvironSecrets\n' >>octodns.yaml
outcome 0 0 'secret handler mine is new'

trick 'another validator set, and leniency'
printf 'manager:\n  validators:\n    enabled: []\n' >>octodns.yaml
address zzz 192.0.2.777 >>zones/a.example.yaml
outcome 1 1 'not an IPv4 address'

trick 'a secret as the value of a TXT'
printf 'zz:\n  type: TXT\n  value: env/TOKEN\n' >>zones/a.example.yaml
outcome 0 0 'env/TOKEN'

trick 'a zone moved to another provider'
sed -i '/b.example/,$s/targets: \[live\]/targets: [cloud]/' octodns.yaml
outcome 0 4 'connection refused'

trick 'aliases that multiply'
{
  echo 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
  for i in 1 2 3 4 5 6 7 8 9; do
    p=$((i - 1))
    printf 'a%s: &a%s [*a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s]\n' \
      $i $i $p $p $p $p $p $p $p $p $p $p
  done
} >>zones/a.example.yaml
outcome 1 1 'zones/a.example.yaml'

trick 'lists in lists without end'
python3 -c 'print("x: " + "[" * 100000 + "]" * 100000)' >>zones/a.example.yaml
outcome 1 1 'zones/a.example.yaml'

trick 'a file of thirty megabytes'
python3 -c 'print("#" + "x" * 30000000)' >>zones/a.example.yaml
outcome 1 1 'longer than 16 MiB'

trick 'escapes and text that turns around'
printf 'zz:\n  type: TXT\n  value: "\\e[2J\\u202e @everyone ::error::x"\n' >>zones/a.example.yaml
commit . "$name"
run 1 zoneward validate main..head
plain
run 1 zoneward plan main..head
plain
printf '%-44s refused, and shown as plain text\n' "$name" >>"$table"

trick 'a name of a branch with shell in it'
# shellcheck disable=SC2016
branch='x$(touch${IFS}written);`touch${IFS}written`|evil'
need git checkout --quiet -b "$branch"
address zz 192.0.2.3 >>zones/a.example.yaml
commit . "$name"
run 0 zoneward plan "main..$branch"
safe
says 'zones/a.example.yaml:5'
[ ! -e written ] || fault 'the name was run'
run 3 zoneward apply "$branch" --branch main --yes
safe
printf '%-44s planned, and not run\n' "$name" >>"$table"

trick 'a branch that is called like a commit'
address zz 192.0.2.3 >>zones/a.example.yaml
commit . 'One more'
need git update-ref "refs/heads/$trusted" HEAD
outcome 0 0 'zones/a.example.yaml:5'
run 0 zoneward plan "$trusted..head"
says 'zones/a.example.yaml:5'

it 'has tried at least fifteen'
cat "$table"
[ "$(wc -l <"$table")" -ge 15 ] || fault 'too few'

finish
