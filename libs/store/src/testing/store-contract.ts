import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '@yanshou/telemetry';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LATE_DATA, OVERDUE_DATA, REPLAYED_QUARANTINE } from '../projection-batch.js';
import type { TelemetryStore, WindowQuery } from '../store.port.js';
import { allAnswers, collectReadings, pageRows } from './answers.js';
import { SAMPLE_END, SAMPLE_SERIES, SAMPLE_START, arbitraryBatches } from './arbitrary-batches.js';
import { BatchBuilder } from './batch-builder.js';
import { expectFoldShelf } from './fold-contract.js';
import { expectLostSessions } from './lost-session-contract.js';
import { MemoryStore } from './memory-store.js';

/** One data set of an adapter. `reopen` closes it and opens it again; `compact` must treat all hours as closed. */
export interface StoreHarness {
  open(): Promise<TelemetryStore>;
  reopen(store: TelemetryStore): Promise<TelemetryStore>;
}

export interface StoreContractOptions {
  /** A harness on an empty data set below this folder. */
  readonly harness: (directory: string) => Promise<StoreHarness>;
  /** Random histories compared with the memory store. */
  readonly histories?: number;
}

const QUESTIONS = { project: 'p', series: SAMPLE_SERIES, from: SAMPLE_START, to: SAMPLE_END };

