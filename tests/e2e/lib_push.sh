# What a push must meet, whatever way it takes to the server.
# Read after lib.sh.
# shellcheck shell=sh
# shellcheck disable=SC2154 # lib.sh sets work

# server: a bare repository with the hook in it.
server() {
  need git init --quiet --bare "$work/server.git"
  need git -C "$work/server.git" config http.receivepack true
  need cp "$SOURCE_DIR/hooks/pre-receive" "$work/server.git/hooks/pre-receive"
}

# clone URL: a repository with two zones that pushes there.
clone() {
  repository "$work/clone"
  need git -C "$work/clone" remote add origin "$1"
}

push() {
  push_status=$1
  shift
  run "$push_status" git -C "$work/clone" push "$@"
}

in_clone() {
  git -C "$work/clone" "$@"
}

# tip REF: where it stands on the server.
tip() {
  git -C "$work/server.git" rev-parse --quiet --verify "$1" || echo nothing
}

# accepted REF: it stands on the server where it does here.
accepted() {
  is "$(tip "refs/heads/$1")" "$(in_clone rev-parse "$1")"
}

append() {
  cat >>"$work/clone/zones/$1"
}

push_cases() {
  it 'accepts a new branch that is valid'
  push 0 origin main
  says '2 zones valid'
  accepted main

  it 'accepts a valid change, and reads the changed zone only'
  address xyz 192.0.2.3 | append a.example.yaml
  commit "$work/clone" 'A record'
  push 0 origin main
  says '1 zone valid'
  accepted main

  it 'refuses an invalid change, lists every fault, and leaves the branch'
  before=$(tip main)
  three_faults | append b.example.yaml
  commit "$work/clone" 'Three faults'
  push 1 origin main
  says_three_faults
  says 'refs/heads/main refused: 3 errors'
  says 'pre-receive hook declined'
  is "$(tip main)" "$before"

  it 'keeps no object of a refused push'
  holds_not git -C "$work/server.git" cat-file -e "$(in_clone rev-parse main)"

  it 'refuses a new branch that is invalid'
  push 1 origin main:refs/heads/faulty
  says_three_faults
  is "$(tip refs/heads/faulty)" nothing

  it 'refuses a forced push to something invalid'
  push 1 --force origin main
  says_three_faults
  is "$(tip main)" "$before"

  it 'refuses two references of which one is bad, both of them'
  need git -C "$work/clone" branch good main~1
  push 1 origin main good
  says_three_faults
  is "$(tip main)" "$before"
  is "$(tip refs/heads/good)" nothing
  need git -C "$work/clone" reset --quiet --hard main~1

  it 'accepts two good references in one push'
  need git -C "$work/clone" branch better
  push 0 origin good better
  accepted good
  accepted better

  it 'accepts that a branch is deleted'
  push 0 origin :better
  is "$(tip refs/heads/better)" nothing

  it 'accepts tags, with and without a message'
  need git -C "$work/clone" tag light
  need git -C "$work/clone" tag -a -m 'A tag' heavy
  push 0 origin light heavy
  is "$(tip refs/tags/light)" "$(in_clone rev-parse light)"
  is "$(tip refs/tags/heavy)" "$(in_clone rev-parse heavy)"

  it 'accepts a forced push to something valid'
  need git -C "$work/clone" reset --quiet --hard main~1
  address forced 192.0.2.4 | append a.example.yaml
  commit "$work/clone" 'Another history'
  push 0 --force origin main
  says '1 zone valid'
  accepted main

  it 'accepts a merge'
  need git -C "$work/clone" switch --quiet -c side
  address side 192.0.2.5 | append b.example.yaml
  commit "$work/clone" 'On the side'
  need git -C "$work/clone" switch --quiet main
  address zz 192.0.2.6 | append a.example.yaml
  commit "$work/clone" 'On main'
  need git -C "$work/clone" merge --quiet --no-edit side
  push 0 origin main
  says '2 zones valid'
  accepted main

  it 'refuses a merge of two valid branches that is invalid itself'
  mkdir "$work/clone/shared"
  printf 'type: A\nvalue: 192.0.2.7\n' >"$work/clone/shared/host.yaml"
  commit "$work/clone" 'Something to include'
  push 0 origin main
  before=$(tip main)
  need git -C "$work/clone" switch --quiet -c includes
  echo 'host: !include ../shared/host.yaml' | append a.example.yaml
  commit "$work/clone" 'Include it'
  push 0 origin includes
  need git -C "$work/clone" switch --quiet main
  need git -C "$work/clone" rm --quiet shared/host.yaml
  commit "$work/clone" 'Nobody includes it'
  need git -C "$work/clone" merge --quiet --no-edit includes
  push 1 origin main
  says 'host.yaml'
  is "$(tip main)" "$before"
}
