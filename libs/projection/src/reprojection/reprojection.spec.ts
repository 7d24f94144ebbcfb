import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import type { JournalRecord } from '@yanshou/journal';
import type { ReadingPage } from '@yanshou/store';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, hourOf } from '@yanshou/telemetry';
import { collectReadings } from '@yanshou/store/testing';
import fc from 'fast-check';
import { InventoryBook } from '../inventory-book.js';
import { Pause } from '../retry.js';
import { LossyStore } from '../testing/lossy-store.js';
import { arbitraryMessages } from '../testing/arbitrary-messages.js';
import { CutReader, PROJECT, RecordList, START, extraMetric, inventory, projectAll, projectorOn } from '../testing/workshop.js';
import { Reprojection } from './reprojection.js';
import type { ReprojectionOutcome } from './reprojection.js';

const ALL = { project: PROJECT, from: START - 30 * MICROS_PER_HOUR, to: START + 5 * MICROS_PER_HOUR };
const HOURS = { project: PROJECT, fromHour: hourOf(ALL.from), toHour: hourOf(ALL.to) };

const heartbeat = (records: readonly JournalRecord[]): JournalRecord =>
  ({ sequence: (records.at(-1)?.sequence ?? 0) + 1, kind: RecordKind.heartbeat, at: START + 4 * MICROS_PER_HOUR, body: Buffer.from('{}') });

async function pagesOf(store: LossyStore): Promise<ReadingPage[]> {
  const pages = [];
  for await (const page of store.readings(ALL)) pages.push(page);
  return pages;
}

