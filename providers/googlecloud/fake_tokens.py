'''Tokens of the fake: the places that give them, and the files of credentials for them.

  /token                 for assertions that a key signed, and for refresh tokens
  /sts                   for the tokens of others (RFC 8693)
  /impersonate           for another token
  /subject               a token of somebody else
  /computeMetadata/v1/   what the machine itself has
'''
import base64
import json
import os
import subprocess
import time
import urllib.parse

from service import Answer

SCOPES = ['https://www.googleapis.com/auth/ndev.clouddns.readwrite',
          'https://www.googleapis.com/auth/cloud-platform']
EMAIL = 'dns@a-project-1.iam.gserviceaccount.com'
CLIENT_SECRET = 'a-secret-that-must-not-be-seen'
REFRESH = 'a-refresh-token-that-must-not-be-seen'
SUBJECT = 'a-subject-token-that-must-not-be-seen'
AUDIENCE = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q'
EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt'


def part(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


class Tokens:
    def __init__(self, folder, url, project):
        self.folder, self.url, self.project = folder, url, project
        self.given = {}
        self.count = 0
        self.expires_in = 3599
        self.key = os.path.join(folder, 'key.pem')
        self.public = os.path.join(folder, 'public.pem')
        subprocess.run(['openssl', 'genpkey', '-algorithm', 'RSA', '-pkeyopt',
                        'rsa_keygen_bits:2048', '-out', self.key], check=True,
                       stderr=subprocess.DEVNULL)
        subprocess.run(['openssl', 'pkey', '-in', self.key, '-pubout', '-out', self.public],
                       check=True)
        self.write_files()

    # Files of credentials.

    def write(self, name, data):
        with open(os.path.join(self.folder, name), 'w', encoding='ascii') as file:
            file.write(data if isinstance(data, str) else json.dumps(data))

    def write_files(self):
        with open(self.key, encoding='ascii') as file:
            key = file.read()
        account = {'type': 'service_account', 'project_id': self.project, 'private_key_id': 'key-1',
                   'private_key': key, 'client_email': EMAIL, 'token_uri': f'{self.url}/token'}
        user = {'type': 'authorized_user', 'client_id': 'client', 'client_secret': CLIENT_SECRET,
                'refresh_token': REFRESH, 'token_uri': f'{self.url}/token'}
        other = {'type': 'external_account', 'audience': AUDIENCE, 'subject_token_type': JWT_TYPE,
                 'token_url': f'{self.url}/sts'}
        self.write('credentials.json', account)
        self.write('user.json', user)
        self.write('federated_user.json', {
            **user, 'type': 'external_account_authorized_user', 'token_url': f'{self.url}/token'})
        self.write('subject.txt', SUBJECT)
        self.write('from_file.json', {**other, 'credential_source': {
            'file': os.path.join(self.folder, 'subject.txt')}})
        self.write('from_url.json', {
            **other, 'credential_source': {
                'url': f'{self.url}/subject?audience=x', 'headers': {'Authorization': 'bearer ci'},
                'format': {'type': 'json', 'subject_token_field_name': 'value'}},
            'service_account_impersonation_url':
                f'{self.url}/impersonate/v1/projects/-/serviceAccounts/{EMAIL}:generateAccessToken'})
        self.write('impersonated.json', {
            'type': 'impersonated_service_account', 'delegates': [], 'source_credentials': user,
            'service_account_impersonation_url':
                f'{self.url}/impersonate/v1/projects/-/serviceAccounts/{EMAIL}:generateAccessToken'})

    # Tokens.

    def give(self, scopes, what='access'):
        self.count += 1
        token = f'ya29.{what}-token-{self.count}-that-must-not-be-seen'
        self.given[token] = (time.monotonic() + self.expires_in, scopes)
        return token

    def accepts(self, header, scopes=SCOPES):
        token = (header or '')[len('Bearer '):]
        ends, allowed = self.given.get(token, (0, []))
        return (header or '').startswith('Bearer ') and time.monotonic() < ends and \
            any(scope in allowed for scope in scopes)

    def handle(self, request):
        'answer what is about tokens; None for all else'
        places = {'token': self.token, 'sts': self.exchange, 'impersonate': self.impersonate,
                  'subject': self.subject, 'computeMetadata': self.metadata}
        place = places.get(request.path.split('/')[1])
        return place(request) if place else None

    def refuse(self, word, text, status=400):
        return Answer(status, {'error': word, 'error_description': text})

    def answer(self, scopes):
        return Answer(200, {'access_token': self.give(scopes), 'expires_in': self.expires_in,
                            'token_type': 'Bearer'})

    def form(self, request):
        kind = request.headers.get('Content-Type', '').split(';')[0]
        if kind != 'application/x-www-form-urlencoded':
            return {}
        return dict(urllib.parse.parse_qsl(request.body.decode(), strict_parsing=True))

    def token(self, request):
        form = self.form(request)
        if form.get('grant_type') == JWT:
            return self.assertion(form.get('assertion', ''))
        if form.get('grant_type') != 'refresh_token':
            return self.refuse('unsupported_grant_type', 'Invalid grant_type')
        basic = 'Basic ' + base64.b64encode(f'client:{CLIENT_SECRET}'.encode()).decode()
        in_form = (form.get('client_id'), form.get('client_secret')) == ('client', CLIENT_SECRET)
        if not in_form and request.headers.get('Authorization') != basic:
            return self.refuse('invalid_client', 'The OAuth client was not found.', 401)
        if form.get('refresh_token') != REFRESH:
            return self.refuse('invalid_grant', 'Token has been expired or revoked.')
        return self.answer(SCOPES)

    def assertion(self, text):
        pieces = text.split('.')
        try:
            head, claims = json.loads(part(pieces[0])), json.loads(part(pieces[1]))
            signature = part(pieces[2])
        except (ValueError, IndexError):
            return self.refuse('invalid_grant', 'Invalid JWT')
        if head != {'alg': 'RS256', 'typ': 'JWT', 'kid': 'key-1'}:
            return self.refuse('invalid_grant', 'Invalid JWT header')
        now = time.time()
        if claims['iss'] != EMAIL or claims['aud'] != f'{self.url}/token':
            return self.refuse('invalid_grant', 'Invalid grant: account not found')
        if not now - 300 < claims['iat'] < now + 300 or claims['exp'] - claims['iat'] > 3600:
            return self.refuse('invalid_grant', 'Invalid JWT: Token must be a short-lived token')
        if not self.verify('.'.join(pieces[:2]), signature):
            return self.refuse('invalid_grant', 'Invalid JWT Signature.')
        return self.answer(claims['scope'].split())

    def verify(self, text, signature):
        path = os.path.join(self.folder, 'signature')
        with open(path, 'wb') as file:
            file.write(signature)
        return subprocess.run(['openssl', 'dgst', '-sha256', '-verify', self.public, '-signature',
                               path], input=text.encode(), check=False,
                              stdout=subprocess.DEVNULL).returncode == 0

    def exchange(self, request):
        form = self.form(request)
        wanted = {'grant_type': EXCHANGE, 'audience': AUDIENCE, 'subject_token': SUBJECT,
                  'subject_token_type': JWT_TYPE,
                  'requested_token_type': 'urn:ietf:params:oauth:token-type:access_token'}
        for key, value in wanted.items():
            if form.get(key) != value:
                return self.refuse('invalid_request', f'Invalid value for "{key}".')
        return self.answer(form.get('scope', '').split())

    def impersonate(self, request):
        body = json.loads(request.body)
        if not self.accepts(request.headers.get('Authorization'), SCOPES[1:]) or \
                not request.path.endswith(f'{EMAIL}:generateAccessToken'):
            return Answer(403, {'error': {'code': 403, 'status': 'PERMISSION_DENIED', 'message':
                                          "Permission 'iam.serviceAccounts.getAccessToken' denied"}})
        ends = time.gmtime(time.time() + int(body['lifetime'].rstrip('s')))
        return Answer(200, {'accessToken': self.give(body['scope'], 'other'),
                            'expireTime': time.strftime('%Y-%m-%dT%H:%M:%SZ', ends)})

    def subject(self, request):
        if request.headers.get('Authorization') != 'bearer ci':
            return Answer(401, {'message': 'no'})
        return Answer(200, {'value': SUBJECT})

    def metadata(self, request):
        flavor = {'Metadata-Flavor': 'Google'}
        if request.headers.get('Metadata-Flavor') != 'Google':
            return Answer(403, b'Missing Metadata-Flavor:Google header.', flavor)
        if request.path == '/computeMetadata/v1/project/project-id':
            return Answer(200, self.project.encode(), flavor)
        if request.path != '/computeMetadata/v1/instance/service-accounts/default/token':
            return Answer(404, b'', flavor)
        answer = self.answer(SCOPES)
        answer.headers.update(flavor)
        return answer
