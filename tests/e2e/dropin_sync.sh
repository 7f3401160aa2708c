#!/bin/sh
# octodns-sync: what it logs, writes and ends with, as octoDNS does.
. "$(dirname "$0")/lib_dropin.sh"

mkdir "$work/r"
cd "$work/r" || exit 1
dropin_estate

it 'shows the plan and writes nothing'
remember "$work/r"
run 0 octodns-sync --config-file octodns.yaml
silent
logs 'Manager __init__: config_file=octodns.yaml, (octoDNS 1.22.0)'
logs 'Manager __init__: provider=config (octodns.provider.yaml zoneward-'
logs "Manager sync: eligible_zones=[], eligible_targets=[], dry_run=True, force=False, plan_output_fh=<stdout>, checksum=None"
logs 'Manager sync:   zone=home.example.'
logs "Manager _get_sources:     sources=['config']"
logs "Manager sync:     processors=[]"
logs "Manager sync:     targets=['live']"
logs 'YamlProvider[config] populate:   found 2 records, exists=True'
logs 'YamlProvider[live] plan: desired=home.example.'
logs 'YamlProvider[live] populate:   found 1 records, exists=True'
logs 'YamlProvider[live] plan:   Creates=1, Updates=0, Deletes=0, Existing=1, Meta=False'
unchanged

it 'prints the plan as octoDNS does, empty lines around it'
sed -n '/ Plan $/,$p' "$work/stderr" | sed '1s/^.*INFO  Plan $/Plan/' >"$work/block"
cat >"$work/wanted" <<'EOF'
Plan
********************************************************************************
* home.example.
********************************************************************************
* live (YamlProvider)
*   Create <ARecord A 3600, demo.home.example., ['192.0.2.7']> (config)
*   Summary: Creates=1, Updates=0, Deletes=0, Existing=1, Meta=False
********************************************************************************


EOF
holds cmp "$work/block" "$work/wanted"

it 'writes with --doit, and counts the changes'
run 0 octodns-sync --config-file octodns.yaml --doit
logs 'YamlProvider[live] apply: making 1 changes to home.example.'
logs 'Manager sync:   1 total changes'
is "$(sed 1d live/home.example.yaml)" "$(cat configs/home.example.yaml)"
run 0 octodns-sync --config-file octodns.yaml --doit
logs 'YamlProvider[live] plan:   No changes'
logs 'No changes were planned'
logs 'Manager sync:   0 total changes'

it 'says which zone the configuration does not name'
run 1 octodns-sync --config-file octodns.yaml nosuch.example.
logs 'Unknown zone name nosuch.example.'
run 1 octodns-sync --config-file nosuch.yaml
logs 'nosuch.yaml'

it 'limits itself to zones, sources and targets'
sed -i 's/192.0.2.7/192.0.2.8/' configs/home.example.yaml
run 0 octodns-sync --config-file octodns.yaml --quiet home.example. --target live --source=config
logs '*   Update'
run 0 octodns-sync --config-file octodns.yaml --target nosuch
logs '--target nosuch: there is no such provider'
logs 'No changes were planned'
run 0 octodns-sync --config-file octodns.yaml --source live --doit
logs 'No changes were planned'

it 'writes nothing for a target or a zone that is never written'
cp octodns.yaml usual.yaml
sed -i 's,directory: ./live,&\n    apply_disabled: true,' octodns.yaml
remember "$work/r/live"
run 0 octodns-sync --config-file octodns.yaml --doit
logs 'YamlProvider[live] apply: disabled'
logs 'Manager sync:   0 total changes'
unchanged
sed 's,targets: .*,&\n    always-dry-run: true,' usual.yaml >octodns.yaml
run 0 octodns-sync --config-file octodns.yaml --doit
logs 'Manager sync: zone=home.example. skipping always-dry-run'
logs 'Manager sync:   0 total changes'
unchanged

it 'leaves alone what nothing is said of'
sed 's/sources: .*/sources: []/' usual.yaml >octodns.yaml
run 0 octodns-sync --config-file octodns.yaml --doit
logs 'sync:   no eligible sources, skipping'
logs 'No changes were planned'
unchanged
cp usual.yaml octodns.yaml

it 'refuses an unsafe plan also when it would only show it, and after it is shown'
for i in 0 1 2 3 4 5 6 7 8 9; do address "n$i" "192.0.2.1$i"; done >live/home.example.yaml
remember "$work/r/live"
run 1 octodns-sync --config-file octodns.yaml
logs 'Summary: Creates=2, Updates=0, Deletes=10, Existing=10'
logs 'octodns-sync: error: [home.example.] Too many deletes, 100.00% is over 30.00% (10/10), force required'
run 1 octodns-sync --config-file octodns.yaml --doit
unchanged
run 0 octodns-sync --config-file octodns.yaml --force
unchanged
run 0 octodns-sync --config-file octodns.yaml --force --doit
logs '12 total changes'

it 'stops at faults of a zone, all of them told'
cp configs/home.example.yaml "$work/good"
three_faults >>configs/home.example.yaml
run 1 octodns-sync --config-file octodns.yaml --doit
says_three_faults
logs 'configs/home.example.yaml:'
logs_not 'total changes'
cp "$work/good" configs/home.example.yaml

