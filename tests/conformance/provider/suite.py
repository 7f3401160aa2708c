'''Holds a provider against its service: the one list of steps, and an apply that is
cut after each of its requests in turn.

  suite.py ZONEWARD PROVIDER steps|cuts [-v]

PROVIDER is a folder of providers/ with suite.json (what the service has) and
fake.py (the service, see tests/fakes/service.py).  suite.json:
  class, options, env      of the provider; "{url}" is where the service listens, "{host}"
                           and "{port}" its parts, "{folder}" the folder that it was given
  types                    record types that the service has
  ttl_min                  shorter TTLs become this one
  root_ns, multi_ptr       what the provider supports
  missing_zone             "create" or "refuse"
  foreign                  records [name, type, ttl, rdata] that are not ours to touch
  pages, many              numbers of records; refused_texts: of steps.TEXTS
Status 0 when all is well, 77 when the service cannot run here.
'''
import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import steps

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
ZONE = 'unit.example.'
OTHER = 'other.example.'
SKIPPED = 77


class Service:
    'the fake of a provider, running'

    def __init__(self, name, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(ROOT, 'providers', name, 'fake.py'), folder],
            stdin=subprocess.PIPE)
        port = os.path.join(folder, 'port')
        while not os.path.exists(port):
            if self.process.poll() is not None:
                sys.exit(self.process.returncode)
            time.sleep(0.02)
        with open(port, encoding='ascii') as file:
            self.port = int(file.read())
        self.url = f'http://127.0.0.1:{self.port}'

    def ask(self, what, data=None):
        body = None if data is None else json.dumps(data).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(f'{self.url}/_fake/{what}', body)) as answer:
            return json.load(answer)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Suite:
    def __init__(self, zoneward, name, verbose):
        self.zoneward = os.path.abspath(zoneward)
        self.verbose = verbose
        self.work = tempfile.mkdtemp()
        with open(os.path.join(ROOT, 'providers', name, 'suite.json'), encoding='utf-8') as file:
            self.spec = json.load(file)
        self.service = Service(name, self.work)
        self.faults = 0
        self.configure()

    def close(self):
        self.service.stop()
        shutil.rmtree(self.work)

    def configure(self):
        options = dict(self.spec['options'])
        for key, value in options.items():
            if isinstance(value, str):
                options[key] = value.replace('{url}', self.service.url).replace(
                    '{host}', '127.0.0.1').replace('{port}', str(self.service.port)).replace(
                    '{folder}', self.work)
        config = {
            'providers': {
                'config': {'class': 'octodns.provider.yaml.YamlProvider', 'directory': './zones',
                           'enforce_order': False},
                'live': {'class': self.spec['class'], **options}},
            'zones': {ZONE: {'sources': ['config'], 'targets': ['live']}}}
        os.mkdir(os.path.join(self.work, 'zones'))
        self.write('octodns.yaml', config)

    def write(self, name, data):
        'JSON is YAML'
        with open(os.path.join(self.work, name), 'w', encoding='utf-8') as file:
            json.dump(data, file, ensure_ascii=False)

    def fault(self, text):
        self.faults += 1
        print(f'NOT SO: {text}')

    def run(self, *words):
        env = {**os.environ, **self.spec.get('env', {}), 'HOME': self.work}
        done = subprocess.run([self.zoneward, '-C', self.work, *words], env=env, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=600)
        for value in self.spec.get('env', {}).values():
            if value in done.stdout:
                self.fault(f'the secret is in the output of {" ".join(words)}')
        if done.returncode not in (0, 1, 3, 4, 5, 10):
            self.fault(f'{" ".join(words)} ended with {done.returncode}:\n{done.stdout}')
        if self.verbose:
            print(done.stdout)
        return done

    def want(self, zone):
        self.write(f'zones/{ZONE}yaml', zone)

    def apply(self):
        return self.run('apply', '--worktree', '--force', '--yes')

    def wanted_lines(self):
        'what the zone file wants, in presentation form, as a set'
        shown = json.loads(self.run('show', '--worktree', ZONE, '--format', 'json').stdout)
        lines = set()
        for record in shown['records']:
            ttl = max(record['ttl'], self.spec.get('ttl_min', 0))
            lines |= {line(record['name'], record['type'], ttl, rdata)
                      for rdata in record['rdata']}
        return lines

    def live_lines(self, zone=ZONE):
        return {line(*record) for record in self.service.ask('state').get(zone, [])
                if record[1] != 'SOA'}

    def start_over(self):
        foreign = self.spec.get('foreign', [])
        zones = {OTHER: [['www.other.example.', 'A', 3600, '192.0.2.200']]}
        if self.spec['missing_zone'] == 'refuse' or foreign:
            zones[ZONE] = foreign
        self.service.ask('state', zones)
        self.service.ask('faults', [])
        self.other = self.live_lines(OTHER)
        self.foreign = self.live_lines() if ZONE in zones else set()

    def compare(self, title):
        'live is what is wanted, and nothing else was touched'
        wanted, live = self.wanted_lines(), self.live_lines()
        # The NS of the zone itself are only ours when they are wanted.
        at_root = {one for one in live | self.foreign if one[:2] == (ZONE, 'NS')}
        wants_root = any(one[:2] == (ZONE, 'NS') for one in wanted)
        allowed = self.foreign - at_root if wants_root else self.foreign | at_root
        needed = self.foreign - at_root
        for one in sorted(wanted - live):
            self.fault(f'{title}: not there: {one}')
        for one in sorted(live - wanted - allowed):
            self.fault(f'{title}: should not be there: {one}')
        for one in sorted(needed - live):
            self.fault(f'{title}: not ours, and gone: {one}')
        if self.live_lines(OTHER) != self.other:
            self.fault(f'{title}: another zone was touched')

    def expect_empty_plan(self, title):
        plan = self.run('plan', '--worktree', '--detailed-exitcode')
        if plan.returncode != 0:
            self.fault(f'{title}: the plan after it is not empty:\n{plan.stdout}')

    def steps(self):
        self.start_over()
        for title, zone in steps.steps(self.spec):
            self.want(zone)
            done = self.apply()
            if done.returncode != 0:
                self.fault(f'{title}: apply ended with {done.returncode}:\n{done.stdout}')
            self.compare(title)
            self.expect_empty_plan(title)
            print(f'{title}: {len(self.service.ask("log"))} requests')
            self.service.ask('log', {})

    def prepare_cut(self):
        self.start_over()
        self.want(steps.before(self.spec))
        if self.apply().returncode != 0:
            self.fault('the zone before the cut cannot be made')
        self.want(steps.after(self.spec))
        self.service.ask('log', {})

    def cuts(self):
        self.prepare_cut()
        done = self.apply()
        count = len(self.service.ask('log'))
        if done.returncode != 0:
            self.fault(f'apply without a cut ended with {done.returncode}:\n{done.stdout}')
        for what in ('cut', 'drop', 'truncate', 'reset'):
            for number in range(1, count + 1):
                self.cut(what, number)
        print(f'{count} requests, each cut in 4 ways')

    def cut(self, what, number):
        'every attempt from that request on fails, then the service is well again'
        title = f'{what} at request {number}'
        self.prepare_cut()
        self.service.ask('faults', [{'at': number, 'do': what}])
        first = self.apply()
        self.service.ask('faults', [])
        if first.returncode == 0:
            self.compare(f'{title}, reported as done')
        done = self.apply()
        if done.returncode != 0:
            self.fault(f'{title}: apply again ended with {done.returncode}:\n{done.stdout}')
        self.compare(title)


def line(name, kind, ttl, rdata):
    'one record, spelled so that two spellings of one value are equal'
    if kind not in ('TXT', 'SPF', 'CAA', 'URI', 'NAPTR', 'OPENPGPKEY'):
        rdata = rdata.lower().replace('"', '')
    if kind in ('TXT', 'SPF'):
        rdata = re.sub(r'(?<!\\)" "', '', rdata)
    return name.lower(), kind, ttl, ' '.join(rdata.split(' '))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('zoneward')
    parser.add_argument('provider')
    parser.add_argument('part', choices=['steps', 'cuts'])
    parser.add_argument('-v', '--verbose', action='store_true')
    options = parser.parse_args()
    suite = Suite(options.zoneward, options.provider, options.verbose)
    try:
        getattr(suite, options.part)()
    finally:
        suite.close()
    return 1 if suite.faults else 0


if __name__ == '__main__':
    sys.exit(main())
