import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEGS, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, MetricRole, ProjectContract } from '@yanshou/telemetry';
import type { ReadingQuality } from '../evaluation-context.js';
import type { ExtractReading } from '../extract-reading.js';
import type { MinuteRange } from '../minute-range.js';
import { WINDOW_FROM, contractOf, device, deviceClass, inventoryOf, metric } from '../testing/context.js';
import { ReadingQualityFold } from './reading-quality-fold.js';

const roled = (name: string, role: MetricRole, kind: MetricDefinition['kind'] = 'counter'): MetricDefinition => ({ ...metric(name, kind), role, unit: 'kWh', resolution: 1 });
const INVENTORY = inventoryOf([device('M1'), device('M2')], {
  classes: [deviceClass('c5', 5, [roled('energy', 'energy'), roled('good', 'good-quantity'), roled('scrap', 'scrap-quantity'), roled('warmth', 'outdoor-temperature', 'process'), metric('load')])],
});
const TARGET = { indicator: 'energy-utilisation-gain', comparator: '>=' as const, value: 5, unit: '%', clause: '任务书' };
const CONTRACT = contractOf({ targets: [TARGET], window: { from: WINDOW_FROM, to: WINDOW_FROM + 3 * MICROS_PER_DAY }, baseline: { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM } });

const reading = (name: string, hour: number, value: number, facts: Partial<ExtractReading> = {}): ExtractReading =>
  ({ device: 'M1', metric: name, at: WINDOW_FROM + hour * MICROS_PER_HOUR, value, kind: 'number', quality: '', origin: 'live', unused: false, ...facts });

function folded(readings: readonly ExtractReading[], facts: Partial<ProjectContract> = {}): ReadingQuality {
  const fold = new ReadingQualityFold(INVENTORY, { ...CONTRACT, ...facts });
  for (const one of readings) fold.add('reporting', one);
  return fold.finish();
}
const after = (hour: number, delay: number): Partial<ExtractReading> => ({ received: WINDOW_FROM + (hour + delay) * MICROS_PER_HOUR });

describe('what readings are worth', () => {
  it('counts live ones, of them those after the limit and those without a time of their own', () => {
    const { series } = folded([
      reading('energy', 0, 1), reading('energy', 1, 2, after(1, 72)), reading('energy', 2, 3, { received: WINDOW_FROM + 74 * MICROS_PER_HOUR + 1 }), reading('energy', 3, 4, { serverStamped: true }),
      reading('energy', 4, 5, { origin: 'imported', ...after(4, 500), serverStamped: true }),
    ]);
    expect(series).toMatchObject([{ leg: 'reporting', device: 'M1', metric: 'energy', role: 'energy', live: 4, late: 1, serverStamped: 1 }]);
    expect(folded([reading('energy', 1, 2, after(1, 72))], { lateDeliveryHours: 71 }).series).toMatchObject([{ late: 1 }]);
  });

  it('counts none as late for the time in which the platform was down', () => {
    const first = WINDOW_FROM / MICROS_PER_MINUTE;
    const late = (down: readonly MinuteRange[]) => {
      const fold = new ReadingQualityFold(INVENTORY, CONTRACT, down);
      fold.add('reporting', reading('energy', 1, 2, after(1, 75)));
      return fold.finish().series.map((row) => row.late);
    };
    expect([late([]), late([{ from: first + 120, to: first + 300 }]), late([{ from: first + 120, to: first + 299 }])]).toEqual([[1], [0], [1]]);
  });

  it('adds up days of what is measured: growth of a counter, mean of a level; a silent day is bridged by nobody', () => {
    const counter = [0, 6, 12, 24, 30, 54].map((hour) => reading('energy', hour, 100 + 10 * hour));
    expect(folded(counter).series[0]?.days).toEqual([{ day: '2026-10-01', steps: '120' }, { day: '2026-10-02', steps: '180' }, { day: '2026-10-03', steps: '240' }]);
    expect(folded([0, 6, 60].map((hour) => reading('energy', hour, hour))).series[0]?.days).toEqual([{ day: '2026-10-01', steps: '6' }, { day: '2026-10-03', steps: '0' }]);
    expect(folded([[0, 900], [1, 5], [2, 9]].map(([hour = 0, value = 0]) => reading('energy', hour, value))).series[0]?.days).toEqual([{ day: '2026-10-01', steps: '9' }]);
    const levels = folded([reading('warmth', 0, 10), reading('warmth', 1, 21)], { energy: { definition: 'regression', model: { temperature: true } } });
    expect(levels.series).toMatchObject([{ metric: 'warmth', days: [{ steps: '15' }] }]);
    expect(folded([reading('good', 0, 1), reading('good', 1, 5)]).series).toMatchObject([{ role: 'good-quantity', live: 2, days: [] }]);
  });

  it('looks at nothing that no gated target reads, that does not count, or that lies outside the leg', () => {
    const aside = [
      reading('load', 0, 1), reading('scrap', 0, 1), reading('warmth', 0, 1), reading('energy', -1, 1), reading('energy', 72, 1), reading('energy', 0, 1, { quality: 'D' }),
      reading('energy', 0, 1, { unused: true }), reading('energy', 0, 1, { origin: 'simulated' }), reading('energy', 0, 1, { device: 'gone' }),
    ];
    expect(folded(aside).series).toEqual([]);
    expect(folded([reading('energy', 0, 1)], { targets: [{ ...TARGET, indicator: 'networked-device-ratio' }] }).series).toEqual([]);
  });

  it('is the same in whatever order series and legs come', () => {
    const anyReading = fc.record({
      leg: fc.constantFrom(...LEGS), device: fc.constantFrom('M1', 'M2'), metric: fc.constantFrom('energy', 'good'), minute: fc.integer({ min: -24 * 60, max: 72 * 60 }), value: fc.nat(9),
      delay: fc.constantFrom(0, 72 * 60, 73 * 60), serverStamped: fc.boolean(), origin: fc.constantFrom('live' as const, 'imported' as const),
    });
    fc.assert(fc.property(fc.array(anyReading, { maxLength: 60 }), fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (all, ranks) => {
      const keys = [...new Set(all.map((one) => `${one.leg} ${one.device} ${one.metric}`))].sort();
      const run = (order: readonly string[]): ReadingQuality => {
        const fold = new ReadingQualityFold(INVENTORY, CONTRACT);
        for (const key of order) {
          for (const { leg, minute, delay, ...one } of all.filter((two) => `${two.leg} ${two.device} ${two.metric}` === key).sort((a, b) => a.minute - b.minute)) {
            const at = WINDOW_FROM + minute * MICROS_PER_MINUTE;
            fold.add(leg, { ...one, at, received: at + delay * MICROS_PER_MINUTE, kind: 'number', quality: '', unused: false });
          }
        }
        return fold.finish();
      };
      expect(run([...keys].sort((a, b) => (ranks[keys.indexOf(a)] ?? 0) - (ranks[keys.indexOf(b)] ?? 0)))).toEqual(run(keys));
    }));
  });
});
