'''A fake of GitLab's REST API v4, as far as merge requests need it; see forge.py.

A job token (CI_JOB_TOKEN, in a header of its own) may read, but not write, nor ask
who it is, as the vendor's documentation says.
'''
import re

from forge import Forge, Refused
from service import Answer, main

PROJECT = '/projects/(7|group%2Fdns)'
REQUEST = PROJECT + r'/merge_requests/(\d+)'
NOTE_MAX = 1000000


class GitLab(Forge):
    ROUTES = [
        ('GET', '/user', 'user', 'me'),
        ('GET', REQUEST, 'request', 'read'),
        ('GET', PROJECT + '/repository/commits/([0-9a-f]{40})/merge_requests', 'requests_of',
         'read'),
        ('GET', PROJECT, 'project', 'read'),
        ('GET', '/personal_access_tokens/self', 'token_itself', 'me'),
        ('GET', PROJECT + '/repository/branches/([^/]+)', 'branch', 'read'),
        ('GET', PROJECT + '/repository/merge_base', 'merge_base', 'read'),
        ('GET', REQUEST + '/notes', 'notes', 'read'),
        ('POST', REQUEST + '/notes', 'note', 'comment'),
        ('PUT', REQUEST + r'/notes/(\d+)', 'edit', 'comment'),
        ('POST', PROJECT + '/statuses/([0-9a-f]{40})', 'status', 'status'),
        ('GET', PROJECT + '/repository/commits/([0-9a-f]{40})/statuses', 'statuses_of', 'read'),
        ('GET', PROJECT + '/issues', 'issues', 'read'),
        ('POST', PROJECT + '/issues', 'issue', 'issue'),
        ('PUT', PROJECT + r'/issues/(\d+)', 'edit_issue', 'issue'),
    ]

    def account(self, request):
        job = request.headers.get('JOB-TOKEN')
        private = request.headers.get('PRIVATE-TOKEN')
        if job and private:
            raise Refused(400, 'two tokens')
        token = job or private
        known = self.state['accounts'].get(token, {})
        if known and bool(job) != bool(known.get('job')):
            raise Refused(401, '401 Unauthorized')
        return token

    def refusal(self, status, message):
        if status == 403:
            return Answer(403, {'error': 'insufficient_scope', 'error_description': message,
                                'scope': 'api'})
        return Answer(status, {'message': f'{status} {message}'})

    def shown_user(self, token):
        who = self.state['accounts'].get(token, {'id': 1, 'login': 'ghost'})
        return {'id': who['id'], 'username': who['login']}

    def user(self, _request, _body):
        return Answer(200, self.shown_user(self.token))

    def project(self, _request, _body, _project):
        role = self.state['accounts'][self.token].get('role', 30)
        return Answer(200, {'id': 7, 'default_branch': 'main', 'permissions': {
            'project_access': {'access_level': role, 'notification_level': 3},
            'group_access': None}})

    def token_itself(self, _request, _body):
        who = self.state['accounts'][self.token]
        return Answer(200, {'id': 5, 'name': who['login'], 'revoked': False, 'active': True,
                            'scopes': who.get('scopes', ['api'])})

    def shown_request(self, number):
        request = self.find_request(number)
        merged, how = request.get('merged'), request.get('how')
        state = 'merged' if merged else {'open': 'opened'}.get(request['state'], 'closed')
        return {
            'id': 9000 + int(number), 'iid': int(number), 'state': state,
            'sha': merged if how == 'rebase' else self.head_of(number),
            'merge_commit_sha': merged if how == 'merge' else None,
            'squash_commit_sha': merged if how == 'squash' else None,
            'source_branch': request['head'], 'target_branch': request['base'],
            'source_project_id': 8 if request.get('fork') else 7, 'target_project_id': 7,
        }

    def request(self, _request, _body, _project, number):
        return Answer(200, self.shown_request(number))

    def requests_of(self, request, _body, _project, commit):
        return self.page(request, [self.shown_request(n) for n in self.merged_by(commit)])

    def branch(self, _request, _body, _project, name):
        tip = self.tip(name)
        if tip is None:
            raise Refused(404, 'Branch Not Found')
        return Answer(200, {'name': name, 'commit': {'id': tip},
                            'protected': name in self.state['protected']})

    def merge_base(self, request, _body, _project):
        refs = request.query.get('refs[]', [])
        if len(refs) != 2:
            raise Refused(400, 'refs is missing')
        tips = [ref if re.fullmatch('[0-9a-f]{40}', ref) else self.tip(ref) for ref in refs]
        base = self.git('merge-base', *tips) if all(tips) else None
        if base is None:
            raise Refused(404, 'Merge Base Not Found')
        return Answer(200, {'id': base})

    def shown_note(self, note):
        return {'id': note['id'], 'body': note['body'], 'author': self.shown_user(note['author']),
                'system': False, 'noteable_iid': int(note['request'])}

    def check_note(self, body):
        self.only(body, ['body'])
        if len(body['body']) > NOTE_MAX:
            raise Refused(400, 'Note is too long')
        # A line that begins with a slash is a command, which the robot would carry out.
        if any(line.startswith('/') for line in body['body'].splitlines()):
            raise Refused(400, 'a quick action')

    def notes(self, request, _body, _project, number):
        self.find_request(number)
        mine = [n for n in self.state['comments'] if n['request'] == number]
        if request.query.get('sort', ['desc']) != ['asc']:
            mine.reverse()
        return self.page(request, [self.shown_note(n) for n in mine])

    def note(self, _request, body, _project, number):
        self.find_request(number)
        self.check_note(body)
        note = {'id': self.number(), 'request': number, 'author': self.token,
                'body': body['body']}
        self.state['comments'].append(note)
        return Answer(201, self.shown_note(note))

    def edit(self, _request, body, _project, number, note):
        self.check_note(body)
        found = self.own(self.find('comments', 'id', note))
        if found['request'] != number:
            raise Refused(404, 'Not found')
        found['body'] = body['body']
        return Answer(200, self.shown_note(found))

    def status(self, _request, body, _project, commit):
        self.only(body, ['state', 'name'], ['description', 'target_url', 'ref', 'pipeline_id'])
        if body['state'] not in ('pending', 'running', 'success', 'failed', 'canceled', 'skipped'):
            raise Refused(400, 'state does not have a valid value')
        if len(body.get('description', '')) > 255:
            raise Refused(400, 'description is too long')
        if self.git('cat-file', '-t', commit) != 'commit':
            raise Refused(404, 'Commit Not Found')
        status = {'id': self.number(), 'author': self.token, 'commit': commit,
                  'name': body['name'], 'state': body['state'],
                  'description': body.get('description', '')}
        self.state['statuses'].append(status)
        return Answer(201, self.shown_status(status))

    def shown_status(self, status):
        return {'id': status['id'], 'sha': status['commit'], 'status': status['state'],
                'name': status['name'], 'description': status['description'],
                'author': self.shown_user(status['author'])}

    def statuses_of(self, request, _body, _project, commit):
        'the oldest first; of each name only the latest, unless all are asked for'
        found = [s for s in self.state['statuses'] if s['commit'] == commit
                 and request.query.get('name', [s['name']]) == [s['name']]]
        if request.query.get('all') != ['true']:
            found = list({s['name']: s for s in found}.values())
        return self.page(request, [self.shown_status(s) for s in found])

    def shown_issue(self, issue):
        return {'id': 5000 + issue['number'], 'iid': issue['number'], 'title': issue['title'],
                'description': issue['body'], 'state': issue['state'],
                'author': self.shown_user(issue['author'])}

    def issues(self, request, _body, _project):
        wanted = {'opened': 'open'}.get(request.query.get('state', ['all'])[0])
        return self.page(request, [self.shown_issue(i) for i in self.state['issues']
                                   if wanted in (None, i['state'])])

    def issue(self, _request, body, _project):
        self.only(body, ['title'], ['description'])
        issue = {'number': self.number(), 'author': self.token, 'title': body['title'],
                 'body': body.get('description'), 'state': 'open'}
        self.state['issues'].append(issue)
        return Answer(201, self.shown_issue(issue))

    def edit_issue(self, _request, body, _project, number):
        self.only(body, [], ['title', 'description', 'state_event'])
        issue = self.own(self.find('issues', 'number', number))
        issue['title'] = body.get('title', issue['title'])
        issue['body'] = body.get('description', issue['body'])
        return Answer(200, self.shown_issue(issue))


if __name__ == '__main__':
    main(GitLab)
