// The steps of a DNS change as the service's own SDK makes them: the fake must
// take them as the service would.   node sdk.mjs NODE_MODULES PORT PACKAGE
import assert from 'node:assert/strict'
import http from 'node:http'
import https from 'node:https'
import { createRequire } from 'node:module'

const [modules, port, name] = process.argv.slice(2)
const require = createRequire(`${modules}/`)

// The SDK speaks TLS alone; what it sends stays as it is.
https.request = http.request

const make = (more) => require(name)({
  host: '127.0.0.1',
  port: Number(port),
  basePath: '/1.0',
  appKey: 'an-application-key-that-must-not-be-seen',
  appSecret: 'a-secret-that-must-not-be-seen',
  consumerKey: 'a-consumer-key-that-must-not-be-seen',
  ...more,
})
const api = make()
const call = (method, path, params = {}) => api.requestPromised(method, path, params)
const fails = async (client, method, path, params, status, words) => {
  await assert.rejects(client.requestPromised(method, path, params), (fault) => {
    assert.equal(fault.error, status)
    assert.match(fault.message, words)
    return true
  })
}

const zone = '/domain/zone/sdk.example'
assert.deepEqual(await call('GET', '/domain/zone'), ['sdk.example'])
assert.equal((await call('GET', zone)).name, 'sdk.example')
assert.equal((await call('GET', `${zone}/record`)).length, 2)
const made = await call('POST', `${zone}/record`,
  { fieldType: 'A', subDomain: 'www', target: '192.0.2.1', ttl: 300 })
assert.equal(made.zone, 'sdk.example')
assert.deepEqual(await call('GET', `${zone}/record`, { fieldType: 'A', subDomain: 'www' }), [made.id])
assert.deepEqual(await call('GET', `${zone}/record/${made.id}`), made)
await call('PUT', `${zone}/record/${made.id}`, { subDomain: 'www', target: '192.0.2.2', ttl: 60 })
assert.equal((await call('GET', `${zone}/record/${made.id}`)).target, '192.0.2.2')
const text = await call('POST', `${zone}/record`,
  { fieldType: 'TXT', subDomain: 'ü', target: 'grüße; all', ttl: 300 })
assert.match((await call('GET', `${zone}/record/${text.id}`)).target, /^".*; all"$/)
await call('DELETE', `${zone}/record/${text.id}`)
await call('POST', `${zone}/refresh`)

await fails(api, 'GET', `${zone}/record/${text.id}`, {}, 404, /does not exist/)
await fails(api, 'GET', '/domain/zone/missing.example/record', {}, 404,
  /^This service does not exist$/)
await fails(api, 'GET', '/domain/zone/forbidden.example', {}, 403, /not been granted/)
await fails(api, 'PUT', `${zone}/record/${made.id}`, { fieldType: 'AAAA', target: '::1' }, 400,
  /read-only properties: fieldType/)
await fails(api, 'POST', `${zone}/record`,
  { fieldType: 'DKIM', subDomain: 'k', target: '"p=AAAA"', ttl: 60 }, 400, /Invalid subfield/)
await fails(make({ appSecret: 'another' }), 'GET', '/domain/zone', {}, 403, /Invalid signature/)
await fails(make({ apiTimeDiff: 1 }), 'GET', '/domain/zone', {}, 403, /Invalid timestamp/)
console.log(`${name}: all steps taken`)
