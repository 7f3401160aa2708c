// What AWS's own client does with the fake, step by step; what it got goes to standard output.
//   node sdk.mjs NODE_MODULES URL write|read|fail
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, endpoint, step] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'x.js'));
const aws = require('@aws-sdk/client-route-53');

const client = (accessKeyId, secretAccessKey) =>
  new aws.Route53Client({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  });
const good = client('AKIDEXAMPLE', 'a-secret-that-must-not-be-seen');
const send = (command, by = good) => by.send(command);
const change = (Action, ResourceRecordSet) => ({ Action, ResourceRecordSet });
const plain = (Name, Type, TTL, ...values) => ({
  Name, Type, TTL, ResourceRecords: values.map((Value) => ({ Value })),
});
const id = (text) => text.split('/').pop();

async function find(name) {
  const { HostedZones } = await send(new aws.ListHostedZonesByNameCommand({ DNSName: name }));
  return HostedZones.find((zone) => zone.Name === name).Id;
}

const batch = (zone, ...Changes) =>
  send(new aws.ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }));

async function write() {
  const made = await send(new aws.CreateHostedZoneCommand({
    Name: 'sdk.example', CallerReference: 'one', HostedZoneConfig: { Comment: 'x', PrivateZone: false },
  }));
  console.log(made.HostedZone.Name, made.ChangeInfo.Status, made.DelegationSet.NameServers.length);
  const zone = made.HostedZone.Id;
  const check = await send(new aws.CreateHealthCheckCommand({
    CallerReference: '0001:A:dyn.sdk.example.:0123456789ab',
    HealthCheckConfig: {
      IPAddress: '192.0.2.10', Port: 443, Type: 'HTTPS', ResourcePath: '/_dns',
      FullyQualifiedDomainName: 'dyn.sdk.example', RequestInterval: 10, FailureThreshold: 6,
      MeasureLatency: true, Inverted: false, Disabled: false, EnableSNI: true,
    },
  }));
  await send(new aws.ChangeTagsForResourceCommand({
    ResourceType: 'healthcheck', ResourceId: check.HealthCheck.Id,
    AddTags: [{ Key: 'Name', Value: 'by hand' }],
  }));
  const at = (name) => ({ HostedZoneId: id(zone), DNSName: name, EvaluateTargetHealth: true });
  const dyn = 'dyn.sdk.example.';
  const { ChangeInfo } = await batch(zone,
    change('CREATE', plain('*.sdk.example', 'A', 60, '192.0.2.1', '192.0.2.2')),
    change('CREATE', plain('t.sdk.example', 'TXT', 300, '"a;b" "c\\303\\251"')),
    change('CREATE', plain('h.sdk.example', 'HTTPS', 300, '1 . alpn="h3,h2" port=8443')),
    change('CREATE', { Name: 'cdn.sdk.example', Type: 'A', AliasTarget: {
      HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'd1.cloudfront.net', EvaluateTargetHealth: false } }),
    change('CREATE', { ...plain('w.sdk.example', 'A', 60, '192.0.2.3'), SetIdentifier: 'one', Weight: 5 }),
    change('CREATE', plain(`_octodns-default-pool.${dyn}`, 'A', 60, '192.0.2.9')),
    change('CREATE', { ...plain(`_octodns-one-value.${dyn}`, 'A', 60, '192.0.2.10'),
      SetIdentifier: 'one-000', Weight: 1, HealthCheckId: check.HealthCheck.Id }),
    change('CREATE', { Name: `_octodns-one-pool.${dyn}`, Type: 'A', SetIdentifier: 'one-Primary',
      Failover: 'PRIMARY', AliasTarget: at(`_octodns-one-value.${dyn}`) }),
    change('CREATE', { Name: `_octodns-one-pool.${dyn}`, Type: 'A', Failover: 'SECONDARY',
      SetIdentifier: 'one-Secondary-default', AliasTarget: at(`_octodns-default-pool.${dyn}`) }),
    change('CREATE', { Name: dyn, Type: 'A', SetIdentifier: '0-one-EU',
      GeoLocation: { ContinentCode: 'EU' }, AliasTarget: at(`_octodns-one-pool.${dyn}`) }),
    change('CREATE', { Name: dyn, Type: 'A', SetIdentifier: '1-one-None',
      GeoLocation: { CountryCode: '*' }, AliasTarget: at(`_octodns-one-pool.${dyn}`) }));
  const { ChangeInfo: later } = await send(new aws.GetChangeCommand({ Id: ChangeInfo.Id }));
  console.log(ChangeInfo.Status, later.Status);
}

