#!/usr/bin/env python3
'''A service that speaks Cloudflare's API v4 as the provider needs it: zones, records,
batches, page rules, regional hostnames, plans and views.  See tests/fakes/service.py.

It takes the token a-token-that-must-not-be-seen, or the global key of the same name
with the address admin@example.com.  CLOUDFLARE_FAKE_PAGE caps the size of pages.
'''
import copy
import itertools
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'tests', 'fakes'))
import fake_records as records  # noqa: E402
import service  # noqa: E402
from service import Answer  # noqa: E402

TOKEN = 'a-token-that-must-not-be-seen'
EMAIL = 'admin@example.com'
ACCOUNT = '01a7362d577a6c3019a474fd6f485823'
PLANS = {name: f'{number:032x}' for number, name in
         enumerate(['free', 'pro', 'business', 'enterprise'], 0xa0)}
BATCH = {'free': 200}
RULES = {'free': 3, 'pro': 20, 'business': 50, 'enterprise': 125}
REGIONS = {'eu', 'us', 'ca', 'in'}
Refused = records.Refused


class Zone:
    def __init__(self, id, name):
        self.id = id
        self.name = name
        self.plan = 'free'
        self.status = 'active'
        self.type = 'full'
        self.account = ACCOUNT
        self.records = []
        self.rules = []
        self.regions = {}
        self.forbidden = 0

    def json(self):
        zone = {'id': self.id, 'name': self.name, 'status': self.status, 'type': self.type,
                'paused': False, 'account': {'id': self.account, 'name': 'Example'},
                'name_servers': ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'],
                'permissions': ['#zone:read', '#dns_records:edit']}
        if self.type == 'full':
            zone['plan'] = {'id': PLANS[self.plan], 'legacy_id': self.plan}
        return zone


def failure(status, code, message, headers=()):
    return Answer(status, {'success': False, 'errors': [{'code': code, 'message': message}],
                           'messages': [], 'result': None}, headers)


def success(result, **more):
    return Answer(200, {'success': True, 'errors': [], 'messages': [], 'result': result, **more})


def forwarding(rule):
    return [rule['targets'][0]['constraint']['value'], rule['actions'][0]['value']]


