import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { RecordKind } from '@yanshou/journal';
import type { FoundReadings, ProjectionBatch, ReadingKeys, RowsNotStored } from '@yanshou/store';
import { MemoryStore } from '@yanshou/store/testing';
import type { Projector } from './projector.js';
import { CutReader, PROJECT, RecordList, START, projectAll, projectorOn } from './testing/workshop.js';

const help = { zh: '请重试', en: 'Try again' };
const down = new Failure('store-unavailable', 'down', true, help);
const damaged = new Failure('store-damaged', 'damaged', false, help);

/** Fails as told: `lose` commits and then says that it did not. */
class FaultyStore extends MemoryStore {
  commits = 0;
  lookups = 0;

  constructor(private readonly faults: { readonly fail?: number; readonly lose?: number; readonly lookups?: number; readonly failure?: Failure }) {
    super();
  }

  override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
    this.commits += 1;
    if (this.commits <= (this.faults.fail ?? 0)) throw this.faults.failure ?? down;
    const notStored = await super.commit(batch);
    if (this.commits <= (this.faults.lose ?? 0)) throw down;
    return notStored;
  }

  override async existing(keys: ReadingKeys): Promise<FoundReadings> {
    this.lookups += 1;
    if (this.lookups <= (this.faults.lookups ?? 0)) throw down;
    return super.existing(keys);
  }
}

const journal = (count: number): RecordList => {
  const list = new RecordList();
  for (let n = 0; n < count; n += 1) list.message({ from: 'd1', payload: { ts: START / 1000 + (n % 7), values: { pieces: n % 3 } } });
  return list;
};

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('a store that fails', () => {
  it.each([{ fail: 4 }, { lose: 3 }, { lookups: 3 }, { fail: 2, lookups: 2 }])('for a while (%j) costs nothing but time', async (faults) => {
    const { records } = journal(40);
    const sound = new MemoryStore();
    await projectAll(sound, records, { cuts: [5] });
    const alarms: number[] = [];
    const store = new FaultyStore(faults);
    await projectAll(store, records, { cuts: [5], onAlarm: (_, attempt) => void alarms.push(attempt) });
    expect([await store.totals(), await store.state()]).toEqual([await sound.totals(), await sound.state()]);
    expect(alarms.slice(0, 2)).toEqual([1, 2]);
  });

  it('is told as faulting until the attempt that succeeds, not longer', async () => {
    const told: unknown[] = [];
    const { records } = journal(1);
    const projector: Projector = projectorOn(new FaultyStore({ fail: 2 }), records, { onAlarm: () => tell(), onCommit: () => tell() });
    const tell = (): void => {
      const { condition, faulting } = projector.status();
      told.push([condition, faulting]);
    };
    await projector.start();
    const run = projector.run();
    await until(() => told.length === 3);
    await projector.stop();
    await run;
    expect(told).toEqual([['retrying', true], ['retrying', true], ['running', false]]);
  });

  it('for good ends the run with its failure, the cursor where it was', async () => {
    const store = new FaultyStore({ fail: 1, failure: damaged });
    const projector = projectorOn(store, journal(5).records);
    await projector.start();
    await expect(projector.run()).rejects.toBe(damaged);
    expect(projector.status()).toMatchObject({ condition: 'failed', nextSequence: 0 });
    expect((await store.state()).nextSequence).toBe(0);
  });

  it('does not keep a stop waiting', async () => {
    const store = new FaultyStore({ fail: Infinity });
    const seen: Failure[] = [];
    const projector = projectorOn(store, journal(5).records, { limits: { commitIntervalMillis: 0, retryMillis: 60_000 }, onAlarm: (failure) => void seen.push(failure) });
    await projector.start();
    const run = projector.run();
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(projector.status()).toMatchObject({ condition: 'retrying', pendingRecords: 5 });
    await projector.stop();
    await run;
    expect([projector.status().condition, (await store.state()).nextSequence]).toEqual(['stopped', 0]);
  });
});

describe('a stop while a batch waits to be tried again', () => {
  /** Takes as many batches as it is told, then none until it is mended. */
  class RefusingStore extends MemoryStore {
    readonly attempts: number[] = [];

    constructor(private accepted: number) {
      super();
    }

    override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
      this.attempts.push(batch.fromSequence);
      if (this.attempts.length > this.accepted) throw down;
      return super.commit(batch);
    }

    mended(): this {
      this.accepted = Infinity;
      return this;
    }
  }

  it.each([0, 1, 4])('commits nothing after it: the next start goes on from there and misses nothing (%j batches before)', async (before) => {
    const { records } = journal(40);
    const store = new RefusingStore(before);
    const seen: Failure[] = [];
    const reader = new CutReader(records, [5]);
    const projector = projectorOn(store, records, { reader, limits: { retryMillis: 60_000, maxRetryMillis: 60_000 }, onAlarm: (failure) => void seen.push(failure) });
    await projector.start();
    const run = projector.run();
    // Records of the batch after are read, and its flush waits for the commit that failed.
    await until(() => seen.length > 0 && projector.status().pendingRecords === 10);
    await projector.stop();
    await run;
    expect(store.attempts).toHaveLength(before + 1);
    expect((await store.state()).nextSequence).toBe(before === 0 ? 0 : before * 5 + 1);
    const sound = new MemoryStore();
    await projectAll(sound, records, { cuts: [5] });
    await projectAll(store.mended(), records, { cuts: [5] });
    expect([await store.totals(), await store.state()]).toEqual([await sound.totals(), await sound.state()]);
  });
});

