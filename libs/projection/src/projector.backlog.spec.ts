import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import type { JournalRecord } from '@yanshou/journal';
import type { ProjectionBatch, RowsNotStored } from '@yanshou/store';
import { MemoryStore } from '@yanshou/store/testing';
import { InventoryBook } from './inventory-book.js';
import { CutReader, PROJECT, RecordList, START, inventory, projectAll, projectorOn } from './testing/workshop.js';

const help = { zh: '请重试', en: 'Try again' };

const journal = (count: number): readonly JournalRecord[] => {
  const list = new RecordList();
  for (let n = 0; n < count; n += 1) list.message({ from: 'd1', payload: { ts: START / 1000 + n, values: { pieces: n } } });
  return list.records;
};

/** Notes what is read and what is committed, in the order in which it comes to an end. */
class Diary {
  readonly events: string[] = [];

  reader(records: readonly JournalRecord[], cuts: readonly number[], failing: { at: number; failure: Failure } | undefined = undefined): CutReader {
    const { events } = this;
    return new (class extends CutReader {
      private reads = 0;

      override async read(limit: Parameters<CutReader['read']>[0]): ReturnType<CutReader['read']> {
        this.reads += 1;
        if (this.reads === failing?.at) throw failing.failure;
        const piece = await super.read(limit);
        if (piece.length > 0) events.push(`read ${piece[0]?.sequence}`);
        return piece;
      }
    })(records, cuts, true);
  }

  /** Takes some turns of the event loop to commit, as a server does that answers. */
  store(turns: number): MemoryStore {
    const { events } = this;
    return new (class extends MemoryStore {
      override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
        for (let turn = 0; turn < turns; turn += 1) await turnOfTheLoop();
        const notStored = await super.commit(batch);
        events.push(`committed ${batch.fromSequence}–${batch.nextSequence}`);
        return notStored;
      }
    })();
  }
}

describe('a projector that is behind its journal', () => {
  it('commits full batches without a pause between them', async () => {
    const diary = new Diary();
    await projectAll(diary.store(0), journal(31), { reader: diary.reader(journal(31), [5]), limits: { commitIntervalMillis: 3_600_000, maxRecords: 10 } });
    expect(diary.events.filter((event) => event.startsWith('committed'))).toEqual(['committed 0–11', 'committed 11–21', 'committed 21–31', 'committed 31–32']);
  });

  it('pauses once it has read all that is known', async () => {
    const diary = new Diary();
    const store = diary.store(0);
    const projector = projectorOn(store, [], { reader: new CutReader(journal(10), [5]), limits: { commitIntervalMillis: 3_600_000, maxRecords: 10 } });
    await projector.start();
    const run = projector.run();
    while (diary.events.length === 0) await turnOfTheLoop();
    for (let turn = 0; turn < 20; turn += 1) await turnOfTheLoop();
    await projector.stop();
    await run;
    expect(diary.events).toEqual(['committed 0–6']);
  });

  it('leaves the thread to the commit under way after every portion', async () => {
    const diary = new Diary();
    await projectAll(diary.store(5), journal(40), { reader: diary.reader(journal(40), [1]), limits: { maxRecords: 20 } });
    const committed = diary.events.indexOf('committed 0–21');
    expect(committed).toBeGreaterThan(diary.events.indexOf('read 21'));
    expect(committed).toBeLessThan(diary.events.indexOf('read 40'));
  });

  it('does not keep what it has decoded waiting for a journal that fails, and loses nothing by it', async () => {
    const diary = new Diary();
    const alarms: string[] = [];
    const failing = { at: 3, failure: new Failure('journal-unreachable', 'away', true, help) };
    const store = diary.store(0);
    await projectAll(store, journal(12), { reader: diary.reader(journal(12), [2], failing), onAlarm: ({ code }) => void alarms.push(code) });
    expect([diary.events.find((event) => event.startsWith('committed')), alarms]).toEqual(['committed 0–5', ['journal-unreachable']]);
    expect((await store.totals(PROJECT)).messages).toBe(12);
  });

  it('ends with a journal that is damaged, the cursor behind what was read before', async () => {
    const diary = new Diary();
    const store = diary.store(0);
    const damaged = new Failure('journal-damaged', 'damaged', false, help);
    const projector = projectorOn(store, [], { reader: diary.reader(journal(12), [2], { at: 3, failure: damaged }) });
    await projector.start();
    await expect(projector.run()).rejects.toBe(damaged);
    expect((await store.state()).nextSequence).toBe(5);
  });

  it('ends a batch where a new inventory calls for last values', async () => {
    const diary = new Diary();
    const inventories = new InventoryBook([inventory()]);
    const records = journal(12);
    const reader = diary.reader(records, [2]);
    const read = reader.read.bind(reader);
    reader.read = async (limit) => {
      const piece = await read(limit);
      if (piece[0]?.sequence === 5) inventories.update(inventory({ devices: ['d9'] }));
      return piece;
    };
    await projectAll(diary.store(0), records, { reader, inventories });
    expect(diary.events.filter((event) => event.startsWith('committed'))).toEqual(['committed 0–7', 'committed 7–13']);
  });
});
