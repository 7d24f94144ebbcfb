import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, hourOf } from '@yanshou/telemetry';
import { evaluate } from '../evaluate.js';
import type { ExtractReading } from '../extract-reading.js';
import { WINDOW_FROM, contextOf, contractOf, device, inventoryOf } from '../testing/context.js';
import { DeliveryFold } from './delivery-fold.js';

const INVENTORY = inventoryOf([device('A'), device('B')]);
const HOUR = hourOf(WINDOW_FROM);

/** A reading of a minute of the window that came so many hours later. */
const reading = (of: string, minute: number, hoursLate: number, facts: Partial<ExtractReading> = {}): ExtractReading => {
  const at = WINDOW_FROM + minute * MICROS_PER_MINUTE;
  return { device: of, metric: 'load', at, received: at + hoursLate * MICROS_PER_HOUR, value: 1, kind: 'number', quality: '', origin: 'live', unused: false, ...facts };
};

function folded(readings: readonly ExtractReading[], lateDeliveryHours?: number) {
  const contract = contractOf(lateDeliveryHours === undefined ? {} : { lateDeliveryHours });
  const fold = new DeliveryFold({ leg: 'reporting', hours: { first: HOUR, end: HOUR + 2 }, inventory: INVENTORY, contract });
  for (const one of readings) fold.add(one);
  return fold.finish();
}

describe('late delivery', () => {
  it('is late from an hour on, and overdue beyond the limit: 72 hours unless the contract says otherwise', () => {
    const readings = [reading('A', 0, 1), reading('A', 1, 1.5), reading('A', 2, 72), reading('A', 3, 72.1), reading('B', 63, 80)];
    expect(folded(readings)).toEqual({
      late: [{ leg: 'reporting', device: 'A', hour: HOUR, low: 0b110, high: 0 }],
      overdue: [{ leg: 'reporting', device: 'A', hour: HOUR, low: 0b1000, high: 0 }, { leg: 'reporting', device: 'B', hour: HOUR + 1, low: 0b1000, high: 0 }],
    });
    expect(folded(readings, 100)).toMatchObject({ overdue: [], late: [{ device: 'A', low: 0b1110 }, { device: 'B' }] });
  });

  it('is none in a minute that another reading of the device filled in time', () => {
    expect(folded([reading('A', 3, 80), { ...reading('A', 3, 0), metric: 'state' }])).toEqual({ late: [], overdue: [] });
    expect(folded([reading('A', 3, 80), { ...reading('A', 3, 5), metric: 'state' }])).toMatchObject({ late: [{ low: 0b1000 }], overdue: [] });
  });

  it('is none of what was recorded by others, does not count, or lies elsewhere', () => {
    const others: readonly Partial<ExtractReading>[] = [{ origin: 'imported' }, { origin: 'simulated' }, { unused: true }, { quality: 'D' }, { at: WINDOW_FROM - 1 }];
    expect(folded(others.map((facts) => reading('A', 3, 1_000, facts)))).toEqual({ late: [], overdue: [] });
  });
});

describe('the memory of late delivery', () => {
  it('is that of what was read, not of the period', () => {
    const end = 2 * HOUR + 3_000_000_000;
    const fold = new DeliveryFold({ leg: 'reporting', hours: { first: 0, end }, inventory: INVENTORY, contract: contractOf() });
    for (let index = 0; index < 20_000; index += 1) fold.add(reading(`X${index}`, 3, 80));
    fold.add(reading('A', 3, 80));
    expect(fold.finish().overdue).toEqual([{ leg: 'reporting', device: 'A', hour: HOUR, low: 0b1000, high: 0 }]);
  });
});

describe('what was delivered beyond the limit', () => {
  it('is not delivered, and its intervals are named', () => {
    const rows = Array.from({ length: 60 }, (_, minute) => [1, WINDOW_FROM / MICROS_PER_MINUTE + minute] as const);
    const overdue = [{ leg: 'reporting', device: 'A', hour: HOUR, low: 0b11_1110_0000, high: 0 } as const];
    const row = evaluate('networked-device-ratio', contextOf({ inventory: INVENTORY, rows, contract: { window: { from: WINDOW_FROM, to: WINDOW_FROM + MICROS_PER_HOUR } } }, { overdue }));
    expect(row.figures.perDevice?.[0]).toMatchObject({ id: 'A', expected: 12, valid: 11, overdue: 1 });
    expect(row.reasons.map(({ en }) => en)).toEqual([expect.stringContaining("1 intervals were delivered after the contract's limit")]);
  });
});
