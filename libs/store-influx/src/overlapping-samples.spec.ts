import { MemoryBook, MemoryStore, allAnswers } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { SampleReading } from '@yanshou/store/testing/batches';
import type { ProjectionBook } from '@yanshou/store';
import { Failure, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Confirmed } from './confirmed.js';
import { openInfluxStore } from './index.js';
import { InfluxLink } from './influx-link.js';
import { DEFAULT_INFLUX_LIMITS } from './influx-settings.js';
import { PointSource } from './point-source.js';
import { SHAPES_PER_DEVICE } from './sample-shapes.js';
import { SeriesDirectory } from './series-directory.js';
import type { TemporaryInflux } from './testing/temporary-influx.js';
import { withInflux } from './testing/with-influx.js';

/* Several messages of one device and one time, with more or fewer of the same metrics: what points must not mix up. */
const START = 1_769_889_600_000_000;
const METRICS = ['a', 'b', 'time', '温度.%'] as const;
const DEVICES = ['d1', 'd 2,='] as const;
const QUESTIONS = { project: 'p', series: DEVICES.flatMap((device) => METRICS.map((metric) => ({ device, metric }))), from: START, to: START + 3 * MICROS_PER_HOUR };

type Message = readonly [SampleReading, ...SampleReading[]];

const values = { a: fc.integer({ min: -3, max: 3 }), b: fc.boolean(), time: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('', 'IDLE')), '温度.%': fc.constantFrom('加工中', 'a "b"', 1) };
const message: fc.Arbitrary<Message> = fc.record({
  device: fc.constantFrom(...DEVICES), at: fc.nat(2).map((n) => START + n * 40 * MICROS_PER_MINUTE), received: fc.nat(3).map((n) => START + n),
  via: fc.nat(2), late: fc.boolean(), of: fc.subarray([...METRICS], { minLength: 1 }).chain((of) => fc.shuffledSubarray(of, { minLength: of.length })),
}).chain(({ of, ...common }) => fc.tuple(...of.map((metric) => fc.record({ value: values[metric], quality: fc.constantFrom(0, 0, 0, 5) }).map((own): SampleReading => ({ ...common, metric, ...own })))) as unknown as fc.Arbitrary<Message>);

interface Step {
  readonly messages: number;
  /** The book never hears of it; afterwards the journal is cut elsewhere. */
  readonly cutOff: boolean;
}
const history = fc.record({ messages: fc.array(message, { minLength: 1, maxLength: 25 }), steps: fc.array(fc.record({ messages: fc.integer({ min: 1, max: 8 }), cutOff: fc.boolean() }), { maxLength: 8 }) });

/** A projector's batch of the messages from ≤ i < to, after batches that ended at `cuts`. */
function batchOf(messages: readonly Message[], cuts: readonly number[], to: number) {
  const builder = new BatchBuilder();
  let from = 0;
  const add = (until: number) => {
    for (const one of messages.slice(from, until)) builder.message(one);
    from = until;
    return builder.build();
  };
  for (const cut of cuts) add(cut);
  return add(to);
}

/** A book that can be kept from hearing of a batch. */
function breakable(kept: ProjectionBook): { readonly book: ProjectionBook; broken: boolean } {
  const state = { broken: false, book: kept };
  state.book = new Proxy(kept, {
    get: (target, name) => (name === 'commit' && state.broken ? () => Promise.reject(new Failure('book-unavailable', 'cut off', true, { zh: '', en: '' })) : (Reflect.get(target, name) as unknown)),
  });
  return state;
}

