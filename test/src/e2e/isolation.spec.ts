import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { receiptTopic, stateTopic, telemetryTopic } from '@yanshou/access';
import { systemClock } from '@yanshou/telemetry';
import { deviceId } from '../platform-under-test/bench-project.js';
import { RawClient } from '../platform-under-test/raw-client.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';
import { until } from '../platform-under-test/until.js';

const [device, neighbour, third] = [deviceId(0), deviceId(1), deviceId(2)];
const REFUSED = 128;
const BAD_USER_NAME_OR_PASSWORD = 4;
const PACKET = 1;
const reading = '{"values":{"temperature":1}}';

describe('two projects on one platform', () => {
  let platform: TestPlatform;
  const opened: RawClient[] = [];
  const connect = async (...args: Parameters<TestPlatform['connect']>): Promise<RawClient> => {
    const client = await platform.connect(...args);
    opened.push(client);
    return client;
  };

  const open = async (credential: { username: string; password: string }): Promise<RawClient> => {
    const client = await RawClient.open(platform.mqttPort, credential);
    opened.push(client);
    return client;
  };

  const messages = async () => ({ east: (await platform.settle('east')).messages, west: (await platform.settle('west')).messages });

  beforeAll(async () => {
    platform = await TestPlatform.start({ projects: ['east', 'west'], devices: 3 });
  }, 180_000);
  afterAll(async () => {
    opened.forEach((client) => client.close());
    await platform.dispose();
  });

  it.each([
    ['everything', '#'], ['every device', 'yanshou/v1/+/+/telemetry'], ['one level of its own', `yanshou/v1/east/${device}/+`],
    ['its own telemetry', telemetryTopic('east', device)], ["the neighbour's receipts", receiptTopic('east', neighbour)],
    ["the same device's receipts in the other project", receiptTopic('west', device)], ['receipts of all', 'yanshou/v1/east/+/receipt'],
    ["the neighbour's commands", `yanshou/v1/east/${neighbour}/command/#`], ['states', stateTopic('west', device)],
    ['the broker itself', '$SYS/#'], ['a shared subscription', `$share/g/${receiptTopic('east', device)}`], ['a shared subscription to all', '$share/g/#'],
  ])('nobody may subscribe to %s', async (_what, filter) => {
    const client = await connect(device, { clientId: `sub-${filter}`.slice(0, 20) });
    expect(await client.subscribe(filter, PACKET)).toBe(REFUSED);
    client.close();
  });

  it('nothing that one project sends reaches the other, live or retained', async () => {
    const west = await connect(device, { project: 'west', clientId: 'listener' });
    expect(await west.subscribe(`yanshou/v1/west/${device}/command/#`, PACKET)).toBe(0);
    expect(await west.subscribe(receiptTopic('west', device), PACKET + 1)).toBe(0);
    const east = await connect(device);
    await east.publishAcknowledged(telemetryTopic('east', device), reading, PACKET, { retain: true });
    await east.publishAcknowledged(stateTopic('east', device), 'online', PACKET + 1, { retain: true });
    await west.publishAcknowledged(telemetryTopic('west', device), reading, PACKET + 2);
    await west.next((packet) => packet.cmd === 'publish');
    expect(west.received().map(({ topic }) => topic)).toEqual([receiptTopic('west', device)]);
    expect(await messages()).toEqual({ east: 2, west: 1 });
    expect((await platform.readings({ project: 'west' })).map((row) => [row.device, row.metric])).toEqual([[device, 'temperature']]);
  });

  it.each([
    ['the other project', telemetryTopic('west', third)],
    ['the neighbour', stateTopic('east', neighbour)],
    ['the broker', '$SYS/x/new/clients'],
  ])('a last will to %s is not accepted as a message', async (_what, topic) => {
    const before = await messages();
    const client = await connect(third, { will: { topic, payload: reading } });
    const other = await connect(third, { project: 'west', clientId: 'watcher' });
    client.close();
    await other.publishAcknowledged(telemetryTopic('west', third), reading, PACKET);
    const after = await messages();
    expect({ east: after.east - before.east, west: after.west - before.west }).toEqual({ east: 0, west: 1 });
    other.close();
  });

  it('a client id is the own one only: the same id elsewhere takes nothing over', async () => {
    const victim = await connect(device, { clientId: 'same', clean: false });
    expect(await victim.subscribe(receiptTopic('east', device), PACKET, 1)).toBe(1);
    const [attacker, stranger] = [await connect(neighbour, { clientId: 'same', clean: false }), await connect(device, { project: 'west', clientId: 'same', clean: false })];
    await victim.publishAcknowledged(telemetryTopic('east', device), reading, PACKET + 1);
    await victim.next((packet) => packet.cmd === 'publish');
    expect([victim.closed, attacker.closed, stranger.closed]).toEqual([false, false, false]);
    expect([attacker.received(), stranger.received()]).toEqual([[], []]);
    expect([attacker, stranger].map(({ packets }) => packets[0])).toMatchObject([{ sessionPresent: false }, { sessionPresent: false }]);
  });

  it("the other project's secret is no secret here", async () => {
    const swapped = await open({ username: `east/${device}`, password: platform.secrets[`west/${device}`] as string });
    expect(swapped.connackCode).toBe(BAD_USER_NAME_OR_PASSWORD);
  });

  it('a secret alone as user name, without a password, is its owner', async () => {
    const client = await open({ username: platform.secrets[`east/${third}`] as string, password: '' });
    expect(client.connackCode).toBe(0);
    await client.publishAcknowledged(telemetryTopic('east', third), reading, PACKET);
    client.close();
  });

  it('a revoked credential loses its session within a second and is refused from then on; nobody else is', async () => {
    const [revoked, stays] = [await connect(neighbour, { clientId: 'revoked' }), await connect(neighbour, { project: 'west' })];
    const since = systemClock.monotonicMillis();
    await platform.child.ask({ ask: 'revoke', device: neighbour });
    await until(() => revoked.closed, 2_000);
    expect(systemClock.monotonicMillis() - since).toBeLessThan(1_000);
    expect((await connect(neighbour)).connackCode).toBe(BAD_USER_NAME_OR_PASSWORD);
    await stays.publishAcknowledged(telemetryTopic('west', neighbour), reading, PACKET);
  });
});
