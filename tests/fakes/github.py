'''A fake of GitHub's REST API, as far as pull requests need it; see forge.py.

Paths and bodies are those of the OpenAPI description that GitHub publishes; with
GITHUB_OPENAPI in the environment (the file api.github.com.json of the npm package
@octokit/openapi) each request is checked against it, too.
'''
import json
import os
import re

from forge import Forge, Refused
from service import Answer, main

REPO = '/repos/([^/]+/[^/]+)'
COMMENT_MAX = 65536


class GitHub(Forge):
    ROUTES = [
        ('GET', '/user', 'user', 'me'),
        ('GET', REPO + r'/pulls/(\d+)', 'pull', 'read'),
        ('GET', REPO + r'/commits/([0-9a-f]{40})/pulls', 'pulls_of', 'read'),
        ('GET', REPO, 'repository', 'read'),
        ('GET', REPO + r'/branches/([^/]+)', 'branch', 'read'),
        ('GET', REPO + r'/rules/branches/([^/]+)', 'rules', 'read'),
        ('GET', REPO + r'/compare/([0-9a-f]{40})\.\.\.([^/]+)', 'compare', 'read'),
        ('GET', REPO + r'/issues/(\d+)/comments', 'comments', 'read'),
        ('POST', REPO + r'/issues/(\d+)/comments', 'comment', 'comment'),
        ('PATCH', REPO + r'/issues/comments/(\d+)', 'edit', 'comment'),
        ('POST', REPO + r'/statuses/([0-9a-f]{40})', 'status', 'status'),
        ('GET', REPO + r'/commits/([0-9a-f]{40})/statuses', 'statuses_of', 'read'),
        ('GET', REPO + r'/issues', 'issues', 'read'),
        ('POST', REPO + r'/issues', 'issue', 'issue'),
        ('PATCH', REPO + r'/issues/(\d+)', 'edit_issue', 'issue'),
    ]

    def __init__(self):
        super().__init__()
        self.described = None
        if os.environ.get('GITHUB_OPENAPI'):
            with open(os.environ['GITHUB_OPENAPI'], encoding='utf-8') as file:
                self.whole = json.load(file)
            self.described = self.whole['paths']

    def account(self, request):
        scheme, _, token = request.headers.get('Authorization', '').partition(' ')
        return token if scheme == 'Bearer' else None

    def check(self, request):
        if not request.headers.get('User-Agent'):
            raise Refused(403, 'Request forbidden by administrative rules: no User-Agent')
        if request.headers.get('X-GitHub-Api-Version') != '2022-11-28':
            raise Refused(400, 'this API version is not supported')
        if self.described is not None:
            self.check_described(request)

    def resolve(self, item):
        'follow a reference within the description'
        while '$ref' in item:
            name = item['$ref']
            item = self.whole
            for key in name.removeprefix('#/').split('/'):
                item = item[key]
        return item

    def check_described(self, request):
        'path, method, query and body are in the published description'
        for path, methods in self.described.items():
            pattern = re.sub(r'\\\{[a-z_]+\\\}', '[^/]+', re.escape(path))
            if re.fullmatch(pattern, request.path) and request.method.lower() in methods:
                break
        else:
            raise Refused(599, f'{request.method} {request.path} is not described')
        method = methods[request.method.lower()]
        parameters = [self.resolve(p) for p in method.get('parameters', [])]
        named = {p['name'] for p in parameters if p['in'] == 'query'}
        if set(request.query) - named:
            raise Refused(599, f'{set(request.query) - named} of {path} is not described')
        if request.method == 'GET':
            return
        schema = self.resolve(method['requestBody']['content']['application/json']['schema'])
        body = json.loads(request.body)
        missing = set(schema.get('required', [])) - set(body)
        unknown = set(body) - set(schema['properties'])
        if missing or unknown:
            raise Refused(599, f'{path}: {missing} missing, {unknown} not described')
        states = schema['properties'].get('state', {}).get('enum')
        if states and body.get('state', states[0]) not in states:
            raise Refused(599, f'{path}: state {body["state"]} is not described')

    def shown_user(self, token):
        who = self.state['accounts'].get(token, {'id': 1, 'login': 'ghost', 'type': 'User'})
        return {'id': who['id'], 'login': who['login'], 'type': who['type']}

    def user(self, _request, _body):
        return Answer(200, self.shown_user(self.token))

    def shown_pull(self, number):
        pull = self.find_request(number)
        head = self.head_of(number)
        merged = pull.get('merged')
        return {
            'number': int(number), 'state': pull['state'], 'title': 'A change',
            'merged_at': '2026-01-02T03:04:05Z' if merged else None,
            'merge_commit_sha': merged or 'e' * 40,
            'head': {'ref': pull['head'], 'sha': head, 'repo': {'id': 2 if pull.get('fork') else 1}},
            'base': {'ref': pull['base'], 'sha': self.tip(pull['base']), 'repo': {'id': 1}},
        }

    def pull(self, _request, _body, _repo, number):
        shown = self.shown_pull(number)
        return Answer(200, shown | {'merged': shown['merged_at'] is not None})

    def pulls_of(self, request, _body, _repo, commit):
        return self.page(request, [self.shown_pull(n) for n in self.merged_by(commit)])

    def repository(self, _request, _body, _repo):
        who = self.state['accounts'][self.token]
        headers = {'X-OAuth-Scopes': ', '.join(who['scopes'])} if 'scopes' in who else {}
        return Answer(200, {'name': 'dns', 'private': True, 'default_branch': 'main',
                            'permissions': {'admin': False, 'push': 'status' in who['rights'],
                                            'pull': True}}, headers)

    def rules(self, request, _body, _repo, branch):
        return self.page(request, [{'type': t, 'ruleset_id': 1}
                                   for t in self.state['rules'].get(branch, [])])

    def branch(self, _request, _body, _repo, name):
        tip = self.tip(name)
        if tip is None:
            raise Refused(404, 'Branch not found')
        return Answer(200, {'name': name, 'commit': {'sha': tip},
                            'protected': name in self.state['protected']})

    def compare(self, _request, _body, _repo, commit, branch):
        tip = self.tip(branch)
        base = self.git('merge-base', commit, tip) if tip else None
        if base is None:
            raise Refused(404, 'Not Found')
        status = 'identical' if tip == commit else 'ahead' if base == commit else \
            'behind' if base == tip else 'diverged'
        return Answer(200, {'status': status, 'merge_base_commit': {'sha': base}})

    def shown_comment(self, comment):
        return {'id': comment['id'], 'body': comment['body'],
                'user': self.shown_user(comment['author']),
                'html_url': f'https://forge.example/comments/{comment["id"]}'}

    def check_length(self, body):
        if len(body['body']) > COMMENT_MAX:
            raise Refused(422, 'Body is too long (maximum is 65536 characters)')

    def comments(self, request, _body, _repo, number):
        self.find_request(number)
        mine = [c for c in self.state['comments'] if c['request'] == number]
        return self.page(request, [self.shown_comment(c) for c in mine])

    def comment(self, _request, body, _repo, number):
        self.find_request(number)
        self.only(body, ['body'])
        self.check_length(body)
        comment = {'id': self.number(), 'request': number, 'author': self.token,
                   'body': body['body']}
        self.state['comments'].append(comment)
        return Answer(201, self.shown_comment(comment))

    def edit(self, _request, body, _repo, number):
        self.only(body, ['body'])
        self.check_length(body)
        comment = self.own(self.find('comments', 'id', number))
        comment['body'] = body['body']
        return Answer(200, self.shown_comment(comment))

    def status(self, _request, body, _repo, commit):
        self.only(body, ['state', 'context'], ['description', 'target_url'])
        if body['state'] not in ('error', 'failure', 'pending', 'success'):
            raise Refused(422, 'State is not included in the list')
        if len(body.get('description', '')) > 140:
            raise Refused(422, 'description is too long (maximum is 140 characters)')
        if self.git('cat-file', '-t', commit) != 'commit':
            raise Refused(422, f'No commit found for SHA: {commit}')
        status = {'id': self.number(), 'author': self.token, 'commit': commit,
                  'name': body['context'], 'state': body['state'],
                  'description': body.get('description', '')}
        self.state['statuses'].append(status)
        return Answer(201, self.shown_status(status))

    def shown_status(self, status):
        return {'id': status['id'], 'state': status['state'], 'context': status['name'],
                'description': status['description'],
                'creator': self.shown_user(status['author'])}

    def statuses_of(self, request, _body, _repo, commit):
        'the newest first'
        return self.page(request, [self.shown_status(s) for s in reversed(self.state['statuses'])
                                   if s['commit'] == commit])

    def shown_issue(self, issue):
        return {'number': issue['number'], 'title': issue['title'], 'body': issue['body'],
                'state': issue['state'], 'user': self.shown_user(issue['author'])}

    def issues(self, request, _body, _repo):
        wanted = request.query.get('state', ['open'])[0]
        return self.page(request, [self.shown_issue(i) for i in self.state['issues']
                                   if i['state'] == wanted])

    def issue(self, _request, body, _repo):
        self.only(body, ['title'], ['body'])
        issue = {'number': self.number(), 'author': self.token, 'title': body['title'],
                 'body': body.get('body'), 'state': 'open'}
        self.state['issues'].append(issue)
        return Answer(201, self.shown_issue(issue))

    def edit_issue(self, _request, body, _repo, number):
        self.only(body, [], ['title', 'body', 'state'])
        issue = self.own(self.find('issues', 'number', number))
        issue |= {key: body[key] for key in ('title', 'body', 'state') if key in body}
        return Answer(200, self.shown_issue(issue))


if __name__ == '__main__':
    main(GitHub)
