'''A fake Route 53, with as much of STS and of EC2's metadata as hands out credentials.

It keeps hosted zones, health checks and CIDR collections; checks the signature of
every request; pages as the service does; and refuses what the service refuses, in
its words.  Beside what tests/fakes/service.py has, the environment may set
  FAKE_PAGE     items of a page, instead of the service's
  FAKE_POLLS    how often a change is PENDING before it is INSYNC (0)
  FAKE_SKEW     seconds that its clock is ahead
'''
import email.utils
import os
import re
import sys
import time
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, '..', '..', 'tests', 'fakes')]

from fake_auth import SKEW, STS_SPACE, Fault, Gate, flag, tag, text  # noqa: E402
from fake_rrsets import Refused, Zone, from_decimal, spell  # noqa: E402
from service import Answer, Service, main  # noqa: E402

API = '/2013-04-01'
SPACE = 'https://route53.amazonaws.com/doc/2013-04-01/'
PAGE = int(os.environ.get('FAKE_PAGE', '0'))


class Fake(Gate, Service):
    def __init__(self):
        super().__init__()
        self.zones, self.checks, self.collections = {}, {}, {}
        self.changes, self.tags = {}, {}
        self.number = 0

    def next_id(self, prefix):
        self.number += 1
        return f'{prefix}{self.number:012d}'

    # State.

    def dump(self):
        state = {}
        for zone in self.zones.values():
            state.setdefault(zone.name, []).extend(zone.dump())
        return {name: sorted(rows) for name, rows in state.items()}

    def load(self, zones):
        self.zones = {}
        for name, rows in zones.items():
            zone = self.add_zone(name, 'loaded-' + name)
            for owner, kind, ttl, rdata in rows:
                zone.put(from_decimal(owner), kind, ttl, from_decimal(rdata))

    def add_zone(self, name, reference, private=False, networks=()):
        zone = Zone(self.next_id('Z'), name, reference, private, networks)
        self.zones[zone.id] = zone
        return zone

    # Who asks.

    def answer(self, status, body, headers=()):
        body = '<?xml version="1.0"?>\n' + body
        return Answer(status, body.encode(), {
            'Content-Type': 'text/xml', 'x-amzn-RequestId': self.next_id('req-'),
            'Date': email.utils.formatdate(time.time() + SKEW, usegmt=True), **dict(headers)})

    def error(self, fault, space=SPACE):
        inner = tag('Error', text('Type', 'Sender'), text('Code', fault.code),
                    text('Message', fault)) + text('RequestId', 'r')
        return self.answer(fault.status, f'<ErrorResponse xmlns="{space}">{inner}</ErrorResponse>')

    def limited(self):
        return self.error(Fault(400, 'Throttling', 'Rate exceeded'))

    # Route 53.

    def handle(self, request):
        space = SPACE
        try:
            if request.path == '/':
                space = STS_SPACE
                return self.sts(request)
            if request.path.startswith(('/latest/', '/container')):
                return self.metadata(request)
            key = self.check_signature(request, 'route53')
            if key == 'AKIDREADER' and request.method != 'GET':
                raise Fault(403, 'AccessDenied',
                            f'User: {key} is not authorized to perform this action')
            return self.route(request)
        except Refused as refused:
            return self.error(Fault(400, refused.code, str(refused)), space)
        except Fault as fault:
            return self.error(fault, space)

    def route(self, request):
        for method, pattern, name in ROUTES:
            match = re.fullmatch(API + pattern, request.path)
            if match and method == request.method:
                return getattr(self, name)(request, *match.groups())
        raise Fault(404, 'UnknownOperationException', f'no {request.method} {request.path}')

    def reply(self, name, *inner, status=200, headers=()):
        return self.answer(status, f'<{name} xmlns="{SPACE}">{"".join(inner)}</{name}>', headers)

    @staticmethod
    def read(request, root):
        try:
            tree = ElementTree.fromstring(request.body)
        except ElementTree.ParseError:
            raise Fault(400, 'MalformedXML', 'the body is not XML') from None
        if tree.tag != f'{{{SPACE}}}{root}':
            raise Fault(400, 'MalformedXML', f'the body must be a {root}')
        return tree

    def zone(self, zone_id):
        if zone_id not in self.zones:
            raise Fault(404, 'NoSuchHostedZone', f'No hosted zone found with ID: {zone_id}')
        return self.zones[zone_id]

    @staticmethod
    def ask(request, name, default=''):
        return request.query.get(name, [default])[0]

    def page(self, request, items, key, most, marker):
        'return the items of this page, and what is first on the next, or None'
        start = self.ask(request, marker)
        size = min(int(self.ask(request, 'maxitems', '') or self.ask(request, 'maxresults', '') or
                       most), most, PAGE or most)
        rest = [i for i in items if not start or key(i) >= start]
        return rest[:size], rest[size] if len(rest) > size else None

    def list_zones(self, request):
        zones = [z for z in self.zones.values() if not self.ask(request, 'delegationsetid')]
        zones, more = self.page(request, sorted(zones, key=lambda z: z.id), lambda z: z.id, 100,
                                'marker')
        return self.reply('ListHostedZonesResponse', tag('HostedZones', *[z.xml() for z in zones]),
                          text('IsTruncated', flag(more)),
                          text('NextMarker', more.id) if more else '', text('MaxItems', 100))

    def list_by_name(self, request):
        start = spell(from_decimal(self.ask(request, 'dnsname')).lower())
        zones = sorted(self.zones.values(), key=lambda z: (z.sort, z.id))
        zones = [z for z in zones if z.sort >= Zone.sort_key(start)]
        size = min(int(self.ask(request, 'maxitems', '100')), PAGE or 100)
        more = zones[size] if len(zones) > size else None
        return self.reply('ListHostedZonesByNameResponse',
                          tag('HostedZones', *[z.xml() for z in zones[:size]]),
                          text('DNSName', start), text('IsTruncated', flag(more)),
                          text('NextDNSName', more.name) + text('NextHostedZoneId', more.id)
                          if more else '', text('MaxItems', size))

    def list_by_vpc(self, request):
        if not self.ask(request, 'vpcid') or not self.ask(request, 'vpcregion'):
            raise Fault(400, 'InvalidInput', 'vpcid and vpcregion are required')
        zones = [z for z in self.zones.values() if self.ask(request, 'vpcid') in z.networks]
        zones, more = self.page(request, sorted(zones, key=lambda z: z.id), lambda z: z.id, 100,
                                'nexttoken')
        inner = [tag('HostedZoneSummary', text('HostedZoneId', z.id), text('Name', z.name),
                     tag('Owner', text('OwningAccount', '123456789012'))) for z in zones]
        return self.reply('ListHostedZonesByVPCResponse', tag('HostedZoneSummaries', *inner),
                          text('MaxItems', 100), text('NextToken', more.id) if more else '')

    def count_zones(self, request):
        return self.reply('GetHostedZoneCountResponse', text('HostedZoneCount', len(self.zones)))

    def get_zone(self, request, zone_id):
        zone = self.zone(zone_id)
        networks = [tag('VPC', text('VPCRegion', 'eu-west-1'), text('VPCId', n))
                    for n in zone.networks]
        return self.reply('GetHostedZoneResponse', zone.xml(), zone.delegation(),
                          tag('VPCs', *networks) if networks else '')

    def create_zone(self, request):
        tree = self.read(request, 'CreateHostedZoneRequest')
        values = {e.tag.split('}')[1]: e.text for e in tree.iter()}
        order = [e.tag.split('}')[1] for e in tree]
        known = ['Name', 'VPC', 'CallerReference', 'HostedZoneConfig', 'DelegationSetId']
        if set(order) - set(known) or 'CallerReference' not in order:
            raise Fault(400, 'InvalidInput', 'elements are missing or unknown')
        private = values.get('PrivateZone') == 'true' or 'VPC' in order
        if private and not values.get('VPCId'):
            raise Fault(400, 'InvalidVPCId', 'a private zone needs a VPC')
        if any(z.reference == values['CallerReference'] for z in self.zones.values()):
            raise Fault(409, 'HostedZoneAlreadyExists', 'A hosted zone has already been created '
                                                        'with the specified caller reference.')
        name = spell(values['Name'].lower().rstrip('.') + '.')
        zone = self.add_zone(name, values['CallerReference'], private,
                             [values['VPCId']] if private else [])
        return self.reply('CreateHostedZoneResponse', zone.xml(), self.change(), zone.delegation(),
                          status=201, headers={'Location': f'https://x{API}/hostedzone/{zone.id}'})

    def delete_zone(self, request, zone_id):
        if len(self.zone(zone_id).sets) > 2:
            raise Fault(400, 'HostedZoneNotEmpty', 'the zone has other records')
        del self.zones[zone_id]
        return self.reply('DeleteHostedZoneResponse', self.change())

    def list_sets(self, request, zone_id):
        sets = self.zone(zone_id).sorted_sets()
        if self.ask(request, 'name'):
            start = (Zone.sort_key(spell(self.ask(request, 'name').lower())),
                     self.ask(request, 'type'), self.ask(request, 'identifier'))
            sets = [s for s in sets if (Zone.sort_key(s.name), s.type, s.id) >= start]
        size = min(int(self.ask(request, 'maxitems', '300')), PAGE or 300, 300)
        more = sets[size] if len(sets) > size else None
        following = (text('NextRecordName', more.name) + text('NextRecordType', more.type) +
                     (text('NextRecordIdentifier', more.id) if more.id else '')) if more else ''
        return self.reply('ListResourceRecordSetsResponse',
                          tag('ResourceRecordSets', *[s.xml() for s in sets[:size]]),
                          text('IsTruncated', flag(more)), following, text('MaxItems', size))

    def change_sets(self, request, zone_id):
        zone = self.zone(zone_id)
        zone.change(self.read(request, 'ChangeResourceRecordSetsRequest'), set(self.checks))
        return self.reply('ChangeResourceRecordSetsResponse', self.change())

    def change(self):
        change = self.next_id('C')
        self.changes[change] = int(os.environ.get('FAKE_POLLS', '0'))
        return self.change_info(change, 'PENDING')

    @staticmethod
    def change_info(change, status):
        return tag('ChangeInfo', text('Id', '/change/' + change), text('Status', status),
                   text('SubmittedAt', '2026-05-01T10:00:00.123Z'))

    def get_change(self, request, change):
        if change not in self.changes:
            raise Fault(404, 'NoSuchChange', f'Could not find resource with ID: {change}')
        self.changes[change] -= 1
        status = 'PENDING' if self.changes[change] >= 0 else 'INSYNC'
        return self.reply('GetChangeResponse', self.change_info(change, status))

    def list_checks(self, request):
        ids, more = self.page(request, sorted(self.checks), str, 100, 'marker')
        inner = [self.checks[i]['xml'] for i in ids]
        return self.reply('ListHealthChecksResponse', tag('HealthChecks', *inner),
                          text('IsTruncated', flag(more)),
                          text('NextMarker', more) if more else '', text('MaxItems', 100))

    def create_check(self, request):
        tree = self.read(request, 'CreateHealthCheckRequest')
        if [e.tag.split('}')[1] for e in tree] != ['CallerReference', 'HealthCheckConfig']:
            raise Fault(400, 'InvalidInput', 'elements are missing or unknown')
        reference = tree[0].text
        config = [(e.tag.split('}')[1], e.text or '') for e in tree[1]]
        known = ['IPAddress', 'Port', 'Type', 'ResourcePath', 'FullyQualifiedDomainName',
                 'SearchString', 'RequestInterval', 'FailureThreshold', 'MeasureLatency',
                 'Inverted', 'Disabled', 'HealthThreshold', 'ChildHealthChecks', 'EnableSNI']
        names, values = [n for n, _ in config], dict(config)
        if set(names) - set(known) or len(reference) > 64:
            raise Fault(400, 'InvalidInput', 'the health check is not valid')
        if values.get('Type') == 'TCP' and 'ResourcePath' in values:
            raise Fault(400, 'InvalidInput', 'a TCP check has no path')
        if 'IPAddress' not in values and 'FullyQualifiedDomainName' not in values:
            raise Fault(400, 'InvalidInput', 'a check needs an address or a name')
        for check in self.checks.values():
            if check['reference'] == reference:
                return self.reply('CreateHealthCheckResponse', check['xml'], status=201)
        check = self.next_id('check')
        inner = tag('HealthCheck', text('Id', check), text('CallerReference', reference),
                    tag('HealthCheckConfig', *[text(n, v) for n, v in config]),
                    text('HealthCheckVersion', 1))
        self.checks[check] = {'reference': reference, 'xml': inner}
        return self.reply('CreateHealthCheckResponse', inner, status=201,
                          headers={'Location': f'https://x{API}/healthcheck/{check}'})

    def delete_check(self, request, check):
        if check not in self.checks:
            raise Fault(404, 'NoSuchHealthCheck', f'No health check exists with ID {check}')
        if any(s.check == check for z in self.zones.values() for s in z.sets.values()):
            raise Fault(400, 'HealthCheckInUse', 'the health check is in use')
        del self.checks[check]
        return self.reply('DeleteHealthCheckResponse')

    def change_tags(self, request, kind, item):
        tree = self.read(request, 'ChangeTagsForResourceRequest')
        if kind == 'healthcheck' and item not in self.checks:
            raise Fault(404, 'NoSuchHealthCheck', f'No health check exists with ID {item}')
        value = tree.findtext(f'.//{{{SPACE}}}Value') or ''
        if not re.fullmatch(r'[A-Za-z0-9 _.:/=+\-@]{0,256}', value):
            raise Fault(400, 'InvalidInput', 'the tag has characters that are not allowed')
        self.tags[item] = value
        return self.reply('ChangeTagsForResourceResponse')

    def list_collections(self, request):
        inner = [tag('member', text('Arn', 'arn'), text('Id', i), text('Name', c['name']),
                     text('Version', 1)) for i, c in self.collections.items()]
        return self.reply('ListCidrCollectionsResponse', tag('CidrCollections', *inner))

    def create_collection(self, request):
        tree = self.read(request, 'CreateCidrCollectionRequest')
        name = tree.findtext(f'{{{SPACE}}}Name')
        if any(c['name'] == name for c in self.collections.values()):
            raise Fault(400, 'CidrCollectionAlreadyExistsException', 'it exists')
        number = self.next_id('0000-c')
        self.collections[number] = {'name': name, 'blocks': []}
        return self.reply('CreateCidrCollectionResponse',
                          tag('Collection', text('Arn', 'arn'), text('Id', number),
                              text('Name', name), text('Version', 1)), status=201)

    def change_collection(self, request, number):
        if number not in self.collections:
            raise Fault(404, 'NoSuchCidrCollectionException', 'there is no such collection')
        tree = self.read(request, 'ChangeCidrCollectionRequest')
        for member in tree.iter(f'{{{SPACE}}}member'):
            if member.findtext(f'{{{SPACE}}}Action') != 'PUT':
                raise Fault(400, 'InvalidInput', 'only PUT is known')
            for block in member.iter(f'{{{SPACE}}}Cidr'):
                self.collections[number]['blocks'].append(
                    (member.findtext(f'{{{SPACE}}}LocationName'), block.text))
        return self.reply('ChangeCidrCollectionResponse', text('Id', self.next_id('C')))

    def list_blocks(self, request, number):
        if number not in self.collections:
            raise Fault(404, 'NoSuchCidrCollectionException', 'there is no such collection')
        blocks = self.collections[number]['blocks']
        start = int(self.ask(request, 'nexttoken', '0') or 0)
        size = PAGE or 100
        inner = [tag('member', text('CidrBlock', b), text('LocationName', name))
                 for name, b in blocks[start:start + size]]
        more = text('NextToken', start + size) if start + size < len(blocks) else ''
        return self.reply('ListCidrBlocksResponse', more, tag('CidrBlocks', *inner))


