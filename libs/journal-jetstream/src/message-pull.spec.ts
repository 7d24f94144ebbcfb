import { expect, it } from '@jest/globals';
import { append, messageEntry } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import { onOneServer } from './testing/on-servers.js';
import { poorConnection } from './testing/poor-connection.js';

/** More than a reader asks for at a time. */
const MESSAGES = 600;

onOneServer('a reader', (connected) => {
  it.each([{ waitMillis: 0 }, { waitMillis: 1_000 }])('goes on behind each portion of many messages, waiting $waitMillis ms', async ({ waitMillis }) => {
    const where = { connection: connected(), partition: 0, replicas: 1, name: `portions-${waitMillis}` };
    const journal = await openJetStreamJournal({ ...where, clock: systemClock });
    for (let number = 1; number <= MESSAGES; number += 1) await append(journal, messageEntry(`${number}`));
    const reader = await openJetStreamReader(where);
    const read: string[] = [];
    while (read.length < MESSAGES) {
      const records = await reader.read({ maxRecords: 1_000, maxBytes: 1 << 20, waitMillis });
      expect(records.length).toBeGreaterThan(0);
      read.push(...records.map(({ body }) => body.toString()));
    }
    expect(read).toEqual(Array.from({ length: MESSAGES }, (_, index) => `${index + 1}`));
    await reader.close();
    await journal.close();
  });

  it.each([{ waitMillis: 0 }, { waitMillis: 1_000 }])('asks again while the servers do not know of its consumer yet, waiting $waitMillis ms', async ({ waitMillis }) => {
    const where = { connection: connected(), partition: 0, replicas: 1, name: `unheard-${waitMillis}` };
    const journal = await openJetStreamJournal({ ...where, clock: systemClock });
    await append(journal, messageEntry('a'));
    const reader = await openJetStreamReader({ ...where, connection: poorConnection(connected(), { unheard: 3 }) });
    expect((await reader.read({ maxRecords: 9, maxBytes: 99, waitMillis })).map(({ body }) => body.toString())).toEqual(['a']);
    await reader.close();
    const deaf = await openJetStreamReader({ ...where, connection: poorConnection(connected(), { unheard: Infinity }) });
    await expect(deaf.read({ maxRecords: 9, maxBytes: 99, waitMillis })).rejects.toMatchObject({ code: 'journal-unreachable', retryable: true });
    await deaf.close();
    await journal.close();
  });
});
