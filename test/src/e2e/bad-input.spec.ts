import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import type { DeviceClass, RejectionCode } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { benchProject, deviceId } from '../platform-under-test/bench-project.js';
import type { RawClient } from '../platform-under-test/raw-client.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

const [bad, good] = [deviceId(0), deviceId(1)];
const topic = telemetryTopic('bench', bad);
const now = Math.floor(systemClock.now() / MICROS_PER_MILLISECOND);
const values = (text: string): string => `{"ts":${now},"values":{${text}}}`;
const at = (ts: number | string): string => JSON.stringify({ ts, values: { temperature: 1 } });
const many = Array.from({ length: 10_001 }, (_, i) => `"m${i}":1`).join(',');

/** MQTT 3.1.1 table 3.1 */
const BAD_USER_NAME_OR_PASSWORD = 4;

/** Payload, reason, field, and what a hint has to say. */
const CONTENT: readonly (readonly [what: string, payload: string | Buffer, code: RejectionCode, field: string, hint?: string])[] = [
  ['nothing at all', '', 'empty-message', ''],
  ['JSON that is cut off', '{"values":{"temperature":1', 'malformed-json', ''],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'malformed-json', ''],
  ['NaN', values('"temperature":NaN'), 'malformed-json', ''],
  ['1e400', values('"temperature":1e400'), 'not-finite', 'values.temperature'],
  ['an object for a value', values('"temperature":{"v":1}'), 'wrong-type', 'values.temperature'],
  ['a bare number', '5', 'wrong-type', ''],
  ['a thousand arrays in each other', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'too-deep', ''],
  ['__proto__ as a metric', values('"__proto__":1'), 'bad-name', 'values.__proto__'],
  ['__proto__ as a field', `{"__proto__":{"admin":true},"ts":${now},"values":{"temperature":1}}`, 'unknown-field', '__proto__'],
  ['the same metric twice', values('"temperature":1,"temperature":2'), 'duplicate-key', 'values.temperature'],
  ['a text of 257 bytes', values(`"mode":"${'x'.repeat(257)}"`), 'text-too-long', 'values.mode'],
  ['10 001 values', values(many), 'too-many-values', 'values.m10000'],
  ['a quality that is none', `{"ts":${now},"values":{"temperature":1},"quality":{"temperature":"X"}}`, 'bad-quality', 'quality.temperature'],
  ['an origin that is none', `{"ts":${now},"values":{"temperature":1},"origin":"real"}`, 'bad-origin', 'origin'],
  ['a text where the class says number', values('"temperature":"hot"'), 'type-mismatch', 'values.temperature'],
  ['a value outside the range', values('"temperature":500.01'), 'out-of-range', 'values.temperature'],
  ['a metric that the class does not define', values('"temprature":1'), 'unknown-metric', 'values.temprature'],
  ['1970', at(0), 'time-before-project', 'ts'],
  ['seconds for milliseconds', at(Math.floor(now / 1_000)), 'time-before-project', 'ts', 'seconds'],
  ['ten minutes ahead', at(now + 600_000), 'time-in-future', 'ts'],
  ['2036', at('2036-02-07T06:28:16Z'), 'time-in-future', 'ts'],
  ['2100', at('2100-01-01T00:00:00Z'), 'time-in-future', 'ts'],
  ['a time without a zone', at('2026-11-01T00:00:00'), 'bad-timestamp', 'ts'],
];

