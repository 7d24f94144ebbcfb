import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, unitedRanges } from '@yanshou/telemetry';
import fc from 'fast-check';
import { evaluate } from './evaluate.js';
import { attributeGaps } from './gaps/attribute.js';
import type { IndicatorRow } from './indicator-row.js';
import type { LostSpan } from './lost-sessions.js';
import { rangesWithout } from './minute-range.js';
import type { MinuteRange } from './minute-range.js';
import { silenceOf } from './platform-silence.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf } from './testing/context.js';
import type { MinuteRow } from './testing/context.js';
import { FIRST, at, gapExample } from './testing/gap-example.js';

const HOURS = 2;
const SPAN = { from: FIRST, to: FIRST + 60 * HOURS };
/** Minutes of the window; the second number ends it. */
const lost = (from: number, to: number): LostSpan => ({ from: at(from), to: at(to) });
const heardBut = (silent: readonly number[]): readonly number[] => Array.from({ length: 60 * HOURS }, (_, minute) => minute).filter((minute) => !silent.includes(minute)).map((minute) => FIRST + minute);
const minutesOf = (ranges: readonly MinuteRange[]): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

describe('the silence of a platform whose session at the broker was lost', () => {
  const silence = (sessions: readonly LostSpan[], silent: readonly number[] = [], edges = { before: true, after: true }) =>
    silenceOf(SPAN, { minutes: heardBut(silent), ...edges, lost: sessions }).map(({ from, to, proven }) => [from - FIRST, to - FIRST, proven]);

  it('is every minute wholly in that time, whatever its heartbeats say', () => {
    expect(silence([lost(10.5, 14.5)])).toEqual([[11, 14, true]]);
    expect(silence([lost(10, 14)])).toEqual([[10, 14, true]]);
    expect(silence([lost(10.1, 10.9), lost(20.5, 21.9)])).toEqual([]);
    expect(silence([lost(-30, 3.5), lost(118.5, 500)])).toEqual([[0, 3, true], [119, 120, true]]);
  });

  it('is one with the minutes without a heartbeat that it meets', () => {
    expect(silence([lost(12.5, 20)], [10, 11, 12, 25])).toEqual([[10, 20, true], [25, 26, true]]);
  });

  it('proves that the platform was there when it began and when it was noticed', () => {
    const never = Array.from({ length: 60 * HOURS }, (_, minute) => minute);
    expect(silence([], never, { before: false, after: false })).toEqual([[0, 120, false]]);
    expect(silence([lost(30.5, 40.5)], never, { before: false, after: false })).toEqual([[0, 30, false], [30, 41, true], [41, 120, false]]);
    expect(silence([lost(30, 500)], never, { before: false, after: false })).toEqual([[0, 30, false], [30, 120, true]]);
  });
});

const INVENTORY = inventoryOf([device('M1'), device('M2')], { classes: [deviceClass('c5', 5)] });
const contract = { networkedThreshold: 0.5, minimumPlatformCoverage: 0, window: { from: WINDOW_FROM, to: WINDOW_FROM + HOURS * MICROS_PER_HOUR } };

function rowOf(minutes: readonly number[], delivered: readonly MinuteRow[], sessions: readonly LostSpan[], indicator = 'networked-device-ratio'): IndicatorRow {
  const platformSilence = silenceOf(SPAN, { minutes, before: true, after: true, lost: sessions });
  const total = 60 * HOURS;
  const context = contextOf({ inventory: INVENTORY, rows: delivered, contract: { ...contract, targets: [{ indicator, comparator: '>=', value: 50, unit: '%', clause: 'c' }] } },
    { platformSilence, platformCoverage: { covered: total - minutesOf(platformSilence), total }, ...(sessions.length > 0 && { lostSessions: sessions }) });
  return evaluate(indicator, context);
}
const minutes = (principal: number, from: number, to: number): readonly MinuteRow[] => Array.from({ length: to - from }, (_, index) => [principal, FIRST + from + index] as const);

describe('a row', () => {
  const all = heardBut([]);
  const half = [...minutes(1, 0, 120), ...minutes(2, 0, 12), ...minutes(2, 33, 120)];

  it('says when the session was lost, asks for no interval of that time that nothing came for, and shows the coverage that it leaves', () => {
    const row = rowOf(all, half, [lost(9.5, 33.2)]);
    expect(row.figures.perDevice?.map(({ id, expected, valid, platformFault }) => [id, expected, valid, platformFault])).toEqual([['M1', 24, 24, undefined], ['M2', 21, 21, 3]]);
    expect([row.coverage, row.platformCoverage]).toEqual([1, 97 / 120]);
    expect(row.reasons.at(-1)?.zh).toMatch(/外部 broker 丢失与平台的会话 1 次.*：2026-10-01 00:09 – 2026-10-01 00:33；/);
    expect(row.reasons.at(-1)?.en).toMatch(/lost its session with the platform 1 times.*: 2026-10-01 00:09 – 2026-10-01 00:33;/);
  });

  it('says so of a loss without a whole minute as well, and nothing where there was none', () => {
    const [without, short] = [rowOf(all, half, []), rowOf(all, half, [lost(14.2, 15.1)])];
    expect(short.reasons.at(-1)?.zh).toContain('00:14 – 2026-10-01 00:15');
    expect([short.value, short.coverage, short.platformCoverage, short.figures]).toEqual([without.value, without.coverage, without.platformCoverage, without.figures]);
    expect(JSON.stringify(without.reasons)).not.toContain('外部 broker');
    expect(new Set([without, short, rowOf(all, half, [lost(14.2, 15.2)])].map(({ inputsDigest }) => inputsDigest)).size).toBe(3);
  });

  it('that no message is behind says nothing of it', () => {
    expect(rowOf(all, half, [lost(9.5, 33.2)], 'ip-applications').reasons.map(({ zh }) => zh).join()).not.toContain('外部 broker');
  });

  it('names ten of many', () => {
    const many = Array.from({ length: 12 }, (_, index) => lost(10 * index, 10 * index + 0.5));
    const text = rowOf(all, half, many).reasons.at(-1)?.en ?? '';
    expect([text.match(/ – /g)?.length, text.includes(' 12 times'), text.includes(' …;')]).toEqual([10, true, true]);
  });
});

