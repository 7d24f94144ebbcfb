import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_DAY, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, MetricRole, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import type { MinuteRange } from '../minute-range.js';
import { RoleQuantityFold } from '../role-quantity-fold.js';
import { SeriesWindowFold } from '../series-window-fold.js';
import { ReadingQualityFold } from '../sufficiency/reading-quality-fold.js';
import { WINDOW_FROM, contractOf, device, deviceClass, inventoryOf, metric } from '../testing/context.js';
import { joinPieces } from './join-pieces.js';
import { PieceFold } from './piece-fold.js';
import { placed } from './piece.js';
import { pieceTerms } from './stretch-terms.js';
import type { Piece } from './piece.js';

const DAYS = 6;
const DAY_MINUTES = 1_440;
const roled = (name: string, role: MetricRole, facts: Partial<MetricDefinition>): MetricDefinition => ({ ...metric(name), unit: 'kWh', resolution: 1, role, ...facts });
const METRICS: readonly MetricDefinition[] = [
  roled('energy', 'energy', { kind: 'counter' }), roled('good', 'good-quantity', { kind: 'counter', unit: '件', reporting: 'by-exception' }), roled('scrap', 'scrap-quantity', { unit: '件', reporting: 'by-exception', expectedIntervalSeconds: 7_200 }),
  roled('inspected', 'inspected-quantity', { unit: '件', expectedIntervalSeconds: 10_800 }), roled('state', 'production-state', { kind: 'state', valueType: 'text' }), roled('running', 'production-state', { kind: 'state', valueType: 'boolean', reporting: 'by-exception' }),
  roled('metered', 'energy', { kind: 'process' }), roled('oxygen', 'dissolved-oxygen', { kind: 'process', unit: 'mg/L', resolution: 0.01, expectedIntervalSeconds: 5_400 }), roled('dust', 'pm2.5', { kind: 'process', unit: 'µg/m³' }),
];
const TARGETS = ['energy-utilisation-gain', 'defect-rate-reduction', 'production-efficiency-gain', 'fishery-oxygen-compliance', 'air-quality-good-days'];
const target = (indicator: string) => ({ indicator, comparator: '>=' as const, value: 5, unit: '%', clause: '任务书' });
const at = (minute: number): number => WINDOW_FROM + minute * MICROS_PER_MINUTE;

interface Sent { readonly minute: number; readonly level: number; readonly delay: number; readonly quality: '' | 'F'; readonly origin: 'live' | 'imported' | 'simulated'; readonly stamped: boolean; readonly isText: boolean }
/** What a series sends in a day: none, a level that stands, or a register that rises with now and then a fault, a reset or a step back. */
const fault = fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3);
const sent = fc.record({
  minute: fc.integer({ min: 0, max: DAY_MINUTES - 1 }), level: fc.tuple(fc.integer({ min: 0, max: 9 }), fault).map(([level, kind]) => (kind === 1 ? 0 : kind === 2 ? 5 * level : kind === 3 ? 900 : 100 + level)),
  quality: fc.constantFrom('', '', '', '', 'F'), origin: fc.constantFrom('live', 'live', 'live', 'live', 'imported', 'simulated'), stamped: fc.boolean(), isText: fc.constantFrom(...Array<boolean>(9).fill(false), true),
});
/** Most days come at once; a few an hour, a day or three after their time, some readings of them sooner. */
const dayOf = fc.tuple(fc.constantFrom(0, 0, 0, 0, 0, 0, 90, 2_000, 5_000), fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 9, arbitrary: fc.array(fc.tuple(sent, fc.boolean()), { minLength: 3, maxLength: 30 }) }))
  .map(([delay, all]): Sent[] => all.map(([one, isSooner]) => ({ ...one, delay: isSooner ? 0 : delay })));

type Course = 'jumps' | 'rises' | 'stands' | 'falls';
function courseOf(course: Course, level: number, minute: number): number {
  if (level < 100 || level >= 900) return level;
  if (course === 'rises') return level + Math.floor(minute / 60);
  if (course === 'falls') return 800 - Math.floor(minute / 20);
  return course === 'stands' ? 100 + Math.floor(minute / (2 * DAY_MINUTES)) + (level > 107 ? 1 : 0) : level;
}

