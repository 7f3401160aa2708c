'''Records as Cloudflare keeps them: what it takes, what it refuses, and their
presentation form.'''
import ipaddress
import re

FIELDS = {'name', 'type', 'content', 'data', 'priority', 'ttl', 'proxied', 'comment', 'tags',
          'settings', 'private_routing'}
PROXIABLE = ('A', 'AAAA', 'CNAME')
TARGETS = ('CNAME', 'NS', 'PTR', 'MX')
# Keys of "data" in the order of presentation form; those in capitals stand in quotes.
DATA = {
    'CAA': 'flags tag VALUE',
    'CERT': 'type key_tag algorithm certificate',
    'DS': 'key_tag algorithm digest_type digest',
    'HTTPS': 'priority target value',
    'LOC': 'lat_degrees lat_minutes lat_seconds lat_direction long_degrees long_minutes '
           'long_seconds long_direction altitude size precision_horz precision_vert',
    'NAPTR': 'order preference FLAGS SERVICE REGEX replacement',
    'SRV': 'priority weight port target',
    'SSHFP': 'algorithm type fingerprint',
    'SVCB': 'priority target value',
    'TLSA': 'usage selector matching_type certificate',
}
WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
TEXTS = ('lat_direction', 'long_direction', 'tag', 'target', 'digest', 'fingerprint',
         'certificate', 'value', 'flags', 'service', 'regex', 'replacement')


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status = status
        self.code = code


def bare(name):
    return name.rstrip('.') or '.'


def content_of(type, data):
    words = []
    for key in DATA[type].split():
        value = data[key.lower()]
        if key.isupper():
            value = f'"{value}"'
        elif key == 'target':
            value = bare(value) if type == 'SRV' else value
        words.append(str(value))
    return ' '.join(' '.join(words).split()) if type in ('HTTPS', 'SVCB') else ' '.join(words)


def check_data(type, data):
    keys = DATA[type].lower().split()
    if type == 'SRV':
        data = {key: value for key, value in data.items() if key not in ('service', 'proto', 'name')}
    if set(data) != set(keys):
        raise Refused(400, 9101, f'data of {type} must have {", ".join(keys)}')
    for key, value in data.items():
        number = key not in TEXTS or (type == 'CAA' and key == 'flags')
        if number != isinstance(value, (int, float)) or isinstance(value, bool):
            raise Refused(400, 9101, f'{key} is invalid')
    if type == 'SRV':
        data['target'] = bare(data['target'])
    if 'value' in keys and type != 'CAA':
        check_params(data['value'])
    if type == 'LOC' and not (0 <= data['lat_degrees'] <= 90 and data['lat_seconds'] <= 59.999):
        raise Refused(400, 9101, 'LOC is invalid')
    return data


def check_params(text):
    for word in re.findall(r'\S+', text):
        if not re.fullmatch(r'[a-z0-9-]+(="[^"]*")?', word):
            raise Refused(400, 9101, f'service parameter {word} is invalid')


def check_content(fields):
    type, content = fields['type'], fields.get('content')
    if not isinstance(content, str) or not content:
        raise Refused(400, 9005, f'Content for {type} record is invalid.')
    try:
        if type == 'A':
            return str(ipaddress.IPv4Address(content))
        if type == 'AAAA':
            return str(ipaddress.IPv6Address(content))
    except ValueError:
        raise Refused(400, 9005 if type == 'A' else 9006,
                      f'Content for {type} record is invalid. Must be a valid address.') from None
    if type == 'TXT':
        if any(len(piece) > 4 * 255 for piece in re.findall(WORDS, content)):
            raise Refused(400, 9207, 'Content for TXT record is too long.')
        return content
    if type not in TARGETS:
        raise Refused(400, 1004, f'DNS type {type} is invalid')
    return bare(content).lower()


def check_meta(plan, fields):
    if len(fields.get('comment') or '') > (100 if plan == 'free' else 500):
        raise Refused(400, 9313, 'Comment is too long')
    if fields.get('tags') and plan == 'free':
        raise Refused(400, 9300, 'DNS record has more tags than allowed by the quota of 0')
    for tag in fields.get('tags') or []:
        if not re.fullmatch(r'[A-Za-z0-9_-]{1,32}(:.{0,100})?', tag):
            raise Refused(400, 9302, f'tag {tag} is invalid')


def check_ttl(plan, fields):
    ttl = fields.get('ttl', 1)
    if type(ttl) is not int or ttl != 1 and not (30 if plan == 'enterprise' else 60) <= ttl <= 86400:
        raise Refused(400, 9021, 'Invalid TTL. Must be between 60 and 86400 seconds, or 1 for '
                      'Automatic.')
    return ttl


