'''git http-backend behind a small web server on 127.0.0.1, for tests.

  http_backend.py ROOT PORT_FILE [AUTHORIZATION_FILE]

Serves the repositories of ROOT and writes the port that it got to PORT_FILE.  Who does not
send exactly one Authorization, the one in that file, is refused; an empty file lets all in.
'''
import http.server
import os
import subprocess
import sys
from urllib.parse import unquote, urlsplit


class Backend(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def body(self):
        'the whole body, sent in chunks or not'
        if 'chunked' not in self.headers.get('Transfer-Encoding', ''):
            return self.rfile.read(int(self.headers.get('Content-Length') or 0))
        parts = []
        while True:
            size = int(self.rfile.readline().split(b';')[0], 16)
            part = self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                return b''.join(parts)
            parts.append(part)

    def environment(self, body):
        url = urlsplit(self.path)
        return dict(
            os.environ,
            GIT_PROJECT_ROOT=sys.argv[1],
            GIT_HTTP_EXPORT_ALL='1',
            PATH_INFO=unquote(url.path),
            QUERY_STRING=url.query,
            REQUEST_METHOD=self.command,
            CONTENT_TYPE=self.headers.get('Content-Type', ''),
            CONTENT_LENGTH=str(len(body)),
            HTTP_CONTENT_ENCODING=self.headers.get('Content-Encoding', ''),
            GIT_PROTOCOL=self.headers.get('Git-Protocol', ''),
            REMOTE_USER='pusher',
            REMOTE_ADDR='127.0.0.1',
        )

    def authorized(self):
        if len(sys.argv) < 4:
            return True
        with open(sys.argv[3], encoding='ascii') as file:
            wanted = file.read().strip()
        return not wanted or self.headers.get_all('Authorization') == [wanted]

    def refuse(self):
        self.send_response(401)
        self.send_header('WWW-Authenticate', 'Basic realm="git"')
        self.send_header('Content-Length', '0')
        self.end_headers()

    def serve(self):
        body = self.body()
        if not self.authorized():
            self.refuse()
            return
        answer = subprocess.run(
            ['git', 'http-backend'], input=body, stdout=subprocess.PIPE,
            env=self.environment(body), check=False).stdout
        head, _, content = answer.partition(b'\r\n\r\n')
        fields = [line.split(': ', 1) for line in head.decode('latin-1').split('\r\n') if line]
        status = next((value for name, value in fields if name == 'Status'), '200 OK')
        self.send_response(int(status.split()[0]))
        for name, value in fields:
            if name != 'Status':
                self.send_header(name, value)
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = serve


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Backend)
with open(sys.argv[2] + '.new', 'w', encoding='ascii') as file:
    file.write(f'{server.server_address[1]}\n')
os.rename(sys.argv[2] + '.new', sys.argv[2])
server.serve_forever()
