'''The steps that every provider passes: zones, one after the other, as octoDNS data.

steps(spec) yields (title, {owner name: [record, …]}); spec is the provider's
suite.json: what its service does not have is left out.
'''

def in_turn(first, *changes):
    'the first value, and what it becomes when it is changed field by field'
    values = [first]
    for change in changes:
        values.append({**values[-1], **change})
    return values


# For each type: a name to put it at, and values; each differs from the one before
# in one field (or in spelling that matters).
VALUES = {
    'A': ('a', ['192.0.2.1', '192.0.2.2']),
    'AAAA': ('aaaa', ['2001:db8::1', '2001:db8:0:1::53']),
    'ALIAS': ('', ['target.example.net.', 'other.example.net.']),
    'CAA': ('caa', in_turn({'flags': 0, 'tag': 'issue', 'value': 'ca.example.net'},
                           {'flags': 128}, {'tag': 'issuewild'}, {'value': ';'})),
    'CNAME': ('cname', ['target.example.net.', 'a.unit.example.']),
    'DNAME': ('dname', ['target.example.net.', 'other.example.net.']),
    # A digest has a length of its own.
    'DS': ('ds', in_turn({'key_tag': 1, 'algorithm': 13, 'digest_type': 2, 'digest': 'ab' * 32},
                         {'key_tag': 2}, {'algorithm': 8}, {'digest': 'cd' * 32},
                         {'digest_type': 4, 'digest': 'ef' * 48})),
    'HTTPS': ('https', in_turn({'svcpriority': 1, 'targetname': '.', 'svcparams': {'alpn': ['h2']}},
                               {'svcpriority': 2}, {'targetname': 'target.example.net.'},
                               {'svcparams': {'alpn': ['h2', 'h3'], 'port': 8443,
                                              'ipv4hint': ['192.0.2.1', '192.0.2.2']}})),
    'LOC': ('loc', in_turn({'lat_degrees': 31, 'lat_minutes': 58, 'lat_seconds': 52.1,
                            'lat_direction': 'S', 'long_degrees': 115, 'long_minutes': 49,
                            'long_seconds': 11.7, 'long_direction': 'E', 'altitude': 20,
                            'size': 10, 'precision_horz': 10, 'precision_vert': 2},
                           {'lat_degrees': 53}, {'lat_minutes': 0}, {'lat_seconds': 10},
                           {'lat_direction': 'N'}, {'long_degrees': 2}, {'long_minutes': 18},
                           {'long_seconds': 26.25}, {'long_direction': 'W'}, {'altitude': -12.5},
                           {'size': 1}, {'precision_horz': 1000}, {'precision_vert': 5})),
    'MX': ('mx', in_turn({'preference': 10, 'exchange': 'mx.example.net.'},
                         {'preference': 20}, {'exchange': 'mx2.example.net.'})),
    'NAPTR': ('naptr', in_turn({'order': 10, 'preference': 100, 'flags': 'S', 'service': 'SIP+D2U',
                                'regexp': '!^.*$!sip:info@example.net!', 'replacement': '.'},
                               {'order': 11}, {'preference': 101}, {'flags': 'U'},
                               {'service': 'SIP+D2T'}, {'regexp': ''},
                               {'replacement': 'sip.example.net.'})),
    'NS': ('ns', ['ns1.example.net.', 'ns2.example.net.']),
    'OPENPGPKEY': ('openpgpkey', ['bWFudHJh', 'bWFudHJhcw==']),
    'PTR': ('ptr', ['host.example.net.', 'other.example.net.']),
    'SPF': ('spf', ['v=spf1 -all', 'v=spf1 mx -all']),
    'SRV': ('_srv._tcp', in_turn({'priority': 10, 'weight': 20, 'port': 30,
                                  'target': 'srv.example.net.'},
                                 {'priority': 11}, {'weight': 21}, {'port': 31},
                                 {'target': 'srv2.example.net.'})),
    'SSHFP': ('sshfp', in_turn({'algorithm': 4, 'fingerprint_type': 2, 'fingerprint': 'ab' * 32},
                               {'algorithm': 1}, {'fingerprint': 'cd' * 32},
                               {'fingerprint_type': 1, 'fingerprint': 'ef' * 20})),
    'SVCB': ('_8443._foo.svcb', in_turn({'svcpriority': 1, 'targetname': 'target.example.net.',
                                         'svcparams': {'alpn': ['h2']}},
                                        {'svcpriority': 2}, {'targetname': 'other.example.net.'},
                                        {'svcparams': {'alpn': ['h2'], 'port': 8443}})),
    'TLSA': ('_443._tcp.tlsa', in_turn({'certificate_usage': 3, 'selector': 1, 'matching_type': 1,
                                        'certificate_association_data': 'ab' * 32},
                                       {'certificate_usage': 2}, {'selector': 0},
                                       {'certificate_association_data': 'cd' * 32},
                                       {'matching_type': 2,
                                        'certificate_association_data': 'ef' * 64})),
    'TXT': ('txt', ['plain text', 'with "quotes" inside']),
    'URI': ('_uri._tcp', in_turn({'priority': 10, 'weight': 1, 'target': 'https://example.net/a'},
                                 {'priority': 20}, {'weight': 2},
                                 {'target': 'https://example.net/b?c=d'})),
}

TEXTS = [
    'x' * 255, 'y' * 256, 'ab' * 600,
    'v=DKIM1\\; k=rsa\\; p=' + 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A' * 12,
    'semi\\; colons\\;\\; and, commas', 'percent %20 and #hash and $dollar', "it's 'quoted'",
    '  blanks on both sides  ',
]


