'''No fake at all: a real PowerDNS server behind a door that counts and cuts.

See tests/fakes/service.py for how it is run and told.  Status 77 when PowerDNS is
not installed.
'''
import http.client
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'fakes'))

from service import Answer, Service, main  # noqa: E402

KEY = 'a-key-that-must-not-be-seen'
API = '/api/v1/servers/localhost/zones'
# Starts the server, says its port, and ends it when we are gone.
RUN = '''
. "$0/pdns.sh"
pdns_available || { echo 0; exit; }
trap pdns_stop EXIT
trap 'exit 1' INT TERM HUP
pdns_start "$1" || exit
echo "$PDNS_API_PORT"
read -r line
'''


class PowerDns(Service):
    def __init__(self):
        super().__init__()
        self.shell = subprocess.Popen(
            ['sh', '-c', RUN, os.path.join(ROOT, 'tests', 'providers', 'powerdns'), KEY],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.port = int(self.shell.stdout.readline() or 0)
        if not self.port:
            print('PowerDNS is not installed, or does not start')
            sys.exit(77)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        connection.request(method, path, body, {'X-API-Key': KEY, **(headers or {})})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data

    def json(self, method, path, body=None):
        return json.loads(self.ask(method, path, body and json.dumps(body))[1] or b'null')

    def handle(self, request):
        path = request.path + ('?' + request.query_text if request.query_text else '')
        headers = {name: value for name, value in request.headers.items()
                   if name.lower() in ('x-api-key', 'content-type')}
        answer, data = self.ask(request.method, path, request.body, headers)
        kept = {name: value for name, value in answer.getheaders()
                if name.lower() in ('content-type', 'location')}
        return Answer(answer.status, data, kept)

    def dump(self):
        zones = {}
        for zone in self.json('GET', API):
            rrsets = self.json('GET', f'{API}/{zone["id"]}')['rrsets']
            zones[zone['name']] = [[rrset['name'], rrset['type'], rrset['ttl'], record['content']]
                                   for rrset in rrsets for record in rrset['records']]
        return zones

    def load(self, zones):
        for zone in self.json('GET', API):
            self.ask('DELETE', f'{API}/{zone["id"]}')
        for name, records in zones.items():
            rrsets = [{'name': owner, 'type': kind, 'ttl': ttl,
                       'records': [{'content': rdata, 'disabled': False}]}
                      for owner, kind, ttl, rdata in records]
            self.json('POST', API, {'name': name, 'kind': 'Native', 'nameservers': [],
                                    'rrsets': rrsets})


if __name__ == '__main__':
    main(PowerDns)
