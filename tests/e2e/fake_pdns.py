'''A PowerDNS API on 127.0.0.1 that fails as it is told to, for tests.

  fake_pdns.py FOLDER

Writes its port to FOLDER/port, one line for each request to FOLDER/requests, and
reads FOLDER/mode before each answer:
  fine        as the real one: zones are kept
  read500     500 for each zone that is read
  write500    500 for each write, and nothing is kept
  second500   500 for each write of b.example., and nothing of it is kept
  after500    500 for each write, although it is kept
  refuse      422 for each write
  once429     429 to the first request of all, then as fine
  cut         half an answer
  rubbish     200 and no JSON
  drop        the connection is closed without an answer
'''
import http.server
import json
import os
import sys

folder = sys.argv[1]
zones = {}
asked = []


def mode():
    with open(os.path.join(folder, 'mode'), encoding='ascii') as file:
        return file.read().strip()


def merge(zone, rrsets):
    for rrset in rrsets:
        key = (rrset['name'], rrset['type'])
        if rrset.get('changetype') == 'DELETE' or not rrset.get('records'):
            zone.pop(key, None)
        else:
            zone[key] = rrset


class Api(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def answer(self, status, data=None, headers=()):
        body = b'' if data is None else json.dumps(data).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def broken(self, now):
        'answers that are none; True when one was given'
        if now == 'once429' and len(asked) == 1:
            self.answer(429, {'error': 'slow down'}, [('Retry-After', '1')])
        elif now == 'rubbish':
            self.send_response(200)
            self.send_header('Content-Length', '5')
            self.end_headers()
            self.wfile.write(b'<html')
        elif now == 'cut':
            self.send_response(200)
            self.send_header('Content-Length', '1000')
            self.end_headers()
            self.wfile.write(b'{"name":')
            self.close_connection = True
        elif now == 'drop':
            self.close_connection = True
        else:
            return False
        return True

    def read(self, now):
        name = self.path.split('?')[0].rsplit('/', 1)[1]
        if self.path.split('?')[0].endswith('/servers/localhost'):
            self.answer(200, {'id': 'localhost', 'type': 'Server', 'version': '4.7.3',
                              'daemon_type': 'authoritative'})
        elif now == 'read500' and name in ('a.example.', 'b.example.'):
            self.answer(500, {'error': 'the database is on fire'})
        elif name in zones:
            self.answer(200, {'name': name, 'kind': 'Native', 'rrsets': list(zones[name].values())})
        else:
            self.answer(404, {'error': 'Not Found'})

    def write(self, now, body):
        name = body.get('name') or self.path.rsplit('/', 1)[1]
        if now == 'refuse':
            self.answer(422, {'error': 'RRset is not to my taste'})
            return
        failing = now == 'write500' or (now == 'second500' and name == 'b.example.')
        if not failing:
            merge(zones.setdefault(name, {}), body.get('rrsets', []))
        if failing or now == 'after500':
            self.answer(500, {'error': 'the database is on fire'})
        elif self.command == 'POST':
            self.answer(201, {'name': name})
        else:
            self.answer(204)

    def serve(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        asked.append(self.path)
        with open(os.path.join(folder, 'requests'), 'a', encoding='ascii') as file:
            file.write(f'{self.command} {self.path}\n')
        now = mode()
        if self.broken(now):
            return
        if self.command == 'GET':
            self.read(now)
        else:
            self.write(now, json.loads(body))

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = serve


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Api)
with open(os.path.join(folder, 'port.new'), 'w', encoding='ascii') as file:
    file.write(f'{server.server_address[1]}\n')
os.rename(os.path.join(folder, 'port.new'), os.path.join(folder, 'port'))
server.serve_forever()
