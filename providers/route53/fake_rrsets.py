'Hosted zones of the fake Route 53: sets of records, and what may not be done to them.'
import copy
import ipaddress
import re
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

SPACE = '{https://route53.amazonaws.com/doc/2013-04-01/}'
ROUTING = ['Weight', 'Region', 'GeoLocation', 'Failover', 'MultiValueAnswer', 'CidrRoutingConfig',
           'GeoProximityLocation']
ORDER = ['Name', 'Type', 'SetIdentifier', 'Weight', 'Region', 'GeoLocation', 'Failover',
         'MultiValueAnswer', 'TTL', 'ResourceRecords', 'AliasTarget', 'HealthCheckId',
         'TrafficPolicyInstanceId', 'CidrRoutingConfig', 'GeoProximityLocation']
NAME = r'(\.|([^\s."\\]|\\[0-7]{3})+(\.([^\s."\\]|\\[0-7]{3})+)*\.?)'
STRINGS = r'"([^"\\]|\\.|\\[0-7]{3})*"( +"([^"\\]|\\.|\\[0-7]{3})*")*'
STRING = r'"([^"\\]|\\.|\\[0-7]{3})*"'
HEX = r'[0-9A-Fa-f ]+'
VALUES = {
    'CNAME': NAME, 'NS': NAME, 'PTR': NAME, 'TXT': STRINGS, 'SPF': STRINGS,
    'MX': rf'\d+ {NAME}', 'SRV': rf'\d+ \d+ \d+ {NAME}', 'CAA': rf'\d+ [A-Za-z0-9]+ {STRING}',
    'DS': rf'\d+ \d+ \d+ {HEX}', 'SSHFP': rf'\d+ \d+ {HEX}', 'TLSA': rf'\d+ \d+ \d+ {HEX}',
    'NAPTR': rf'\d+ \d+ {STRING} {STRING} {STRING} {NAME}', 'SVCB': rf'\d+ {NAME}( .*)?',
    'HTTPS': rf'\d+ {NAME}( .*)?', 'SOA': r'.*',
}


class Refused(Exception):
    def __init__(self, message, code='InvalidChangeBatch'):
        super().__init__(message)
        self.code = code


def from_decimal(text):
    'presentation form, whose escapes are decimal, as the service has it: in octal'
    return re.sub(r'\\(\d{3})|(\\\D)', lambda m: m[2] or f'\\{int(m[1]):03o}', text)


def to_decimal(text):
    return re.sub(r'\\([0-7]{3})|(\\\D)', lambda m: m[2] or f'\\{int(m[1], 8):03d}', text)


def spell(name):
    'a name as the service answers with it: what is not plain is escaped'
    def one(match):
        if match[1]:
            char = chr(int(match[1], 8))
            return char.lower() if re.match(r'[A-Za-z0-9_-]', char) else match[0]
        return match[0] if re.match(r'[a-z0-9._-]', match[0]) else f'\\{ord(match[0]):03o}'
    return re.sub(r'\\([0-7]{3})|.', one, name.lower())


def strip(element):
    'the element without its namespace'
    for node in element.iter():
        node.tag = node.tag.replace(SPACE, '')
    return element


def plain(name):
    return '*' if name == '\\052' else name