describe('bad content is acknowledged, quarantined with the field named, and the connection stays', () => {
  let platform: TestPlatform;
  let client: RawClient;
  let bystander: RawClient;
  let packet = 0;

  beforeAll(async () => {
    platform = await TestPlatform.start({ projects: ['bench', 'other'] });
    [client, bystander] = [await platform.connect(bad), await platform.connect(good)];
  }, 180_000);
  afterAll(async () => {
    [client, bystander].forEach((each) => each.close());
    await platform.dispose();
  });

  it.each(CONTENT)('%s', async (_what, payload, code, field, hint = '') => {
    const known = new Set((await platform.quarantine()).map(({ sequence }) => sequence));
    await client.publishAcknowledged(topic, payload, (packet += 1));
    const totals = await platform.settle();
    const [row, ...more] = (await platform.quarantine()).filter(({ sequence }) => !known.has(sequence));
    expect({ code: row?.code, field: row?.field, level: row?.level, topic: row?.topic, more }).toEqual({ code, field, level: 'message', topic, more: [] });
    expect(row?.hint).toContain(hint);
    expect(row?.payload).toBe(payload.toString('utf8'));
    expect(imbalance(totals)).toEqual(BALANCED);
    expect(client.closed).toBe(false);
  });

  it('one bad reading costs itself only', async () => {
    await client.publishAcknowledged(topic, values('"temperature":1,"pressure":-1,"running":true'), (packet += 1));
    await platform.settle();
    expect((await platform.readings({ device: bad })).map(({ metric }) => metric)).toEqual(['running', 'temperature']);
    expect((await platform.quarantine()).at(-1)).toMatchObject({ code: 'out-of-range', field: 'values.pressure', level: 'reading' });
  });

  it('the ledger counts each reason, at the device that sent it', async () => {
    const rows = (await platform.ledger()).filter(({ device }) => device === bad);
    const counted: Record<string, number> = {};
    for (const { reasons } of rows) for (const [code, count] of Object.entries(reasons)) counted[code] = (counted[code] ?? 0) + count;
    const expected: Record<string, number> = { 'out-of-range': 1 };
    for (const [, , code] of CONTENT) expected[code] = (expected[code] ?? 0) + 1;
    expect(counted).toEqual(expected);
  });

  it('the bystander is served all the time', async () => {
    await bystander.publishAcknowledged(telemetryTopic('bench', good), values('"temperature":2'), 9_999);
    expect(bystander.closed).toBe(false);
    await platform.settle();
    expect(await platform.readings({ device: good })).toHaveLength(1);
  });

  it('a metric that was unknown is stored by a replay once the class defines it, and the ledger still balances', async () => {
    await client.publishAcknowledged(topic, `{"ts":${now - 1},"values":{"vibration":0.25,"temperature":3}}`, (packet += 1));
    await client.publishAcknowledged(topic, `{"ts":${now - 2},"values":{"vibration":0.5}}`, (packet += 1));
    const before = await platform.settle();
    await platform.child.ask({ ask: 'class', deviceClass: withVibration() });
    const { tried, resolved } = await platform.child.ask<{ tried: number; resolved: number }>({ ask: 'replay-quarantine' });
    const after = await platform.settle();
    expect({ tried, resolved }).toEqual({ tried: CONTENT.length + 3, resolved: 2 });
    expect((await platform.readings({ metric: 'vibration' })).map(({ value }) => value)).toEqual([0.5, 0.25]);
    expect({ ...imbalance(after), quarantined: after.quarantined - before.quarantined, stored: after.stored - before.stored, rejected: after.rejected - before.rejected, messages: after.messages - before.messages })
      .toEqual({ ...BALANCED, quarantined: -1, stored: 2, rejected: -1, messages: 0 });
    expect((await platform.quarantine()).filter(({ field }) => field.endsWith('vibration'))).toEqual([]);
  });
});

describe('an offence against the protocol closes that connection unacknowledged, and only that', () => {
  let platform: TestPlatform;
  let bystander: RawClient;

  beforeAll(async () => {
    platform = await TestPlatform.start({ projects: ['bench', 'other'] });
    bystander = await platform.connect(good);
  }, 180_000);
  afterAll(() => platform.dispose());

  it.each([
    ['a payload of 300 KiB', topic, Buffer.alloc(300 * 1024, 0x20)],
    ["another device's topic", telemetryTopic('bench', good), at(now)],
    ["another project's topic", telemetryTopic('other', bad), at(now)],
    ['a topic of nobody', 'yanshou/v1/x', at(now)],
    ['a topic of the broker itself', '$SYS/broker/clients', at(now)],
  ])('%s', async (_what, name, payload) => {
    const client = await platform.connect(bad);
    client.publish(name, payload, { messageId: 5 });
    await client.whenClosed();
    expect(client.packets.map(({ cmd }) => cmd)).toEqual(['connack']);
    expect(bystander.closed).toBe(false);
  });

  it('who is not in the inventory gets no credential and no connection', async () => {
    const outcome = await platform.child.ask<{ ok: boolean; reason: { field: string } }>({ ask: 'issue', device: 'ghost' });
    expect([outcome.ok, outcome.reason.field]).toEqual([false, 'principal']);
    const ghost = await platform.connect('ghost');
    await ghost.whenClosed();
    expect(ghost.connackCode).toBe(BAD_USER_NAME_OR_PASSWORD);
  });

  it('each is refused in the ledger of who tried, and nothing of it is a message', async () => {
    expect(await platform.child.stop()).toBe(0);
    platform = await platform.again();
    const totals = await platform.settle();
    expect(totals).toMatchObject({ messages: 0, refused: 5 });
    const rows = await platform.ledger();
    expect([...new Set(rows.map(({ device }) => device))]).toEqual([bad]);
    expect(rows.map(({ reasons }) => reasons).reduce(added, {})).toEqual({ 'payload-too-large': 1, 'foreign-topic': 4 });
    expect((await platform.settle('other')).refused).toBe(0);
  });
});

function added(sum: Record<string, number>, more: Readonly<Record<string, number>>): Record<string, number> {
  for (const [code, count] of Object.entries(more)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}

function withVibration(): DeviceClass {
  const [press] = benchProject('bench', 1, 0).classes as [DeviceClass];
  return { ...press, metrics: [...press.metrics, { name: 'vibration', unit: 'mm/s', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic' }] };
}
