import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayTopic, telemetryTopic } from '@yanshou/access';
import type { BodyInputOf } from '@yanshou/api-schema';
import { verifyBundle } from '@yanshou/bundles';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, READINGS, UNIT, evidenceForm } from '../../platform-under-test/workshop.js';

/** Everything may be called so: programmes and metrics by all the names that begin with a letter. */
const MEMBERS = Object.getOwnPropertyNames(Object.prototype).filter((name) => !name.startsWith('_'));
const [p, g, device, silent, gateway, site, deviceClass, indicator] = ['constructor', 'valueOf', 'constructor', 'isPrototypeOf', 'hasOwnProperty', 'toString', 'propertyIsEnumerable', 'constructor'] as const;
const ofProject = { params: { p } };
const ts = READINGS[0]?.ts ?? 0;

const LATHE: BodyInputOf<'saveClass'> = {
  ...CLASS, id: deviceClass, metrics: MEMBERS.map((name) => ({ name, unit: name, valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic' })),
};

describe('what is called like a member of every object', () => {
  let platform: TestPlatform;
  let [officer, member] = [] as unknown as [ApiClient, ApiClient];
  const secrets = new Map<string, string>();
  const send = async (principal: string, topic: string, payload: string): Promise<void> => {
    const client = await RawClient.open(platform.mqttPort, { username: `${p}/${principal}`, password: secrets.get(principal) ?? '' });
    await client.publishAcknowledged(topic, payload, 1);
    client.close();
  };
  const items = async (query: Record<string, string>): Promise<readonly (readonly [string, string, number])[]> => {
    const { text } = await member.succeed('readReadings', { ...ofProject, query: { from: PERIOD.from, to: PERIOD.to, ...query } });
    return (JSON.parse(text) as { items: { device: string; metric: string; value: number }[] }).items.map(({ device: of, metric, value }) => [of, metric, value]);
  };

  beforeAll(async () => {
    const started = await startWithAdministrator();
    ({ platform } = started);
    await started.admin.call('createProgramme', { body: { id: g, nameZh: '专项', nameEn: 'programme' } });
    await started.admin.call('createProject', { body: { ...PROJECT, id: p, programme: g } });
    officer = await newPerson(started.admin, 'toString', 'officer', [`programme:${g}`]);
    member = await newPerson(started.admin, 'valueOf', 'member', [`project:${p}`]);
    await member.call('saveSite', { ...ofProject, body: { id: site, nameZh: site, nameEn: site } });
    await member.call('saveClass', { ...ofProject, body: LATHE });
    for (const id of [device, silent]) {
      const { secret } = await member.call('createDevice', { ...ofProject, body: { ...DEVICE, id, assetNumber: id, classId: deviceClass, siteId: site } });
      secrets.set(id, secret);
    }
    await member.call('saveGateway', { ...ofProject, body: { id: gateway, nameZh: '网关', nameEn: 'gateway', children: [device] } });
    secrets.set(gateway, (await member.call('issueGatewaySecret', { params: { p, d: gateway } })).secret);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('is stored and found as what it is; one that cannot be a metric is in quarantine, and the ledger balances', async () => {
    await send(device, telemetryTopic(p, device), JSON.stringify({ ts, values: Object.fromEntries(MEMBERS.map((name, index) => [name, index])) }));
    await send(device, telemetryTopic(p, device), `{"ts":${ts},"values":{"__proto__":1,"constructor":2}}`);
    await send(gateway, gatewayTopic(p, gateway), JSON.stringify({ [device]: [{ ts: ts + 1, values: { toString: 7 } }], [silent]: [{ ts, values: { valueOf: 8 } }] }));
    await platform.settle(p);
    const sent = MEMBERS.map((name, index) => [device, name, index] as const).sort(([, left], [, right]) => (left < right ? -1 : 1));
    expect((await items({ device })).filter(([, , value]) => value !== 7)).toEqual(sent);
    expect(await items({ metric: 'toString' })).toEqual([[device, 'toString', MEMBERS.indexOf('toString')], [device, 'toString', 7]]);
    const quarantined = (await officer.call('listQuarantine', ofProject)).items;
    expect(quarantined.map(({ level, code, field }) => [level, code, field])).toEqual([['message', 'bad-name', 'values.__proto__'], ['reading', 'child-not-bound', `${silent}[0]`]]);
    expect(Buffer.from(quarantined[0]?.payloadBase64 ?? '', 'base64').toString()).toContain('"__proto__":1');
    const ledger = (await member.call('readLedger', { ...ofProject, query: { from: PERIOD.from, to: PERIOD.soon } })).items;
    expect(ledger.map(({ device: of, counts: { messages, projected, quarantined: held, received, stored, rejected }, reasons }) => [of, [messages, projected, held], [received, stored, rejected], reasons])).toEqual([
      [device, [2, 1, 1], [MEMBERS.length + 1, MEMBERS.length + 1, 0], { 'bad-name': 1 }], [gateway, [1, 1, 0], [1, 0, 1], { 'child-not-bound': 1 }],
    ]);
  });

  it('is refused where names are of a fixed list', async () => {
    for (const name of [...MEMBERS, '__proto__']) {
      expectProblem(await member.attempt('listDevices', { ...ofProject, query: { [name]: '1' } }), { status: 400, code: 'unknown-field', field: name });
      expectProblem(await member.attempt('saveSite', { ...ofProject, body: `{"id":"hall","nameZh":"h","nameEn":"h","${name}":1}` }), { status: 400, code: 'unknown-field', field: name });
      expectProblem(await member.attempt('importDevices', { ...ofProject, body: `id,${name}\nx,1\n` }), { status: 400, code: 'unknown-field', field: name });
    }
  });

  it('as an indicator of the contract has its value, in the programme and in a bundle that is verified', async () => {
    const targets = [CONTRACT.targets[0], { indicator, comparator: '>=', value: 1, unit: 'toString', clause: 'valueOf' }] as typeof CONTRACT.targets;
    await officer.call('changeProject', { ...ofProject, body: { contract: { ...CONTRACT, targets } } });
    const { id: evidence } = await member.call('submitEvidence', { ...ofProject, body: evidenceForm('__proto__', '%PDF-1.7 text', { title: 'toString', kind: 'record' }) });
    const { id: f } = await member.call('stateFigure', { ...ofProject, body: { indicator, purpose: 'reporting', quantity: 'value', amount: 3, unit: 'toString', sourceKind: 'entered', evidence } });
    await officer.call('decideFigure', { params: { p, f }, body: { decision: 'accept' } });
    await platform.child.ask({ ask: 'daily-indicators' });
    expect((await officer.call('readPortfolio', { params: { g }, query: {} })).indicators.find((one) => one.indicator === indicator)).toMatchObject({ n: 1, mean: 3, weightedMean: null });
    const { id: a } = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: UNIT } });
    const { verified, findings, rows } = await verifyBundle(new Blob([new Uint8Array((await member.succeed('readBundle', { params: { p, a } })).bytes)]));
    expect({ verified, findings, rows: rows.map((row) => [row.indicator, row.value]) }).toEqual({ verified: true, findings: [], rows: [['connected-equipment', 0], [indicator, 3]] });
  }, 60_000);
});
