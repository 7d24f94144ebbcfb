import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LATE_DATA, REPLAYED_QUARANTINE, RESTORED_READINGS } from '../projection-batch.js';
import type { ProjectionBatch } from '../projection-batch.js';
import type { BookBatch, ProjectionBook } from '../projection-book.port.js';
import { combinedDeviceHours, combinedSeriesHours } from './answers.js';
import { SAMPLE_END, SAMPLE_SERIES, SAMPLE_START, arbitraryBatches } from './arbitrary-batches.js';
import { BatchBuilder } from './batch-builder.js';
import { expectFoldShelf } from './fold-contract.js';
import { expectLostSessions } from './lost-session-contract.js';
import { MemoryBook } from './memory-book.js';

/** An empty book and how to open it again; `end` removes it. */
export interface BookHarness {
  readonly book: ProjectionBook;
  reopen(): Promise<ProjectionBook>;
  end(): Promise<void>;
}

/** A batch as a store hands it on. */
const bookBatch = ({ readings: _, ...batch }: ProjectionBatch, commit: number): BookBatch => ({ ...batch, commit });

const HOURS = [Math.floor(SAMPLE_START / MICROS_PER_HOUR), Math.ceil(SAMPLE_END / MICROS_PER_HOUR)] as const;

/** All of a book's answers as plain data. */
async function answersOf(book: ProjectionBook): Promise<Record<string, unknown>> {
  const perSeries = [];
  for (const { series } of (await book.state()).series) {
    perSeries.push({
      hours: combinedSeriesHours(await book.hoursOf(series, ...HOURS, [0, 1])),
      before: await book.lastHoursBefore(series, SAMPLE_START + 7 * MICROS_PER_HOUR + 1, [0, 3]),
    });
  }
  return {
    state: await book.state(), perSeries, views: await Promise.all([{ project: 'p' }, { project: 'none' }, ...SAMPLE_SERIES.map((one) => ({ project: 'p', ...one }))].map(async (one) => {
      const { cursor: { passedOver: _, ...cursor }, principals, series } = await book.view(one);
      return { cursor, principals, series };
    })), totals: await book.totals('p'), everything: await book.totals(), byPrincipal: await book.totalsByPrincipal('p'),
    conflicts: await Promise.all(SAMPLE_SERIES.map((one) => book.conflicts({ project: 'p', ...one, from: SAMPLE_START, to: SAMPLE_END }))),
    ledger: await book.ledger('p', SAMPLE_START, SAMPLE_END), quarantine: await book.quarantine({ project: 'p', after: 0, limit: 1000 }),
    minutes: await book.platformMinutes(0, 1e9), gaps: await book.declaredGaps(), losses: await book.lostSessions(0, Number.MAX_SAFE_INTEGER), dirty: await book.dirtyHours('p'), principals: await book.principals('p'), activity: await book.activity('p', ...HOURS, [0, 1, 2, 3]),
    deviceHours: combinedDeviceHours(await book.deviceHours('p', ...HOURS, [0, 3])),
    seriesHours: combinedSeriesHours(await book.seriesHours('p', ...HOURS, [0, 1, 2, 3])),
  };
}