class Cloudflare(service.Service):
    routes = [
        ('GET', r'/zones', 'list_zones'),
        ('POST', r'/zones', 'create_zone'),
        ('GET', r'/zones/(\w+)', 'get_zone'),
        ('PATCH', r'/zones/(\w+)', 'edit_zone'),
        ('GET', r'/zones/(\w+)/available_plans', 'list_plans'),
        ('GET', r'/zones/(\w+)/dns_records', 'list_records'),
        ('POST', r'/zones/(\w+)/dns_records', 'create_record'),
        ('POST', r'/zones/(\w+)/dns_records/batch', 'batch'),
        ('GET', r'/zones/(\w+)/dns_records/(\w+)', 'get_record'),
        ('PUT', r'/zones/(\w+)/dns_records/(\w+)', 'put_record'),
        ('PATCH', r'/zones/(\w+)/dns_records/(\w+)', 'patch_record'),
        ('DELETE', r'/zones/(\w+)/dns_records/(\w+)', 'delete_record'),
        ('GET', r'/zones/(\w+)/pagerules', 'list_rules'),
        ('POST', r'/zones/(\w+)/pagerules', 'create_rule'),
        ('PUT', r'/zones/(\w+)/pagerules/(\w+)', 'put_rule'),
        ('DELETE', r'/zones/(\w+)/pagerules/(\w+)', 'delete_rule'),
        ('GET', r'/zones/(\w+)/addressing/regional_hostnames', 'list_regions'),
        ('POST', r'/zones/(\w+)/addressing/regional_hostnames', 'create_region'),
        ('PATCH', r'/zones/(\w+)/addressing/regional_hostnames/([^/]+)', 'edit_region'),
        ('DELETE', r'/zones/(\w+)/addressing/regional_hostnames/([^/]+)', 'delete_region'),
        ('GET', r'/accounts/(\w+)/dns_settings/views', 'list_views'),
        ('GET', r'/accounts/(\w+)/dns_settings/views/(\w+)', 'get_view'),
    ]

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(0x1000)
        self.zones = {}
        self.views = {}
        self.cap = int(os.environ.get('CLOUDFLARE_FAKE_PAGE', 5000))
        self.rays = itertools.count(1)

    # The base's part.

    def handle(self, request):
        answer = self.answer(request)
        answer.headers['CF-Ray'] = f'{next(self.rays):016x}-FAK'
        return answer

    def answer(self, request):
        refused = self.refuse_credentials(request.headers)
        if refused:
            return refused
        known = False
        for method, pattern, name in self.routes:
            found = re.fullmatch(pattern, request.path)
            known = known or bool(found)
            if found and method == request.method:
                return self.call(name, request, found.groups())
        return failure(405 if known else 404, 7000 if known else 7003,
                       f'Could not route to {request.path}')

    def call(self, name, request, parts):
        try:
            body = json.loads(request.body) if request.body else {}
        except ValueError:
            return failure(400, 9207, 'Request body is invalid')
        try:
            if request.path.startswith('/zones/'):
                parts = (self.open_zone(parts[0]),) + parts[1:]
            return getattr(self, name)(request.query, body, *parts)
        except Refused as refused:
            return failure(refused.status, refused.code, str(refused))

    def limited(self):
        return failure(429, 10429, 'Rate limited. Please wait and consider throttling your '
                       'request speed', {'Retry-After': '1', 'Ratelimit': '"default";r=0;t=1'})

    def dump(self):
        zones = {}
        for zone in self.zones.values():
            rows = [records.row(record, zone.name) for record in zone.records]
            rows += [records.rule_row(*forwarding(rule)) for rule in zone.rules]
            zones[zone.name + '.'] = sorted(rows)
        return zones

    def load(self, zones):
        ids = {zone.name: zone.id for zone in self.zones.values()}
        self.zones = {}
        for name, rows in zones.items():
            zone = self.new_zone(name.rstrip('.'), ids.get(name.rstrip('.')))
            for row in rows:
                if row[1] == 'URLFWD':
                    zone.rules.append(dict(records.rule(row), id=self.new_id()))
                else:
                    self.make(zone, records.from_row(row, zone.name))

    # Accounts and zones.

    @staticmethod
    def refuse_credentials(headers):
        if headers.get('Authorization') == f'Bearer {TOKEN}':
            return None
        if headers.get('X-Auth-Email') == EMAIL and headers.get('X-Auth-Key') == TOKEN:
            return None
        if headers.get('X-Auth-Key'):
            return failure(403, 9103, 'Unknown X-Auth-Key or X-Auth-Email')
        if headers.get('Authorization', '').startswith('Bearer '):
            return failure(403, 9109, 'Invalid access token')
        return failure(400, 6003, 'Invalid request headers')

    def new_id(self):
        return f'{next(self.numbers):032x}'

    def new_zone(self, name, id=None):
        zone = Zone(id or self.new_id(), name)
        self.zones[zone.id] = zone
        return zone

    def open_zone(self, id):
        zone = self.zones.get(id)
        if zone is None:
            raise Refused(404, 7003, f'Could not route to /zones/{id}, perhaps your object '
                          'identifier is invalid?')
        if zone.forbidden:
            zone.forbidden -= 1
            raise Refused(403, 10000, 'Authentication error')
        return zone

    def page(self, items, query, low, high, default):
        number = int(query.get('page', ['1'])[0])
        size = int(query.get('per_page', [default])[0])
        if number < 1 or not low <= size <= high:
            raise Refused(400, 1004, f'per_page must be {low} to {high}')
        size = min(size, self.cap)
        part = items[(number - 1) * size:number * size]
        return success(part, result_info={
            'page': number, 'per_page': size, 'count': len(part), 'total_count': len(items),
            'total_pages': -(-len(items) // size)})

    def list_zones(self, query, body):
        types = query.get('type', ['full,partial,secondary'])[0].split(',')
        zones = [zone for zone in self.zones.values() if zone.type in types]
        if 'name' in query:
            zones = [zone for zone in zones if zone.name == query['name'][0].lower()]
        if 'account.id' in query:
            zones = [zone for zone in zones if zone.account == query['account.id'][0]]
        zones.sort(key=lambda zone: zone.name)
        return self.page([zone.json() for zone in zones], query, 5, 50, 20)

    def create_zone(self, query, body):
        name = body.get('name', '').lower()
        if set(body) - {'name', 'account', 'type', 'jump_start'} or '.' not in name:
            raise Refused(400, 1004, 'Failed to create zone')
        if body.get('account', {}).get('id') not in (None, ACCOUNT):
            raise Refused(403, 1095, 'Not allowed to create zones in this account')
        if any(zone.name == name for zone in self.zones.values()):
            raise Refused(400, 1061, f'{name} already exists')
        zone = self.new_zone(name)
        zone.status = 'pending'
        zone.forbidden = 1
        return success(zone.json())

    def get_zone(self, query, body, zone):
        return success(zone.json())

    def edit_zone(self, query, body, zone):
        wanted = body.get('plan', {}).get('id')
        for name, id in PLANS.items():
            if id == wanted:
                zone.plan = name
                return success(zone.json())
        raise Refused(400, 1004, 'Plan is invalid')

    def list_plans(self, query, body, zone):
        return success([{'id': id, 'legacy_id': name, 'name': name} for name, id in PLANS.items()
                        if name != 'enterprise'])

    # Records.

    def list_records(self, query, body, zone):
        found = [self.shown(zone, number) for number in range(len(zone.records))]
        for key in ('name', 'type', 'name.exact'):
            if key in query:
                field = key.split('.', maxsplit=1)[0]
                found = [record for record in found if record[field] == query[key][0]]
        return self.page(found, query, 1, 5000000, 100)

    @staticmethod
    def shown(zone, number):
        'what an answer says of it: not always the same fields'
        record = dict(zone.records[number])
        if number % 3:
            record.update(zone_id=zone.id, zone_name=zone.name)
        if number % 2 and not record['comment']:
            del record['comment']
        return record

    def make(self, zone, fields):
        record = records.checked(zone.name, zone.plan, fields)
        records.check_place(zone.name, zone.records, record)
        record['id'] = self.new_id()
        zone.records.append(record)
        return record

    @staticmethod
    def find(zone, id):
        for number, record in enumerate(zone.records):
            if record['id'] == id:
                return number
        raise Refused(404, 81044, 'Record does not exist.')

    def replace(self, zone, id, fields):
        number = self.find(zone, id)
        fields = {key: value for key, value in fields.items() if key != 'id'}
        record = records.checked(zone.name, zone.plan, fields)
        others = zone.records[:number] + zone.records[number + 1:]
        records.check_place(zone.name, others, record)
        zone.records[number] = dict(record, id=id)
        return zone.records[number]

    def merge(self, zone, id, fields):
        record = records.writable(zone.records[self.find(zone, id)])
        if 'content' in fields:
            record.pop('data', None)
        elif 'data' in fields:
            record.pop('content', None)
        return self.replace(zone, id, {**record, **fields})

    def remove(self, zone, id):
        record = zone.records.pop(self.find(zone, id))
        records.check_left(zone.name, zone.records, record)
        return record

    def create_record(self, query, body, zone):
        return success(self.make(zone, body))

    def get_record(self, query, body, zone, id):
        return success(self.shown(zone, self.find(zone, id)))

    def put_record(self, query, body, zone, id):
        return success(self.replace(zone, id, body))

    def patch_record(self, query, body, zone, id):
        return success(self.merge(zone, id, body))

    def delete_record(self, query, body, zone, id):
        return success({'id': self.remove(zone, id)['id']})

    def batch(self, query, body, zone):
        lists = ['deletes', 'patches', 'puts', 'posts']
        if set(body) - set(lists):
            raise Refused(400, 9207, 'Request body is invalid')
        if sum(len(body.get(key, [])) for key in lists) > BATCH.get(zone.plan, 3500):
            raise Refused(400, 81059, 'The batch has more operations than the plan allows')
        before = copy.deepcopy(zone.records)
        try:
            return success({
                'deletes': [self.remove(zone, item['id']) for item in body.get('deletes', [])],
                'patches': [self.merge(zone, item['id'], item) for item in body.get('patches', [])],
                'puts': [self.replace(zone, item['id'], item) for item in body.get('puts', [])],
                'posts': [self.make(zone, item) for item in body.get('posts', [])]})
        except Refused:
            zone.records = before
            raise

    # Page rules, regions, views.

    def list_rules(self, query, body, zone):
        return success([rule for rule in zone.rules
                        if rule['status'] == query.get('status', ['disabled'])[0]])

    @staticmethod
    def rule_of(body):
        try:
            forwarding(body)
            assert set(body) <= {'targets', 'actions', 'priority', 'status'}
            return {'priority': 1, 'status': 'disabled', **body}
        except (KeyError, IndexError, AssertionError):
            raise Refused(400, 1004, 'Page Rule validation failed') from None

    def create_rule(self, query, body, zone):
        if len(zone.rules) >= RULES[zone.plan]:
            raise Refused(400, 1004, 'You have reached the limit of page rules')
        zone.rules.append(dict(self.rule_of(body), id=self.new_id()))
        return success(zone.rules[-1])

    def find_rule(self, zone, id):
        for rule in zone.rules:
            if rule['id'] == id:
                return zone.rules.index(rule)
        raise Refused(404, 1002, 'Invalid Page Rule identifier')

    def put_rule(self, query, body, zone, id):
        zone.rules[self.find_rule(zone, id)] = dict(self.rule_of(body), id=id)
        return success(dict(self.rule_of(body), id=id))

    def delete_rule(self, query, body, zone, id):
        del zone.rules[self.find_rule(zone, id)]
        return success({'id': id})

    def list_regions(self, query, body, zone):
        return success([{'hostname': host, 'region_key': key}
                        for host, key in zone.regions.items()] or None)

    def set_region(self, zone, host, key, new):
        if key not in REGIONS or (host in zone.regions) == new:
            raise Refused(400 if new else 404, 1001, 'Regional hostname is invalid')
        zone.regions[host] = key
        return success({'hostname': host, 'region_key': key})

    def create_region(self, query, body, zone):
        return self.set_region(zone, body.get('hostname'), body.get('region_key'), True)

    def edit_region(self, query, body, zone, host):
        return self.set_region(zone, host, body.get('region_key'), False)

    def delete_region(self, query, body, zone, host):
        if zone.regions.pop(host, None) is None:
            raise Refused(404, 1001, 'Regional hostname not found')
        return success({})

    def list_views(self, query, body, account):
        views = [{'id': id, 'name': id, 'zones': ids} for id, ids in self.views.items()]
        return self.page(views, query, 1, 100, 20)

    def get_view(self, query, body, account, id):
        if id not in self.views:
            raise Refused(404, 7003, 'View not found')
        return success({'id': id, 'name': id, 'zones': self.views[id]})

    def control(self, request):
        'POST /_fake/zone {"name", "plan", "type", "view", "forbidden"}: set what a state has not'
        if (request.method, request.path) != ('POST', '/_fake/zone'):
            return super().control(request)
        data = json.loads(request.body)
        zone = next((zone for zone in self.zones.values() if zone.name == data['name']), None)
        if zone is None or data.get('another'):
            zone = self.new_zone(data['name'])
        for key in ('plan', 'type', 'account', 'forbidden', 'regions'):
            setattr(zone, key, data.get(key, getattr(zone, key)))
        if 'view' in data:
            self.views.setdefault(data['view'], []).append(zone.id)
        return Answer(200, {'id': zone.id})


if __name__ == '__main__':
    service.main(Cloudflare)