class Set:
    'one ResourceRecordSet'

    def __init__(self, tree):
        order = [e.tag for e in tree]
        if order != [n for n in ORDER if n in order]:
            raise Refused(f'elements are unknown, twice or out of order: {order}', 'InvalidInput')
        self.tree = tree
        name = tree.findtext('Name') or ''
        self.name = spell(name if name.endswith('.') else name + '.')
        tree.find('Name').text = self.name
        self.type = tree.findtext('Type')
        self.id = tree.findtext('SetIdentifier') or ''
        self.check = tree.findtext('HealthCheckId')
        self.ttl = tree.findtext('TTL')
        self.values = [v.text or '' for v in tree.iter('Value')]
        self.alias = tree.find('AliasTarget')
        if self.alias is not None:
            target = self.alias.findtext('DNSName')
            self.alias.find('DNSName').text = spell(target.rstrip('.') + '.')
        self.routing = [n for n in ROUTING if tree.find(n) is not None]

    def key(self):
        return self.name, self.type, self.id

    def xml(self):
        return ElementTree.tostring(self.tree, encoding='unicode')

    def facts(self):
        return (self.ttl, sorted(self.values), sorted(
            ElementTree.tostring(e) for e in self.tree
            if e.tag not in ('Name', 'Type', 'TTL', 'ResourceRecords')))

    def words(self):
        more = f", set identifier='{self.id}'" if self.id else ''
        return f"[name='{self.name}', type='{self.type}'{more}]"

    def check_value(self, value):
        if len(value) > 4000:
            raise Refused(f'the value of {self.words()} is too long')
        if self.type in ('A', 'AAAA'):
            try:
                if ipaddress.ip_address(value).version != (4 if self.type == 'A' else 6):
                    raise ValueError
            except ValueError:
                raise Refused(f"Invalid Resource Record: 'FATAL problem: "
                              f"ARRDATAIllegalIPv4Address' encountered with '{value}'") from None
        elif self.type not in VALUES:
            raise Refused(f"Value '{self.type}' at 'type' failed to satisfy constraint",
                          'InvalidInput')
        elif not re.fullmatch(VALUES[self.type], value):
            raise Refused(f"Invalid Resource Record: 'FATAL problem: InvalidCharacterString' "
                          f"encountered with '{value}'")
        if self.type in ('TXT', 'SPF'):
            for part in re.findall(r'"((?:[^"\\]|\\.)*)"', value):
                if len(re.sub(r'\\[0-7]{3}|\\.', '.', part)) > 255:
                    raise Refused(f"Invalid Resource Record: 'FATAL problem: "
                                  f"CharacterStringTooLong' encountered with '{value}'")

    def validate(self, zone):
        if self.name != zone.name and not self.name.endswith('.' + zone.name):
            raise Refused(f"RRSet with DNS name {self.name} is not permitted in zone {zone.name}")
        if (self.alias is None) == (not self.values) or (self.alias is None) != (
                self.ttl is not None):
            raise Refused('exactly one of TTL with ResourceRecords, and AliasTarget, is needed',
                          'InvalidInput')
        if self.ttl is not None and not (self.ttl.isdigit() and int(self.ttl) <= 2147483647):
            raise Refused(f"Value '{self.ttl}' at 'ttl' failed to satisfy constraint",
                          'InvalidInput')
        if bool(self.id) != bool(self.routing) or len(self.routing) > 1:
            raise Refused(f'{self.words()} needs one routing policy and a SetIdentifier, or none')
        if len(self.values) != len(set(self.values)):
            raise Refused(f"Duplicate Resource Record: '{self.values}'")
        if self.type == 'CNAME' and (len(self.values) > 1 or self.name == zone.name):
            raise Refused(f'RRSet of type CNAME with DNS name {self.name} is not permitted')
        for value in self.values:
            self.check_value(value)