async function read() {
  const zone = await find('a.example.');
  let start = {};
  do {
    const page = await send(new aws.ListResourceRecordSetsCommand({ HostedZoneId: zone, ...start }));
    for (const set of page.ResourceRecordSets) {
      const values = (set.ResourceRecords ?? []).map((record) => record.Value);
      const alias = set.AliasTarget
        ? [set.AliasTarget.HostedZoneId === id(zone) ? 'zone' : set.AliasTarget.HostedZoneId,
          set.AliasTarget.DNSName, set.AliasTarget.EvaluateTargetHealth] : [];
      if (set.Type !== 'SOA' && !(set.Type === 'NS' && values[0].includes('awsdns')))
        console.log(set.Name, set.Type, set.TTL ?? '-', set.SetIdentifier ?? '-',
          [set.Weight, set.Failover, set.GeoLocation?.ContinentCode, set.GeoLocation?.CountryCode,
            set.GeoLocation?.SubdivisionCode, set.CidrRoutingConfig?.LocationName,
            set.HealthCheckId && 'checked'].filter((x) => x !== undefined).join(','),
          ...values, ...alias);
    }
    start = { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier };
  } while (start.StartRecordName);
  const { HealthChecks } = await send(new aws.ListHealthChecksCommand({}));
  for (const check of HealthChecks.filter((one) => !one.CallerReference.includes('sdk'))) {
    console.log(check.CallerReference.replace(/[0-9a-f]{12}$/, ''),
      JSON.stringify(check.HealthCheckConfig));
  }
  const { CidrCollections } = await send(new aws.ListCidrCollectionsCommand({}));
  for (const { Id, Name } of CidrCollections) {
    const { CidrBlocks } = await send(new aws.ListCidrBlocksCommand({ CollectionId: Id }));
    console.log(Name, CidrBlocks.map((one) => `${one.LocationName} ${one.CidrBlock}`).join(', '));
  }
}

async function refused(what, work) {
  try {
    await work();
    console.log(`${what}: not refused`);
  } catch (error) {
    console.log(`${what}: ${error.name} ${error.$metadata?.httpStatusCode}`);
  }
}

async function fail() {
  const zone = await find('sdk.example.');
  const list = new aws.ListHostedZonesCommand({});
  await refused('secret', () => send(list, client('AKIDEXAMPLE', 'wrong')));
  await refused('key', () => send(list, client('AKIDNOBODY', 'wrong')));
  await refused('zone', () => send(new aws.GetHostedZoneCommand({ Id: 'Z0' })));
  await refused('right', () => send(new aws.CreateHostedZoneCommand({ Name: 'x.', CallerReference: 'x' }),
    client('AKIDREADER', 'a-secret-of-a-reader-that-must-not-be-seen')));
  await refused('twice', () => send(new aws.CreateHostedZoneCommand({
    Name: 'sdk.example', CallerReference: 'one' })));
  await refused('batch', () => batch(zone,
    change('CREATE', plain('*.sdk.example', 'A', 60, '192.0.2.1')),
    change('DELETE', plain('t.sdk.example', 'TXT', 300, '"another"')),
    change('CREATE', plain('n.sdk.example', 'A', 60, 'no address'))));
  await refused('check', () => send(new aws.DeleteHealthCheckCommand({ HealthCheckId: 'none' })));
  await refused('change', () => send(new aws.GetChangeCommand({ Id: 'C0' })));
}

await { write, read, fail }[step]();