function readingsOf(name: string, days: readonly (readonly Sent[])[], course: Course): readonly ExtractReading[] {
  const minutes = new Map<number, Sent>();
  days.forEach((all, day) => { for (const one of all) minutes.set(day * DAY_MINUTES + one.minute, one); });
  const values = (minute: number, { level, isText }: Sent): Pick<ExtractReading, 'kind' | 'value'> => {
    if (name === 'state' || isText) return { kind: 'text', value: level % 2 === 0 ? 'ACTIVE' : 'STOPPED' };
    if (name === 'oxygen') return { kind: 'number', value: (level % 10) / 1.25 };
    return name === 'running' ? { kind: 'boolean', value: level % 2 } : { kind: 'number', value: courseOf(course, level, minute) };
  };
  return [...minutes].sort(([a], [b]) => a - b).map(([minute, one]): ExtractReading =>
    ({ device: 'M1', metric: name, at: at(minute), ...values(minute, one), quality: one.quality, origin: one.origin, unused: false, received: at(minute + one.delay), serverStamped: one.stamped }));
}

interface Terms { readonly contract: ProjectContract; readonly inventory: ProjectInventory; readonly down: readonly MinuteRange[] }

type Alone = 'amounts' | 'windows' | undefined;
/** Where one kind is asked for alone, nothing else refuses a stretch. */
function foldsOf({ contract, inventory, down }: Terms, alone: Alone): readonly (RoleQuantityFold | ReadingQualityFold | SeriesWindowFold)[] {
  const [amounts, worth, windows] = [new RoleQuantityFold(inventory, contract), new ReadingQualityFold(inventory, contract, down), new SeriesWindowFold(inventory, contract, down)];
  return alone === 'amounts' ? [amounts] : alone === 'windows' ? [windows] : [amounts, worth, windows];
}

/** Folds pieces where they can be taken, their readings where not; how many stretches there were, and were taken. */
function byPieces(folds: ReturnType<typeof foldsOf>, pieces: readonly Piece[], readings: readonly ExtractReading[], seen: { all: number; taken: number; long: number }): unknown {
  for (const piece of pieces) {
    for (const { device: id, stretches } of piece.series) {
      for (const stretch of stretches.map((one) => placed(piece, id, one))) {
        const takes = folds.map((fold) => fold.continueWith('reporting', stretch));
        seen.all += 1;
        if (takes.every((take) => take !== undefined)) {
          seen.taken += 1;
          if (stretch.stretch.days > 1) seen.long += 1;
          for (const take of takes) take();
          continue;
        }
        for (const reading of readings) if (reading.at >= stretch.from && reading.at < stretch.to) for (const fold of folds) fold.add('reporting', reading);
      }
    }
  }
  return folds.map((fold) => fold.finish());
}

const terms = fc.record({
  isDemonstration: fc.boolean(), isSalmonid: fc.boolean(), energy: fc.constantFrom(undefined, 'day', 'hour'), alone: fc.constantFrom<Alone>(undefined, undefined, 'amounts', 'windows'), lateDeliveryHours: fc.constantFrom(undefined, 1, 24), gap: fc.constantFrom(5, 60), days: fc.constantFrom(undefined, undefined, undefined, ['2026-10-01', '2026-10-02', '2026-10-04', '2026-10-05']),
  member: fc.option(fc.tuple(fc.integer({ min: 0, max: DAYS * DAY_MINUTES }), fc.integer({ min: 0, max: DAYS * DAY_MINUTES })), { freq: 4 }), down: fc.option(fc.tuple(fc.integer({ min: 0, max: 4 * DAY_MINUTES }), fc.integer({ min: 1, max: 3_000 })), { freq: 2 }),
});
function termsOf({ isDemonstration, isSalmonid, energy, lateDeliveryHours, gap, days, member, down }: typeof terms extends fc.Arbitrary<infer T> ? T : never): Terms {
  const membership = member ? { commissionedAt: at(Math.min(...member)), decommissionedAt: at(Math.max(...member)) } : {};
  const first = WINDOW_FROM / MICROS_PER_MINUTE;
  return {
    inventory: inventoryOf([device('M1', membership)], { demonstration: isDemonstration, classes: [deviceClass('c5', gap, METRICS)] }),
    contract: contractOf({ targets: TARGETS.map(target), environment: { salmonid: isSalmonid }, ...(energy && { energy: { definition: 'regression' as const, ...(energy === 'hour' && { model: { calendar: true } }) } }), window: { from: WINDOW_FROM, to: WINDOW_FROM + DAYS * MICROS_PER_DAY, ...(days && { days }) }, ...(lateDeliveryHours !== undefined && { lateDeliveryHours }) }),
    down: down ? [{ from: first + down[0], to: first + down[0] + down[1] }] : [],
  };
}

