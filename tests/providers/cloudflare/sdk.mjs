// Cloudflare's own client does to the fake what we do: write a zone, read one, fail.
//   node sdk.mjs MODULES URL write|read|fail
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [modules, baseURL, step] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'none.js'));
const Cloudflare = require('cloudflare');
const account = '01a7362d577a6c3019a474fd6f485823';
const client = new Cloudflare({ baseURL, apiToken: 'a-token-that-must-not-be-seen', maxRetries: 0 });

async function zoneId(name) {
  for await (const zone of client.zones.list({ name })) return zone.id;
  throw new Error(`no zone ${name}`);
}

async function write() {
  const zone = await client.zones.create({ account: { id: account }, name: 'sdk.example', type: 'full' });
  const zone_id = zone.id;
  // A zone that was just made is not open yet.
  await client.zones.get({ zone_id }).catch((error) => console.log(`created, then ${error.status}`));
  const records = client.dns.records;
  const a = await records.create({ zone_id, name: 'a.sdk.example', type: 'A', ttl: 300, content: '192.0.2.1',
    comment: 'by hand' });
  const mx = await records.create({ zone_id, name: 'sdk.example', type: 'MX', ttl: 3600, priority: 10,
    content: 'mx.sdk.example' });
  await records.update(mx.id, { zone_id, name: 'sdk.example', type: 'MX', ttl: 3600, priority: 20,
    content: 'mx.sdk.example' });
  const edited = await records.edit(a.id, { zone_id, name: 'a.sdk.example', type: 'A', ttl: 600,
    content: '192.0.2.2' });
  console.log(`edit keeps the comment: ${edited.comment}`);
  const gone = await records.create({ zone_id, name: 'gone.sdk.example', type: 'TXT', ttl: 60, content: '"x"' });
  const done = await records.batch({ zone_id,
    deletes: [{ id: gone.id }],
    patches: [{ id: a.id, name: 'a.sdk.example', type: 'A', ttl: 900 }],
    posts: [
      { name: 'gone.sdk.example', type: 'CNAME', ttl: 1, content: 'a.sdk.example', proxied: true },
      { name: 'sdk.example', type: 'CAA', ttl: 3600, data: { flags: 0, tag: 'issue', value: 'ca.example' } },
      { name: '_s._tcp.sdk.example', type: 'SRV', ttl: 3600,
        data: { priority: 1, weight: 2, port: 3, target: 'a.sdk.example' } },
      { name: 'h.sdk.example', type: 'HTTPS', ttl: 3600,
        data: { priority: 1, target: '.', value: 'alpn="h3,h2" port="8443"' } },
      { name: 't.sdk.example', type: 'TXT', ttl: 3600, content: '"one" " two; three"' },
    ] });
  console.log(`batch: ${done.deletes.length} ${done.patches.length} ${done.posts.length}`);
  const rule = await client.pageRules.create({ zone_id, status: 'active',
    targets: [{ target: 'url', constraint: { operator: 'matches', value: 'f.sdk.example/old' } }],
    actions: [{ id: 'forwarding_url', value: { url: 'https://new.example/', status_code: 301 } }] });
  console.log(`rules: ${(await client.pageRules.list({ zone_id, status: 'active' })).length}`, typeof rule.id);
  const regions = client.addressing.regionalHostnames;
  await regions.create({ zone_id, hostname: 'gone.sdk.example', region_key: 'eu' });
  for await (const region of regions.list({ zone_id })) console.log(region.hostname, region.region_key);
}

async function read() {
  const zone_id = await zoneId('a.example');
  const rows = [];
  for await (const record of client.dns.records.list({ zone_id, per_page: 5 })) {
    const { name, type, content, ttl, priority, proxied, comment, data } = record;
    rows.push(JSON.stringify({ name, type, content, ttl, priority, proxied, comment: comment || undefined, data }));
  }
  console.log(rows.sort().join('\n'));
}

async function refused(what, call) {
  try {
    await call();
    console.log(`${what}: not refused`);
  } catch (error) {
    console.log(`${what}: ${error.constructor.name} ${error.status} ${error.errors?.[0]?.code}`);
  }
}

async function fail() {
  const zone_id = await zoneId('sdk.example');
  const name = 'a.sdk.example';
  const post = (fields) => client.dns.records.create({ zone_id, name, ttl: 300, ...fields });
  await refused('token', () => new Cloudflare({ baseURL, apiToken: 'b', maxRetries: 0 }).zones.list());
  await refused('zone', () => client.dns.records.list({ zone_id: 'f'.repeat(32) }));
  await refused('address', () => post({ type: 'A', content: '192.0.2.256' }));
  await refused('alias', () => post({ type: 'CNAME', content: 'b.example' }));
  await refused('twice', () => post({ type: 'A', content: '192.0.2.2' }));
  await refused('record', () => client.dns.records.delete('f'.repeat(32), { zone_id }));
  await refused('batch', () => client.dns.records.batch({ zone_id,
    posts: [{ name: 'new.sdk.example', type: 'A', ttl: 300, content: '192.0.2.9' },
      { name, type: 'CNAME', ttl: 300, content: 'b.example' }] }));
  const rest = [];
  for await (const record of client.dns.records.list({ zone_id })) rest.push(record.name);
  console.log(`nothing of the batch: ${!rest.includes('new.sdk.example')}`);
}

await { write, read, fail }[step]();
