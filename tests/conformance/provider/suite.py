'''Holds a provider against its service: the one list of steps, and an apply that is
cut after each of its requests in turn.

  suite.py ZONEWARD PROVIDER steps|cuts [-v]

PROVIDER is a folder of providers/ with suite.json (what the service has) and
fake.py (the service, see tests/fakes/service.py).  suite.json:
  class, options, env      of the provider; "{url}" is where the service listens, "{host}"
                           and "{port}" its parts, "{folder}" the folder that it was given
  public                   what of env is no secret; the rest has MARK in it
  types                    record types that the service has
  ttl_min                  shorter TTLs become this one
  root_ns, multi_ptr       what the provider supports
  missing_zone             "create" or "refuse"
  foreign                  records [name, type, ttl, rdata] that are not ours to touch
  pages, many              numbers of records; refused_texts: of steps.TEXTS
  fake_env                 environment of the fake
  stored_unserved          no plan can see whether what is stored is served: after a kill it
                           is with the next change
  notes                    reasons, for who reads it

steps applies one zone after the other, and asks each time whether the service has
what was wanted, and whether a new plan is empty.  cuts counts the requests of an
apply, and lets each of them fail in each of WAYS; then it applies again.
Status 0 when all is well, 77 when the service cannot run here.
'''
import argparse
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.request

import steps

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
ZONE = 'unit.example.'
OTHER = 'other.example.'
# What happens to a request; see tests/fakes/service.py.  While one is held, we are killed.
WAYS = ('cut', 'drop', 'truncate', 'reset', 'hold')
# Most of the time is spent in waiting for the next try.
AT_ONCE = 4
# What every secret of a test has in it.
MARK = 'must-not-be-seen'
APPLY = ('apply', '--worktree', '--force', '--yes')


