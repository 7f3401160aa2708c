#!/bin/sh
# Zone files in master format and tinydns data, from Git to a target and back.
. "$(dirname "$0")/lib.sh"

mkdir -p r/bind/parts r/tiny
cd r || exit 1
need git init -q .
cat >octodns.yaml <<'EOF'
providers:
  bind:
    class: octodns_bind.ZoneFileSource
    directory: ./bind
    file_extension: .zone
  tiny:
    class: octodns.source.tinydns.TinyDnsFileSource
    directory: ./tiny
  out:
    class: octodns_bind.ZoneFileProvider
    directory: ./out
    file_extension: .zone
    read_existing: true
    hostmaster_email: host.master
zones:
  one.example.:
    sources: [bind]
    targets: [out]
  two.example.:
    sources: [bind]
    targets: [out]
  tiny.example.:
    sources: [tiny]
    targets: [out]
  sub.tiny.example.:
    sources: [tiny]
    targets: [out]
EOF
# top ZONE: what stands at the top of it.
# shellcheck disable=SC2016 # a directive
top() {
  printf '$ORIGIN %s\n@ 300 SOA ns1 host 5 3600 600 604800 60\n@ 300 NS ns1\n@ 300 NS ns2\n' "$1"
  printf 'ns1 300 A 192.0.2.1\nns2 300 A 192.0.2.2\n'
}
top one.example. >bind/one.example.zone
cat >>bind/one.example.zone <<'EOF'
www 60 A 192.0.2.80
    60 AAAA 2001:db8::80
@ 60 MX 10 mail
  60 TXT "v=spf1 -all" ; comment
  60 CAA 0 issue "ca.example; x=y"
mail 60 A 192.0.2.25
_sip._tcp 60 SRV 1 2 5060 mail
long 60 TXT ( "0123456789012345678901234567890123456789012345678901234567890123456789"
  "\\ \" \065 ; (" )
svc 60 HTTPS 1 . alpn="h2,h3" ipv4hint=192.0.2.80
\$x 60 CNAME www
EOF
top two.example. >bind/two.example.zone
# shellcheck disable=SC2016 # a directive
echo '$INCLUDE parts/common' >>bind/two.example.zone
echo 'www 60 A 192.0.2.90' >bind/parts/common
cat >tiny/data <<'EOF'
.tiny.example::a.ns.tiny.example:300
.tiny.example::b.ns.tiny.example:300
+a.ns.tiny.example:192.0.2.1:300
+b.ns.tiny.example:192.0.2.2:300
&sub.tiny.example::a.ns.tiny.example:300
.sub.tiny.example::b.ns.tiny.example:300
+www.sub.tiny.example:192.0.2.3:300
EOF
need git add .
need git commit -qm first

it 'reads and validates them as they are in a commit'
run 0 zoneward validate HEAD
prints '4 zones'

it 'writes zone files that name servers take'
run 0 zoneward apply --worktree --yes --force
run 0 zoneward plan --worktree --detailed-exitcode
says 'No changes.'
for zone in one.example two.example tiny.example sub.tiny.example; do
  file=out/$zone.zone
  [ -f "$file" ] || fault "$file is not there"
  if command -v ldns-read-zone >/dev/null; then
    run 0 ldns-read-zone "$file"
    says 'SOA'
  fi
  if command -v named-checkzone >/dev/null; then
    run 0 named-checkzone -i none "$zone" "$file"
    says 'OK'
  fi
done

it 'leaves a sub-zone of tinydns data to its own zone'
run 0 zoneward show --worktree tiny.example. --format json
says '"sub.tiny.example."'
says_not 'www.sub.tiny.example.'
run 0 zoneward show --worktree sub.tiny.example. --format json
says 'www.sub.tiny.example.'

it 'takes what it wrote for the same as what it read'
sed 's|directory: ./bind|directory: ./out|' octodns.yaml >again.yaml
for zone in one.example. two.example.; do
  run 0 zoneward show --worktree "$zone" --format zonefile
  cp "$work/stdout" "$work/before"
  run 0 zoneward --config again.yaml show --worktree "$zone" --format zonefile
  cmp -s "$work/stdout" "$work/before" || fault "$zone differs"
done

it 'finds the zone of a file that changed, and of one that it includes'
sed 's/192.0.2.80/192.0.2.81/' bind/one.example.zone >"$work/new" && cp "$work/new" bind/one.example.zone
need git commit -qam one
run 0 zoneward plan HEAD~1..HEAD --format json
says '192.0.2.81'
says_not 'two.example.'
echo 'www 60 A 192.0.2.91' >bind/parts/common
need git commit -qam two
run 0 zoneward plan HEAD~1..HEAD --format json
says '192.0.2.91'
says_not '192.0.2.81'
echo '+www.sub.tiny.example:192.0.2.4:300' >>tiny/data
need git commit -qam three
run 0 zoneward plan HEAD~1..HEAD --format json
says '192.0.2.4'
says_not '192.0.2.91'

it 'says what is wrong at its file and line'
echo 'x 60 A 999.1.1.1' >>bind/parts/common
echo '+x.tiny.example:999.1.1.1' >>tiny/data
run 1 zoneward validate --worktree
says 'bind/parts/common:2:1: error'
says 'tiny/data:9:1: error'

it 'reads nothing outside the repository'
# shellcheck disable=SC2016 # a directive
echo '$INCLUDE ../../../secret' >bind/parts/common
echo 'x 60 TXT secret' >"$work/secret"
run 1 zoneward validate --worktree
says 'leaves the repository'
rm bind/parts/common
ln -s "$work/secret" bind/parts/common
run 1 zoneward validate --worktree
says 'symbolic link'
says_not 'TXT'

finish
