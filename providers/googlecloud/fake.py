'''Google Cloud DNS as its documents and clients describe it; see tests/fakes/service.py.

It writes FOLDER/credentials.json, a service account whose tokens it gives itself
for assertions that openssl verifies.  POST /_fake/state takes records
[name, type, ttl, rdata]; zones whose name begins with "private." are private.
POST /_fake/settings changes: page (rrsets in a page), expires_in (of tokens), pending (how
often a change is asked for until it is done), withdraw (tokens given so far),
busy (so many requests are above the quota), late (how often a new zone is not
found), policies ([[zone, name, type], …] get a routing policy), twin (a zone that
is there as a private one too), forbidden (a zone).
'''
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), 'tests', 'fakes'))
sys.path.insert(0, HERE)

from fake_tokens import Tokens  # noqa: E402
from fake_zones import Fault, ManagedZone, error  # noqa: E402
from service import Answer, Service, main  # noqa: E402

PROJECT = 'a-project-1'
DEFAULTS = {'page': 1000, 'pending': 1, 'busy': 0, 'late': 1, 'policies': [], 'twin': None,
            'forbidden': None, 'expires_in': 3599}


class GoogleCloud(Service):
    def __init__(self):
        super().__init__()
        self.settings = dict(DEFAULTS)
        self.zones = {}
        self.serial = 1000
        self.tokens = None

    def begin(self, folder, port):
        'called before anybody can ask'
        self.tokens = Tokens(folder, f'http://127.0.0.1:{port}', PROJECT)

    # The state.

    def dump(self):
        return {zone.dns_name: zone.dump() for zone in self.zones.values()}

    def load(self, zones):
        self.zones = {}
        for name, records in zones.items():
            zone = self.add({'name': 'z-' + name.strip('.').replace('.', '-'), 'dnsName': name,
                             'description': '',
                             'visibility': 'private' if name.startswith('private.') else 'public'})
            zone.late = 0
            zone.load(records)

    def control(self, request):
        if (request.method, request.path) != ('POST', '/_fake/settings'):
            return super().control(request)
        settings = json.loads(request.body)
        self.settings = {**DEFAULTS, **settings}
        self.tokens.expires_in = self.settings['expires_in']
        if settings.get('withdraw'):
            self.tokens.given.clear()
        for name, owner, kind in self.settings['policies']:
            self.named(name).give_policy(owner, kind)
        if self.settings['twin']:
            self.add({'name': 'twin', 'dnsName': self.settings['twin'], 'description': '',
                      'visibility': 'private'}).late = 0
        return Answer(200, {})

    def named(self, name):
        return next(zone for zone in self.zones.values() if zone.dns_name == name)

    def add(self, data):
        self.serial += 1
        zone = ManagedZone(self.serial, data)
        if zone.name in self.zones:
            raise Fault(409, 'alreadyExists',
                        f"The resource 'entity.managedZone' named '{zone.name}' already exists")
        self.zones[zone.name] = zone
        return zone

    # Requests.

    def limited(self):
        return error(403, 'rateLimitExceeded', "Quota exceeded for quota metric 'Queries'")

    def handle(self, request):
        answer = self.tokens.handle(request)
        if answer is not None:
            return answer
        if self.settings['busy'] > 0:
            self.settings['busy'] -= 1
            return self.limited()
        words = request.path.strip('/').split('/')
        try:
            self.check(request, words)
            return Answer(200, self.route(request, words[4:]))
        except Fault as fault:
            return error(fault.status, fault.reason, fault.message)

    def check(self, request, words):
        if not self.tokens.accepts(request.headers.get('Authorization')):
            raise Fault(401, 'authError', 'Request had invalid authentication credentials.')
        if words[:3] != ['dns', 'v1', 'projects'] or len(words) < 4:
            raise Fault(404, 'notFound', 'Not Found')
        if words[3] != PROJECT:
            raise Fault(403, 'forbidden', 'Forbidden')

    def route(self, request, words):
        if words == ['managedZones']:
            if request.method == 'GET':
                return self.list_zones(request)
            if request.method == 'POST':
                return self.create(self.body(request))
        zone = self.find(words)
        calls = {('GET', 2, 'rrsets'): lambda: self.list_rrsets(request, zone),
                 ('GET', 2, 'changes'): lambda: {'kind': 'dns#changesListResponse',
                                                 'changes': zone.changes},
                 ('POST', 2, 'changes'): lambda: zone.change(self.body(request),
                                                             self.settings['pending']),
                 ('GET', 3, 'changes'): lambda: zone.get_change(words[3]),
                 ('GET', 1, ''): lambda: zone.data,
                 ('DELETE', 1, ''): lambda: self.remove(zone)}
        key = (request.method, len(words) - 1, words[2] if len(words) > 2 else '')
        if key not in calls:
            raise Fault(404, 'notFound', 'Not Found')
        return calls[key]()

    def body(self, request):
        try:
            data = json.loads(request.body)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise Fault(400, 'parseError', 'Parse Error')
        return data

    def find(self, words):
        if words[:1] != ['managedZones'] or len(words) < 2:
            raise Fault(404, 'notFound', 'Not Found')
        for zone in self.zones.values():
            if words[1] in (zone.name, zone.id):
                break
        else:
            raise Fault(404, 'notFound', "The 'parameters.managedZone' resource named "
                        f"'{words[1]}' does not exist.")
        if zone.dns_name == self.settings['forbidden']:
            raise Fault(403, 'forbidden', 'Forbidden')
        if zone.late > 0:
            zone.late -= 1
            raise Fault(404, 'notFound', "The 'parameters.managedZone' resource named "
                        f"'{words[1]}' does not exist.")
        return zone

    def page(self, request, items, size):
        query = request.query
        if int(query.get('maxResults', ['1'])[0]) > 1000:
            raise Fault(400, 'invalid', "Invalid value for 'parameters.maxResults'")
        size = min(size, int(query.get('maxResults', [size])[0]))
        start = int(query.get('pageToken', ['0-'])[0].split('-')[0])
        rest = {'nextPageToken': f'{start + size}-a+/='} if start + size < len(items) else {}
        return items[start:start + size], rest

    def list_zones(self, request):
        wanted = request.query.get('dnsName', [None])[0]
        zones = [zone.data for zone in self.zones.values() if wanted in (None, zone.dns_name)]
        zones, rest = self.page(request, zones, 100)
        return {'kind': 'dns#managedZonesListResponse', 'managedZones': zones, **rest}

    def list_rrsets(self, request, zone):
        query = request.query
        if 'type' in query and 'name' not in query:
            raise Fault(400, 'required', "Required field 'parameters.name' not specified")
        rrsets = [rrset for rrset in zone.rrsets.values()
                  if query.get('name', [rrset['name']])[0] == rrset['name']
                  and query.get('type', [rrset['type']])[0] == rrset['type']]
        rrsets, rest = self.page(request, rrsets, self.settings['page'])
        return {'kind': 'dns#resourceRecordSetsListResponse', 'rrsets': rrsets, **rest}

    def create(self, data):
        zone = self.add(data)
        zone.late = self.settings['late']
        return zone.data

    def remove(self, zone):
        if len(zone.rrsets) > 2:
            raise Fault(400, 'containerNotEmpty', "The resource named "
                        f"'{zone.name}' cannot be deleted because it contains one or more "
                        "'resource records'.")
        del self.zones[zone.name]
        return {}


if __name__ == '__main__':
    main(GoogleCloud)