def checked(zone, plan, fields):
    'return the record that these fields make'
    unknown = set(fields) - FIELDS
    type, name = fields.get('type'), bare(str(fields.get('name', ''))).lower()
    if unknown:
        raise Refused(400, 9207, f'unknown field {min(unknown)}')
    if name != zone and not name.endswith('.' + zone):
        raise Refused(400, 9000, 'DNS name is invalid.')
    if fields.get('proxied') and type not in PROXIABLE:
        raise Refused(400, 9004, 'This record type cannot be proxied.')
    record = {'name': name, 'type': type, 'proxied': bool(fields.get('proxied')),
              'proxiable': type in PROXIABLE, 'settings': fields.get('settings') or {},
              'meta': {}, 'comment': fields.get('comment') or None,
              'tags': sorted(set(fields.get('tags') or [])),
              'ttl': 1 if fields.get('proxied') else check_ttl(plan, fields)}
    check_meta(plan, fields)
    if type in DATA:
        record['data'] = check_data(type, dict(fields.get('data') or {}))
        record['content'] = content_of(type, record['data'])
    else:
        record['content'] = check_content(fields)
    if type == 'MX':
        if not isinstance(fields.get('priority'), int):
            raise Refused(400, 9020, 'Priority is invalid')
        record['priority'] = fields['priority']
    return record


def writable(record):
    'return the fields of a record that can be sent'
    fields = {key: value for key, value in record.items() if key in FIELDS}
    if 'data' in fields:
        del fields['content']
    return fields


def same_value(a, b):
    return (a['content'], a.get('priority')) == (b['content'], b.get('priority'))


def check_place(zone, others, record):
    'may the record stand beside the others?'
    beside = [other for other in others if other['name'] == record['name']]
    for other in beside:
        if other['type'] == record['type'] and same_value(other, record):
            raise Refused(400, 81058, 'An identical record already exists.')
        if record['type'] == 'CNAME' and other['type'] in PROXIABLE:
            raise Refused(400, 81053, 'An A, AAAA, or CNAME record with that host already exists.')
        if other['type'] == 'CNAME' and record['type'] in ('A', 'AAAA'):
            raise Refused(400, 81054, 'A CNAME record with that host already exists.')
        if 'CNAME' in (other['type'], record['type']) and record['name'] != zone:
            raise Refused(400, 81054, 'A CNAME record cannot stand beside others.')
    if record['type'] == 'DS' and not any(other['type'] == 'NS' for other in beside):
        raise Refused(400, 9999, 'A DS record needs an NS record of the same name.')


def check_left(zone, others, gone):
    'may the record go?'
    beside = [other['type'] for other in others if other['name'] == gone['name']]
    if gone['type'] == 'NS' and 'DS' in beside and 'NS' not in beside:
        raise Refused(400, 9999, 'A DS record needs an NS record of the same name.')


def row(record, zone):
    'return [name, type, ttl, rdata]'
    type, content = record['type'], record['content']
    if type in TARGETS:
        content = content if content == '.' else content + '.'
    if type == 'MX':
        content = f'{record["priority"]} {content}'
    if type == 'SRV':
        content = re.sub(r'([^.])$', r'\1.', content)
    if type == 'LOC':
        words = content.split()
        words[2], words[6] = f'{float(words[2]):.3f}', f'{float(words[6]):.3f}'
        content = ' '.join(words[:8] + [f'{float(word):.2f}m' for word in words[8:]])
    if type in ('HTTPS', 'SVCB'):
        words = content.split()
        content = ' '.join([words[0], bare(words[1]).rstrip('.') + '.'] + words[2:])
    if type == 'TXT' and not content.startswith('"'):
        content = f'"{content}"'
    if type == 'CNAME' and record['name'] == zone:
        type = 'ALIAS'
    return [record['name'] + '.', type, record['ttl'], content]


def number(key, word):
    word = word.rstrip('m') if key in ('altitude', 'size') or 'precision' in key else word
    return float(word) if '.' in word else int(word)


def from_row(row, zone):
    'return the fields of a record'
    name, type, ttl, rdata = row
    fields = {'name': bare(name), 'type': 'CNAME' if type == 'ALIAS' else type, 'ttl': ttl}
    words = [quoted or word for quoted, word in WORDS.findall(rdata)]
    if type not in DATA:
        fields['content'] = rdata if type == 'TXT' else words[-1]
        if type == 'MX':
            fields['priority'] = int(words[0])
        return fields
    keys = DATA[type].lower().split()
    if keys[-1] == 'value' and type != 'CAA':
        words = rdata.split(' ', 2) + ['']
        words[2] = re.sub(r'=([^" ]+)', r'="\1"', words[2])
    fields['data'] = {
        key: word if key in TEXTS and not (type == 'CAA' and key == 'flags') else number(key, word)
        for key, word in zip(keys, words)}
    return fields


def rule_row(match, value):
    host, slash, path = match.partition('/')
    return [host + '.', 'URLFWD', 300, f'"{slash}{path}" "{value["url"]}" {value["status_code"]} 2 0']


def rule(row):
    words = [quoted or word for quoted, word in WORDS.findall(row[3])]
    return {'targets': [{'target': 'url', 'constraint': {'operator': 'matches',
                                                         'value': bare(row[0]) + words[0]}}],
            'actions': [{'id': 'forwarding_url',
                         'value': {'url': words[1], 'status_code': int(words[2])}}],
            'status': 'active', 'priority': 1}
