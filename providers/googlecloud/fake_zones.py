'Managed zones of the fake: what they hold, and what the service refuses.'
import copy
import re

import rdata
from service import Answer

TYPES = ['A', 'AAAA', 'ALIAS', 'CAA', 'CNAME', 'DNSKEY', 'DS', 'HTTPS', 'IPSECKEY', 'MX', 'NAPTR', 'NS',
         'PTR', 'SOA', 'SPF', 'SRV', 'SSHFP', 'SVCB', 'TLSA', 'TXT']
ZONE_KEYS = {'name', 'dnsName', 'description', 'visibility', 'dnssecConfig', 'labels',
             'privateVisibilityConfig', 'kind'}
RRSET_KEYS = {'name', 'type', 'ttl', 'rrdatas', 'kind', 'signatureRrdatas'}
MOST = 1000
MOST_BYTES = 100000
LABEL = re.compile(r'(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)\.')
SERVERS = ['ns-cloud-a1.googledomains.com.', 'ns-cloud-a2.googledomains.com.',
           'ns-cloud-a3.googledomains.com.', 'ns-cloud-a4.googledomains.com.']


class Fault(Exception):
    def __init__(self, status, reason, message):
        super().__init__(message)
        self.status, self.reason, self.message = status, reason, message


def error(status, reason, message):
    return Answer(status, {'error': {
        'code': status, 'message': message,
        'errors': [{'message': message, 'domain': 'global', 'reason': reason}]}})


def invalid(field, value):
    return Fault(400, 'invalid', f"Invalid value for '{field}': '{value}'")


def is_name(text):
    return isinstance(text, str) and len(text) <= 254 and \
        all(LABEL.fullmatch(label + '.') for label in text[:-1].split('.')) and text.endswith('.')


def normal(kind, text):
    'rdata as the service stores and shows it'
    if kind in ('TXT', 'SPF'):
        # What has no quotes becomes one string for each word.
        return ' '.join(word if word.startswith('"') else f'"{word}"' for word in rdata.words(text))
    if kind == 'CAA':
        words = rdata.words(text)
        return f'{words[0]} {words[1]} "{" ".join(words[2:]).strip(chr(34))}"'
    if kind in ('HTTPS', 'SVCB'):
        return text
    return rdata.join_hex(kind, rdata.map_name(kind, text, str.lower))


def is_absolute(kind, text):
    at = rdata.NAMES.get(kind, 0 if kind == 'ALIAS' else None)
    words = rdata.words(text)
    return at is None or (len(words) > at and words[at].endswith('.'))


def is_rdata(kind, text):
    if kind in ('TXT', 'SPF'):
        return all(len(rdata.decode(word).encode('utf-8', 'surrogateescape')) <= 255
                   for word in rdata.words(text)) and text.isascii() and text != ''
    if kind == 'ALIAS':
        return is_name(text)
    return rdata.is_valid(kind, text)


