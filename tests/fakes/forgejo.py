'''A fake of the API v1 of Forgejo and Gitea, as far as pull requests need it: that of
GitHub (github.py), but for what is here.
'''
from forge import Refused
from github import REPO, GitHub
from service import Answer, main


class Forgejo(GitHub):
    PAGE_KEY = 'limit'
    ROUTES = [route for route in GitHub.ROUTES if route[2] not in ('pulls_of', 'compare', 'rules')] + [
        ('GET', REPO + '/commits/([0-9a-f]{40})/pull', 'pull_of', 'read'),
    ]

    def account(self, request):
        scheme, _, token = request.headers.get('Authorization', '').partition(' ')
        return token if scheme == 'token' else None

    def check(self, request):
        'no header of a version, and a longest page of its own'

    def refusal(self, status, message):
        return Answer(status, {'message': message, 'url': 'https://forge.example/api/swagger'})

    def shown_user(self, token):
        who = self.state['accounts'].get(token, {'id': -1, 'login': 'Ghost'})
        return {'id': who['id'], 'login': who['login'], 'username': who['login']}

    def shown_pull(self, number):
        shown = super().shown_pull(number)
        shown['merged'] = shown['merged_at'] is not None
        shown['merge_commit_sha'] = self.find_request(number).get('merged')
        return shown

    def pull_of(self, _request, _body, _repo, commit):
        'the one request that has this very commit as that of its merge'
        for number in self.merged_by(commit):
            if self.find_request(number)['merged'] == commit:
                return Answer(200, self.shown_pull(number))
        raise Refused(404, 'The target could not be found.')

    def branch(self, _request, _body, _repo, name):
        tip = self.tip(name)
        if tip is None:
            raise Refused(404, 'The target could not be found.')
        return Answer(200, {'name': name, 'commit': {'id': tip},
                            'protected': name in self.state['protected']})

    def comments(self, _request, _body, _repo, number):
        'all of them: there are no pages'
        self.find_request(number)
        return Answer(200, [self.shown_comment(c) for c in self.state['comments']
                            if c['request'] == number])


if __name__ == '__main__':
    main(Forgejo)
