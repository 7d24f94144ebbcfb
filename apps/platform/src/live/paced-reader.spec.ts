import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventOutlet } from './event-outlet.js';
import type { LiveCommit, LivePosition } from './live-commit.js';
import { LiveHub } from './live-hub.js';
import { PacedReader } from './paced-reader.js';
import { StreamReader } from './stream-reader.js';

const hubs: LiveHub[] = [];
afterEach(() => Promise.all(hubs.splice(0).map((hub) => hub.close())));

const READINGS = 50;
const STEP = 10;

/** Readings of `bytes` each, numbered on by their commit. */
function commitAt(from: number, bytes: number): LiveCommit {
  const data = Array.from({ length: READINGS }, (_, n) => JSON.stringify({ n: from * READINGS + n, text: 'x'.repeat(bytes) }));
  return { project: 'p', journal: 'j', from, next: from + STEP, dropped: 0, events: { type: data.map(() => 'reading' as const), device: data.map(() => 'd'), metric: data.map(() => 'm'), data } };
}

/** What a client with a socket sees: all that is written in one turn waits until the turn is over. */
function connection() {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    told, writableLength: 0, writableEnded: false, most: 0,
    write(text: string) {
      told.push(text);
      this.writableLength += text.length;
      this.most = Math.max(this.most, this.writableLength);
      return false;
    },
    /** It is asked once, however much comes before it has gone. */
    once: (_: 'drain', listener: () => void) => expect(waiting.push(listener)).toBe(1),
    /** He reads what is there; answers whether there was anything. */
    async read(): Promise<boolean> {
      const had = this.writableLength > 0;
      this.writableLength = 0;
      for (const listener of waiting.splice(0)) listener();
      await Promise.resolve();
      await Promise.resolve();
      return had;
    },
  };
}

function setUp({ mostCharacters, mostWaiting }: { mostCharacters?: number; mostWaiting?: number } = {}) {
  let hand: (commits: readonly LiveCommit[], past: boolean) => void = () => undefined;
  const hub = new LiveHub({ feed: { begin: (take) => void (hand = take), follow: async () => undefined, close: async () => undefined }, clock: { monotonicMillis: () => 0 }, onError: () => undefined });
  hubs.push(hub);
  const join = (after?: LivePosition) => {
    const out = connection();
    const outlet = new EventOutlet(out, () => undefined, mostWaiting);
    const reader = new StreamReader({ project: 'p', types: new Set(['reading']) }, outlet, () => undefined);
    hub.join('p', new PacedReader(reader, () => outlet.room(), mostCharacters), after);
    return out;
  };
  return { join, take: (...commits: LiveCommit[]) => hand(commits, false) };
}

const eventsOf = ({ told }: { readonly told: readonly string[] }) => [...told.join('').matchAll(/^event: (\w+)$/gm)].map(([, event]) => event);
const numbersOf = ({ told }: { readonly told: readonly string[] }) => [...told.join('').matchAll(/^data: \{"n":(\d+)/gm)].map(([, n]) => Number(n));
const numbered = (from: number, commits: number) => Array.from({ length: commits }, (_, commit) => Array.from({ length: READINGS }, (__, n) => (from + commit * STEP) * READINGS + n)).flat();

describe('a reader who takes what he is given', () => {
  it('goes on after much more than may wait for him: nothing missing, nothing twice, in order, while new commits come', async () => {
    const { join, take } = setUp();
    const first = join();
    // 2.5 MiB of past.
    const [PAST, LATER] = [50, 12];
    for (let n = 0; n < PAST; n += 1) take(commitAt(n * STEP, 1_000));
    expect(eventsOf(first)[0]).toBe('ready');
    const again = join({ journal: 'j', sequence: 0, seen: 7 });
    let came = 0;
    do {
      if (came < LATER) take(commitAt((PAST + (came += 1) - 1) * STEP, 1_000));
    } while ((await again.read()) || came < LATER);
    expect(numbersOf(again)).toEqual(numbered(0, PAST + LATER).slice(7));
    expect(eventsOf(again).filter((event) => event !== 'reading')).toEqual(['ready']);
    expect(again.most).toBeLessThan(1024 * 1024 + 2 * READINGS * 1_100);
  });

  it('is told what another process has stored, however much of it comes at once', async () => {
    const { join, take } = setUp();
    const reader = join();
    take(...Array.from({ length: 60 }, (_, n) => commitAt(n * STEP, 1_000)));
    while (await reader.read());
    expect([numbersOf(reader), eventsOf(reader).includes('dropped')]).toEqual([numbered(0, 60), false]);
  });
});

describe('a reader who takes nothing', () => {
  it('is left out by the oldest beyond the bound, and when he reads again told how much, in its place, whenever that is', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (reads) => {
      const { join, take } = setUp({ mostCharacters: 10_000, mostWaiting: 5_000 });
      const reader = join();
      let n = 0;
      for (const isRead of reads) {
        if (isRead) await reader.read();
        else for (let some = 0; some < 5; some += 1) take(commitAt((n += 1) * STEP - STEP, 10));
      }
      while (await reader.read());
      take(commitAt(n * STEP, 10));
      const text = reader.told.join('');
      const seen: number[] = [];
      let next = 0;
      for (const [, number, count] of text.matchAll(/^data: (?:\{"n":(\d+)|\{"count":(\d+)\})/gm)) {
        if (count !== undefined) next += Number(count);
        else {
          seen.push(Number(number));
          expect(Number(number)).toBe(numbered(Math.floor(next / READINGS) * STEP, 1)[next % READINGS]);
          next += 1;
        }
      }
      expect(next).toBe((n + 1) * READINGS);
    }), { numRuns: 50 });
  });

  it('is told the end at once, and of what waits no more', async () => {
    const told: string[] = [];
    let give = (): void => undefined;
    let room: Promise<void> | undefined = new Promise((resolve) => (give = resolve));
    const paced = new PacedReader({ commit: () => told.push('commit'), ready: () => told.push('ready'), gap: () => told.push('gap'), end: () => told.push('end') }, () => room);
    paced.commit(commitAt(0, 1), 0);
    paced.end();
    const left = room;
    room = undefined;
    give();
    await left;
    expect(told).toEqual(['end']);
  });
});