class Service:
    'the fake of a provider, running'

    def __init__(self, name, folder, env):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(ROOT, 'providers', name, 'fake.py'), folder],
            stdin=subprocess.PIPE, env={**os.environ, **env})
        port = os.path.join(folder, 'port')
        while not os.path.exists(port):
            if self.process.poll() is not None:
                shutil.rmtree(folder)
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
        self.service = Service(name, self.work, self.spec.get('fake_env', {}))
        self.faults = 0
        self.shown = {}
        # A fake may have secrets to give.
        self.given = self.secret_files()
        for name, value in self.spec.get('env', {}).items():
            if MARK not in value and name not in self.spec.get('public', []):
                self.fault(f'{name} of suite.json has no "{MARK}" in it')
        self.configure()

    def secret_files(self):
        found = set()
        for folder, _, names in os.walk(self.work):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    if MARK.encode() in file.read():
                        found.add(os.path.join(folder, name))
        return found

    def close(self):
        self.service.stop()
        for path in sorted(self.secret_files() - self.given):
            self.fault(f'a secret is left in {path}')
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

    def start(self, *words):
        env = {**os.environ, **self.spec.get('env', {}), 'HOME': self.work}
        return subprocess.Popen([self.zoneward, '-C', self.work, *words], env=env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def finish(self, process):
        'return the status of the program and what it said'
        words = ' '.join(process.args[3:])
        text = process.communicate(timeout=600)[0]
        if MARK in text:
            self.fault(f'a secret is in the output of {words}')
        if process.returncode not in (0, 1, 3, 4, 5, 10, -signal.SIGKILL):
            self.fault(f'{words} ended with {process.returncode}:\n{text}')
        if self.verbose:
            print(text)
        return process.returncode, text

    def run(self, *words):
        return self.finish(self.start(*words))

    def want(self, zone):
        self.wanted = zone
        self.write(f'zones/{ZONE}yaml', zone)

    def apply(self):
        return self.run(*APPLY)

    def wanted_lines(self):
        'what the zone file wants, in presentation form, as a set'
        key = json.dumps(self.wanted)
        if key not in self.shown:
            shown = json.loads(self.run('show', '--worktree', ZONE, '--format', 'json')[1])
            self.shown[key] = {
                line(record['name'], record['type'],
                     max(record['ttl'], self.spec.get('ttl_min', 0)), rdata)
                for record in shown['records'] for rdata in record['rdata']}
        return self.shown[key]

    def live_lines(self, zone=ZONE):
        return {line(*record) for record in self.service.ask('state').get(zone, [])
                if record[1] != 'SOA'}

    def start_over(self, missing):
        'a service that has what is not ours, and the zone unless it is to be missing'
        zones = {OTHER: [['www.other.example.', 'A', 3600, '192.0.2.200']]}
        if not missing:
            zones[ZONE] = self.spec.get('foreign', [])
        self.service.ask('faults', [])
        self.service.ask('state', zones)
        self.service.ask('log', {})
        self.other = self.live_lines(OTHER)
        self.foreign = self.live_lines()

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
        status, text = self.run('plan', '--worktree', '--detailed-exitcode')
        if status != 0:
            self.fault(f'{title}: the plan after it is not empty:\n{text}')

    def step(self, title, zone):
        self.want(zone)
        status, text = self.apply()
        if status != 0:
            self.fault(f'{title}: apply ended with {status}:\n{text}')
        self.compare(title)
        self.expect_empty_plan(title)
        print(f'{title}: {len(self.service.ask("log"))} requests')
        self.service.ask('log', {})

    def steps(self):
        if self.spec['missing_zone'] == 'create':
            self.start_over(missing=True)
            self.step('create the zone', steps.after(self.spec))
        self.start_over(missing=False)
        for title, zone in steps.steps(self.spec):
            self.step(title, zone)


class Cuts(Suite):
    'one apply, cut again and again'

    def prepare(self, missing):
        'what the service has before the apply, and what it is to have'
        self.start_over(missing)
        self.before, self.kept = set(), set()
        if not missing:
            self.want(steps.before(self.spec))
            status, text = self.apply()
            if status != 0:
                self.fault(f'the zone before the cut cannot be made:\n{text}')
            self.before = self.wanted_lines()
        self.state = self.service.ask('state')
        self.want(steps.after(self.spec))
        self.kept = self.before & self.wanted_lines()

    def restore(self):
        self.service.ask('faults', [])
        self.service.ask('state', self.state)
        self.service.ask('log', {})
        self.want(steps.after(self.spec))

    def count(self):
        'the number of requests of the apply'
        self.restore()
        status, text = self.apply()
        if status != 0:
            self.fault(f'apply without a cut ended with {status}:\n{text}')
        self.compare('apply without a cut')
        return len(self.service.ask('log'))

    def interrupt(self):
        'apply, and be killed while a request is held'
        process = self.start(*APPLY)
        while process.poll() is None and not self.service.ask('held'):
            time.sleep(0.01)
        process.kill()
        return self.finish(process)

    def compare_between(self, title):
        'nothing is there that nobody wanted, and what stays was there all the time'
        live = self.live_lines()
        for one in sorted((self.kept | self.foreign) - live):
            self.fault(f'{title}: not to be changed, and gone: {one}')
        for one in sorted(live - self.before - self.wanted_lines() - self.foreign):
            self.fault(f'{title}: nobody wanted: {one}')

    def cut(self, what, number):
        title = f'{what} at request {number}'
        self.restore()
        self.service.ask('faults', [{'at': number, 'do': what}])
        status, text = self.interrupt() if what == 'hold' else self.apply()
        if self.service.ask('log')[number - 1:] == []:
            self.fault(f'{title}: there was no such request')
        self.service.ask('faults', [])
        self.compare_between(title)
        if status == 0:
            self.compare(f'{title}, reported as done')
        if what == 'hold' and self.spec.get('stored_unserved'):
            self.want(steps.one_more(self.spec))
        status, text = self.apply()
        if status != 0:
            self.fault(f'{title}: apply again ended with {status}:\n{text}')
        self.compare(title)


def run_steps(options):
    suite = Suite(options.zoneward, options.provider, options.verbose)
    try:
        suite.steps()
    finally:
        suite.close()
    return suite.faults


def cut_all(suites, missing):
    'share the cuts among the suites'
    jobs = queue.SimpleQueue()

    def work(suite):
        while not jobs.empty():
            try:
                suite.cut(*jobs.get_nowait())
            except queue.Empty:
                return
            except Exception:  # a thread's own is seen by nobody
                suite.fault(traceback.format_exc())

    for suite in suites:
        suite.prepare(missing)
    count = suites[0].count()
    for what in WAYS:
        for number in range(1, count + 1):
            jobs.put((what, number))
    workers = [threading.Thread(target=work, args=(suite,)) for suite in suites]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    where = 'a zone that is missing' if missing else 'a zone that is there'
    print(f'{where}: {count} requests, each cut in {len(WAYS)} ways')


def run_cuts(options):
    suites = []
    try:
        for _ in range(AT_ONCE):
            suites.append(Cuts(options.zoneward, options.provider, options.verbose))
        cut_all(suites, missing=False)
        if suites[0].spec['missing_zone'] == 'create':
            cut_all(suites, missing=True)
    finally:
        for suite in suites:
            suite.close()
    return sum(suite.faults for suite in suites)


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
    faults = {'steps': run_steps, 'cuts': run_cuts}[options.part](options)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
