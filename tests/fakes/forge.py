'''What the fakes of forges share: accounts with rights, requests over a real Git
repository, comments, statuses and issues, with the checks that all forges make.

The state is one object (see service.py for /_fake/state):
  git        path of the bare repository whose branches the forge has
  accounts   {token: {"id", "login", "type", "rights": ["read", "comment", "status", "issue"],
             "me": may it ask who it is, "scopes": [of an old token, …], "role": of GitLab}}
  protected  [branch, …]
  rules      {branch: [type, …]}, which GitHub has beside protection
  requests   {number: {"head": branch, "base": branch, "state": "open" or "closed",
             "fork": bool, "merged": commit or null, "commits": [commit, …],
             "lag": how many looks do not find the merge yet}}
  comments   [{"id", "request", "author": token, "body"}, …]
  statuses   [{"id", "commit", "author": token, "name", "state", "description"}, …]
  issues     [{"number", "author": token, "title", "body", "state"}, …]
  page       longest page of a list
'''
import json
import re
import subprocess

from service import Answer, Service


class Refused(Exception):
    'a request is refused with this answer'

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


class Forge(Service):
    'A forge; a fake has its ROUTES: (method, pattern, function name, right).'

    ROUTES = []
    PAGE_KEY = 'per_page'

    def __init__(self):
        super().__init__()
        self.load({})

    def load(self, zones):
        self.state = {'git': '', 'accounts': {}, 'protected': [], 'rules': {}, 'requests': {}, 'comments': [],
                      'statuses': [], 'issues': [], 'page': 100, 'next': 101} | zones

    def dump(self):
        return self.state

    # What a forge asks of every request; a fake adds its own.

    def account(self, request):
        'return the token that the request carries'
        raise NotImplementedError

    def check(self, request):
        'refuse what the forge does not take'

    def refusal(self, status, message):
        'return the Answer of an error'
        return Answer(status, {'message': message})

    def handle(self, request):
        try:
            return self.route(request)
        except Refused as refused:
            return self.refusal(refused.status, refused.message)

    def route(self, request):
        self.check(request)
        self.token = self.account(request)
        who = self.state['accounts'].get(self.token)
        if who is None:
            raise Refused(401, 'Bad credentials')
        for method, pattern, name, right in self.ROUTES:
            match = re.fullmatch(pattern, request.path)
            if method != request.method or not match:
                continue
            if right == 'me' and not who.get('me'):
                raise Refused(403, 'Resource not accessible by integration')
            if right != 'me' and right not in who['rights']:
                raise Refused(403, 'Resource not accessible by integration')
            body = self.body(request) if method != 'GET' else None
            return getattr(self, name)(request, body, *match.groups())
        raise Refused(404, 'Not Found')

    def body(self, request):
        if not request.headers.get('Content-Type', '').startswith('application/json'):
            raise Refused(415, 'the body is no JSON')
        body = json.loads(request.body.decode('utf-8'))
        if not isinstance(body, dict):
            raise Refused(400, 'the body is no object')
        return body

    def only(self, body, needed, allowed=()):
        'the body has these texts, and no others than those that are allowed'
        for key in needed:
            if not isinstance(body.get(key), str) or not body[key]:
                raise Refused(422, f'{key} is missing')
        for key in body:
            if key not in needed and key not in allowed:
                raise Refused(422, f'{key} is not known')

    # Git

    def git(self, *words):
        done = subprocess.run(['git', '-C', self.state['git'], *words], capture_output=True,
                              text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    def tip(self, branch):
        return self.git('rev-parse', '--verify', '-q', f'refs/heads/{branch}')

    def head_of(self, number):
        request = self.state['requests'][number]
        return request.get('head_sha') or self.tip(request['head'])

    def find_request(self, number):
        if number not in self.state['requests']:
            raise Refused(404, 'Not Found')
        return self.state['requests'][number]

    def merged_by(self, commit):
        'return the numbers of the requests whose merge made the commit'
        numbers = []
        for number, request in self.state['requests'].items():
            if request.get('merged') == commit or commit in request.get('commits', []):
                if request.get('lag', 0) > 0:
                    request['lag'] -= 1
                    continue
                numbers.append(number)
        return numbers

    # Lists

    def page(self, request, items):
        'return a page of a list, with the way to the next'
        size = min(int(request.query.get(self.PAGE_KEY, ['30'])[0]), self.state['page'])
        number = int(request.query.get('page', ['1'])[0])
        shown = items[(number - 1) * size:number * size]
        headers = {}
        if len(items) > number * size:
            base = f'http://{request.headers["Host"]}{request.path}'
            headers['Link'] = (f'<{base}?{self.PAGE_KEY}={size}&page=1>; rel="first", '
                               f'<{base}?{self.PAGE_KEY}={size}&page={number + 1}>; rel="next"')
        return Answer(200, shown, headers)

    def number(self):
        self.state['next'] += 1
        return self.state['next']

    def find(self, where, key, value):
        for item in self.state[where]:
            if str(item[key]) == value:
                return item
        raise Refused(404, 'Not Found')

    def own(self, item):
        if item['author'] != self.token:
            raise Refused(403, 'it is somebody else\'s')
        return item
