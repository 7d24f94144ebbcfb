import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_DAY, MICROS_PER_MINUTE, hourOf, minuteOfHour, highBit, lowBit } from '@yanshou/telemetry';
import type { InventoryDevice, MetricDefinition } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import type { EvaluationContext } from './evaluation-context.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import { measure } from './measurement.js';
import { memberHours, memberMinutes } from './membership.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const DAYS = 3;
const SPAN = DAYS * 1_440;
const at = (minute: number): number => WINDOW_FROM + minute * MICROS_PER_MINUTE;
const METRICS: readonly MetricDefinition[] = [
  { ...metric('oxygen'), role: 'dissolved-oxygen', unit: 'mg/L', expectedIntervalSeconds: 3_600 }, { ...metric('good'), role: 'good-quantity', unit: '件', resolution: 1 },
  { ...metric('energy', 'counter'), role: 'energy', unit: 'kWh', resolution: 1 }, { ...metric('running', 'state'), role: 'production-state', valueType: 'boolean', unit: '', resolution: 1 },
];
const INDICATORS = ['networked-device-ratio', 'monitoring-valid-hours', 'chronic-disease-monitoring', 'overall-equipment-effectiveness', 'energy-utilisation-gain', 'process-data-points'] as const;
const TARGETS = INDICATORS.map((indicator) => ({ indicator, comparator: '>=' as const, value: 50, unit: '%', clause: 'c' }));

/** The dates of a device; the end is not a part of every inventory yet. */
const dates = (from: number | undefined, until: number | undefined): Partial<InventoryDevice> => ({ ...(from !== undefined && { commissionedAt: from }), ...(until !== undefined && { decommissionedAt: until }) });

/** What one project makes of the readings: of its own device M2, and of M1 while it is there. */
function projectOf(readings: readonly ExtractReading[], from: number | undefined, until: number | undefined): EvaluationContext {
  const inventory = inventoryOf([device('M1', { assetKind: 'wearable', ...dates(from, until) })], { classes: [deviceClass('c5', 15, METRICS)] });
  const context = contextOf({ inventory, contract: {
    targets: TARGETS, window: { from: WINDOW_FROM, to: WINDOW_FROM + DAYS * MICROS_PER_DAY }, efficiency: { definition: 'oee', standards: [{ device: 'M1', millisecondsPerPiece: 60_000 }] }, energy: { definition: 'regression' },
  } });
  const fold = new ExtractFold(inventory, context.contract);
  for (const reading of readings) fold.add('reporting', reading);
  return { ...context, ...fold.finish() };
}

const readings = fc.array(fc.tuple(fc.constantFrom(...METRICS.map(({ name }) => name)), fc.integer({ min: 0, max: SPAN - 1 }), fc.nat(500)), { minLength: 20, maxLength: 200, size: 'max' }).map((rows): readonly ExtractReading[] => {
  const unique = new Map(rows.map(([name, minute, value]) => [`${name} ${minute}`, {
    device: 'M1', metric: name, at: at(minute), value: name === 'running' ? value % 2 : value, kind: name === 'running' ? 'boolean' : 'number', quality: '', origin: 'live', unused: false,
  } as const]));
  return [...unique.values()].sort((a, b) => (a.metric === b.metric ? a.at - b.at : a.metric < b.metric ? -1 : 1));
});
const move = fc.oneof(fc.integer({ min: -60, max: SPAN + 60 }).map(at), fc.integer({ min: 0, max: SPAN * 60 }).map((seconds) => WINDOW_FROM + seconds * 1_000_000));

describe('the hours of a membership', () => {
  it('hold the whole minutes from its beginning to its end', () => {
    const edge = fc.option(fc.integer({ min: -120, max: 400 * 60 }).map((seconds) => WINDOW_FROM + seconds * 1_000_000), { nil: undefined });
    fc.assert(fc.property(edge, edge, (came, left) => {
      const [from, until] = [came ?? -Infinity, left ?? Infinity];
      const member = memberHours({ from, until }, hourOf(WINDOW_FROM));
      for (let hour = 0; hour < 6; hour += 1) {
        let [low, high] = [0, 0];
        for (let minute = 0; minute < 60; minute += 1) {
          const start = at(60 * hour + minute);
          if (start < from || start + MICROS_PER_MINUTE > until) continue;
          low |= lowBit(minuteOfHour(start));
          high |= highBit(minuteOfHour(start));
        }
        expect([hour, memberMinutes(member, hour)]).toEqual([hour, { low, high }]);
      }
    }));
  });
});

