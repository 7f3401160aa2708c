#!/usr/bin/env python3
"""Measure how fast zones are read from services on the network, and print a Markdown table.

Each service is its fake, which answers every request after the latency that is
given.  The zones hold what the configuration wants, so that a plan reads all of them
and finds nothing.  The ideal is what the requests take when they are all sent as soon
as the limit lets them: so many at once, or so many in a second.

With --new N zones are written instead, one unless --zones says more: so many records
are new in each, the requests of an apply are counted, and it is measured.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
AT_ONCE = 16
# Requests in a second that the client allows itself, and how many it may send at first.
RATES = {'route53': (10.0, 10)}
CONFIG = """\
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones}
  live: %s
zones:
%s"""


def records(zone, count):
    """Names, types and data of a zone: mostly addresses, as zones are."""
    for number in range(count):
        host = f'host-{number:05}'
        turn = number % 10
        if turn < 5:
            yield host, 'A', f'192.0.2.{number % 250 + 1}', f'192.0.2.{number % 250 + 1}'
        elif turn < 7:
            yield host, 'AAAA', f'2001:db8::{number + 1:x}', f'2001:db8::{number + 1:x}'
        elif turn < 9:
            yield host, 'CNAME', f'host-{number - turn:05}.{zone}', f'host-{number - turn:05}.{zone}'
        else:
            yield host, 'TXT', f'check-{number:040x}', f'"check-{number:040x}"'


def zone_file(rows):
    return ''.join(f'{host}:\n  type: {kind}\n  value: {value}\n' for host, kind, value, _ in rows)


def estate(folder, suite, url, zones, count, new):
    """Write configuration and zone files; return what the fake is to serve: not what is new."""
    options = {'class': suite['class']}
    for key, value in suite['options'].items():
        if isinstance(value, str):
            value = value.replace('{url}', url).replace('{host}', '127.0.0.1')
            value = int(url.rsplit(':', 1)[1]) if value == '{port}' else value
        options[key] = value
    names = [f'zone-{number:05}.example.' for number in range(zones)]
    lines = ''.join(f"  '{zone}': {{sources: [config], targets: [live]}}\n" for zone in names)
    (folder / 'octodns.yaml').write_text(CONFIG % (json.dumps(options), lines))
    (folder / 'zones').mkdir()
    state = {}
    for zone in names:
        rows = list(records(zone, count))
        state[zone] = [[f'{host}.{zone}', kind, 3600, data] for host, kind, _, data in rows]
        rows += [(f'new-{number:05}', 'A', '192.0.2.1', None) for number in range(new)]
        (folder / 'zones' / f'{zone}yaml').write_text(zone_file(rows))
    return state


def ask(url, data=None):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, None if data is None else json.dumps(data).encode()) as answer:
        return json.load(answer)


def started(name, folder, latency):
    fake = subprocess.Popen([sys.executable, ROOT / 'providers' / name / 'fake.py', folder,
                             '--latency', str(latency)])
    while not (folder / 'port').exists():
        time.sleep(0.02)
    return fake, f"http://127.0.0.1:{(folder / 'port').read_text().strip()}"


def timed(command, folder, environment, wanted):
    """Run it, which must print ${wanted}; return seconds on the clock and seconds of CPU."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment},
                          capture_output=True, text=True, check=False)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode != 0 or wanted not in done.stdout + done.stderr:
        sys.exit(f'{command}: status {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}')
    return wall, cpu


def ideal(name, calls, latency, at_once):
    if name in RATES:
        rate, first = RATES[name]
        return max(0.0, (calls - first) / rate) + latency / 1000, f'{rate:.0f} a second'
    return calls * latency / 1000 / at_once, f'{at_once} at once'


def run(name, options, arguments, wanted):
    """Start the fake and run zoneward; return its times, the requests and the load."""
    suite = json.loads((ROOT / 'providers' / name / 'suite.json').read_text())
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        fake, url = started(name, folder, options.latency)
        try:
            ask(f'{url}/_fake/state',
                estate(folder, suite, url, options.zones, options.records, options.new))
            ask(f'{url}/_fake/log', {})
            command = [options.zoneward, *arguments]
            command += ['-j', str(options.jobs)] if options.jobs else []
            wall, cpu = timed(command, folder, suite.get('env', {}), wanted)
            asked = ask(f'{url}/_fake/log')
            load = ask(f'{url}/_fake/load')
        finally:
            fake.terminate()
            fake.wait()
    return wall, cpu, asked, load


def count_writes(name, options):
    wall, cpu, asked, load = run(name, options, ['apply', '--worktree', '--yes', '--force'],
                                 f'{options.new * options.zones} done')
    gets = sum(1 for method, _, _ in asked if method == 'GET')
    print(f'| {name} | {options.zones:,} × {options.records} | {options.new:,} | {len(asked):,} '
          f'| {gets:,} | {len(asked) - gets:,} | {wall:.2f} | {cpu:.2f} | {load["at_once"]} |',
          flush=True)


def measure(name, options):
    wall, cpu, asked, load = run(name, options, ['plan', '--worktree'], 'No changes.')
    calls = len(asked)
    best, limit = ideal(name, calls, options.latency, options.jobs or AT_ONCE)
    times = f'{wall / best:.2f}' if best else '–'
    # What asks for state, log and load are connections of our own.
    print(f"| {name} | {options.zones:,} × {options.records} | {calls:,} | {limit} | {best:.2f} "
          f"| {wall:.2f} | {times} | {cpu:.2f} | {load['connections'] - 4} "
          f"| {load['at_once']} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('zoneward', type=os.path.abspath)
    parser.add_argument('services', nargs='+')
    parser.add_argument('--zones', type=int, help='1000, or 1 that is written')
    parser.add_argument('--records', type=int, default=100)
    parser.add_argument('--latency', type=float, default=50, help='milliseconds')
    parser.add_argument('--jobs', type=int, help='given to zoneward as -j')
    parser.add_argument('--new', type=int, default=0, help='write so many records of each zone')
    options = parser.parse_args()
    options.zones = options.zones or (1 if options.new else 1000)
    if options.new:
        print('| service | zones × records | new in each | requests | GET | others | time, s '
              '| CPU, s | at once |')
        print('| --- | --: | --: | --: | --: | --: | --: | --: | --: |')
        for name in options.services:
            count_writes(name, options)
        return
    print('| service | zones × records | requests | limit | ideal, s | time, s | times the ideal '
          '| CPU, s | connections | at once |')
    print('| --- | --: | --: | --- | --: | --: | --: | --: | --: | --: |')
    for name in options.services:
        measure(name, options)


if __name__ == '__main__':
    main()
