#!/usr/bin/env python3
"""
Sends the records of every valid case of the corpus through other forms and back.

  roundtrip.py ZONEWARD WIRE_CHECK CORPUS WORK

Every value, in presentation form, goes through libldns (WIRE_CHECK); and every zone
is written as a zone file, read by ZoneFileSource, and compared with what it was.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# what no zone file can say: octoDNS's own types, and the one that servers refuse
NOT_IN_ZONE_FILES = {'ALIAS', 'URLFWD', 'SPF'}
LIST = Path(__file__).parent.parent / 'conformance' / 'not_on_the_wire'
NOT_ON_THE_WIRE = {tuple(x.split('\t')) for x in LIST.read_text().splitlines() if x[0] != '#'}


def run(*args):
    r = subprocess.run(args, capture_output=True, text=True, timeout=120)
    if r.returncode < 0 or 'Sanitizer' in r.stderr or 'runtime error' in r.stderr:
        sys.exit(f'{args}: {r.stderr}')
    return r


def zones_of(case):
    """Zone names by the files of a case: those without one tell nothing here."""
    return sorted({f.name[:-4] for f in (case / 'zones').glob('*.yaml')})


def show(zoneward, case, zone):
    """The zone as data and as a zone file, or None when it is not valid."""
    args = [zoneward, '-C', str(case), 'show', '--worktree', zone, '--format']
    r = run(*args, 'json')
    if r.returncode != 0:
        return None
    return json.loads(r.stdout), run(*args, 'zonefile').stdout


def wire(check, shown):
    found = {(r['type'], d) for z, _ in shown for r in z['records'] for d in r['rdata']}
    lines = ['\t'.join(x) for x in sorted(found - NOT_ON_THE_WIRE)]
    gone = NOT_ON_THE_WIRE - found
    if gone:
        print(f'not in the corpus any more: {sorted(gone)}')
    r = subprocess.run([check], input='\n'.join(lines) + '\n', capture_output=True, text=True)
    print(r.stdout.strip())
    return r.returncode


def relative(name, zone):
    return name[:-len(zone)].rstrip('.') if name.endswith(zone) else name


def absolute(owner, zone):
    if owner == '@':
        return zone
    return f'{owner[1:] if owner[:2] in (chr(92) + "$", chr(92) + "@") else owner}.{zone}'


def values_of(values):
    """As a set of texts. A semicolon and a blank have two spellings in octoDNS's text, and
    an empty text is not written as octoDNS's data at all."""
    return sorted({json.dumps(v, sort_keys=True).replace('\\\\;', ';').replace('\\\\032', ' ')
                   for v in values if v})


def can_say(record):
    """Can a zone file say it?  A name that begins with a dot is none there."""
    return (record['ttl'] < 2**31 and record['type'] not in NOT_IN_ZONE_FILES and record['values'] and
            not record['name'].startswith('.') and
            all((record['type'], d) not in NOT_ON_THE_WIRE for d in record['rdata']))


def plain(zone):
    """{(name, type): [ttl, values]} of what a zone file can say; equal values are one there."""
    out = {}
    for r in zone['records']:
        if can_say(r):
            out[relative(r['name'], zone['zone']), r['type']] = [
                r['ttl'], values_of(r['values'])]
    return out


def planned(zone):
    out = {}
    for change in zone['targets'][0]['changes']:
        new = change['new']
        values = new['values'] if 'values' in new else [new.get('value')]
        out[relative(change['name'], zone['zone']), change['type']] = [
            new['ttl'], values_of(values)]
    return out


def estate(work, shown):
    """All of them as zone files of one configuration, each under a name of its own."""
    (work / 'bind').mkdir(parents=True)
    config = ['providers:',
              '  bind: {class: octodns_bind.ZoneFileSource, directory: bind, check_origin: false}',
              '  live: {class: octodns.provider.yaml.YamlProvider, directory: live}', 'zones:']
    for i, (zone, text) in enumerate(shown):
        # an owner has no blanks in it
        wanted = {(r['name'], r['type']) for r in zone['records'] if can_say(r)}
        body = [x for x in text.split('\n') if x[:1] not in ('', '$', ';') and
                (absolute(x.split()[0], zone['zone']), x.split('\t')[2]) in wanted]
        (work / 'bind' / f'c{i}.tests.').write_text('\n'.join(body))
        config.append(f'  c{i}.tests.: {{sources: [bind], targets: [live], lenient: true}}')
    (work / 'octodns.yaml').write_text('\n'.join(config) + '\n')


def zone_files(zoneward, work, cases, shown):
    estate(work, shown)
    r = run(zoneward, '-C', str(work), 'plan', '--worktree', '--all', '--force', '--format', 'json')
    if r.returncode not in (0, 3):
        print(r.stderr[:4000])
    got = {z['zone']: planned(z) for z in json.loads(r.stdout)['zones'] if z['targets']}
    wrong = records = 0
    for i, (zone, _) in enumerate(shown):
        want, have = plain(zone), got.get(f'c{i}.tests.', {})
        records += len(want)
        for k in sorted(set(want) | set(have)):
            if want.get(k) != have.get(k):
                wrong += 1
                print(f'{cases[i]}: {k}: {want.get(k)} came back as {have.get(k)}')
    print(f'{len(shown)} zones, {records} records, {wrong} other')
    return wrong > 0


def main():
    zoneward, check, corpus, work = sys.argv[1:]
    jobs = [(case, zone) for area in ('validate', 'plan')
            for case in sorted(Path(corpus, area).iterdir()) if (case / 'zones').is_dir()
            for zone in zones_of(case)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda job: show(zoneward, *job), jobs))
    seen, cases, shown = set(), [], []
    for (case, zone), result in zip(jobs, found):
        if result is not None and result[1] not in seen:
            seen.add(result[1])
            cases.append(f'{os.path.basename(case)} {zone}')
            shown.append(result)
    if not shown:
        sys.exit('no zone could be shown')
    bad = wire(check, shown)
    return zone_files(zoneward, Path(work), cases, shown) or bad


sys.exit(main())