describe('a gap in a time of which a session was lost', () => {
  const told = (silence: readonly (readonly [number, number])[], sessions: readonly LostSpan[]) => {
    const platformSilence = silence.map(([from, to]) => ({ from: FIRST + from, to: FIRST + to, proven: true }));
    const report = attributeGaps(gapExample({ gateways: { G1: ['A1', 'A2', 'A3'] }, silent: { A1: [[10, 60]] }, context: { platformSilence, lostSessions: sessions } }));
    return { ...report, told: report.events.map(({ cause, from, to }) => [cause, from, to]) };
  };

  it('has a cause of its own, which is told from a platform that was down and is not expected either', () => {
    const { told: events, totals, lostSessions } = told([[20, 45]], [lost(19.5, 35)]);
    expect(events).toEqual([['collection', at(10), at(20)], ['broker-session', at(20), at(35)], ['platform', at(35), at(45)], ['collection', at(45), at(60)]]);
    expect(totals.find(({ cause }) => cause === 'broker-session')).toEqual({ cause: 'broker-session', events: 1, devices: 1, intervals: 3 });
    expect(lostSessions).toEqual([lost(19.5, 35)]);
  });

  it('is none where an interval does not lie wholly in it', () => {
    expect(told([[21, 24]], [lost(21, 24)]).told).toEqual([['collection', at(10), at(60)]]);
  });

  it('is not listed among the causes where nothing is missing for it: older rows stay what they were', () => {
    expect(told([], []).totals.map(({ cause }) => cause)).not.toContain('broker-session');
  });
});

describe('one more lost session that is found', () => {
  const minute = fc.integer({ min: 0, max: 60 * HOURS });
  const losses = fc.array(fc.tuple(minute, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 0.5)).map(([from, length, part]) => lost(from + part, from + part + length)), { minLength: 1, maxLength: 3 });
  const ranges = fc.array(fc.tuple(minute, fc.integer({ min: 1, max: 30 })).map(([from, length]) => ({ from, to: from + length })), { maxLength: 4 });
  const outside = (gaps: readonly MinuteRange[]) => rangesWithout([{ from: 0, to: 60 * HOURS }], gaps).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
  const united = (sessions: readonly LostSpan[]): readonly LostSpan[] => unitedRanges(sessions);

  it('never lowers a value or a coverage of the project, never makes a verdict worse, and only lowers what the platform says it heard', () => {
    fc.assert(fc.property(losses, ranges, ranges, ranges, ([more, ...some], silent, first, second) => {
      const heard = outside(silent).map((one) => FIRST + one);
      const delivered = [first, second].flatMap((gaps, index) => outside(gaps).map((one): MinuteRow => [index + 1, FIRST + one]));
      const [before, after] = [rowOf(heard, delivered, united(some)), rowOf(heard, delivered, united([...some, more as LostSpan]))];
      if (before.value !== null) expect(after.value ?? Infinity).toBeGreaterThanOrEqual(before.value);
      if (before.coverage !== null) expect(after.coverage ?? Infinity).toBeGreaterThanOrEqual(before.coverage);
      if (before.verdict === 'met') expect(after.verdict).not.toBe('not-met');
      expect(after.platformCoverage).toBeLessThanOrEqual(before.platformCoverage ?? 0);
    }), { numRuns: 200 });
  });
});

describe('ranges', () => {
  const range = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 })).map(([from, length]) => ({ from, to: from + length }));
  const asSet = (all: readonly MinuteRange[]) => new Set(all.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)));

  it('without others are what is in none of those, minute by minute', () => {
    fc.assert(fc.property(fc.array(range, { maxLength: 6 }).map(unitedRanges), fc.array(range, { maxLength: 6 }), (ranges, others) => {
      const [all, holes, left] = [asSet(ranges), asSet(others), rangesWithout(ranges, others)];
      expect([...asSet(left)]).toEqual([...all].filter((minute) => !holes.has(minute)));
      expect(left.every(({ from, to }) => from < to)).toBe(true);
    }));
  });
});