/** What every telemetry store promises; the last tests compare it with MemoryStore on random histories, bit by bit. */
export function storeContract(name: string, { harness, histories = 25 }: StoreContractOptions): void {
  describe(`telemetry store contract: ${name}`, () => {
    let directory: string;
    let open: StoreHarness;
    let store: TelemetryStore;
    let builder: BatchBuilder;

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'store-'));
      open = await harness(directory);
      store = await open.open();
      builder = new BatchBuilder();
    });
    afterEach(async () => {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    });

    const at = (minutes: number): number => SAMPLE_START + minutes * MICROS_PER_MINUTE;
    const put = (minutes: number, value: number | boolean | string, more: { quality?: number; device?: string; metric?: string; resolution?: number } = {}): void => {
      builder.reading({ device: 'd1', metric: 'm', at: at(minutes), value, ...more });
    };
    const window = (...minutes: number[]): WindowQuery => ({
      project: 'p', device: 'd1', metric: 'm', from: 0, to: Number.MAX_SAFE_INTEGER, origins: [0, 1, 2, 3], bounds: Float64Array.from(minutes, at),
    });

    it('begins empty', async () => {
      expect(await store.state()).toEqual({ journal: undefined, nextSequence: 0, principals: [], series: [], simulatedPrincipals: [] });
      expect(await store.existing({ series: Int32Array.of(1), at: Float64Array.of(0) })).toMatchObject({ length: 0 });
      expect((await store.latest('p')).length).toBe(0);
      expect(await collectReadings(store.readings({ project: 'p', from: 0, to: 1e15 }))).toEqual([]);
    });

    it('keeps a batch and its cursor, and knows a repetition', async () => {
      put(0, 21.5);
      put(1, 'ACTIVE', { metric: 'state' });
      const batch = builder.build();
      expect([await store.commit(batch), await store.commit(batch)]).toEqual([[], []]);
      const state = await store.state();
      expect(state.nextSequence).toBe(3);
      expect(state.series.map(({ highest }) => highest)).toEqual([at(0), at(1)]);
      expect(await store.totals('p')).toMatchObject({ messages: 2, stored: 2 });
      expect(await collectReadings(store.readings({ project: 'p', from: at(0), to: at(2) }))).toHaveLength(2);
    });

    it('refuses a batch that leaves out sequences, and takes it after the one before', async () => {
      put(0, 1);
      const first = builder.build();
      put(1, 2);
      const second = builder.build();
      const before = await store.state();
      await expect(store.commit(second)).rejects.toMatchObject({ name: 'Failure', code: 'store-gap', retryable: false });
      expect([await store.state(), (await store.totals('p')).stored]).toEqual([before, 0]);
      for (const batch of [first, second]) await store.commit(batch);
      put(2, 3);
      builder.build();
      put(3, 4);
      await expect(store.commit(builder.build())).rejects.toMatchObject({ code: 'store-gap' });
      await store.commit(first);
      expect([(await store.state()).nextSequence, (await store.totals('p')).stored]).toEqual([3, 2]);
    });

    it('tells which hours late and replayed readings touched since a cursor, and forgets none', async () => {
      expect(await store.dirtyHours('p')).toBeUndefined();
      const hour = Math.floor(SAMPLE_START / MICROS_PER_HOUR);
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + 1, value: 1, late: true });
      builder.reading({ device: 'e', metric: 'm', at: SAMPLE_START + 5 * MICROS_PER_HOUR, received: SAMPLE_START + 50 * MICROS_PER_HOUR, value: 1, replayed: true, late: true });
      builder.reading({ project: 'q', device: 'd', metric: 'm', at: SAMPLE_START + 9 * MICROS_PER_HOUR, value: 1, late: true });
      await store.commit(builder.build());
      const first = await store.dirtyHours('p');
      expect(first).toEqual({ cursor: { journal: 'journal-1', sequence: 5 }, hours: [{ hour, causes: LATE_DATA }, { hour: hour + 5, causes: LATE_DATA | OVERDUE_DATA | REPLAYED_QUARANTINE }] });
      expect(await store.dirtyHours('p', first?.cursor)).toBeUndefined();
      for (const value of [2, 3]) {
        builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + value, value, late: true });
        await store.commit(builder.build());
      }
      await store.compact();
      store = await open.reopen(store);
      expect(await store.dirtyHours('p', first?.cursor)).toEqual({ cursor: { journal: 'journal-1', sequence: 7 }, hours: [{ hour, causes: LATE_DATA }] });
      expect(await store.dirtyHours('p', { journal: 'another', sequence: 99 })).toMatchObject({ hours: [{ hour }, { hour: hour + 5 }] });
    });

    it('keeps folds for as long as nothing late comes to their hours', async () => {
      put(0, 1);
      await store.commit(builder.build());
      const touch = async (project: string, time: number): Promise<void> => {
        builder.reading({ project, device: 'd', metric: 'm', at: time, value: 1, late: true });
        await store.commit(builder.build());
      };
      await expectFoldShelf(store, touch, async () => {
        await store.compact();
        return (store = await open.reopen(store));
      });
    });

    it('counts readings that are no valid numbers into the high-water time', async () => {
      put(0, 1);
      put(5, 'text', {});
      put(9, 2, { quality: 5 });
      await store.commit(builder.build());
      expect((await store.state()).series[0]?.highest).toBe(at(9));
    });

    it('finds stored keys of any age with their exact values', async () => {
      const ages = [0, 1, 100, 5_000, 400_000];
      for (const age of ages) put(age, age / 3);
      put(7, 'a text', { metric: 'state' });
      await store.commit(builder.build());
      const found = await store.existing({
        series: Int32Array.of(1, 1, 2, 1, 1, 2, 3), at: Float64Array.of(at(400_000), at(2), at(7), at(0), at(5_000) + 1, at(0), at(0)),
      });
      const rows = Array.from({ length: found.length }, (_, row) => [found.index[row], found.number[row], found.text[row]]);
      expect(rows.sort()).toEqual([[0, 400_000 / 3, ''], [2, NaN, 'a text'], [3, 0, '']]);
    });

    it('answers windows exactly where doubles would round', async () => {
      for (let minute = 0; minute < 50; minute += 2) {
        put(minute, 9e14, { resolution: 0.1 });
        put(minute + 1, 0.1);
        await store.commit(builder.build());
      }
      await store.compact();
      for (const bounds of [[0, 60], [0, 59]]) {
        const [aggregate] = await store.windows(window(...bounds));
        expect(aggregate).toMatchObject({ count: 50, valid: 50, numeric: 50, sum: 25n * 9_000_000_000_000_000n + 25n, min: 0.1, max: 9e14 });
      }
    });

    it('puts ties on the grid alike in windows of partials and of raw readings, below zero too', async () => {
      for (const [minute, value] of [-2.5, -1.5, -0.5, 0.5, 2.5].entries()) put(minute, value, { resolution: 1 });
      await store.commit(builder.build());
      for (const bounds of [[0, 60], [0, 59]]) {
        const [aggregate] = await store.windows(window(...bounds));
        expect(aggregate).toMatchObject({ numeric: 5, sum: -2n - 1n + 0n + 1n + 3n, min: -2.5, max: 2.5 });
      }
    });

    it('gives text values as first and last, and ignores invalid readings there', async () => {
      put(1, 'IDLE');
      put(2, 'ACTIVE');
      put(3, 'FAULT', { quality: 5 });
      await store.commit(builder.build());
      const [aggregate, empty] = await store.windows(window(0, 60, 120));
      expect(aggregate).toMatchObject({ count: 3, valid: 2, numeric: 0, min: null, first: { at: at(1), value: 'IDLE' }, last: { at: at(2), value: 'ACTIVE' } });
      expect(empty).toMatchObject({ count: 0, sum: 0n, first: null, last: null });
    });

    it('carries the last value into a window, weighs by time, and counts resets', async () => {
      put(-5_000, 10, { resolution: 1 });
      put(30, 13);
      put(45, 2);
      put(46, 3);
      await store.commit(builder.build());
      const [detail] = await store.windowDetails(window(0, 60));
      const minute = BigInt(MICROS_PER_MINUTE);
      expect(detail).toMatchObject({
        weightedSum: minute * (30n * 10n + 15n * 13n + 1n * 2n + 14n * 3n), coveredMicros: 3_600 * MICROS_PER_SECOND, counterIncrease: 6n, resets: 1,
      });
      put(50, 0);
      put(52, 4);
      await store.commit(builder.build());
      expect(await store.windowDetails(window(0, 60))).toMatchObject([{ counterIncrease: 7n, resets: 1 }]);
    });

    it('measures states, and covers nothing after an invalid reading', async () => {
      put(10, true);
      put(20, false);
      put(40, true, { quality: 5 });
      await store.commit(builder.build());
      const [detail] = await store.windowDetails(window(0, 60));
      expect(detail?.stateMicros).toEqual(new Map([['true', 10 * MICROS_PER_MINUTE], ['false', 20 * MICROS_PER_MINUTE]]));
      expect(detail?.coveredMicros).toBe(30 * MICROS_PER_MINUTE);
    });

    it('orders readings by device, metric and time', async () => {
      for (const [device, metric, minute] of [['d2', 'a', 1], ['d1', 'b', 2], ['d1', 'a', 9], ['d10', 'a', 0], ['d1', 'a', 3]] as const) {
        put(minute, minute, { device, metric });
      }
      await store.commit(builder.build());
      const rows = (await collectReadings(store.readings({ project: 'p', from: 0, to: at(60) }))) as unknown[][];
      expect(rows.map(([device, metric, time]) => [device, metric, time])).toEqual([
        ['d1', 'a', at(3)], ['d1', 'a', at(9)], ['d1', 'b', at(2)], ['d10', 'a', at(0)], ['d2', 'a', at(1)],
      ]);
      expect(pageRows(await store.latest('p', 'd1')).map((row) => (row as unknown[])[2])).toEqual([at(9), at(2)]);
    });

    it('hands out quarantined messages whole until they are resolved', async () => {
      const first = builder.quarantine({ device: 'd1', code: 'malformed-json', payload: Buffer.from([0, 39, 255]) });
      const second = builder.quarantine({ device: 'd1', code: 'unknown-metric' });
      await store.commit(builder.build());
      expect((await store.quarantine({ project: 'p', after: 0, limit: 1 })).map((row) => [row.sequence, row.payload])).toEqual([[first, Buffer.from([0, 39, 255])]]);
      builder.resolve(first);
      put(0, 1);
      await store.commit(builder.build());
      expect((await store.quarantine({ project: 'p', after: 0, limit: 10 })).map((row) => row.sequence)).toEqual([second]);
      expect(await store.quarantine({ project: 'other', after: 0, limit: 10 })).toEqual([]);
    });

    it('keeps declared gaps with the cursor that crosses them, and leaves out what a later one covers', async () => {
      put(0, 1);
      const crossed = builder.gap(4, { lostBytes: 100, lastReceived: at(0), declaredAt: at(9), cause: 'damaged', reason: 'damaged at byte 64', file: '1.segment.damaged' });
      const batch = builder.build();
      await store.commit(batch);
      await store.commit(batch);
      expect([await store.declaredGaps(), (await store.state()).nextSequence]).toEqual([[crossed], 6]);
      const covering = builder.gap(7, { fromSequence: 1, declaredAt: at(20), nextReceived: at(30) });
      const apart = builder.gap(3, { fromSequence: 50 });
      put(1, 2);
      await store.commit(builder.build());
      store = await open.reopen(store);
      expect(await store.declaredGaps()).toEqual([covering, apart]);
    });

    it('tells the sessions that a broker lost, once, and that they touched the hours of every project', () => expectLostSessions({
      answers: store, commit: (batch) => store.commit(batch),
      reopen: async () => {
        await store.compact();
        store = await open.reopen(store);
        return store;
      },
    }));

    it('exports every column and leaves no part of a file behind', async () => {
      const gateway = builder.principal('gw');
      builder.reading({ device: 'd1', metric: 'm', at: at(0) + 7, value: -0.125, received: at(1), quality: 1, origin: 3, late: true, via: gateway });
      put(1, 'a "b", c');
      await store.commit(builder.build());
      const path = join(directory, "it's; drop table.csv");
      expect(await store.exportTo({ project: 'p', from: 0, to: at(60) }, 'csv', path)).toBe(2);
      const [header, first, second] = (await readFile(path, 'utf8')).split('\n');
      expect(header).toBe('project,device,metric,at,received,value_number,value_text,quality,origin,late,server_stamped,sequence,via,kind,unused');
      expect(first).toBe('p,d1,m,2026-01-31T20:00:00.000007Z,2026-01-31T20:01:00.000000Z,-0.125,,N,imported,true,false,1,gw,number,false');
      expect(second).toMatch(/^p,d1,m,2026-01-31T20:01:00.000000Z,2026-01-31T20:01:00.000000Z,,"a ""b"", c",(""|),live,false,false,2,(""|),text,false$/);
      expect((await readdir(directory)).filter((file) => file.endsWith('.part'))).toEqual([]);
    });

    it('takes hostile names for what they are: names', async () => {
      const hostile = "x'); drop table readings; --";
      put(0, 1);
      await store.commit(builder.build());
      expect(await collectReadings(store.readings({ project: hostile, device: hostile, metric: hostile, from: 0, to: 1e16 }))).toEqual([]);
      expect(await store.windows({ ...window(0, 60), device: hostile })).toMatchObject([{ count: 0 }]);
      expect(await store.totals(hostile)).toMatchObject({ messages: 0 });
      expect((await store.latest('p', hostile)).length).toBe(0);
      expect(await store.totals('p')).toMatchObject({ messages: 1 });
    });

    it('answers while it commits, from a consistent snapshot', async () => {
      const commits = [];
      const questions = [];
      for (let round = 0; round < 20; round += 1) {
        for (let minute = 0; minute < 10; minute += 1) put(round * 10 + minute, minute);
        commits.push(store.commit(builder.build()));
        questions.push(Promise.all([store.totals('p'), collectReadings(store.readings({ project: 'p', from: 0, to: at(1e6) }))]));
      }
      await Promise.all(commits);
      for (const [totals, rows] of await Promise.all(questions)) {
        expect(totals.stored % 10).toBe(0);
        expect(rows.length % 10).toBe(0);
      }
    });

    it('agrees with the memory store on any history, before and after compaction and reopening', async () => {
      let number = 0;
      await fc.assert(fc.asyncProperty(arbitraryBatches, async (batches) => {
        const scratch = join(directory, String((number += 1)));
        const mine = await harness(scratch);
        const reference = new MemoryStore();
        let tested = await mine.open();
        try {
          for (const batch of batches) {
            await tested.commit(batch);
            await reference.commit(batch);
          }
          const expected = await allAnswers(reference, QUESTIONS);
          expect(await allAnswers(tested, QUESTIONS)).toEqual(expected);
          await tested.compact();
          expect(await allAnswers(tested, QUESTIONS)).toEqual(expected);
          tested = await mine.reopen(tested);
          expect(await tested.state()).toEqual(expected['state']);
          expect(await collectReadings(tested.readings(QUESTIONS))).toEqual(expected['whole']);
        } finally {
          await tested.close();
        }
      }), { numRuns: histories, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true });
    }, 180_000);

    it('keeps answering alike when batches follow a compaction', async () => {
      const reference = new MemoryStore();
      for (let round = 0; round < 3; round += 1) {
        for (let minute = round; minute < 2 * MICROS_PER_HOUR / MICROS_PER_MINUTE; minute += 3) put(minute, minute / 7, { metric: 'number' });
        const batch = builder.build();
        await store.commit(batch);
        await reference.commit(batch);
        await store.compact();
        expect(await allAnswers(store, QUESTIONS)).toEqual(await allAnswers(reference, QUESTIONS));
      }
    });
  });
}
