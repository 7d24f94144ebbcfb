import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { MemoryJournal, MemoryLog, append, journalContract, messageEntry } from './testing.js';
import type { JournalUnderTest } from './testing.js';

const broken = new Failure('journal-failed', 'broken', false, { zh: '坏', en: 'broken' });

function underTest(log: MemoryLog): JournalUnderTest {
  const writer = new MemoryJournal(log);
  return {
    writer,
    reader: (from) => Promise.resolve(writer.reader(from)),
    reopen: async () => {
      await writer.close();
      return underTest(log);
    },
    fillUp: () => Promise.resolve(writer.setCondition({ kind: 'full', freeBytes: 0 })),
    makeRoom: () => Promise.resolve(writer.setCondition({ kind: 'ok' })),
    breakDisk: () => Promise.resolve(writer.setCondition({ kind: 'failed', error: broken })),
    dispose: () => writer.close(),
  };
}

journalContract('MemoryJournal', () => Promise.resolve(underTest(new MemoryLog())));

describe('MemoryJournal', () => {
  it('holds commits back until it is told to release them', async () => {
    const journal = new MemoryJournal();
    journal.hold();
    let answered = false;
    const waiting = append(journal, messageEntry('x')).then((answer) => {
      answered = true;
      return answer;
    });
    await new Promise<void>((resolve) => void setTimeout(resolve, 5));
    expect(answered).toBe(false);
    expect(await journal.reader().read({ maxRecords: 1, maxBytes: 1, waitMillis: 0 })).toEqual([]);
    journal.release();
    expect(await waiting).toEqual({ error: null, sequence: 1 });
  });
});