describe('stretches of whole days', () => {
  it('leave growth to the day in which it arrived, where a register falls back over midnight to what it showed before', () => {
    const all = termsOf({ isDemonstration: false, isSalmonid: false, energy: undefined, alone: undefined, lateDeliveryHours: undefined, gap: 60, days: undefined, member: null, down: null });
    const readings = [[1_200, 80], [1_260, 90], [1_320, 100], [1_500, 90], [1_560, 100], [1_620, 110]].map(([minute = 0, value = 0]): ExtractReading =>
      ({ device: 'M1', metric: 'energy', at: at(minute), kind: 'number', value, quality: '', origin: 'live', unused: false }));
    const pieces = new PieceFold(all.inventory, { metric: 'energy', terms: pieceTerms(all.inventory, all.contract, 'reporting', 'energy') }, [0, 1, 2].map((day) => WINDOW_FROM + day * MICROS_PER_DAY));
    for (const reading of readings) pieces.add(reading);
    const seen = { all: 0, taken: 0, long: 0 };
    const [amounts, worth] = byPieces(foldsOf(all, undefined), pieces.finish(), [], seen) as [ReturnType<RoleQuantityFold['finish']>, ReturnType<ReadingQualityFold['finish']>];
    expect([amounts[0]?.steps, worth.series[0]?.days, seen.taken]).toEqual(['30', [{ day: '2026-10-01', steps: '20' }, { day: '2026-10-02', steps: '10' }], 2]);
  });

  it.each(METRICS.map(({ name }) => name))('of %s fold to what their readings fold to, day by day and joined in any way', (name) => {
    const seen = { all: 0, taken: 0, long: 0 };
    const cuts = fc.array(fc.constantFrom(false, false, false, true), { minLength: DAYS, maxLength: DAYS });
    fc.assert(fc.property(fc.array(dayOf, { minLength: DAYS, maxLength: DAYS }), fc.constantFrom<Course>('jumps', 'rises', 'rises', 'stands', 'falls'), terms, cuts, (days, course, facts, cut) => {
      const readings = readingsOf(name, days, course);
      const all = termsOf(facts);
      const of = { metric: name, terms: pieceTerms(all.inventory, all.contract, 'reporting', name) };
      const pieces = new PieceFold(all.inventory, of, Array.from({ length: DAYS + 1 }, (_, day) => WINDOW_FROM + day * MICROS_PER_DAY));
      for (const reading of readings) pieces.add(reading);
      const groups: Piece[][] = [];
      for (const [day, piece] of pieces.finish().entries()) {
        // Days of a contract that counts single days are not joined over those that it leaves out.
        const isApart = day === 0 || cut[day] === true || facts.days !== undefined;
        if (isApart) groups.push([piece]);
        else groups.at(-1)?.push(piece);
      }
      // What is kept went through JSON.
      const kept = JSON.parse(JSON.stringify(groups.map((group) => joinPieces(group, of.terms)))) as Piece[];
      const raw = foldsOf(all, facts.alone);
      for (const reading of readings) for (const fold of raw) fold.add('reporting', reading);
      expect(byPieces(foldsOf(all, facts.alone), kept, readings, seen)).toEqual(raw.map((fold) => fold.finish()));
    }), { numRuns: 400 });
    // Nothing is shown by stretches that are never taken, or never of more than a day.
    expect([seen, seen.taken > 400, seen.long > 40]).toEqual([seen, true, true]);
  });
});