withInflux('messages of one time', (influx) => {
  let prefixes = 0;
  const settingsOf = () => ({ url: influx().url, prefix: `o${(prefixes += 1)}` });

  describe('messages of one time that share metrics', () => {
    it('are answered as by a store of single readings, however batches are cut off and cut anew', async () => {
      await fc.assert(fc.asyncProperty(history, async ({ messages, steps }) => {
        const [settings, state, reference, cuts] = [settingsOf(), breakable(new MemoryBook()), new MemoryStore(), [] as number[]];
        let store = await openInfluxStore({ settings, book: state.book });
        for (const { messages: count, cutOff } of [...steps, { messages: messages.length, cutOff: false }] satisfies Step[]) {
          const to = Math.min(messages.length, (cuts.at(-1) ?? 0) + count);
          const batch = batchOf(messages, cuts, to);
          state.broken = cutOff;
          if (!cutOff) {
            await store.commit(batch);
            await reference.commit(batch);
            cuts.push(to);
          } else if (batch.nextSequence > batch.fromSequence && to > (cuts.at(-1) ?? 0)) {
            await expect(store.commit(batch)).rejects.toMatchObject({ code: 'book-unavailable' });
            state.broken = false;
            await store.close();
            store = await openInfluxStore({ settings, book: state.book });
          }
        }
        expect(await allAnswers(store, QUESTIONS)).toEqual(await allAnswers(reference, QUESTIONS));
        const keys = messages.flat().map(({ device, metric, at }) => ({ device, metric, at }));
        const asked = await keysOf(reference, keys);
        const [mine, theirs] = [await store.existing(asked), await reference.existing(asked)];
        expect(rowsOf(mine)).toEqual(rowsOf(theirs));
        await store.close();
      }), { numRuns: 40 });
    }, 240_000);

    it('are read page by page without losing what shares the time at which a page ends', async () => {
      await fc.assert(fc.asyncProperty(fc.array(message, { minLength: 5, maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (messages, limit) => {
        const settings = settingsOf();
        const store = await openInfluxStore({ settings, book: new MemoryBook() });
        const batch = batchOf(messages, [], messages.length);
        await store.commit(batch);
        const link = new InfluxLink(settings, DEFAULT_INFLUX_LIMITS);
        const source = new PointSource(link, settings, new Confirmed({ confirmed: 99, passedOver: [] }));
        for (const series of seriesByDevice(batch)) {
          const stretch = { series, from: 0, to: 4e15 };
          const read = async (rows: number): Promise<unknown[]> => {
            const points: unknown[][] = series.map(() => []);
            for await (const page of source.through(stretch, (await source.pages([stretch], rows))[0], rows)) page.points.forEach((own, place) => points[place]?.push(...own));
            return points;
          };
          expect(await read(limit)).toEqual(await read(10_000));
        }
        link.close();
        await store.close();
      }), { numRuns: 15 });
    }, 240_000);
  });

  describe('a message', () => {
    it('is one point, whatever order its values come in; what differs in quality is another', async () => {
      const settings = settingsOf();
      const store = await openInfluxStore({ settings, book: new MemoryBook() });
      const builder = new BatchBuilder();
      const values = (at: number, ...metrics: readonly string[]): Message => metrics.map((metric, n) => ({ device: 'd', metric, at, value: n, quality: metric === 'bad' ? 5 : 0 })) as unknown as Message;
      builder.message(values(START, 'x', 'y', 'z'));
      builder.message(values(START + 1, 'z', 'x', 'y'));
      builder.message(values(START + 2, 'x', 'bad', 'y', 'z'));
      await store.commit(builder.build());
      expect(await shapesIn(influx(), `${settings.prefix}_p`)).toEqual(['n.bad', 'n.x', 'n.x&n.y&n.z', 'n.y&n.z']);
      expect(await pointsIn(influx(), `${settings.prefix}_p`)).toBe(5);
      await store.close();
    });

    it('of ever other metrics makes no more series than a bound, and is stored all the same', async () => {
      const settings = settingsOf();
      const store = await openInfluxStore({ settings, book: new MemoryBook() });
      const [builder, reference] = [new BatchBuilder(), new MemoryStore()];
      const metrics = Array.from({ length: 8 }, (_, n) => `m${n}`);
      for (let subset = 1; subset < 256; subset += 1) {
        builder.message(metrics.filter((_, bit) => (subset & (1 << bit)) !== 0).map((metric) => ({ device: 'd', metric, at: START + subset, value: subset })) as unknown as Message);
      }
      const batch = builder.build();
      await store.commit(batch);
      await reference.commit(batch);
      const questions = { ...QUESTIONS, series: metrics.map((metric) => ({ device: 'd', metric })) };
      expect(await allAnswers(store, questions)).toEqual(await allAnswers(reference, questions));
      expect((await shapesIn(influx(), `${settings.prefix}_p`)).length).toBe(SHAPES_PER_DEVICE + metrics.length);
      await store.close();
    });

    it('of many metrics is one point too, under a short name that is explained once', async () => {
      const settings = settingsOf();
      const store = await openInfluxStore({ settings, book: new MemoryBook() });
      const [builder, reference] = [new BatchBuilder(), new MemoryStore()];
      const metrics = Array.from({ length: 30 }, (_, n) => `a/long (name).of-a:metric_%${n}`);
      for (let minute = 0; minute < 3; minute += 1) {
        builder.message(metrics.map((metric, n) => ({ device: 'd', metric, at: START + minute, value: n % 3 === 0 ? 'text' : n })) as unknown as Message);
        const batch = builder.build();
        await store.commit(batch);
        await reference.commit(batch);
      }
      const questions = { ...QUESTIONS, series: metrics.map((metric) => ({ device: 'd', metric })) };
      expect(await allAnswers(store, questions)).toEqual(await allAnswers(reference, questions));
      expect(await shapesIn(influx(), `${settings.prefix}_p`)).toEqual([expect.stringMatching(/^#[\w-]{16}$/)]);
      const { results } = (await influx().query('SELECT "shape", "fields" FROM "shape"', `${settings.prefix}_p`)) as Answer;
      expect(results[0]?.series?.[0]?.values.map(([, shape, fields]) => [shape, String(fields).split('&').length])).toEqual([[expect.stringMatching(/^#/), 30]]);
      await store.close();
    });
  });
});

function rowsOf({ length, index, number, text }: { readonly length: number; readonly index: Int32Array; readonly number: Float64Array; readonly text: readonly string[] }): unknown[] {
  return Array.from({ length }, (_, row) => [index[row], number[row], text[row]] as const).sort(([a], [b]) => (a as number) - (b as number));
}

async function keysOf(store: MemoryStore, keys: readonly Pick<SampleReading, 'device' | 'metric' | 'at'>[]) {
  const { principals, series } = await store.state();
  const found = keys.map(({ device, metric }) => series.find((row) => row.metric === metric && principals.some(({ number, device: name }) => number === row.principal && name === device))?.series ?? 0);
  return { series: Int32Array.from(found), at: Float64Array.from(keys, ({ at }) => at) };
}

function seriesByDevice(batch: ReturnType<BatchBuilder['build']>) {
  const directory = new SeriesDirectory({ principals: batch.principals, series: batch.series.map((row) => ({ ...row, highest: 0 })) });
  return DEVICES.map((device) => directory.select({ project: 'p', device })).filter(({ length }) => length > 0);
}

interface Answer {
  readonly results: readonly { readonly series?: readonly { readonly values: readonly (readonly unknown[])[] }[] }[];
}

async function shapesIn(influx: TemporaryInflux, database: string): Promise<unknown[]> {
  const { results } = (await influx.query('SHOW TAG VALUES FROM sample WITH KEY = shape', database)) as Answer;
  return (results[0]?.series?.[0]?.values ?? []).map(([, value]) => value).sort();
}

async function pointsIn(influx: TemporaryInflux, database: string): Promise<unknown> {
  const { results } = (await influx.query('SELECT count(flags) FROM sample', database)) as Answer;
  return results[0]?.series?.[0]?.values[0]?.[1];
}
