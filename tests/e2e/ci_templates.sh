#!/bin/sh
# The jobs of ci-templates/ do on a pull request what they say.
. "$(dirname "$0")/lib.sh"

mkdir "$work/bin"
ln -s "$ZONEWARD" "$work/bin/zoneward"
PATH=$work/bin:$PATH

# The command of a template, as its shell gets it.
command_of() {
  sed -n 's/^ *- \(run: \)\{0,1\}\(zoneward validate .*\)$/\2/p' "$SOURCE_DIR/ci-templates/$1/zoneward-validate.yml"
}

repository "$work/r"
cd "$work/r" || exit 1
need git switch --quiet -c good
address good 192.0.2.3 >>zones/a.example.yaml
commit . 'Good'
need git switch --quiet -c bad main
three_faults >>zones/a.example.yaml
commit . 'Bad'
need git switch --quiet main
address moved 192.0.2.4 >>zones/b.example.yaml
commit . 'The base moves on'

# request BRANCH: what the forges check out for it.
request() {
  rm -rf "$work/github" "$work/whole"
  need git branch --force "merge-$1" main
  need git switch --quiet "merge-$1"
  need git merge --quiet --no-ff --no-edit "$1"
  need git switch --quiet main
  need git clone --quiet --depth 2 --branch "merge-$1" "file://$work/r" "$work/github"
  need git clone --quiet --branch "$1" "file://$work/r" "$work/whole"
  BASE=$(git rev-parse main)
  HEAD=$(git rev-parse "$1")
  CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git merge-base main "$1")
  CI_COMMIT_SHA=$HEAD
  export BASE HEAD CI_MERGE_REQUEST_DIFF_BASE_SHA CI_COMMIT_SHA
}

# job STATUS FORGE DIRECTORY
job() {
  run "$1" sh -c "cd '$3' && $(command_of "$2")"
}

for forge in github gitlab forgejo; do
  it "has one command for $forge"
  is "$(command_of $forge | wc -l)" 1
  case $forge in
  github) checkout=$work/github ;;
  *) checkout=$work/whole ;;
  esac

  it "passes a valid request on $forge, and reads its zone only"
  request good
  job 0 $forge "$checkout"
  says '1 zone,'

  it "fails an invalid request on $forge, with every fault"
  request bad
  job 1 $forge "$checkout"
  says_three_faults
done

finish