describe('a projector', () => {
  it('refuses a store that was filled from another journal', async () => {
    const store = new MemoryStore();
    await projectAll(store, journal(1).records);
    class OtherReader extends CutReader {
      override readonly journal = 'journal-2';
    }
    await expect(projectorOn(store, [], { reader: new OtherReader([]) }).start()).rejects.toMatchObject({ code: 'projection-foreign-journal', retryable: false });
  });

  it('refuses a store that is ahead of its journal, and takes one that is level with it', async () => {
    const store = new MemoryStore();
    const { records } = journal(3);
    await projectAll(store, records);
    const projector = projectorOn(store, [], { journalNextSequence: 3 });
    await expect(projector.start()).rejects.toMatchObject({ name: 'Failure', code: 'projection-ahead-of-journal', retryable: false });
    expect(projector.status().condition).toBe('idle');
    await projectorOn(store, records, { journalNextSequence: 4 }).start();
  });

  it('goes on past a record of its own kind that it cannot read, and says so', async () => {
    const list = new RecordList().json(RecordKind.refusals, 'no counts').json(RecordKind.refusals, { principal: 'p/d1', reason: 'x' }).message({ from: 'd1', payload: { values: { pieces: 1 } } });
    const codes: string[] = [];
    const store = new MemoryStore();
    await projectAll(store, list.records, { onAlarm: (failure) => void codes.push(failure.code) });
    expect([codes, (await store.totals(PROJECT)).stored]).toEqual([['projection-bad-record', 'projection-bad-record'], 1]);
  });

  it('tells where it stands', async () => {
    const { records } = journal(3);
    const projector = projectorOn(new MemoryStore(), records);
    expect(projector.status()).toEqual({ condition: 'idle', faulting: false, nextSequence: 0, pendingRecords: 0, messagesPerSecond: 0, lastCommitAt: undefined, projectedUntil: undefined });
    await projector.start();
    const run = projector.run();
    while (projector.status().nextSequence === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(projector.status()).toMatchObject({ condition: 'running', nextSequence: 4, pendingRecords: 0, lastCommitAt: START, projectedUntil: START });
    await projector.stop();
    await projector.stop();
    await run;
    expect(projector.status().condition).toBe('stopped');
  });

  it('lets a commit finish though its reader answers without waiting', async () => {
    class EagerReader extends CutReader {
      private reads = 0;

      override read(limit: Parameters<CutReader['read']>[0]): ReturnType<CutReader['read']> {
        this.reads += 1;
        return this.reads > 1 ? Promise.resolve([]) : super.read(limit);
      }
    }
    class LateStore extends MemoryStore {
      override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return super.commit(batch);
      }
    }
    const { records } = journal(3);
    const store = new LateStore();
    await projectAll(store, records, { reader: new EagerReader(records) });
    expect((await store.totals()).messages).toBe(3);
  });

  it('decodes the next batch while one is being committed, and commits in order', async () => {
    const released: (() => void)[] = [];
    const order: number[] = [];
    class SlowStore extends MemoryStore {
      override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
        await new Promise<void>((resolve) => released.push(resolve));
        order.push(batch.nextSequence);
        return super.commit(batch);
      }
    }
    const store = new SlowStore();
    const { records } = journal(8).message({ from: 'd1', payload: 'broken' });
    const projector = projectorOn(store, records, { reader: new CutReader([...records.slice(8), ...records.slice(0, 8)].map((record, n) => ({ ...record, sequence: n + 1 })), [3]) });
    await projector.start();
    const run = projector.run();
    for (const nextSequence of [4, 7, 10]) {
      while (released.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      if (nextSequence < 10) while (projector.status().pendingRecords < 6) await new Promise((resolve) => setTimeout(resolve, 1));
      released.shift()?.();
      while (projector.status().nextSequence !== nextSequence) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await projector.stop();
    await run;
    expect([order, (await store.totals()).messages]).toEqual([[4, 7, 10], 9]);
    const [kept] = await store.quarantine({ project: PROJECT, after: 0, limit: 1 });
    expect(kept?.payload.toString()).toBe('broken');
  });
});