ROUTES = [
    ('GET', '/hostedzone', 'list_zones'),
    ('POST', '/hostedzone', 'create_zone'),
    ('GET', '/hostedzonesbyname', 'list_by_name'),
    ('GET', '/hostedzonesbyvpc', 'list_by_vpc'),
    ('GET', '/hostedzonecount', 'count_zones'),
    ('GET', '/hostedzone/([^/]+)', 'get_zone'),
    ('DELETE', '/hostedzone/([^/]+)', 'delete_zone'),
    ('GET', '/hostedzone/([^/]+)/rrset', 'list_sets'),
    ('POST', '/hostedzone/([^/]+)/rrset/?', 'change_sets'),
    ('GET', '/change/([^/]+)', 'get_change'),
    ('GET', '/healthcheck', 'list_checks'),
    ('POST', '/healthcheck', 'create_check'),
    ('DELETE', '/healthcheck/([^/]+)', 'delete_check'),
    ('POST', '/tags/([^/]+)/([^/]+)', 'change_tags'),
    ('GET', '/cidrcollection', 'list_collections'),
    ('POST', '/cidrcollection', 'create_collection'),
    ('POST', '/cidrcollection/([^/]+)', 'change_collection'),
    ('GET', '/cidrcollection/([^/]+)/cidrblocks', 'list_blocks'),
]

if __name__ == '__main__':
    main(Fake)