def record(kind, values, ttl):
    data = {'type': kind, 'ttl': ttl}
    data['value' if len(values) == 1 else 'values'] = values[0] if len(values) == 1 else values
    return data


class Zone(dict):
    'owner name: records; put() leaves out what the service does not have'

    def __init__(self, spec):
        super().__init__()
        self.spec = spec

    def put(self, name, kind, values, ttl=3600):
        if kind in self.spec['types']:
            self.setdefault(name, []).append(record(kind, values, ttl))


def each_type(spec, variant, ttl):
    zone = Zone(spec)
    for kind, (name, values) in VALUES.items():
        # An ALIAS takes the place of the addresses of the zone itself.
        zone.put(name, kind, [values[min(variant, len(values) - 1)]], ttl)
    delegate(zone)
    return zone


def delegate(zone):
    'a DS stands where the zone ends'
    if 'ds' in zone:
        zone.put('ds', 'NS', ['ns1.example.net.'])


def all_values(spec):
    zone = Zone(spec)
    for kind, (name, values) in VALUES.items():
        single = kind in ('ALIAS', 'CNAME', 'DNAME') or \
            kind == 'PTR' and not spec.get('multi_ptr')
        zone.put(name, kind, values[:1] if single else values)
    delegate(zone)
    zone.put('many', 'A', [f'198.51.100.{number}' for number in range(1, 41)])
    return zone


def texts(spec):
    zone = Zone(spec)
    for number, text in enumerate(TEXTS):
        if text not in spec.get('refused_texts', []):
            zone.put(f'text{number}', 'TXT', [text])
    zone.put('two', 'TXT', ['first', 'second'])
    zone.put('two', 'MX', [{'preference': 1, 'exchange': 'mx.example.net.'}])
    return zone


def names(spec):
    zone = Zone(spec)
    zone.put('', 'A', ['192.0.2.1'])
    zone.put('', 'MX', [{'preference': 10, 'exchange': 'mx.example.net.'}])
    zone.put('', 'TXT', ['the zone itself'])
    zone.put('*', 'A', ['192.0.2.2'])
    zone.put('*.deep.er', 'A', ['192.0.2.3'])
    zone.put('_under._score', 'TXT', ['underscores'])
    zone.put('a.very.long.chain.of.labels.that.goes.on', 'A', ['192.0.2.4'])
    zone.put('x' * 63, 'A', ['192.0.2.5'])
    zone.put('tschüß', 'A', ['192.0.2.6'])
    zone.put('xn--bcher-kva', 'CNAME', ['tschüß.unit.example.'])
    zone.put('123', 'A', ['192.0.2.7'])
    if spec.get('root_ns'):
        zone.put('', 'NS', ['ns1.example.net.', 'ns2.example.net.'])
    return zone


def replaced(spec):
    'the same names with other types'
    zone = Zone(spec)
    zone.put('a', 'CNAME', ['target.example.net.'])
    zone.put('cname', 'A', ['192.0.2.9'])
    zone.put('txt', 'TXT', ['plain text'], 7200)
    return zone


def numbered(spec, count, value='192.0.2.1'):
    zone = Zone(spec)
    for number in range(count):
        zone.put(f'host{number}', 'A', [value])
    return zone


def steps(spec):
    most = max(len(values) for _, values in VALUES.values())
    yield 'create each type', each_type(spec, 0, 3600)
    for variant in range(1, most):
        yield f'change each field ({variant})', each_type(spec, variant, 3600)
    yield 'change each TTL', each_type(spec, most, 7200)
    yield 'many values', all_values(spec)
    yield 'some values less', each_type(spec, 0, 3600)
    yield 'other types at the same names', replaced(spec)
    yield 'long and strange texts', texts(spec)
    yield 'names', names(spec)
    for count in spec.get('pages', [99, 100, 101]):
        yield f'{count} records', numbered(spec, count)
    many = spec.get('many', 1000)
    yield f'{many} creations', numbered(spec, many)
    yield f'{many} changes', numbered(spec, many, '192.0.2.99')
    yield 'nothing left', Zone(spec)
    yield 'one record', numbered(spec, 1)


def before(spec):
    'what a zone has before an apply that is cut'
    zone = Zone(spec)
    zone.put('', 'TXT', ['stays'])
    zone.put('stays', 'A', ['192.0.2.1'])
    zone.put('change', 'A', ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
    zone.put('swap', 'A', ['192.0.2.4'])
    zone.put('go', 'TXT', ['away'])
    zone.put('ttl', 'TXT', ['the same'], 3600)
    return zone


def after(spec):
    'what it is to have'
    zone = Zone(spec)
    zone.put('', 'TXT', ['stays'])
    zone.put('stays', 'A', ['192.0.2.1'])
    zone.put('change', 'A', ['192.0.2.1', '192.0.2.5'])
    zone.put('swap', 'CNAME', ['target.example.net.'])
    zone.put('come', 'MX', [{'preference': 10, 'exchange': 'mx.example.net.'},
                            {'preference': 20, 'exchange': 'mx2.example.net.'}])
    zone.put('come', 'TXT', ['new'])
    zone.put('ttl', 'TXT', ['the same'], 7200)
    return zone


def one_more(spec):
    'the same, and one change that stands alone'
    zone = after(spec)
    zone.put('more', 'A', ['192.0.2.6'])
    return zone
