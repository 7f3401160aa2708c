"""Checks HTML that was made of hostile values: check_rendered.py comment|page FILE WORD...

Nothing but the elements that the report itself has may be there, and in a comment what comes
from outside must be code: there no forge makes a mention, a link or a reference of it.  Each WORD
must be in the text.  Prints "ok", or what is wrong.
"""
import re
import sys
from html.parser import HTMLParser

COMMENT = set('h2 h3 p strong code pre blockquote ul li br details summary'.split())
PAGE = set('html head meta title style body main h1 h2 h3 p b dl dt dd section table thead tbody '
           'tr th td ul li ins del span code br'.split())
ATTRIBUTES = {
    'comment': {('code', 'class', 'language-diff'), ('pre', 'lang', 'diff')},
    'page': None,
}
PAGE_ATTRIBUTES = {'class', 'lang', 'charset', 'content', 'http-equiv', 'name'}
# What a forge would act on outside of code.
LIVE = re.compile(r'@\w|#\d|!\d|https?:|www\.|everyone|<|\$\(|zoneward:plan|\bhacked\b')


class Reader(HTMLParser):
    def __init__(self, kind):
        super().__init__(convert_charrefs=True)
        self.kind = kind
        self.code = 0
        self.style = 0
        self.text = []
        self.faults = []
        self.comments = 0

    def handle_starttag(self, tag, attrs):
        if tag not in (COMMENT if self.kind == 'comment' else PAGE):
            self.faults.append(f'element <{tag}>')
        for name, value in attrs:
            if self.kind == 'comment' and (tag, name, value) not in ATTRIBUTES['comment']:
                self.faults.append(f'attribute {name}={value} of <{tag}>')
            if self.kind == 'page' and name not in PAGE_ATTRIBUTES:
                self.faults.append(f'attribute {name} of <{tag}>')
        self.code += tag in ('code', 'pre')
        self.style += tag == 'style'

    def handle_endtag(self, tag):
        self.code -= tag in ('code', 'pre')
        self.style -= tag == 'style'

    def handle_comment(self, data):
        self.comments += 1
        if self.kind == 'page' or self.comments > 1 or not data.startswith(' zoneward:plan v1 '):
            self.faults.append(f'comment {data[:40]}')

    def handle_data(self, data):
        if self.style:
            return
        self.text.append(data)
        if self.kind == 'comment' and self.code == 0 and LIVE.search(data):
            self.faults.append(f'outside of code: {data.strip()[:60]}')


def main():
    kind, name, *words = sys.argv[1:]
    with open(name, encoding='utf-8') as file:
        html = file.read()
    reader = Reader(kind)
    reader.feed(html)
    reader.close()
    text = ''.join(reader.text)
    faults = reader.faults + [f'missing: {word}' for word in words if word not in text]
    faults += [f'U+{ord(c):04X}' for c in sorted(set(text))
               if c != '\n' and (ord(c) < 32 or ord(c) in range(0x7f, 0xa0) or ord(c) in
                                 [0x200b, 0x200e, 0x200f, 0x202e, 0x2066, 0x2069, 0xfeff])]
    print('; '.join(faults) or 'ok')


main()
