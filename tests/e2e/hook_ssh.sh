#!/bin/sh
# The hook of a bare repository that is pushed to over ssh, to a server of its own.
. "$(dirname "$0")/lib.sh"
. "$here/lib_push.sh"

PATH=$PATH:/usr/sbin:/sbin
for program in sshd ssh ssh-keygen; do
  command -v $program >/dev/null || skip "$program is not installed (openssh-server, openssh-client)"
done
sshd=$(command -v sshd)

# Root's sshd wants a directory that only its service makes.
if [ "$(id -u)" -eq 0 ] && [ ! -d /run/sshd ]; then
  need mkdir /run/sshd
  at_end 'rmdir /run/sshd 2>/dev/null'
fi

write_sshd_config() {
  cat <<EOF
Port $port
ListenAddress 127.0.0.1
HostKey $work/ssh/host
AuthorizedKeysFile $work/ssh/user.pub
PidFile none
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PermitUserEnvironment no
SetEnv ZONEWARD=$ZONEWARD ASAN_OPTIONS=$ASAN_OPTIONS UBSAN_OPTIONS=$UBSAN_OPTIONS
EOF
}

write_ssh_config() {
  cat <<EOF
Host server
  HostName 127.0.0.1
  Port $port
  User $(id -un)
  IdentityFile $work/ssh/user
  IdentitiesOnly yes
  UserKnownHostsFile $work/ssh/known
  StrictHostKeyChecking accept-new
  BatchMode yes
  ConnectTimeout 10
EOF
}

try_sshd() {
  port=$((10240 + $(od -An -N2 -tu2 /dev/urandom) % 20000))
  write_sshd_config >"$work/ssh/sshd_config"
  write_ssh_config >"$work/ssh/config"
  "$sshd" -D -e -f "$work/ssh/sshd_config" >"$work/ssh/log" 2>&1 &
  sshd_pid=$!
  for _ in $(seq 50); do
    kill -0 "$sshd_pid" 2>/dev/null || return 1
    grep -q 'Server listening' "$work/ssh/log" && return 0
    sleep 0.1
  done
  return 1
}

end_sshd() {
  [ -n "$sshd_pid" ] || return 0
  kill "$sshd_pid" 2>/dev/null
  wait "$sshd_pid" 2>/dev/null
}

mkdir -m 700 "$work/ssh"
need ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host"
need ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/user"
sshd_pid=
at_end end_sshd
try_sshd || try_sshd || try_sshd ||
  skip "sshd does not run as $(id -un): $(tail -n 1 "$work/ssh/log")"
GIT_SSH_COMMAND="ssh -F $work/ssh/config"
export GIT_SSH_COMMAND
# shellcheck disable=SC2086 # a program and its options
$GIT_SSH_COMMAND server : >"$work/ssh/try" 2>&1 ||
  skip "$(id -un) cannot log in to its own sshd: $(tail -n 1 "$work/ssh/log")"

server
clone "server:$work/server.git"
push_cases
finish
