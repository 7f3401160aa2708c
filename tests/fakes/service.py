'''What the fakes of DNS services share: a server on 127.0.0.1 that keeps state,
counts and fails as it is told to.

A fake is a class below Service and ends with main(Fake).  It is run as
  fake.py FOLDER [--latency MS] [--rate PER_SECOND]
and writes its port to FOLDER/port.  Beside the service's own paths it has:
  GET  /_fake/state    {zone: [[name, type, ttl, rdata], …]}: absolute names, presentation form
  POST /_fake/state    the same, instead of all that is there
  GET  /_fake/log      [[method, path, status], …] since the last POST to it
  POST /_fake/log      forget them
  GET  /_fake/load     {"connections": N, "at_once": N}: how many were opened since the fake
                       began, and the most requests that were under way together
  POST /_fake/faults   [{"at": N, "do": WHAT, …}, …]: what happens to the Nth request from now
                       (from 1; 0: to all), instead of all that was told before
  GET  /_fake/held     how many requests are held

WHAT is one of
  status    answer "status" (and "headers", "body") without doing anything
  drop      close the connection without doing anything
  cut       do it, and close the connection without an answer
  reset     do it, and reset the connection
  truncate  do it, and close in the middle of the answer
  rubbish   do it, and answer 200 with what is no answer
  slow      wait "seconds", then go on as usual
  hold      do it, and say nothing until other faults are told; then close the connection
'''
import argparse
import collections
import http.server
import json
import os
import socket
import struct
import threading
import time
import urllib.parse

Request = collections.namedtuple('Request', 'method path query headers body query_text')


class Answer:
    'Status, headers and body; a body that is no bytes becomes JSON.'

    def __init__(self, status, body=b'', headers=()):
        self.status = status
        self.headers = dict(headers)
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
            self.headers.setdefault('Content-Type', 'application/json')
        self.body = body