class ManagedZone:
    def __init__(self, serial, data):
        self.check_new(data)
        self.id, self.name, self.dns_name = str(10**18 + serial), data['name'], data['dnsName']
        self.data = {'kind': 'dns#managedZone', 'id': self.id, 'nameServers': SERVERS,
                     'creationTime': '2026-01-01T00:00:00.000Z', 'visibility': 'public', **data}
        self.late = 0
        self.rrsets = {}
        self.changes = []
        self.put('NS', SERVERS)
        self.put('SOA', [f'{SERVERS[0]} cloud-dns-hostmaster.google.com. 1 21600 3600 259200 300'])

    @staticmethod
    def check_new(data):
        for key in ('name', 'dnsName', 'description'):
            if key not in data:
                raise Fault(400, 'required',
                            f"Required field 'entity.managedZone.{key}' not specified")
        if set(data) - ZONE_KEYS:
            raise invalid('entity.managedZone', sorted(set(data) - ZONE_KEYS)[0])
        if not re.fullmatch(r'[a-z]([-a-z0-9]{0,61}[a-z0-9])?', data['name']):
            raise invalid('entity.managedZone.name', data['name'])
        if not is_name(data['dnsName']):
            raise invalid('entity.managedZone.dnsName', data['dnsName'])

    def put(self, kind, values):
        self.rrsets[(self.dns_name, kind)] = {
            'kind': 'dns#resourceRecordSet', 'name': self.dns_name, 'type': kind, 'ttl': 21600,
            'rrdatas': list(values)}

    def give_policy(self, name, kind):
        self.rrsets[(name, kind)] = {
            'kind': 'dns#resourceRecordSet', 'name': name, 'type': kind, 'ttl': 300,
            'routingPolicy': {'kind': 'dns#rRSetRoutingPolicy', 'wrr': {
                'kind': 'dns#rRSetRoutingPolicyWrrPolicy',
                'items': [{'weight': 1.0, 'rrdatas': ['192.0.2.77']}]}}}

    def dump(self):
        rows = []
        for rrset in self.rrsets.values():
            policy = rrset.get('routingPolicy', {}).get('wrr', {}).get('items', [])
            values = rrset.get('rrdatas', []) + [text for item in policy
                                                 for text in item['rrdatas']]
            rows += [[rrset['name'], rrset['type'], rrset['ttl'], text] for text in values
                     if (rrset['name'], rrset['type']) != (self.dns_name, 'NS')
                     or values != SERVERS]
        return rows

    def load(self, records):
        for name, kind, ttl, text in records:
            rrset = self.rrsets.get((name, kind))
            if rrset is None or rrset['rrdatas'] == SERVERS:
                rrset = self.rrsets[(name, kind)] = {
                    'kind': 'dns#resourceRecordSet', 'name': name, 'type': kind, 'ttl': ttl,
                    'rrdatas': []}
            rrset['rrdatas'].append(normal(kind, text))

    # Changes.

    def check_rrset(self, where, rrset):
        'what every element of a change must be'
        if not isinstance(rrset, dict) or set(rrset) - RRSET_KEYS or \
                not isinstance(rrset.get('rrdatas'), list) or not rrset['rrdatas']:
            raise invalid(where, rrset)
        name = rrset.get('name')
        if not is_name(name) or not ('.' + name).endswith('.' + self.dns_name):
            raise invalid(where + '.name', name)
        if rrset.get('type') not in TYPES:
            raise invalid(where + '.type', rrset.get('type'))
        ttl = rrset.get('ttl')
        if not isinstance(ttl, int) or not 0 <= ttl <= 2147483647:
            raise invalid(where + '.ttl', ttl)

    def check_addition(self, where, rrset):
        kind = rrset['type']
        for at, text in enumerate(rrset['rrdatas']):
            if not isinstance(text, str) or not is_absolute(kind, text) or \
                    not is_rdata(kind, text):
                raise invalid(f'{where}.rrdata[{at}]', text)
        if len(set(rrset['rrdatas'])) < len(rrset['rrdatas']) or len(rrset['rrdatas']) > 100:
            raise invalid(where + '.rrdata', rrset['rrdatas'])
        if kind in ('CNAME', 'ALIAS') and len(rrset['rrdatas']) > 1:
            raise invalid(where + '.rrdata', rrset['rrdatas'])
        if kind == 'ALIAS' and (rrset['name'] != self.dns_name or
                                self.data['visibility'] != 'public'):
            raise invalid(where + '.type', kind)

    def check_size(self, deletions, additions):
        for word, rrsets in (('deletions', deletions), ('additions', additions)):
            if len(rrsets) > MOST:
                raise Fault(403, 'quotaExceeded', f"The resource 'entity.change.{word}' named "
                            f"'{len(rrsets)}' has exceeded quota")
        if sum(len(text) for rrset in deletions + additions
               for text in rrset.get('rrdatas', [])) > MOST_BYTES:
            raise Fault(403, 'quotaExceeded', "The resource 'entity.change.rrdata' has exceeded "
                        'quota')

    def delete(self, where, rrset, rrsets):
        key = (rrset['name'], rrset['type'])
        old = rrsets.get(key)
        if old is None:
            raise Fault(404, 'notFound', f"The '{where}' resource named '{key[0]} ({key[1]})' does "
                        'not exist.')
        if (old['ttl'], old.get('rrdatas')) != (rrset['ttl'], rrset['rrdatas']):
            raise Fault(412, 'conditionNotMet', f"Precondition not met for '{where}'")
        del rrsets[key]

    def add(self, where, rrset, rrsets):
        key = (rrset['name'], rrset['type'])
        if key in rrsets:
            raise Fault(409, 'alreadyExists', f"The resource '{where}' named '{key[0]} ({key[1]})' "
                        'already exists')
        rrsets[key] = {'kind': 'dns#resourceRecordSet', 'name': key[0], 'type': key[1],
                       'ttl': rrset['ttl'],
                       'rrdatas': [normal(key[1], text) for text in rrset['rrdatas']]}

    def check_whole(self, rrsets):
        for name, kind in rrsets:
            if kind in ('CNAME', 'ALIAS'):
                others = ('A', 'AAAA') if kind == 'ALIAS' else TYPES
                if any((name, other) in rrsets for other in others if other != kind):
                    raise Fault(400, 'cnameResourceRecordSetConflict',
                                f"The resource record set 'entity.change.additions' is invalid "
                                f"because the DNS name '{name}' may have either one {kind} "
                                'resource record set or resource record sets of other types, '
                                'but not both.')
        for kind in ('NS', 'SOA'):
            if (self.dns_name, kind) not in rrsets:
                raise Fault(400, f'invalidZoneApex', f"A zone must contain exactly one resource "
                            f"record set of type '{kind}' at the apex.")

    def change(self, data, pending):
        if set(data) - {'additions', 'deletions', 'kind'}:
            raise invalid('entity.change', data)
        deletions, additions = data.get('deletions', []), data.get('additions', [])
        if not deletions and not additions:
            raise Fault(400, 'required', "Required field 'entity.change' not specified")
        rrsets = copy.copy(self.rrsets)
        for word, items in (('deletions', deletions), ('additions', additions)):
            for at, rrset in enumerate(items):
                self.check_rrset(f'entity.change.{word}[{at}]', rrset)
        self.check_size(deletions, additions)
        for at, rrset in enumerate(deletions):
            self.delete(f'entity.change.deletions[{at}]', rrset, rrsets)
        for at, rrset in enumerate(additions):
            self.check_addition(f'entity.change.additions[{at}]', rrset)
            self.add(f'entity.change.additions[{at}]', rrset, rrsets)
        self.check_whole(rrsets)
        self.rrsets = rrsets
        done = {'kind': 'dns#change', 'id': str(len(self.changes) + 1),
                'status': 'pending' if pending else 'done',
                'startTime': '2026-01-01T00:00:00.000Z', 'additions': additions,
                'deletions': deletions}
        self.changes.append({**done, 'asked': pending})
        return done

    def get_change(self, number):
        for change in self.changes:
            if change['id'] == number:
                change['asked'] -= 1
                if change['asked'] <= 0:
                    change['status'] = 'done'
                return {key: value for key, value in change.items() if key != 'asked'}
        raise Fault(404, 'notFound', f"The 'parameters.changeId' resource named '{number}' does "
                    'not exist.')
