import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, hourOf } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import type { MinuteRange } from '../minute-range.js';
import { WINDOW_FROM, contractOf, device, inventoryOf } from '../testing/context.js';
import { DeliveryClock } from './delivery-clock.js';
import { DeliveryFold } from './delivery-fold.js';

const SPAN = 500;
const at = (minute: number): number => minute * MICROS_PER_MINUTE;
/** Ascending and apart. */
const outages = fc.uniqueArray(fc.integer({ min: 0, max: SPAN }), { maxLength: 8 }).map((edges): readonly MinuteRange[] => {
  const sorted = [...edges].sort((left, right) => left - right);
  return sorted.flatMap((from, index) => (index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from, to: sorted[index + 1] as number }] : []));
});
const half = fc.integer({ min: 0, max: 2 * SPAN }).map((number) => number / 2);

describe('the clock of delivery', () => {
  it('stands still while the platform is down: what was measured in an outage has the whole limit from its end on', () => {
    const clock = new DeliveryClock([{ from: 10, to: 70 }]);
    expect([clock.delay(at(5), at(10)), clock.delay(at(5), at(70)), clock.delay(at(5), at(80)), clock.delay(at(20), at(75)), clock.delay(at(70), at(75))]).toEqual([5, 5, 15, 5, 5].map(at));
    expect([clock.deadline(at(20), at(30)), clock.deadline(at(5), at(30)), clock.deadline(at(5), at(4)), clock.deadline(at(70), at(30))]).toEqual([100, 95, 9, 100].map(at));
  });

  it('agrees with a count of the minutes in which the platform was there', () => {
    fc.assert(fc.property(outages, half, half, (down, one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const halves = Array.from({ length: 2 * (to - from) }, (_, index) => from + index / 2).filter((time) => !down.some((range) => time >= range.from && time < range.to));
      expect(new DeliveryClock(down).delay(at(from), at(to))).toBe(at(halves.length / 2));
    }));
  });

  it('never makes later: the deadline is the last moment within the limit, and an outage never moves it back', () => {
    fc.assert(fc.property(outages, half, fc.integer({ min: 0, max: 200 }), (down, from, limit) => {
      const clock = new DeliveryClock(down);
      const deadline = clock.deadline(at(from), at(limit));
      expect(clock.delay(at(from), deadline)).toBeLessThanOrEqual(at(limit));
      expect(clock.delay(at(from), deadline + 1)).toBeGreaterThan(at(limit));
      expect(deadline).toBeGreaterThanOrEqual(new DeliveryClock(down.slice(1)).deadline(at(from), at(limit)));
    }));
  });
});

describe('what a gateway held while the platform was down', () => {
  const HOUR = hourOf(WINDOW_FROM);
  const down = [{ from: 60 * HOUR, to: 60 * (HOUR + 100) }];
  const overdue = (minute: number, hoursLater: number, outage = down): number => {
    const fold = new DeliveryFold({ leg: 'reporting', hours: { first: HOUR - 1, end: HOUR + 200 }, inventory: inventoryOf([device('A')]), contract: contractOf(), down: outage });
    const reading: ExtractReading = { device: 'A', metric: 'load', at: WINDOW_FROM + at(minute), received: WINDOW_FROM + hoursLater * MICROS_PER_HOUR, value: 1, kind: 'number', quality: '', origin: 'live', unused: false };
    fold.add(reading);
    return fold.finish().overdue.length;
  };

  it('is in time until the limit after its end, and beyond it is not', () => {
    expect([overdue(5, 172), overdue(5, 172.1), overdue(5, 80, [])]).toEqual([0, 1, 1]);
  });

  it('had its own time before the outage counted', () => {
    expect([overdue(-30, 171.5), overdue(-30, 171.6)]).toEqual([0, 1]);
  });
});