describe('a device that moved from one project to another', () => {
  it('counts until the move in the one and from it on in the other, and at no time in both', () => {
    fc.assert(fc.property(readings, move, (all, moved) => {
      const [whole, before, after] = [projectOf(all, undefined, undefined), projectOf(all, undefined, moved), projectOf(all, moved, undefined)];
      const [full, left, came] = [whole, before, after].map(measure) as [ReturnType<typeof measure>, ReturnType<typeof measure>, ReturnType<typeof measure>];
      left.merged.halves.forEach((bits, index) => {
        expect(bits & (came.merged.halves[index] as number)).toBe(0);
        expect((bits | (came.merged.halves[index] as number)) & ~(full.merged.halves[index] as number)).toBe(0);
      });
      const of = ({ inputs }: typeof full) => inputs.devices[0] ?? { expected: 0, valid: 0, days: 0, validDays: 0, calendarExpected: 0 };
      for (const count of ['expected', 'valid', 'calendarExpected', 'days', 'validDays'] as const) expect([count, of(left)[count] + of(came)[count] <= of(full)[count]]).toEqual([count, true]);
      const planned = ({ inputs }: typeof full): number => inputs.legs.reporting.devices[0]?.plannedMinutes ?? 0;
      expect(planned(full) - planned(left) - planned(came)).toBeLessThanOrEqual(1);
      expect(planned(full) - planned(left) - planned(came)).toBeGreaterThanOrEqual(0);
      const valid = ({ activity }: typeof full): number => activity.reduce((sum, [, , count]) => sum + count, 0);
      expect(valid(left) + valid(came)).toBe(valid(full));
      const amount = (context: EvaluationContext, name: string): number => Number(context.quantities.find((row) => row.metric === name)?.steps ?? 0);
      expect(amount(before, 'good') + amount(after, 'good')).toBe(amount(whole, 'good'));
      expect(amount(before, 'running') + amount(after, 'running')).toBeLessThanOrEqual(amount(whole, 'running'));
      const held = (context: EvaluationContext, name: string): number => (context.windows.find((row) => row.metric === name)?.windows ?? []).reduce((sum, window) => sum + window.readings, 0);
      for (const name of ['oxygen', 'energy']) expect(held(before, name) + held(after, name)).toBe(held(whole, name));
    }), { numRuns: 60 });
  });

  it('is asked for by the share of time in each: the intervals and days of the two add up', () => {
    const every = Array.from({ length: SPAN / 15 }, (_, index): ExtractReading => ({ device: 'M1', metric: 'oxygen', at: at(15 * index), value: 6, kind: 'number', quality: '', origin: 'live', unused: false }));
    const moved = at(1_440 + 8 * 60);
    const [left, came] = [projectOf(every, undefined, moved), projectOf(every, moved, undefined)].map((context) => ({ context, device: measure(context).inputs.devices[0] }));
    expect(left?.device).toMatchObject({ expected: 4 * 32, valid: 4 * 32, days: 1, validDays: 1 });
    expect(came?.device).toMatchObject({ expected: 4 * 40, valid: 4 * 40, days: 1, validDays: 1 });
    const hours = [left, came].map((one) => evaluate('monitoring-valid-hours', (one as { context: EvaluationContext }).context)).map(({ numerator, denominator }) => [numerator, denominator]);
    // The day of the move is a whole day of neither.
    expect(hours).toEqual([[24, 24], [24, 24]]);
    expect([left, came].map((one) => evaluate('chronic-disease-monitoring', (one as { context: EvaluationContext }).context).value)).toEqual([100, 100]);
  });

  it('is no device of a project that it left before the window began', () => {
    const context = projectOf([], undefined, WINDOW_FROM);
    expect(measure(context).inputs.devices).toEqual([]);
    expect(evaluate('process-data-points', context)).toMatchObject({ value: null });
    expect(measure(projectOf([], undefined, WINDOW_FROM + 1)).inputs.devices).toHaveLength(1);
  });

  it('makes another digest by its end, and none where it has none', () => {
    const digest = (until: number | undefined): string => evaluate('networked-device-ratio', projectOf([], undefined, until)).inputsDigest;
    expect(new Set([digest(undefined), digest(at(100)), digest(at(101))]).size).toBe(3);
  });
});