it 'wants the checksum of the plan where the configuration asks for one'
printf 'manager:\n  enable_checksum: true\n' >>octodns.yaml
sed -i 's/192.0.2.8/192.0.2.9/' configs/home.example.yaml
run 0 octodns-sync --config-file octodns.yaml --quiet
sum=$(sed -n 's/.* Checksum checksum=//p' "$work/stderr")
# As octoDNS 1.22 computes it.
is "$sum" "$(printf '%s' '[{"changes": [{"type": "update", "existing": {"ttl": 3600, "value": "192.0.2.8"}, "name": "demo", "new": {"ttl": 3600, "value": "192.0.2.9"}, "record_type": "A"}], "meta": null}]' | sha256sum | cut -d ' ' -f 1)"
remember "$work/r/live"
run 1 octodns-sync --config-file octodns.yaml --doit
logs "checksum=None does not match computed=$sum"
run 1 octodns-sync --config-file octodns.yaml --doit --checksum abc
logs "checksum=abc does not match computed=$sum"
unchanged
run 0 octodns-sync --config-file octodns.yaml --checksum "$sum"
logs '1 total changes'
run 0 octodns-sync --config-file octodns.yaml --doit
logs '0 total changes'

it 'compares a checksum that is given also where the configuration does not ask'
cp usual.yaml octodns.yaml
sed -i 's/192.0.2.9/192.0.2.8/' configs/home.example.yaml
remember "$work/r/live"
run 1 octodns-sync --config-file octodns.yaml --doit --checksum "$sum"
logs 'does not match computed='
unchanged

it 'prints what manager.plan_outputs has, to files and to standard output'
cat >>octodns.yaml <<'EOF'
manager:
  plan_outputs:
    log:
      class: octodns.provider.plan.PlanLogger
      level: debug
    page:
      class: octodns.provider.plan.PlanHtml
      output_filename: env/ZW_PAGE
    data:
      class: octodns.provider.plan.PlanJson
      indent: 2
      sort_keys: false
      output_filename: plan.json
    text:
      class: octodns.provider.plan.PlanMarkdown
EOF
ZW_PAGE=plan.html run 0 octodns-sync --config-file octodns.yaml
logs_not '*   Update'
logs 'Manager __init__: plan_output=page (octodns.provider.plan zoneward-'
is "$(head -n 1 "$work/stdout")" '## home.example.'
is "$(head -n 1 plan.html)" '<h2>home.example.</h2>'
cat >"$work/wanted" <<'EOF'
{
  "live": {
    "home.example.": {
      "changes": [
        {
          "type": "update",
          "existing": {
            "ttl": 3600,
            "value": "192.0.2.9"
          },
          "name": "demo",
          "new": {
            "ttl": 3600,
            "value": "192.0.2.8"
          },
          "record_type": "A"
        }
      ],
      "meta": null
    }
  }
}
EOF
holds cmp plan.json "$work/wanted"
ZW_PAGE=plan.html run 0 octodns-sync --config-file octodns.yaml --debug
logs '*   Update'
run 1 env -u ZW_PAGE octodns-sync --config-file octodns.yaml --doit
logs '"output_filename": its variable of the environment is not set'
logs_not 'total changes'
sed -i 's/octodns.provider.plan.PlanMarkdown/my_own.Output/' octodns.yaml
ZW_PAGE=plan.html run 1 octodns-sync --config-file octodns.yaml --doit
logs 'this plan output is not built in'
logs_not 'total changes'
cp usual.yaml octodns.yaml

it 'takes paths from where it is run, wherever the configuration is'
mkdir -p ../etc/dns ../elsewhere
cp octodns.yaml ../etc/dns/production.yaml
run 0 octodns-sync --config-file ../etc/dns/production.yaml
logs '*   Update'
run 0 octodns-sync --config-file "$work/etc/dns/production.yaml" --doit
logs '1 total changes'
cd ../elsewhere || exit 1
run 1 octodns-sync --config-file ../r/octodns.yaml
logs 'no YAMLs found for home.example.'
sed -e "s,./configs,../r/configs," -e "s,./live,$work/r/live," ../r/octodns.yaml >octodns.yaml
run 0 octodns-sync --config-file ./octodns.yaml
logs 'populate:   found 2 records, exists=True'
logs 'No changes were planned'

it 'follows links, and includes from other folders and from home'
ln -s ../r/configs linked
printf -- '---\ntype: A\nvalue: 192.0.2.99\n' >"$HOME/record.yaml"
printf -- '---\ntype: A\nvalue: 192.0.2.98\n' >../etc/record.yaml
printf 'a-home: !include ~/record.yaml\na-other: !include ../../etc/record.yaml\n' >../r/configs/home.example.yaml
sed -i 's,../r/configs,./linked,' octodns.yaml
run 0 octodns-sync --config-file octodns.yaml
logs "a-home.home.example., ['192.0.2.99']"
logs "a-other.home.example., ['192.0.2.98']"

finish
