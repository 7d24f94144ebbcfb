import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { journalContract } from '@yanshou/journal/testing';
import type { JournalUnderTest } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import type { JetStreamConnection } from './index.js';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import { streamName } from './stream-names.js';
import { until } from './testing/until.js';
import { NatsServers, natsInstalled } from './testing/nats-servers.js';

/** The client's types leave it out of what may be updated; the servers take it. */
const SEALED: object = { sealed: true };

if (!natsInstalled('journal contract')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  let servers: NatsServers;
  let connection: JetStreamConnection;
  let journals = 0;

  beforeAll(async () => {
    servers = await NatsServers.start(1);
    connection = await servers.connect();
  }, 180_000);
  afterAll(async () => {
    await connection.close();
    await servers.stop();
  });

  const underTest = async (name: string): Promise<JournalUnderTest> => {
    const options = { connection, clock: systemClock, name, partition: 0, replicas: 1 };
    const writer = await openJetStreamJournal(options);
    const stream = streamName(name, 0);
    const { streams } = connection.manager;
    return {
      writer,
      reader: (from = 1) => openJetStreamReader(options, from),
      reopen: async () => {
        await writer.close();
        return underTest(name);
      },
      fillUp: async () => void (await streams.update(stream, { max_bytes: (await streams.info(stream)).state.bytes + 1 })),
      makeRoom: async () => {
        await streams.update(stream, { max_bytes: -1 });
        await until(() => writer.condition().kind === 'ok');
      },
      breakDisk: async () => void (await streams.update(stream, SEALED)),
      dispose: () => writer.close(),
    };
  };

  journalContract('JetStreamJournal on one server', () => underTest(`contract-${(journals += 1)}`));
}
