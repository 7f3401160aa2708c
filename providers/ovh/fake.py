'''A fake of OVHcloud's API, as far as records of DNS zones go.

Its clock is a quarter of an hour ahead: who has not asked for the time is refused.
What is written is stored, and served from the refresh on; GET /_fake/state tells
what is served.  The zone forbidden.example is somebody else's.
'''
import copy
import hashlib
import itertools
import json
import os
import pathlib
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'fakes'))
import rdata  # noqa: E402
import service  # noqa: E402

KEY = 'an-application-key-that-must-not-be-seen'
SECRET = 'a-secret-that-must-not-be-seen'
CONSUMER = 'a-consumer-key-that-must-not-be-seen'
CLIENT = 'EU.0123456789abcdef'
CLIENT_SECRET = 'a-client-secret-that-must-not-be-seen'
AHEAD = 900
SLACK = 60
TTL_MIN = 60
NATIVE = {'SPF': 'v=spf1', 'DKIM': '', 'DMARC': 'v=DMARC1'}
TYPES = 'A AAAA CAA CNAME DNAME DS HTTPS LOC MX NAPTR NS PTR RP SRV SSHFP SVCB TLSA TXT'.split()
TEXTS = ['TXT', *NATIVE]


def refuse(status, message, kind='BadRequest'):
    return service.Answer(status, {'class': f'Client::{kind}', 'message': message,
                                   'httpCode': f'{status} {kind}'})