class Service:
    'State and behaviour of one service; a fake overrides the first four.'

    def handle(self, request):
        'carry out one request (one at a time) and return an Answer'
        raise NotImplementedError

    def dump(self):
        'return the state: {zone: [[name, type, ttl, rdata], …]}'
        raise NotImplementedError

    def load(self, zones):
        'have these zones and no others'
        raise NotImplementedError

    def begin(self, folder, port):
        'called once before the first request'

    def limited(self):
        'return the Answer of a request above the rate limit'
        return Answer(429, {'message': 'slow down'}, {'Retry-After': '1'})

    def __init__(self):
        self.lock = threading.Lock()
        self.log = []
        self.faults = []
        self.asked = 0
        self.held = 0
        self.release = threading.Event()
        self.latency = 0.0
        self.rate = 0.0
        self.starts = collections.deque()
        self.connections = 0
        self.under_way = 0
        self.at_once = 0

    def next_fault(self):
        self.asked += 1
        for fault in self.faults:
            if fault['at'] in (0, self.asked):
                return fault
        return None

    def over_rate(self):
        now = time.monotonic()
        while self.starts and self.starts[0] <= now - 1:
            self.starts.popleft()
        if self.rate and len(self.starts) >= self.rate:
            return True
        self.starts.append(now)
        return False

    def control(self, request):
        what = (request.method, request.path)
        data = json.loads(request.body) if request.body else None
        if what == ('GET', '/_fake/state'):
            return Answer(200, self.dump())
        if what == ('POST', '/_fake/state'):
            self.load(data)
        elif what == ('GET', '/_fake/log'):
            return Answer(200, self.log)
        elif what == ('GET', '/_fake/load'):
            return Answer(200, {'connections': self.connections, 'at_once': self.at_once})
        elif what == ('POST', '/_fake/log'):
            self.log = []
        elif what == ('GET', '/_fake/held'):
            return Answer(200, self.held)
        elif what == ('POST', '/_fake/faults'):
            self.faults = data
            self.asked = 0
            self.held = 0
            self.release.set()
            self.release = threading.Event()
        else:
            return Answer(404)
        return Answer(200, {})

    def serve(self, request):
        'return the Answer and the fault that it meets on its way, or None'
        began = time.monotonic()
        with self.lock:
            if request.path.startswith('/_fake/'):
                return self.control(request), None
            fault = self.next_fault()
            limited = self.over_rate()
            self.under_way += 1
            self.at_once = max(self.at_once, self.under_way)
        answer = self.carry_out(request, fault, limited)
        # Our own work is part of the latency: it would not be the service's.
        time.sleep(max(0.0, began + self.latency - time.monotonic()))
        with self.lock:
            self.under_way -= 1
        return answer, fault

    def carry_out(self, request, fault, limited):
        if fault and fault['do'] == 'slow':
            time.sleep(fault['seconds'])
        with self.lock:
            if fault and fault['do'] == 'status':
                body = fault.get('body', '')
                answer = Answer(fault['status'], body.encode() if isinstance(body, str) else body,
                                fault.get('headers', {}))
            elif fault and fault['do'] == 'drop':
                answer = Answer(0)
            elif limited:
                answer = self.limited()
            else:
                answer = self.handle(request)
            self.log.append([request.method, request.path, answer.status])
            if fault and fault['do'] == 'hold':
                self.held += 1
            release = self.release
        if fault and fault['do'] == 'hold':
            release.wait()
        return answer


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def setup(self):
        super().setup()
        with self.server.service.lock:
            self.server.service.connections += 1

    def whole_body(self):
        if 'chunked' not in self.headers.get('Transfer-Encoding', ''):
            return self.rfile.read(int(self.headers.get('Content-Length') or 0))
        parts = []
        while size := int(self.rfile.readline().split(b';')[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b''.join(parts)

    def give_up(self, reset):
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                       struct.pack('ii', 1, 0))
            self.connection.close()

    def answer(self, answer, cut):
        body = b'' if self.command == 'HEAD' else answer.body
        head = [f'HTTP/1.1 {answer.status} X', f'Content-Length: {len(answer.body)}']
        head += [f'{name}: {value}' for name, value in answer.headers.items()]
        data = '\r\n'.join(head).encode() + b'\r\n\r\n' + body
        self.wfile.write(data[:len(data) - (len(body) + 1) // 2] if cut else data)
        self.close_connection = self.close_connection or cut

    def serve(self):
        parts = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(parts.query, keep_blank_values=True)
        request = Request(self.command, parts.path, query, self.headers, self.whole_body(),
                          parts.query)
        answer, fault = self.server.service.serve(request)
        what = fault['do'] if fault else None
        if what in ('drop', 'cut', 'reset', 'hold'):
            self.give_up(what == 'reset')
        elif what == 'rubbish':
            self.answer(Answer(200, b'<html>', {'Content-Type': 'text/html'}), False)
        else:
            self.answer(answer, what == 'truncate')

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = serve


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        'a client that leaves is no fault of ours'
        import sys
        if not isinstance(sys.exc_info()[1], (ConnectionError, ValueError)):
            super().handle_error(request, client_address)


def start(service, folder):
    'listen, tell the port, and return the server'
    server = Server(('127.0.0.1', 0), Handler)
    server.service = service
    service.begin(folder, server.server_address[1])
    new = os.path.join(folder, 'port.new')
    with open(new, 'w', encoding='ascii') as file:
        file.write(f'{server.server_address[1]}\n')
    os.rename(new, os.path.join(folder, 'port'))
    return server


def main(make):
    'run the service that make() returns until we are ended'
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--latency', type=float, default=0, help='milliseconds')
    parser.add_argument('--rate', type=float, default=0, help='requests a second')
    options = parser.parse_args()
    service = make()
    service.latency = options.latency / 1000
    service.rate = options.rate
    start(service, options.folder).serve_forever()