/** What every projection book promises; the last test compares it with MemoryBook on random histories. */
export function bookContract(name: string, harness: () => Promise<BookHarness>): void {
  describe(`projection book contract: ${name}`, () => {
    let opened: BookHarness;
    let book: ProjectionBook;
    let builder: BatchBuilder;
    beforeEach(async () => {
      opened = await harness();
      book = opened.book;
      builder = new BatchBuilder();
    });
    afterEach(() => opened.end());

    it('passes over a commit number at every opening', async () => {
      const first = await book.open();
      expect(first).toEqual({ journal: undefined, nextSequence: 0, confirmed: 1, passedOver: [1], restoring: [] });
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      await book.commit(bookBatch(builder.build(), 2));
      book = await opened.reopen();
      expect(await book.open()).toEqual({ journal: 'journal-1', nextSequence: 2, confirmed: 3, passedOver: [1, 3], restoring: [] });
    });

    it('is known by an identity, the same whoever opens it and another than that of any other book', async () => {
      const [identity, other] = [await book.identity(), await harness()];
      await book.open();
      expect(identity.identity).toMatch(/^[0-9a-f-]{36}$/);
      expect(await (await opened.reopen()).identity()).toEqual(identity);
      expect((await other.book.identity()).identity).not.toBe(identity.identity);
      await other.end();
    });

    it('shows where it stands, with the numbers of one project, and passes over nothing for it', async () => {
      await book.open();
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      builder.reading({ device: 'e', metric: 'm', at: SAMPLE_START + 1, value: 1 });
      await book.commit(bookBatch(builder.build(), 2));
      const { cursor, principals, series } = await book.view({ project: 'p', device: 'e' });
      expect(cursor).toEqual({ journal: 'journal-1', nextSequence: 3, confirmed: 2, passedOver: [1] });
      expect(principals.map(({ device }) => device)).toEqual(['d', 'e']);
      expect(series).toMatchObject([{ metric: 'm', principal: 2, highest: SAMPLE_START + 1 }]);
      expect((await book.view({ project: 'q' })).series).toEqual([]);
    });

    it('adds a batch once, however often it comes, and refuses one that leaves out sequences', async () => {
      await book.open();
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      const first = bookBatch(builder.build(), 2);
      for (let times = 0; times < 3; times += 1) await book.commit(first);
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + 1, value: 2 });
      builder.build();
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + 2, value: 2 });
      await expect(book.commit(bookBatch(builder.build(), 3))).rejects.toMatchObject({ code: 'store-gap', retryable: false });
      expect(await book.totals()).toMatchObject({ messages: 1, stored: 1 });
      expect((await book.state()).nextSequence).toBe(2);
    });

    it('keeps sums that no double holds, in rows that each fit one', async () => {
      await book.open();
      for (let commit = 2; commit < 5; commit += 1) {
        builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + commit, value: 9e15 - commit, resolution: 1 });
        await book.commit(bookBatch(builder.build(), commit));
      }
      const hours = await book.hoursOf(1, ...HOURS, [0]);
      const sums = Array.from(hours.sum.subarray(0, hours.length));
      expect(sums.every(Number.isSafeInteger)).toBe(true);
      expect(sums.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(3n * 9_000_000_000_000_000n - 9n);
      expect(combinedSeriesHours(hours)).toMatchObject([{ count: 3, numeric: 3 }]);
    });

    it('tells which hours late and replayed readings touched since a cursor, and forgets none', async () => {
      await book.open();
      expect(await book.dirtyHours('p')).toBeUndefined();
      const hour = Math.floor(SAMPLE_START / MICROS_PER_HOUR);
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + 1, value: 1, late: true });
      builder.reading({ device: 'e', metric: 'm', at: SAMPLE_START + 5 * MICROS_PER_HOUR, value: 1, replayed: true, late: true });
      builder.reading({ project: 'q', device: 'd', metric: 'm', at: SAMPLE_START + 9 * MICROS_PER_HOUR, value: 1, late: true });
      await book.commit(bookBatch(builder.build(), 2));
      const first = await book.dirtyHours('p');
      expect(first).toEqual({ cursor: { journal: 'journal-1', sequence: 5 }, hours: [{ hour, causes: LATE_DATA }, { hour: hour + 5, causes: LATE_DATA | REPLAYED_QUARANTINE }] });
      expect(await book.dirtyHours('p', first?.cursor)).toBeUndefined();
      for (const value of [2, 3]) {
        builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + value, value, late: true });
        await book.commit(bookBatch(builder.build(), value + 1));
      }
      await book.compact();
      book = await opened.reopen();
      expect(await book.dirtyHours('p', first?.cursor)).toEqual({ cursor: { journal: 'journal-1', sequence: 7 }, hours: [{ hour, causes: LATE_DATA }] });
      expect(await book.dirtyHours('p', { journal: 'another', sequence: 99 })).toMatchObject({ hours: [{ hour }, { hour: hour + 5 }] });
    });

    it('tells the sessions that a broker lost, once, and that they touched the hours of every project', async () => {
      await book.open();
      let commits = 1;
      const commit = (batch: ProjectionBatch): Promise<void> => book.commit(bookBatch(batch, (commits += 1)));
      await expectLostSessions({ answers: book, commit, reopen: async () => (book = await opened.reopen()) });
    });

    it('remembers what was to be restored until a batch tells what was', async () => {
      await book.open();
      const hour = Math.floor(SAMPLE_START / MICROS_PER_HOUR);
      const commit = async (at: number, number: number, more: Partial<BookBatch> = {}): Promise<void> => {
        builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + at, value: 1 });
        await book.commit({ ...bookBatch(builder.build(), number), ...more });
      };
      await commit(1, 2);
      for (let times = 0; times < 2; times += 1) await book.announceRestoring([{ project: 'q', hour: hour + 1 }, { project: 'p', hour: hour + 1 }, { project: 'p', hour }]);
      await commit(2, 3);
      book = await opened.reopen();
      expect((await book.open()).restoring).toEqual([{ project: 'p', hour }, { project: 'p', hour: hour + 1 }, { project: 'q', hour: hour + 1 }]);
      await commit(3, 5, { tellsRestored: true, dirtyHours: [{ project: 'p', hour, causes: RESTORED_READINGS }] });
      expect((await book.open()).restoring).toEqual([]);
      expect([await book.dirtyHours('p'), await book.dirtyHours('q')]).toEqual([{ cursor: { journal: 'journal-1', sequence: 4 }, hours: [{ hour, causes: RESTORED_READINGS }] }, undefined]);
    });

    it('keeps folds for as long as nothing late comes to their hours', async () => {
      await book.open();
      let commit = 1;
      const touch = async (project: string, time: number): Promise<void> => {
        builder.reading({ project, device: 'd', metric: 'm', at: time, value: 1, late: true });
        commit += 1;
        await book.commit(bookBatch(builder.build(), commit));
      };
      await expectFoldShelf(book, touch, async () => (book = await opened.reopen()));
    });

    it('keeps texts that databases do not like', async () => {
      await book.open();
      builder.quarantine({ device: 'd', code: 'malformed-json', payload: Buffer.from([0, 255, 92]) });
      const batch = builder.build();
      const rows = batch.quarantine.map((row) => ({ ...row, field: 'a\0b', hint: "it's \\ \ud800" }));
      await book.commit(bookBatch({ ...batch, quarantine: rows }, 2));
      const [row] = await book.quarantine({ project: 'p', after: 0, limit: 1 });
      expect(row?.payload).toEqual(Buffer.from([0, 255, 92]));
      expect(row?.field).toMatch(/^a.b$/s);
      expect(row?.hint).toContain("it's \\ ");
    });

    it('agrees with the book in memory on any history, before and after housekeeping and opening again', async () => {
      await fc.assert(fc.asyncProperty(arbitraryBatches, async (batches) => {
        const mine = await harness();
        const reference = new MemoryBook();
        let tested = mine.book;
        try {
          await Promise.all([tested.open(), reference.open()]);
          for (const [index, batch] of batches.entries()) {
            await tested.commit(bookBatch(batch, index + 2));
            await reference.commit(bookBatch(batch, index + 2));
          }
          const expected = await answersOf(reference);
          expect(await answersOf(tested)).toEqual(expected);
          await tested.compact();
          tested = await mine.reopen();
          expect(await answersOf(tested)).toEqual(expected);
        } finally {
          await mine.end();
        }
      }), { numRuns: 8 });
    }, 180_000);
  });
}
