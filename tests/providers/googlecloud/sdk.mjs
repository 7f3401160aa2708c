// Google's own client does to the fake what we do: make a zone, write, read, fail.
//   node sdk.mjs MODULES PORT KEY CERTIFICATE CREDENTIALS
// It speaks TLS alone: a door with that certificate stands before the fake.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { resolve } from 'node:path';

const [modules, port, key, cert, keyFilename] = process.argv.slice(2);
const { DNS } = createRequire(resolve(modules, 'none.js'))('@google-cloud/dns');

const door = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (from, to) => {
  const { host, ...headers } = from.headers;
  const ask = http.request({ host: '127.0.0.1', port, method: from.method, path: from.url, headers }, (answer) => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  from.pipe(ask);
});
await new Promise((done) => door.listen(0, '127.0.0.1', done));
const apiEndpoint = `localhost:${door.address().port}`;
const dns = new DNS({ projectId: 'a-project-1', keyFilename, apiEndpoint });

async function served(change) {
  let metadata;
  do [metadata] = await change.getMetadata(); while (metadata.status !== 'done');
  return metadata;
}

async function write() {
  const [zone] = await dns.createZone('sdk-zone', { dnsName: 'sdk.example.', description: '' });
  await zone.get().catch((error) => console.log(`created, then ${error.code}`));
  const record = (type, name, ttl, data) => zone.record(type, { name, ttl, data });
  const a = record('a', 'www.sdk.example.', 300, ['192.0.2.1', '192.0.2.2']);
  const txt = record('txt', 'sdk.example.', 3600, '"one; two" " three"');
  const caa = record('caa', 'sdk.example.', 3600, '0 issue ca.example');
  const [change] = await zone.addRecords([a, txt, caa]);
  console.log(`change ${change.id} is ${(await served(change)).status}`);
  const [second] = await zone.createChange({ delete: [a], add: [record('cname', 'www.sdk.example.', 60, 'sdk.example.')] });
  await served(second);
  const [records] = await zone.getRecords();
  console.log(records.filter(({ type }) => type !== 'SOA').map(({ type, metadata, data }) =>
    `${metadata.name} ${metadata.ttl} ${type} ${data}`).sort().join('\n'));
  await refused('delete what differs', zone.deleteRecords(a));
  await refused('delete what was changed', zone.deleteRecords(record('txt', 'sdk.example.', 60, '"one; two" " three"')));
  await refused('add what is there', zone.addRecords(txt));
  await refused('add beside a CNAME', zone.addRecords(record('a', 'www.sdk.example.', 60, '192.0.2.1')));
  await refused('no address', zone.addRecords(record('a', 'x.sdk.example.', 60, '192.0.2.256')));
  await refused('another zone', zone.addRecords(record('a', 'x.example.', 60, '192.0.2.1')));
  await refused('a zone twice', dns.createZone('sdk-zone', { dnsName: 'sdk.example.', description: '' }));
}

async function refused(what, call) {
  try {
    await call;
    console.log(`${what}: not refused`);
  } catch (error) {
    console.log(`${what}: ${error.code} ${error.errors?.[0]?.reason}`);
  }
}

async function read() {
  const [zones] = await dns.getZones();
  console.log(`zones: ${zones.map(({ metadata }) => metadata.dnsName).sort()}`);
  const zone = zones.find(({ metadata }) => metadata.dnsName === 'ours.example.');
  const [records] = await zone.getRecords();
  console.log(records.filter(({ type }) => type !== 'SOA' && type !== 'NS')
    .map(({ type, metadata, data }) => `ours: ${metadata.name} ${metadata.ttl} ${type} ${data}`).sort().join('\n'));
}

await write();
await read();
console.log('all steps taken');
door.close();
door.closeAllConnections();