class Zone:
    def __init__(self, number, name, reference, private, networks):
        self.id, self.name, self.reference = number, spell(name), reference
        self.private, self.networks = private, list(networks)
        self.sort = self.sort_key(self.name)
        self.sets = {}
        self.servers = [f'ns-{i}.awsdns-{i:02d}.{end}.' for i, end in
                        enumerate(['com', 'net', 'org', 'co.uk'], 1)]
        for server in self.servers:
            self.put(self.name, 'NS', 172800, server)
        self.own = self.sets[self.name, 'NS', ''].facts()
        self.put(self.name, 'SOA', 900, f'{self.servers[0]} awsdns-hostmaster.amazon.com. '
                                        f'1 7200 900 1209600 86400')

    @staticmethod
    def sort_key(name):
        return [plain(label) for label in name.rstrip('.').split('.')[::-1]]

    def put(self, owner, kind, ttl, value):
        'add one value, or a whole set; the name servers that the zone was born with give way'
        if value.startswith('<'):
            whole = Set(ElementTree.fromstring(value))
            self.sets[whole.key()] = whole
            return
        key = (spell(owner), kind, '')
        old = self.sets.get(key)
        values = list(old.values) if old and not (
            kind == 'NS' and hasattr(self, 'own') and old.facts() == self.own) else []
        records = ''.join(f'<ResourceRecord><Value>{escape(v)}</Value></ResourceRecord>'
                          for v in values + [value])
        self.sets[key] = Set(ElementTree.fromstring(
            f'<ResourceRecordSet><Name>{escape(owner)}</Name><Type>{kind}</Type><TTL>{ttl}</TTL>'
            f'<ResourceRecords>{records}</ResourceRecords></ResourceRecordSet>'))

    def dump(self):
        'all that somebody wrote: not SOA, nor the name servers that the zone was born with'
        rows = []
        for one in self.sets.values():
            if one.type == 'SOA' or (one.type == 'NS' and one.facts() == self.own):
                continue
            owner = to_decimal(one.name.replace('\\052', '*'))
            if one.alias is None and not one.id:
                rows += [[owner, one.type, int(one.ttl), to_decimal(v)] for v in one.values]
            else:
                rows.append([owner, one.type, int(one.ttl or 0), one.xml()])
        return rows

    def sorted_sets(self):
        return sorted(self.sets.values(), key=lambda s: (self.sort_key(s.name), s.type, s.id))

    def xml(self):
        return (f'<HostedZone><Id>/hostedzone/{self.id}</Id><Name>{self.name}</Name>'
                f'<CallerReference>{escape(self.reference)}</CallerReference><Config><PrivateZone>'
                f'{"true" if self.private else "false"}</PrivateZone></Config>'
                f'<ResourceRecordSetCount>{len(self.sets)}</ResourceRecordSetCount></HostedZone>')

    def delegation(self):
        servers = ''.join(f'<NameServer>{s.rstrip(".")}</NameServer>' for s in self.servers)
        return f'<DelegationSet><NameServers>{servers}</NameServers></DelegationSet>'

    @staticmethod
    def check_size(changes):
        records = chars = 0
        for action, one in changes:
            times = 2 if action == 'UPSERT' else 1
            records += times * max(1, len(one.values))
            chars += times * sum(len(v) for v in one.values)
        if records > 1000:
            raise Refused('Number of records limit of 1000 exceeded.')
        if chars > 32000:
            raise Refused('Number of characters in record values limit of 32000 exceeded.')

    def change(self, tree, checks):
        'carry out a batch: all of it, or none'
        changes = [(e.findtext('Action'), Set(e.find('ResourceRecordSet')))
                   for e in strip(tree).iter('Change')]
        if not changes:
            raise Refused('a batch has at least one change', 'InvalidInput')
        self.check_size(changes)
        before, faults = dict(self.sets), []
        for action, one in changes:
            try:
                self.carry_out(action, copy.copy(one), checks)
            except Refused as refused:
                if refused.code != 'InvalidChangeBatch':
                    self.sets = before
                    raise
                faults.append(str(refused))
        if (self.name, 'NS', '') not in self.sets or (self.name, 'SOA', '') not in self.sets:
            faults.append('A HostedZone must contain at least one NS record for the zone itself.')
        if faults:
            self.sets = before
            raise Refused('[' + ', '.join(faults) + ']')

    def carry_out(self, action, one, checks):
        there = self.sets.get(one.key())
        if action == 'DELETE':
            if not there:
                raise Refused(f'Tried to delete resource record set {one.words()} but it was not '
                              f'found')
            if there.facts() != one.facts():
                raise Refused(f'Tried to delete resource record set {one.words()} but the values '
                              f'provided do not match the current values')
            del self.sets[one.key()]
            return
        if action not in ('CREATE', 'UPSERT'):
            raise Refused(f"Value '{action}' at 'action' failed to satisfy constraint",
                          'InvalidInput')
        if action == 'CREATE' and there:
            raise Refused(f'Tried to create resource record set {one.words()} but it already '
                          f'exists')
        one.validate(self)
        self.check_neighbours(one)
        if one.check and one.check not in checks:
            raise Refused(f'The specified health check does not exist: {one.check}')
        if one.alias is not None and one.alias.findtext('HostedZoneId') == self.id:
            target = one.alias.findtext('DNSName')
            if not any(s.name == target and s.type == one.type for s in self.sets.values()):
                raise Refused(f'Tried to create an alias that targets {target}, type {one.type} in '
                              f'zone {self.id}, but that target was not found')
        self.sets[one.key()] = one

    def check_neighbours(self, one):
        for other in self.sets.values():
            if other.name != one.name or other.key() == one.key():
                continue
            if 'CNAME' in (other.type, one.type) and other.type != one.type:
                raise Refused(f'RRSet of type {one.type} with DNS name {one.name} is not permitted '
                              f'as it conflicts with other records with the same DNS name in zone '
                              f'{self.name}')
            if other.type == one.type and bool(other.id) != bool(one.id):
                raise Refused(f'RRSet with DNS name {one.name}, type {one.type} cannot be created '
                              f'as other RRSets exist with the same name and type')
