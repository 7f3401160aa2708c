'Who asks the fake: signatures, roles of STS, credentials of containers and instances.'
import datetime
import hashlib
import hmac
import os
import re
import time
import urllib.parse
from xml.sax.saxutils import escape

from service import Answer

STS_SPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'
KEYS = {'AKIDEXAMPLE': 'a-secret-that-must-not-be-seen', 'AKIDREADER': 'a-secret-of-a-reader-that-must-not-be-seen'}
ROLE = 'arn:aws:iam::123456789012:role/dns'
WEB_TOKEN = 'a-web-token-that-must-not-be-seen'
INSTANCE_TOKEN = 'an-instance-token-that-must-not-be-seen'
SKEW = int(os.environ.get('FAKE_SKEW', '0'))


class Fault(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def tag(name, *inner):
    'an element of texts that are XML already'
    return f'<{name}>{"".join(inner)}</{name}>'


def text(name, value):
    return tag(name, escape(str(value)))


def flag(value):
    return 'true' if value else 'false'


def sign(secret, request, given):
    'return the signature that the request should have'
    scope = given['scope'].split('/')
    query = sorted((urllib.parse.quote(k, safe='-_.~'), urllib.parse.quote(v, safe='-_.~'))
                   for k, values in request.query.items() for v in values)
    headers = ''.join(f'{n}:{" ".join((request.headers.get(n) or "").split())}\n'
                      for n in given['names'].split(';'))
    canonical = '\n'.join([
        request.method, urllib.parse.quote(request.path, safe='/-_.~'),
        '&'.join(f'{k}={v}' for k, v in query), headers, given['names'],
        hashlib.sha256(request.body).hexdigest()])
    words = '\n'.join(['AWS4-HMAC-SHA256', request.headers.get('X-Amz-Date', ''), given['scope'],
                       hashlib.sha256(canonical.encode()).hexdigest()])
    key = ('AWS4' + secret).encode()
    for word in scope:
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


AUTHORIZATION = re.compile(r'AWS4-HMAC-SHA256 Credential=(?P<id>[^/]+)/(?P<scope>[^,]+), *'
                           r'SignedHeaders=(?P<names>[^,]+), *Signature=(?P<signature>[0-9a-f]+)')


class Gate:
    'what a Fake knows of those who ask it'

    def __init__(self):
        super().__init__()
        self.sessions = {}

    def check_signature(self, request, service):
        given = AUTHORIZATION.fullmatch(request.headers.get('Authorization') or '')
        if not given:
            raise Fault(403, 'MissingAuthenticationToken', 'Missing Authentication Token')
        names = given['names'].split(';')
        sent = [n.lower() for n in request.headers if n.lower().startswith('x-amz-')]
        if 'host' not in names or any(n not in names for n in sent):
            raise Fault(403, 'SignatureDoesNotMatch', 'a header that must be signed is not')
        if given['scope'].split('/')[1:] != ['us-east-1', service, 'aws4_request']:
            raise Fault(403, 'SignatureDoesNotMatch', f"Credential should be scoped to correct "
                                                      f"service: '{service}'.")
        self.check_date(request.headers.get('X-Amz-Date', ''), given['scope'])
        secret = self.secret_of(given['id'], request.headers.get('X-Amz-Security-Token'))
        if not hmac.compare_digest(sign(secret, request, given), given['signature']):
            raise Fault(403, 'SignatureDoesNotMatch',
                        'The request signature we calculated does not match the signature you '
                        'provided.')
        return given['id']

    @staticmethod
    def check_date(date, scope):
        try:
            when = datetime.datetime.strptime(date, '%Y%m%dT%H%M%SZ')
        except ValueError:
            raise Fault(403, 'IncompleteSignature', 'Date must be in ISO-8601') from None
        now = datetime.datetime.utcfromtimestamp(time.time() + SKEW)
        if not scope.startswith(date[:8] + '/') or abs((now - when).total_seconds()) > 300:
            raise Fault(403, 'SignatureDoesNotMatch', f'Signature expired: {date} is now earlier '
                                                      f'or later than it may be')

    def secret_of(self, key, token):
        if key in KEYS and not token:
            return KEYS[key]
        session = self.sessions.get(key)
        if not session or session['token'] != token:
            raise Fault(403, 'InvalidClientTokenId',
                        'The security token included in the request is invalid.')
        if session['expires'] < time.time():
            raise Fault(403, 'ExpiredToken', 'The security token included in the request is expired')
        return session['secret']

    def new_session(self, seconds=3600):
        key = self.next_id('ASIA')
        self.sessions[key] = {'secret': f'secret-of-{key}-that-must-not-be-seen',
                              'token': f'token/of+{key}/that-must-not-be-seen==',
                              'expires': time.time() + seconds}
        when = datetime.datetime.utcfromtimestamp(self.sessions[key]['expires'])
        return key, self.sessions[key], when.strftime('%Y-%m-%dT%H:%M:%SZ')

    def sts(self, request):
        form = urllib.parse.parse_qs(request.body.decode())
        action = form.get('Action', [''])[0]
        if form.get('Version') != ['2011-06-15'] or form.get('RoleArn') != [ROLE]:
            raise Fault(403, 'AccessDenied', 'not authorized to perform sts:AssumeRole')
        if not re.fullmatch(r'[\w+=,.@-]{2,64}', form.get('RoleSessionName', [''])[0]):
            raise Fault(400, 'ValidationError', 'roleSessionName is not valid')
        if action == 'AssumeRole':
            self.check_signature(request, 'sts')
        elif action != 'AssumeRoleWithWebIdentity':
            raise Fault(400, 'InvalidAction', f'Could not find operation {action}')
        elif form.get('WebIdentityToken') != [WEB_TOKEN] or request.headers.get('Authorization'):
            raise Fault(400, 'InvalidIdentityToken', 'the token is not valid')
        key, session, when = self.new_session(int(form.get('DurationSeconds', ['3600'])[0]))
        inner = tag('Credentials', text('AccessKeyId', key),
                    text('SecretAccessKey', session['secret']),
                    text('SessionToken', session['token']), text('Expiration', when))
        return self.answer(200, f'<{action}Response xmlns="{STS_SPACE}">'
                                f'{tag(action + "Result", inner)}</{action}Response>')

    def metadata(self, request):
        folder = '/latest/meta-data/iam/security-credentials/'
        if request.path == '/latest/api/token':
            good = request.method == 'PUT' and request.headers.get(
                'X-aws-ec2-metadata-token-ttl-seconds')
            return Answer(200, INSTANCE_TOKEN.encode()) if good else Answer(400)
        if request.path.startswith('/container'):
            if request.headers.get('Authorization') != 'a-container-token-that-must-not-be-seen':
                return Answer(401)
        elif request.headers.get('X-aws-ec2-metadata-token') != INSTANCE_TOKEN:
            return Answer(401)
        elif request.path == folder:
            return Answer(200, b'dns-role')
        elif request.path != folder + 'dns-role':
            return Answer(404)
        key, session, when = self.new_session()
        return Answer(200, {'AccessKeyId': key, 'SecretAccessKey': session['secret'],
                            'Token': session['token'], 'Expiration': when})
