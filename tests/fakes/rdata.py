'Rdata in presentation form (RFC 1035, 5.1), as fakes of DNS services read and show it.'
import ipaddress
import re

WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|((?:[^\s"\\]|\\.)+)', re.S)
ESCAPE = re.compile(r'\\(\d{3}|.)', re.S)

# Which word of the rdata is a name.
NAMES = {'CNAME': 0, 'DNAME': 0, 'NS': 0, 'PTR': 0, 'MX': 1, 'SRV': 3, 'HTTPS': 1, 'SVCB': 1,
         'NAPTR': 5}

# How many words stand before hexadecimal digits.
HEX = {'DS': 3, 'SSHFP': 2, 'TLSA': 3}


def words(text):
    'return the words of the text, each as it is written'
    return [match.group(0) for match in WORD.finditer(text)]


def decode(text):
    'return what the quoted strings of the text hold, as one'
    data = b''
    for match in WORD.finditer(text):
        piece = match.group(1) if match.group(1) is not None else match.group(2)
        at = 0
        for escape in ESCAPE.finditer(piece):
            data += piece[at:escape.start()].encode()
            word = escape.group(1)
            data += bytes([int(word)]) if len(word) == 3 else word.encode()
            at = escape.end()
        data += piece[at:].encode()
    return data.decode('utf-8', 'surrogateescape')


def quote(text):
    'return the text in quoted strings of at most 255 octets'
    data = text.encode('utf-8', 'surrogateescape')
    pieces = [data[at:at + 255] for at in range(0, len(data), 255)] or [b'']
    return ' '.join('"' + ''.join(show(octet) for octet in piece) + '"' for piece in pieces)


def show(octet):
    if octet in b'"\\':
        return '\\' + chr(octet)
    return chr(octet) if 32 <= octet < 127 else f'\\{octet:03d}'


def map_name(kind, text, change):
    'return the rdata with the name in it changed'
    at = NAMES.get(kind)
    if at is None:
        return text
    parts = words(text)
    if len(parts) > at:
        parts[at] = change(parts[at])
    return ' '.join(parts)


def join_hex(kind, text):
    'return the rdata with its digits in one word, in lower case'
    if kind not in HEX:
        return text
    parts = words(text)
    return ' '.join(parts[:HEX[kind]] + [''.join(parts[HEX[kind]:]).lower()])


PATTERNS = {
    'CNAME': r'\S+', 'DNAME': r'\S+', 'NS': r'\S+', 'PTR': r'\S+',
    'MX': r'\d+ \S+',
    'SRV': r'\d+ \d+ \d+ \S+',
    'CAA': r'\d+ [a-zA-Z0-9]+ .+',
    'DS': r'\d+ \d+ \d+ [0-9a-fA-F ]+',
    'SSHFP': r'\d+ \d+ [0-9a-fA-F ]+',
    'TLSA': r'\d+ \d+ \d+ [0-9a-fA-F ]+',
    'NAPTR': r'\d+ \d+ "\S*" "\S*" ".*" \S+',
    'HTTPS': r'\d+ \S+( .*)?', 'SVCB': r'\d+ \S+( .*)?',
    'LOC': r'\d+ .*[NS] \d+ .*[EW] .*',
    'TXT': r'(?s).*',
}


def is_valid(kind, text):
    'whether a service would take this rdata'
    if kind in ('A', 'AAAA'):
        try:
            return ipaddress.ip_address(text).version == (4 if kind == 'A' else 6)
        except ValueError:
            return False
    return kind in PATTERNS and re.fullmatch(PATTERNS[kind], text) is not None
