import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JetStreamConnection } from '../connect-jetstream.js';
import { NatsServers, natsInstalled } from './nats-servers.js';

const START_MILLIS = 180_000;

/** As `onServers`, with one. */
export const onOneServer = (what: string, tests: (connection: () => JetStreamConnection) => void): void => onServers(1, what, tests);

/**
 * Declares tests that share so many servers, a cluster, and one connection to them, open while they run; each takes streams of its own
 * name. Where NATS is not installed (and need not be: `natsInstalled`), one test that says so is in their place.
 */
export function onServers(count: number, what: string, tests: (connection: () => JetStreamConnection) => void): void {
  if (!natsInstalled(what)) return void it(`${what}: is not run without NATS`, () => expect(true).toBe(true));
  describe(what, () => {
    let servers: NatsServers | undefined;
    let connection: JetStreamConnection | undefined;
    beforeAll(async () => {
      servers = await NatsServers.start(count);
      connection = await servers.connect();
    }, START_MILLIS);
    afterAll(async () => {
      await connection?.close();
      await servers?.stop();
    });
    tests(() => connection as JetStreamConnection);
  });
}
