import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { RawClient } from '../platform-under-test/raw-client.js';
import { IngestUnderTest, SECRET, SlowDisk } from '../platform-under-test/slow-disk.js';
import { until } from '../platform-under-test/until.js';

const DEVICES = Array.from({ length: 8 }, (_, index) => `m${index}`);
const MEBI = 2 ** 20;
const acknowledged = (client: RawClient): number => client.packets.filter(({ cmd }) => cmd === 'puback').length;

describe('a disk that is slow to flush', () => {
  let disk: SlowDisk;
  let ingest: IngestUnderTest;
  const clients: RawClient[] = [];
  const waited: number[] = [];
  const connect = async (device: string, keepalive = 60): Promise<RawClient> => {
    const client = await RawClient.open(ingest.port, { username: `p/${device}`, password: `${SECRET}-${device}`, clientId: device, keepalive });
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    disk = new SlowDisk();
    waited.length = 0;
    ingest = await IngestUnderTest.start(disk, 'p', DEVICES, (letInAt) => waited.push(performance.now() - letInAt));
  });
  afterEach(async () => {
    clients.splice(0).forEach((client) => client.close());
    await ingest.close();
  });

  it('by half a second costs time, not throughput: what waits goes with one flush', async () => {
    const senders = await Promise.all(DEVICES.map((device) => connect(device)));
    disk.flushMillis = 500;
    const flushes = disk.flushes;
    for (const [index, client] of senders.entries()) {
      for (let id = 1; id <= 90; id += 1) client.publish(telemetryTopic('p', DEVICES[index] as string), `{"values":{"x":${id}}}`, { messageId: id });
    }
    await until(() => senders.every((client) => acknowledged(client) === 90));
    expect(disk.flushes - flushes).toBeLessThanOrEqual(8);
  }, 120_000);

  it('is seen in the latency of acknowledgements, of each message its own', async () => {
    const client = await connect('m0');
    disk.flushMillis = 300;
    client.publish(telemetryTopic('p', 'm0'), '{"values":{"x":1}}', { messageId: 1 });
    await until(() => acknowledged(client) === 1);
    disk.flushMillis = 0;
    client.publish(telemetryTopic('p', 'm0'), '{"values":{"x":2}}', { messageId: 2 });
    await until(() => acknowledged(client) === 2);
    expect([waited.length, (waited[0] as number) >= 299, (waited[1] as number) < (waited[0] as number)]).toEqual([2, true, true]);
  }, 120_000);

  it('does not cut a client that keeps itself alive every second', async () => {
    const client = await connect('m0', 1);
    const release = disk.stop();
    client.publish(telemetryTopic('p', 'm0'), '{"values":{"x":1}}', { messageId: 1 });
    for (let beat = 0; beat < 8; beat += 1) {
      await sleep(500);
      client.send({ cmd: 'pingreq' });
    }
    await until(() => client.packets.filter(({ cmd }) => cmd === 'pingresp').length === 8);
    expect(client.closed).toBe(false);
    expect(acknowledged(client)).toBe(0);
    release();
    await until(() => acknowledged(client) === 1);
  }, 120_000);

  it('at all acknowledges nothing, keeps memory bounded, and afterwards acknowledges everything in order', async () => {
    const senders = await Promise.all(DEVICES.map((device) => connect(device)));
    const release = disk.stop();
    const payload = JSON.stringify({ values: { text: 'x'.repeat(200), filler: Array.from({ length: 2_000 }, (_, n) => n) } });
    const count = 2_000;
    const before = process.memoryUsage().rss;
    const inside = ingest.journal.nextSequence();
    for (const [index, client] of senders.entries()) {
      // Written as fast as the socket takes it: what the broker does not read stays on this side.
      for (let id = 1; id <= count; id += 1) client.publish(telemetryTopic('p', DEVICES[index] as string), payload, { messageId: id });
    }
    const unsent = (): number => senders.reduce((sum, { socket }) => sum + socket.writableLength, 0);
    await sleep(5_000);
    const taken = process.memoryUsage().rss - before - unsent();
    expect(senders.map(acknowledged)).toEqual(DEVICES.map(() => 0));
    expect(senders.some(({ closed }) => closed)).toBe(false);
    // A window of a hundred messages and a mebibyte for each of eight connections, and what the sockets hold.
    expect(ingest.journal.nextSequence() - inside).toBeLessThanOrEqual(8 * 100);
    expect(taken).toBeLessThan(64 * MEBI);
    release();
    await until(() => senders.every((client) => acknowledged(client) === count), 30_000);
    for (const client of senders) {
      const ids = client.packets.flatMap((packet) => (packet.cmd === 'puback' ? [packet.messageId] : []));
      expect(ids).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    }
  }, 180_000);
});