class Fake(service.Service):
    def __init__(self):
        super().__init__()
        self.zones = {}
        self.served = {}
        self.ids = itertools.count(5000000001)
        self.queries = itertools.count(1)
        self.token_ends = 0
        self.tokens = 0

    def handle(self, request):
        answer = self.route(request)
        answer.headers['X-Ovh-Queryid'] = f'EU.ext-{next(self.queries)}.fake'
        return answer

    def route(self, request):
        if request.path == '/auth/oauth2/token':
            return self.give_token(request)
        if not request.path.startswith('/1.0/'):
            return refuse(404, 'Got an invalid (or empty) URL', 'NotFound')
        path = request.path[len('/1.0'):]
        if path == '/auth/time':
            return service.Answer(200, int(time.time()) + AHEAD)
        fault = self.check(request)
        if fault:
            return fault
        parts = [urllib.parse.unquote(part) for part in path.split('/')[1:]]
        if parts == ['domain', 'zone'] and request.method == 'GET':
            return service.Answer(200, sorted(self.zones))
        if parts[:2] != ['domain', 'zone'] or len(parts) < 3:
            return refuse(404, 'Got an invalid (or empty) URL', 'NotFound')
        if parts[2] == 'forbidden.example':
            return refuse(403, 'This call has not been granted', 'Forbidden')
        if parts[2] not in self.zones:
            return refuse(404, 'This service does not exist', 'NotFound')
        return self.on_zone(request, parts[2], parts[3:])

    def give_token(self, request):
        form = dict(urllib.parse.parse_qsl(request.body.decode()))
        if form != {'grant_type': 'client_credentials', 'scope': 'all', 'client_id': CLIENT,
                    'client_secret': CLIENT_SECRET}:
            return service.Answer(401, {'error': 'invalid_client'})
        self.tokens += 1
        # A minute or less is not worth a request.
        lasts = int(os.environ.get('TOKEN_LASTS', 3599))
        self.token_ends = time.monotonic() + lasts
        return service.Answer(200, {'access_token': f'a-token-that-must-not-be-seen-{self.tokens}',
                                    'token_type': 'Bearer', 'expires_in': lasts,
                                    'scope': 'all'})

    def check(self, request):
        'return what is wrong with the credentials, or None'
        headers = request.headers
        bearer = headers.get('Authorization')
        if bearer is not None:
            token = f'a-token-that-must-not-be-seen-{self.tokens}'
            good = bearer == f'Bearer {token}' and time.monotonic() < self.token_ends
            return None if good else refuse(401, 'Invalid token', 'Unauthorized')
        if headers.get('X-Ovh-Application') != KEY:
            return refuse(403, 'This application key is invalid', 'Forbidden')
        if headers.get('X-Ovh-Consumer') != CONSUMER:
            return refuse(403, 'This credential is not valid', 'Forbidden')
        stamp = headers.get('X-Ovh-Timestamp', '')
        if not stamp.isdigit() or abs(int(stamp) - time.time() - AHEAD) > SLACK:
            return refuse(403, 'Invalid timestamp', 'Forbidden')
        if headers.get('X-Ovh-Signature') not in self.signatures(request, stamp):
            return refuse(403, 'Invalid signature', 'Forbidden')
        return None

    @staticmethod
    def signatures(request, stamp):
        'return the good ones: with the port and without, with any scheme'
        host = request.headers['Host']
        query = urllib.parse.urlencode(request.query, doseq=True)
        path = request.path + ('?' + query if query else '')
        for scheme in ('http', 'https'):
            for name in (host, host.split(':')[0]):
                text = '+'.join((SECRET, CONSUMER, request.method, f'{scheme}://{name}{path}',
                                 request.body.decode(), stamp))
                yield '$1$' + hashlib.sha1(text.encode()).hexdigest()

    def on_zone(self, request, zone, parts):
        records = self.zones[zone]
        what = (request.method, '/'.join(parts[:1]), len(parts))
        if what == ('GET', '', 0):
            return service.Answer(200, {'name': zone, 'nameServers': ['dns1.ovh.net', 'ns1.ovh.net'],
                                        'dnssecSupported': True, 'hasDnsAnycast': False})
        if what == ('GET', 'record', 1):
            return service.Answer(200, [r['id'] for r in records.values()
                                        if self.matches(r, request.query)])
        if what == ('POST', 'refresh', 1):
            self.served[zone] = copy.deepcopy(records)
            return service.Answer(200, None)
        if what == ('POST', 'record', 1):
            return self.create(zone, request)
        if len(parts) != 2 or parts[0] != 'record':
            return refuse(404, 'Got an invalid (or empty) URL', 'NotFound')
        return self.on_record(request, zone, parts[1])

    @staticmethod
    def matches(record, query):
        return all(query.get(key, [record[key]])[0] == record[key]
                   for key in ('fieldType', 'subDomain'))

    def create(self, zone, request):
        body = self.body(request, {'fieldType', 'subDomain', 'target', 'ttl'})
        if isinstance(body, service.Answer):
            return body
        record = {'id': next(self.ids), 'zone': zone, 'fieldType': body.get('fieldType'),
                  'subDomain': body.get('subDomain', '').lower(), 'target': body.get('target'),
                  'ttl': body.get('ttl', 0)}
        return self.put(zone, record)

    def on_record(self, request, zone, number):
        records = self.zones[zone]
        record = records.get(int(number)) if number.isdigit() else None
        if record is None:
            return refuse(404, f'The requested object (id = {number}) does not exist', 'NotFound')
        if request.method == 'GET':
            return service.Answer(200, record)
        if request.method == 'DELETE':
            del records[record['id']]
            return service.Answer(200, None)
        if request.method != 'PUT':
            return refuse(405, 'Method not allowed', 'MethodNotAllowed')
        body = self.body(request, {'subDomain', 'target', 'ttl'})
        if isinstance(body, service.Answer):
            return body
        answer = self.put(zone, {**record, **body})
        return service.Answer(200) if answer.status == 200 else answer

    @staticmethod
    def body(request, fields):
        try:
            body = json.loads(request.body)
        except ValueError:
            return refuse(400, 'Invalid JSON received')
        unknown = sorted(set(body) - fields)
        if unknown and request.method == 'PUT':
            return refuse(400, f'Try to alter read-only properties: {unknown[0]}')
        return refuse(400, f'Received not described parameters: {unknown}') if unknown else body

    def put(self, zone, record):
        kind, target, sub = record['fieldType'], record['target'], record['subDomain']
        if kind not in TYPES and kind not in NATIVE:
            return refuse(400, f'[fieldType] Given data ({kind}) does not belong to the enumeration')
        if not isinstance(record['ttl'], int) or 0 < record['ttl'] < TTL_MIN:
            return refuse(400, f'Invalid ttl: at least {TTL_MIN}')
        if not isinstance(target, str) or not target:
            return refuse(400, f'Invalid {kind} record: no target')
        if kind in ('DKIM', 'DMARC') and target.startswith('"'):
            return refuse(400, f'Invalid subfield found in {kind} : {target[:20]}')
        if kind == 'DKIM' and 'p=' not in target:
            return refuse(400, 'Invalid subfield found in DKIM')
        if kind == 'DMARC' and not sub.startswith('_dmarc'):
            return refuse(400, 'A DMARC record must be below _dmarc')
        if kind in NATIVE and not target.strip('"').startswith(NATIVE[kind]):
            return refuse(400, f'Invalid subfield found in {kind}')
        if kind not in NATIVE and not rdata.is_valid(kind, target):
            return refuse(400, f'Invalid {kind} record: {target}')
        others = [r for r in self.zones[zone].values()
                  if r['subDomain'] == sub and r['id'] != record['id']]
        if any('CNAME' in (kind, r['fieldType']) for r in others):
            return refuse(400, 'A CNAME record cannot stand beside other records of its name')
        record['target'] = self.stored(kind, target)
        self.zones[zone][record['id']] = record
        return service.Answer(200, record)

    @staticmethod
    def stored(kind, target):
        'plain text comes back in quotes'
        if kind in ('TXT', 'SPF') and not target.startswith('"'):
            return rdata.quote(target)
        return target

    def dump(self):
        state = {}
        for zone, records in self.served.items():
            rows = state[f'{zone}.'] = []
            for record in records.values():
                kind, target = record['fieldType'], record['target']
                if kind in TEXTS:
                    text = rdata.decode(target) if target.startswith('"') else target
                    kind, target = 'TXT', rdata.quote(text)
                target = rdata.map_name(kind, target,
                                        lambda name: name if name.endswith('.')
                                        else f'{name}.{zone}.')
                sub = record['subDomain']
                rows.append([f'{sub}.{zone}.' if sub else f'{zone}.', kind,
                             record['ttl'] or 3600, target])
        return state

    def load(self, zones):
        self.zones = {}
        for name, rows in zones.items():
            zone = name.rstrip('.').lower()
            records = self.zones[zone] = {}
            for owner, kind, ttl, target in rows:
                sub = owner.rstrip('.').lower()
                sub = '' if sub == zone else sub[:-len(zone) - 1]
                number = next(self.ids)
                records[number] = {'id': number, 'zone': zone, 'fieldType': kind,
                                   'subDomain': sub, 'target': target, 'ttl': ttl}
        self.served = copy.deepcopy(self.zones)


if __name__ == '__main__':
    service.main(Fake)
