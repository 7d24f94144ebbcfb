import { journalContract } from '@yanshou/journal/testing';
import type { JournalUnderTest } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import { streamName } from './stream-names.js';
import { onServers } from './testing/on-servers.js';
import { until } from './testing/until.js';

/** The client's types leave it out of what may be updated; the servers take it. */
const SEALED: object = { sealed: true };

for (const replicas of [1, 3]) onServers(replicas, `a journal of JetStream on ${replicas}`, (connected) => {
  let journals = 0;

  const underTest = async (name: string): Promise<JournalUnderTest> => {
    const connection = connected();
    const options = { connection, clock: systemClock, name, partition: 0, replicas };
    // A cluster may be busy with the streams before.
    const writer = await until(() => openJetStreamJournal(options));
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

  journalContract(`JetStreamJournal on ${replicas}`, () => underTest(`contract-${(journals += 1)}`));
});
