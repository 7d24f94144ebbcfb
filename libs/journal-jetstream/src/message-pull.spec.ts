import { expect, it } from '@jest/globals';
import { append, messageEntry } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import { onOneServer } from './testing/on-servers.js';

/** More than a reader asks for at a time. */
const MESSAGES = 600;

onOneServer('a reader with more before it than it asks for at a time', (connected) => {
  it.each([{ waitMillis: 0 }, { waitMillis: 1_000 }])('goes on behind each portion, waiting $waitMillis ms', async ({ waitMillis }) => {
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
});
