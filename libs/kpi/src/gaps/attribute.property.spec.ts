import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EvaluationContext } from '../evaluation-context.js';
import { evaluate } from '../evaluate.js';
import { measure } from '../measurement.js';
import { attributeGaps, sumGaps } from './attribute.js';
import { countsAgainst } from '@yanshou/catalogue';
import type { GapCause } from '@yanshou/catalogue';
import { FIRST, at, gapExample } from '../testing/gap-example.js';
import type { GapExample, Span } from '../testing/gap-example.js';

const MINUTES = 120;
const IDS = ['A1', 'A2', 'A3', 'B1', 'B2', 'D1', 'D2'];
const span: fc.Arbitrary<Span> = fc.tuple(fc.nat(MINUTES), fc.nat(MINUTES)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const facts = fc.record({
  siteId: fc.constantFrom('north', 'south'), classId: fc.constantFrom('c1', 'c5', 'c60'), reporting: fc.constantFrom('periodic' as const, 'by-exception' as const),
  intelligent: fc.boolean(),
});
const shifts = fc.constantFrom([], [{ start: '00:00', end: '00:40' }, { start: '00:55', end: '02:00' }], [{ start: '00:13', end: '01:47' }]);

/** Any silence, calendar, downtime, state and lateness of seven machines on two gateways and two lines. */
const examples: fc.Arbitrary<GapExample> = fc.record({
  silent: fc.array(fc.array(span, { maxLength: 3 }), { minLength: IDS.length, maxLength: IDS.length }), of: fc.array(facts, { minLength: IDS.length, maxLength: IDS.length }),
  down: fc.array(fc.record({ span, proven: fc.boolean() }), { maxLength: 2 }), isHeard: fc.boolean(), off: fc.array(fc.tuple(fc.constantFrom(...IDS), span), { maxLength: 4 }),
  exempt: fc.array(fc.tuple(span, fc.constantFrom(undefined, 'drained' as const)), { maxLength: 2 }), shifts, overdue: fc.array(fc.tuple(fc.constantFrom(...IDS), fc.nat((1 << 30) - 1)), { maxLength: 3 }),
}).map(({ silent, of, down, isHeard, off, exempt, shifts: planned, overdue }): GapExample => {
  const proven = down.filter(({ span: [from, to] }) => from < to).map(({ span: [from, to], proven: isProven }) => ({ from: FIRST + from, to: FIRST + to, proven: isProven }));
  const context: Partial<EvaluationContext> = {
    ...(isHeard && { platformSilence: proven }), overdue: overdue.map(([device, low]) => ({ leg: 'reporting' as const, device, hour: Math.floor(FIRST / 60), low, high: 0 })),
    gapEvidence: { off: off.map(([device, [from, to]]) => ({ device, from: FIRST + from, to: FIRST + to })), late: [] },
  };
  return {
    gateways: { G1: ['A1', 'A2', 'A3'], G2: ['B1', 'B2'] }, direct: ['D1', 'D2'], context,
    silent: Object.fromEntries(IDS.map((id, index) => [id, silent[index] ?? []])), facts: Object.fromEntries(IDS.map((id, index) => [id, of[index] ?? {}])),
    plannedTime: { shifts: planned, exemptions: exempt.filter(([[from, to]]) => from < to).map(([[from, to], kind]) => ({ from: at(from), to: at(to), reason: '批复', ...(kind && { kind }) })) },
  };
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('attributed gaps', () => {
  it('add up: by cause, by event, and to what the ratio misses', () => {
    fc.assert(fc.property(examples, (example) => {
      const measurement = gapExample(example);
      const { missing, totals, events } = attributeGaps(measurement);
      const of = (wanted: (cause: GapCause) => boolean): number => sum(totals.filter(({ cause }) => wanted(cause)).map(({ intervals }) => intervals));
      expect(sum(events.map(({ intervals }) => intervals))).toBe(missing);
      expect(of(() => true)).toBe(missing);
      for (const { cause, intervals, events: count } of totals) {
        expect([cause, sum(events.filter((event) => event.cause === cause).map((event) => event.intervals)), events.filter((event) => event.cause === cause).length]).toEqual([cause, intervals, count]);
      }
      const { devices } = measurement.inputs;
      expect(of(countsAgainst)).toBe(sum(devices.map(({ expected, valid }) => expected - valid)));
      expect(of((cause) => cause === 'platform')).toBe(sum(devices.map(({ platformFault }) => platformFault)));
    }), { numRuns: 200 });
  });

  it('do not depend on the order of devices, gateways, rows and evidence', () => {
    fc.assert(fc.property(examples, ({ ...example }) => {
      const { context } = gapExample(example);
      const { inventory, deviceHours, gapEvidence } = context;
      const { columns } = deviceHours;
      const backwards = (values: Int32Array): Int32Array => values.slice(0, columns.length).reverse();
      const turned: EvaluationContext = {
        ...context, inventory: { ...inventory, devices: [...inventory.devices].reverse(), gateways: [...inventory.gateways].reverse().map((one) => ({ ...one, children: [...one.children].reverse() })) },
        deviceHours: { ...deviceHours, columns: { length: columns.length, principal: backwards(columns.principal), hour: backwards(columns.hour), low: backwards(columns.low), high: backwards(columns.high) } },
        ...(gapEvidence && { gapEvidence: { ...gapEvidence, off: [...gapEvidence.off].reverse() } }),
      };
      expect(attributeGaps(measure(turned))).toEqual(attributeGaps(measure(context)));
      expect(evaluate('networked-device-ratio', turned)).toEqual(evaluate('networked-device-ratio', context));
    }), { numRuns: 60 });
  });

  it('are the same sums whether the events are kept or only counted', () => {
    fc.assert(fc.property(examples, fc.subarray(IDS), (example, asked) => {
      const measurement = gapExample(example);
      for (const devices of [undefined, new Set(asked)]) {
        const { events: _, lostSessions: __, ...sums } = attributeGaps(measurement, devices);
        expect(sumGaps(measurement, devices)).toEqual(sums);
      }
    }), { numRuns: 100 });
  });

  it('are those of the devices judged, where a row shows them', () => {
    fc.assert(fc.property(examples, (example) => {
      const row = evaluate('networked-device-ratio', gapExample(example).context);
      const { perDevice, gaps } = row.figures;
      if (perDevice === undefined) return;
      const against = sum((gaps?.totals ?? []).filter(({ cause }) => countsAgainst(cause)).map(({ intervals }) => intervals));
      expect(against).toBe(sum(perDevice.map(({ expected, valid }) => expected - valid)));
    }), { numRuns: 60 });
  });
});