describe('projecting hours of a project again', () => {
  let store: LossyStore;
  let told: unknown[];
  beforeEach(() => {
    [store, told] = [new LossyStore(), []];
  });

  const lose = async (isLost: (index: number) => boolean): Promise<number> => {
    await store.name();
    return (await pagesOf(store)).reduce((sum, page) => sum + store.lose(page, isLost), 0);
  };

  /** Runs beside a projector that is given one more record, as a heartbeat would. */
  const again = async (records: readonly JournalRecord[], more: { readonly inventories?: InventoryBook; readonly hours?: typeof HOURS } = {}): Promise<ReprojectionOutcome> => {
    const later = [...records, heartbeat(records)];
    const inventories = more.inventories ?? new InventoryBook([inventory()]);
    const reprojection = new Reprojection({
      store, inventories, openReader: async () => new CutReader(records, [3, 1, 7]), tell: async (progress) => void told.push(progress), onAlarm: () => undefined, pause: new Pause(),
    }, more.hours ?? HOURS);
    const running = reprojection.run();
    let ended = false;
    void running.finally(() => (ended = true)).catch(() => undefined);
    const projector = projectorOn(store, later, { inventories });
    await projector.start();
    const projecting = projector.run();
    for (let n = 0; !ended && n < 2_000; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (store.restored.length > 0) later.push({ ...heartbeat(later) });
    }
    await projector.stop();
    await projecting;
    return running;
  };

  it('brings back whatever was lost, as it was, whatever else was sent, and nothing else; the books stay as they are', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryMessages, fc.infiniteStream(fc.boolean()), async (records, coins) => {
        [store, told] = [new LossyStore(), []];
        await projectAll(store, records);
        const [before, totals] = [await collectReadings(store.readings(ALL)), await store.totals(PROJECT)];
        const lost = await lose(() => coins.next().value === true);
        const outcome = await again(records);
        expect(outcome).toEqual({ missing: lost, restored: lost, refused: 0, unfound: 0 });
        expect(await collectReadings(store.readings(ALL))).toEqual(before);
        expect(await store.totals(PROJECT)).toEqual(totals);
        const stored = new Map((await pagesOf(store)).flatMap(({ at, received, flags, sequence, number, text }) =>
          Array.from(at, (time, row) => [JSON.stringify([time, received[row], flags[row], sequence[row], Number.isNaN(number[row]) ? text[row] : number[row]]), true] as const)));
        for (const { at, received, flags, sequence, value } of store.restored) expect(stored.has(JSON.stringify([at, received, flags, sequence, value]))).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('reads no journal where nothing is missing', async () => {
    const { records } = new RecordList().message({ from: 'd1', payload: { ts: START / 1000, values: { pieces: 1 } } });
    await projectAll(store, records);
    expect(await again([], {})).toEqual({ missing: 0, restored: 0, refused: 0, unfound: 0 });
  });

  it('leaves other hours alone', async () => {
    const list = new RecordList();
    for (let hour = 0; hour < 3; hour += 1) list.message({ from: 'd1', payload: { ts: START / 1000 + hour * 3_600_000, values: { pieces: hour } }, received: START + hour * MICROS_PER_HOUR });
    await projectAll(store, list.records);
    expect(await lose(() => true)).toBe(3);
    const hours = { ...HOURS, fromHour: hourOf(START) + 1, toHour: hourOf(START) + 2 };
    expect(await again(list.records, { hours })).toEqual({ missing: 1, restored: 1, refused: 0, unfound: 0 });
    expect(store.restored.map(({ value }) => value)).toEqual([1]);
  });

  it('restores what came before a limit was narrowed, and not what stood in quarantine when it was widened', async () => {
    const list = new RecordList();
    list.message({ from: 'd1', payload: { ts: START / 1000, values: { temperature: 149, pieces: 1 } } });
    list.message({ from: 'd1', payload: { ts: START / 1000 + 60_000, values: { temperature: 9_999, pieces: 2 } }, received: START + MICROS_PER_MINUTE });
    await projectAll(store, list.records);
    await lose(() => true);
    const now = inventory();
    const changed = { ...now, classes: now.classes.map((cls) => ({ ...cls, metrics: cls.metrics.map((metric) => (metric.name === 'temperature' ? { ...metric, min: 5_000, max: 10_000 } : metric)) })) };
    expect(await again(list.records, { inventories: new InventoryBook([changed]) })).toEqual({ missing: 3, restored: 3, refused: 0, unfound: 0 });
    expect(store.restored.map(({ value }) => value)).toEqual([149, 1, 2]);
  });

  it('restores what was stored, not what came before it and contradicted it when it left quarantine', async () => {
    const list = new RecordList();
    const sent = (vibration: number) => list.message({ from: 'd1', payload: { ts: START / 1000, values: { vibration } } });
    const inventories = new InventoryBook([inventory({ metrics: [extraMetric] })]);
    sent(0.5);
    await projectAll(store, list.records);
    sent(0.7);
    await projectAll(store, list.records, { inventories });
    const projector = projectorOn(store, [...list.records, heartbeat(list.records)], { inventories });
    await projector.start();
    const replayed = projector.replayQuarantine(PROJECT);
    const running = projector.run();
    expect(await replayed).toEqual({ tried: 1, resolved: 1 });
    await projector.stop();
    await running;
    expect(await store.totals(PROJECT)).toMatchObject({ stored: 1, conflicts: 1 });
    await lose(() => true);
    expect(await again([...list.records, heartbeat(list.records)], { inventories })).toEqual({ missing: 1, restored: 1, refused: 0, unfound: 0 });
    expect(store.restored.map(({ value }) => value)).toEqual([0.7]);
  });

  it('finds what came late, and says what the journal does not have any more', async () => {
    const list = new RecordList();
    list.message({ from: 'd1', payload: { ts: START / 1000, values: { pieces: 1 } } });
    list.message({ from: 'd1', payload: { ts: START / 1000 + 1, values: { pieces: 2 } }, received: START + 3 * MICROS_PER_HOUR });
    await projectAll(store, list.records);
    await lose(() => true);
    const [, late] = list.records as [JournalRecord, JournalRecord];
    expect(await again([late])).toEqual({ missing: 2, restored: 1, refused: 0, unfound: 1 });
  });

  /** A message a day, and the store that has lost all of them and tells what it is asked for. */
  const daysLost = async (days: number) => {
    const list = new RecordList();
    for (let day = 0; day < days; day += 1) list.message({ from: 'd1', payload: { ts: START / 1000 + day * 86_400_000, values: { pieces: day } }, received: START + day * 24 * MICROS_PER_HOUR });
    await projectAll(store, list.records);
    await store.name();
    for await (const page of store.readings({ project: PROJECT, from: START, to: START + 24 * days * MICROS_PER_HOUR })) store.lose(page, () => true);
    const asked: number[] = [];
    const { readings } = store;
    store.readings = (query) => {
      asked.push((query.to - query.from) / MICROS_PER_HOUR);
      return readings.call(store, query);
    };
    return { records: list.records, asked, hours: { project: PROJECT, fromHour: hourOf(START), toHour: hourOf(START) + 24 * days } };
  };

  it('looks at a day at a time, however many it is asked for, and sums up', async () => {
    const { records, asked, hours } = await daysLost(5);
    expect(await again(records, { hours: { ...hours, toHour: hours.toHour - 3 } })).toEqual({ missing: 5, restored: 5, refused: 0, unfound: 0 });
    expect(new Set(asked)).toEqual(new Set([24, 21]));
    expect(store.restored.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4]);
    expect(await again([], { hours })).toMatchObject({ missing: 0 });
  });

  it('sees a stop between two pages of what is there', async () => {
    const { hours } = await daysLost(1);
    const pause = new Pause();
    const alarms: string[] = [];
    let pages = 0;
    store.readings = async function* () {
      for (; pages < 100; ) {
        pages += 1;
        if (pages === 3) pause.end();
        yield { length: 0, device: [], metric: [], text: [], at: new Float64Array(), received: new Float64Array(), number: new Float64Array(), flags: new Uint16Array(), sequence: new Float64Array() };
      }
    };
    const reprojection = new Reprojection({ store, inventories: new InventoryBook([inventory()]), openReader: async () => new CutReader([]), tell: async () => undefined, onAlarm: ({ code }) => void alarms.push(code), pause }, hours);
    await expect(reprojection.run()).rejects.toMatchObject({ code: 'projection-not-running' });
    expect([pages, alarms]).toEqual([3, []]);
  });

  it('ends with a stop, to be begun again', async () => {
    const pause = new Pause();
    pause.end();
    const reprojection = new Reprojection({ store, inventories: new InventoryBook([inventory()]), openReader: async () => new CutReader([]), tell: async () => undefined, onAlarm: () => undefined, pause }, HOURS);
    await expect(reprojection.run()).rejects.toMatchObject({ code: 'projection-not-running', retryable: true });
  });
});
