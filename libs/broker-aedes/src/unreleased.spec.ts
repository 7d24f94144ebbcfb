import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import type { Failure } from '@yanshou/telemetry';
import type { InboundMessage } from './broker-handler.port.js';
import { RawClient, until } from './testing/raw-client.js';
import { RecordingHandler } from './testing/recording-handler.js';
import { withBroker } from './testing/with-broker.js';

const TOPIC = 'yanshou/v1/p1/d1/telemetry';

class Forgetful extends RecordingHandler {
  override accept(_message: InboundMessage, done: (error: Failure | null) => void): void {
    done(null);
  }
}

function bufferBytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().arrayBuffers;
}

const keptBy = (port: number): Promise<RawClient> => RawClient.connected(port, 'p1/d1', { clean: false });

/** Sends the ids `from` to `to` and waits for as many PUBRECs; releases none. */
async function send(client: RawClient, from: number, to: number, payload: string | Buffer = 'x'): Promise<void> {
  const before = client.count('pubrec');
  for (let messageId = from; messageId <= to; messageId += 1) client.publish(TOPIC, { qos: 2, messageId, payload });
  await until(() => client.count('pubrec') - before === to - from + 1, 'PUBREC for each');
}

async function release(client: RawClient, messageId: number): Promise<void> {
  client.send({ cmd: 'pubrel', messageId });
  await client.next('pubcomp');
}

describe('QoS 2 packets that are never released', () => {
  it('cost their ids and not their payloads', () =>
    withBroker({ handler: new Forgetful() }, async ({ port }) => {
      const payload = Buffer.alloc(100 * 1024);
      const first = await keptBy(port);
      await send(first, 1, 10, payload);
      const before = bufferBytesInUse();
      await send(first, 11, 210, payload);
      first.end();
      await first.whenClosed();
      await send(await keptBy(port), 211, 410, payload);
      await until(() => bufferBytesInUse() - before < 8 * 1024 * 1024, 'payloads given back');
    }));

  it('are bounded over all connections of a kept session; copies and released ids find room', () =>
    withBroker({ maxUnreleasedPerSession: 10 }, async ({ port, broker, handler }) => {
      const first = await keptBy(port);
      await send(first, 1, 6);
      first.end();
      await first.whenClosed();
      const second = await keptBy(port);
      await send(second, 7, 10);
      await send(second, 10, 10);
      second.publish(TOPIC, { qos: 2, messageId: 11 });
      await second.whenClosed();
      expect(broker.stats().refused).toEqual({ 'unreleased-packets': 1 });
      expect(handler.messages).toHaveLength(11);
      const third = await keptBy(port);
      await release(third, 3);
      await send(third, 11, 11);
      expect(broker.stats().connections).toBe(1);
    }));

  it('are forgotten with their session, and the handler is told when a kept one is discarded', () =>
    withBroker({ maxUnreleasedPerSession: 3 }, async ({ port, handler }) => {
      await send(await keptBy(port), 1, 3);
      await send(await RawClient.connected(port, 'p1/d1'), 4, 6);
      await send(await RawClient.connected(port, 'p1/d1'), 7, 9);
      expect(handler.discards).toEqual([{ principal: 'd1', session: 'p1/d1/c1' }]);
    }));

  it('are one limit for each session: another device is not concerned', () =>
    withBroker({ maxUnreleasedPerSession: 3 }, async ({ port }) => {
      await send(await keptBy(port), 1, 3);
      const other = await RawClient.connected(port, 'p1/d2', { clean: false });
      other.publish('yanshou/v1/p1/d2/telemetry', { qos: 2, messageId: 4 });
      expect(await other.next('pubrec')).toMatchObject({ messageId: 4 });
    }));
});
