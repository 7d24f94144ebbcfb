import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, gatewayTopic, receiptTopic, stateTopic, telemetryTopic } from '@yanshou/access';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, SERVER_STAMPED, originName, originOf, qualityLetter, qualityOf, systemClock } from '@yanshou/telemetry';
import type { LedgerCounts } from '@yanshou/store';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { GATEWAY, deviceId } from '../platform-under-test/bench-project.js';
import type { RawClient } from '../platform-under-test/raw-client.js';
import { until } from '../platform-under-test/until.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

const [first, second, third, fourth] = [deviceId(0), deviceId(1), deviceId(2), deviceId(3)];
/** Whole milliseconds, an hour ago, so that every test has its own minute and none is in the future. */
const start = Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);
const micros = (millis: number): number => millis * MICROS_PER_MILLISECOND;
let minute = 0;
const nextMinute = (): number => start + (minute += 1) * 60_000 - 3_600_000;

describe('a device publishes', () => {
  let platform: TestPlatform;
  let client: RawClient;
  let packet = 0;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    client = await platform.connect(first);
  }, 180_000);
  afterAll(async () => {
    client.close();
    await platform.dispose();
  });

  const publish = (topic: string, payload: unknown, by = client): Promise<void> => by.publishAcknowledged(topic, JSON.stringify(payload), (packet += 1));
  const stored = async (device: string, ts: number) =>
    (await platform.readings({ device })).filter(({ at }) => at === micros(ts)).map(({ metric, value }) => [metric, value]);
  /** What the totals grew by while `action` ran. */
  const growth = async (action: () => Promise<unknown>): Promise<Partial<LedgerCounts>> => {
    const before = await platform.settle();
    await action();
    const after = await platform.settle();
    const entries = Object.entries(after).map(([name, count]) => [name, count - before[name as keyof LedgerCounts]] as const);
    return Object.fromEntries(entries.filter(([, count]) => count !== 0));
  };

  it('what PUBACK acknowledged is stored once, with exact values', async () => {
    const ts = nextMinute();
    const grown = await growth(() => publish(telemetryTopic('bench', first), { ts, values: { temperature: 21.37, pressure: 0.1 + 0.2, running: true, mode: '自动 AUTO' } }));
    expect(await stored(first, ts)).toEqual([['mode', '自动 AUTO'], ['pressure', 0.30000000000000004], ['running', 1], ['temperature', 21.37]]);
    expect(grown).toMatchObject({ messages: 1, projected: 1, received: 4, stored: 4 });
  });

  it('the same message again is a duplicate, counted and not stored', async () => {
    const message = { ts: nextMinute(), values: { temperature: 1, running: false } };
    await publish(telemetryTopic('bench', first), message);
    const grown = await growth(() => publish(telemetryTopic('bench', first), message));
    expect(grown).toEqual({ messages: 1, projected: 1, received: 2, duplicates: 2 });
    expect(await stored(first, message.ts)).toEqual([['running', 0], ['temperature', 1]]);
  });

  it('another value under the same time is a conflict; the first one stays', async () => {
    const ts = nextMinute();
    await publish(telemetryTopic('bench', first), { ts, values: { temperature: 1 } });
    const grown = await growth(() => publish(telemetryTopic('bench', first), { ts, values: { temperature: 2 } }));
    expect(grown).toEqual({ messages: 1, projected: 1, received: 1, conflicts: 1 });
    expect(await stored(first, ts)).toEqual([['temperature', 1]]);
  });

  it('an array is one message of several times', async () => {
    const [a, b] = [nextMinute(), nextMinute()];
    const grown = await growth(() => publish(telemetryTopic('bench', first), [{ ts: a, values: { temperature: 3 } }, { ts: new Date(b).toISOString(), values: { temperature: 4 } }]));
    expect(grown).toMatchObject({ messages: 1, projected: 1, received: 2, stored: 2 });
    expect([await stored(first, a), await stored(first, b)]).toEqual([[['temperature', 3]], [['temperature', 4]]]);
  });

  it('null is a gap, counted apart and no reading', async () => {
    const ts = nextMinute();
    const grown = await growth(() => publish(telemetryTopic('bench', first), { ts, values: { temperature: null, pressure: 7 } }));
    expect(grown).toMatchObject({ messages: 1, gaps: 1, received: 1, stored: 1 });
    expect(await stored(first, ts)).toEqual([['pressure', 7]]);
  });

  it('quality and origin are kept; without a time the platform stamps', async () => {
    const ts = nextMinute();
    const grown = await growth(async () => {
      await publish(telemetryTopic('bench', second), { ts, values: { temperature: 5 }, quality: { temperature: 'D' }, origin: 'replayed' }, await platform.connect(second));
      await publish(telemetryTopic('bench', first), { values: { temperature: 6 } });
    });
    expect(grown).toMatchObject({ messages: 2, stored: 2, replayed: 1, serverStamped: 1 });
    const kept = (await platform.readings({ device: second, metric: 'temperature' })).find(({ at }) => at === micros(ts));
    expect([qualityLetter(qualityOf(kept?.flags ?? 0)), originName(originOf(kept?.flags ?? 0))]).toEqual(['D', 'replayed']);
    expect((await platform.readings({ device: first })).filter(({ flags }) => (flags & SERVER_STAMPED) !== 0)).toHaveLength(1);
  });

  it('a gateway speaks for its children; a device that is not bound goes to quarantine by name', async () => {
    const ts = nextMinute();
    const gateway = await platform.connect(GATEWAY);
    const grown = await growth(() => publish(gatewayTopic('bench', GATEWAY), { [second]: [{ ts, values: { temperature: 8 } }], [third]: [{ ts, values: { temperature: 9, pressure: 9 } }] }, gateway));
    gateway.close();
    expect(grown).toMatchObject({ messages: 1, projected: 1, received: 3, stored: 1, rejected: 2 });
    expect([await stored(second, ts), await stored(third, ts)]).toEqual([[['temperature', 8]], []]);
    expect((await platform.quarantine()).filter(({ code }) => code === 'child-not-bound').map(({ field, level }) => [field, level])).toEqual([[`${third}[0]`, 'reading']]);
  });

  it('the topics of ThingsBoard are aliases', async () => {
    const ts = nextMinute();
    const gateway = await platform.connect(GATEWAY);
    const grown = await growth(async () => {
      await publish(THINGSBOARD_DEVICE_TOPIC, { ts, values: { temperature: 10 } });
      await publish(THINGSBOARD_GATEWAY_TOPIC, { [second]: [{ ts, values: { temperature: 11 } }] }, gateway);
    });
    gateway.close();
    expect(grown).toMatchObject({ messages: 2, stored: 2 });
    expect([await stored(first, ts), await stored(second, ts)]).toEqual([[['temperature', 10]], [['temperature', 11]]]);
  });

  it('its state and its last will are messages; the will comes when the connection breaks, not after DISCONNECT', async () => {
    const topic = stateTopic('bench', third);
    const will = { topic, payload: 'offline', retain: true };
    const broken = await growth(async () => {
      const lost = await platform.connect(third, { will });
      await lost.publishAcknowledged(topic, 'online', 1, { retain: true });
      lost.close();
      await until(async () => (await messagesOf(platform, third)) >= 2);
    });
    expect(broken).toMatchObject({ messages: 2, projected: 2 });
    const proper = await growth(async () => {
      const leaving = await platform.connect(third, { will });
      leaving.send({ cmd: 'disconnect' });
      await leaving.whenClosed();
    });
    expect(proper).toEqual({});
  });

  it('QoS 2 is stored exactly once, whatever the sender repeats', async () => {
    const ts = nextMinute();
    const payload = JSON.stringify({ ts, values: { temperature: 12 } });
    const grown = await growth(async () => {
      client.publish(telemetryTopic('bench', first), payload, { qos: 2, messageId: 7001 });
      client.publish(telemetryTopic('bench', first), payload, { qos: 2, messageId: 7001, dup: true });
      await client.next((p) => p.cmd === 'pubrec' && p.messageId === 7001);
      client.send({ cmd: 'pubrel', messageId: 7001 });
      await client.next((p) => p.cmd === 'pubcomp' && p.messageId === 7001);
    });
    expect(grown).toMatchObject({ messages: 1, received: 1, stored: 1 });
  });

  it('QoS 0 is journalled and stored without an acknowledgement', async () => {
    const ts = nextMinute();
    client.publish(telemetryTopic('bench', first), JSON.stringify({ ts, values: { temperature: 13 } }), { qos: 0 });
    await publish(telemetryTopic('bench', first), { ts: ts + 1, values: { temperature: 14 } });
    await platform.settle();
    expect(await stored(first, ts)).toEqual([['temperature', 13]]);
  });

  it('a receipt names journal, sequence and time of what was acknowledged, to whom subscribed', async () => {
    const device = await platform.connect(fourth);
    expect(await device.subscribe(receiptTopic('bench', fourth), 1)).toBe(0);
    const before = systemClock.now() / MICROS_PER_MILLISECOND;
    await device.publishAcknowledged(telemetryTopic('bench', fourth), JSON.stringify({ ts: nextMinute(), values: { temperature: 1 } }), 2);
    const packetOfReceipt = await device.next((p) => p.cmd === 'publish');
    const receipt = JSON.parse(packetOfReceipt.cmd === 'publish' ? packetOfReceipt.payload.toString() : '') as { journal: string; sequence: number; ts: number };
    const { stored: { nextSequence } } = await platform.child.ask<{ stored: { nextSequence: number } }>({ ask: 'status' });
    expect(packetOfReceipt.cmd === 'publish' && packetOfReceipt.topic).toBe(receiptTopic('bench', fourth));
    expect(receipt.journal).toMatch(/\S/);
    expect(receipt.sequence).toBeGreaterThan(0);
    expect(receipt.sequence).toBeLessThanOrEqual(nextSequence);
    expect(receipt.ts).toBeGreaterThanOrEqual(Math.floor(before));
    expect(client.received()).toEqual([]);
    device.close();
  });

  it('everything is accounted for', async () => {
    const totals = await platform.settle();
    expect(imbalance(totals)).toEqual(BALANCED);
    expect(totals.stored).toBe((await platform.readings()).length);
  });
});

const messagesOf = async (platform: TestPlatform, device: string): Promise<number> =>
  (await platform.ledger()).filter((row) => row.device === device).reduce((sum, row) => sum + row.counts.messages, 0);
