'''A fake of Infomaniak's API (version 2), as far as records of DNS zones go.

It shows what the service shows: the apex as ".", names without their final dot,
TXT in quotes, hexadecimal digits in words of 56.  With PAGE_SIZE in the
environment lists come in pages.  The zone forbidden.example is somebody else's.
'''
import itertools
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'fakes'))
import rdata  # noqa: E402
import service  # noqa: E402

TOKEN = 'a-token-that-must-not-be-seen'
TYPES = 'A AAAA CAA CNAME DNAME DS MX NS SRV SSHFP TLSA TXT'.split()
TTL_MIN = 60


def success(data, **more):
    return service.Answer(200, {'result': 'success', 'data': data, **more})


def refuse(status, code, description, **more):
    return service.Answer(status, {'result': 'error',
                                   'error': {'code': code, 'description': description, **more}})


def invalid(field, description):
    return refuse(400, 'validation_failed', 'Validation failed', errors=[
        {'code': 'validation_rule', 'description': description, 'context': {'attribute': field}}])


class Fake(service.Service):
    def __init__(self):
        super().__init__()
        self.zones = {}
        self.ids = itertools.count(22429078)
        self.page_size = int(os.environ.get('PAGE_SIZE', 0))

    def handle(self, request):
        if request.headers.get('Authorization') != f'Bearer {TOKEN}':
            return refuse(401, 'not_authorized', 'Authorization required')
        parts = request.path.split('/')[1:]
        if parts[:2] != ['2', 'zones'] or len(parts) not in (3, 4, 5):
            return refuse(404, 'not_found', 'Route not found')
        zone = parts[2].lower()
        if zone == 'forbidden.example':
            return refuse(403, 'forbidden', 'You do not have the rights on this zone')
        if zone not in self.zones:
            return refuse(404, 'object_not_found', 'Zone not found')
        if len(parts) == 3 and request.method == 'GET':
            return success({'id': 1, 'fqdn': zone, 'dnssec': {'is_enabled': False},
                            'nameservers': ['ns11.infomaniak.ch', 'ns12.infomaniak.ch']})
        if len(parts) < 4 or parts[3] != 'records':
            return refuse(404, 'not_found', 'Route not found')
        if len(parts) == 4:
            return self.on_list(request, self.zones[zone])
        return self.on_record(request, self.zones[zone], parts[4])

    def on_list(self, request, records):
        if request.method == 'GET':
            return self.page(request, [self.shown(record) for record in records])
        if request.method != 'POST':
            return refuse(405, 'method_not_allowed', 'Method not allowed')
        body = self.body(request, {'source', 'type', 'ttl', 'target'})
        if isinstance(body, service.Answer):
            return body
        source = body.get('source', '')
        record = {'id': next(self.ids), 'source': '' if source in ('.', '@') else source.lower(),
                  'type': body.get('type'), 'ttl': body.get('ttl'), 'target': body.get('target')}
        return self.put(records, record, None)

    def on_record(self, request, records, number):
        old = next((r for r in records if str(r['id']) == number), None)
        if old is None:
            return refuse(404, 'object_not_found', 'Record not found')
        if request.method == 'GET':
            return success(self.shown(old))
        if request.method == 'DELETE':
            records.remove(old)
            return success(True)
        if request.method != 'PUT':
            return refuse(405, 'method_not_allowed', 'Method not allowed')
        body = self.body(request, {'ttl', 'target'})
        return body if isinstance(body, service.Answer) else self.put(records, {**old, **body}, old)

    def body(self, request, fields):
        try:
            body = json.loads(request.body)
        except ValueError:
            return refuse(400, 'bad_request', 'The body is not JSON')
        unknown = sorted(set(body) - fields)
        return invalid(unknown[0], f'{unknown[0]} is not allowed here') if unknown else body

    def put(self, records, record, old):
        kind, target = record['type'], record['target']
        if kind not in TYPES:
            return invalid('type', 'The selected type is invalid')
        if not isinstance(record['ttl'], int) or record['ttl'] < TTL_MIN:
            return invalid('ttl', f'The ttl must be at least {TTL_MIN}')
        if not isinstance(target, str) or not rdata.is_valid(kind, target):
            return invalid('target', f'The target is not valid for {kind}')
        record['target'] = target = self.normal(kind, target)
        others = [r for r in records if r is not old and r['source'] == record['source']]
        if any('CNAME' in (kind, r['type']) for r in others):
            return invalid('source', 'A CNAME cannot stand beside other records')
        if any(r['type'] == kind and r['target'] == target for r in others):
            return invalid('target', 'This record exists already')
        if old is None:
            records.append(record)
        else:
            old.update(record)
        return success(self.shown(record))

    @staticmethod
    def normal(kind, target):
        'as it is stored'
        if kind == 'TXT':
            return target
        target = rdata.map_name(kind, target, lambda name: name.rstrip('.').lower() or '.')
        return rdata.join_hex(kind, target)

    @staticmethod
    def shown(record):
        'as it is shown'
        kind, target = record['type'], record['target']
        if kind == 'TXT':
            target = rdata.quote(target)
        if kind in rdata.HEX:
            parts = target.split(' ')
            digits = parts.pop().upper()
            parts += [digits[at:at + 56] for at in range(0, len(digits), 56)]
            target = ' '.join(parts)
        return {'id': record['id'], 'source': record['source'] or '.', 'type': kind,
                'ttl': record['ttl'], 'target': target, 'updated_at': 1731760460}

    def page(self, request, records):
        if not self.page_size:
            return success(records)
        number = int(request.query.get('page', ['1'])[0])
        pages = max(1, -(-len(records) // self.page_size))
        first = (number - 1) * self.page_size
        return success(records[first:first + self.page_size], total=len(records), page=number,
                       pages=pages, items_per_page=self.page_size)

    def limited(self):
        answer = refuse(429, 'too_many_requests', 'Too many requests')
        answer.headers['Retry-After'] = '1'
        return answer

    def dump(self):
        state = {}
        for zone, records in self.zones.items():
            rows = state[f'{zone}.'] = []
            for record in records:
                kind, target = record['type'], record['target']
                if kind == 'TXT':
                    target = rdata.quote(target)
                target = rdata.map_name(kind, target, lambda name: name.rstrip('.') + '.')
                source = record['source']
                rows.append([f'{source}.{zone}.' if source else f'{zone}.', kind, record['ttl'],
                             target])
        return state

    def load(self, zones):
        self.zones = {}
        for name, rows in zones.items():
            zone = name.rstrip('.').lower()
            records = self.zones[zone] = []
            for owner, kind, ttl, target in rows:
                source = owner.rstrip('.').lower()
                source = '' if source == zone else source[:-len(zone) - 1]
                target = rdata.decode(target) if kind == 'TXT' else target
                records.append({'id': next(self.ids), 'source': source, 'type': kind,
                                'ttl': ttl, 'target': self.normal(kind, target)})


if __name__ == '__main__':
    service.main(Fake)
