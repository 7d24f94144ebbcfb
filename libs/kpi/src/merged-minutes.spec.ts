import { describe, expect, it } from '@jest/globals';
import { FULL_HALF } from '@yanshou/telemetry';
import { mergeMinutes } from './merged-minutes.js';
import { contextOf, device, inventoryOf } from './testing/context.js';
import { traceInputs } from './trace-inputs.js';

const MANY = 60_000;
/** Each took more than ten seconds when every row copied those before it. */
const LIMIT_MS = 5_000;

function timed<T>(work: () => T): { readonly result: T; readonly isQuick: boolean } {
  const start = performance.now();
  const result = work();
  return { result, isQuick: performance.now() - start < LIMIT_MS };
}

describe('hours that came too late', () => {
  it('are kept by device in the order given, and cost the same however many there are', () => {
    const whole = new Int32Array(MANY).fill(FULL_HALF);
    const overdue = Array.from({ length: MANY }, (_, hour) => ({ leg: 'reporting' as const, device: 'M1', hour, low: 1, high: 0 }));
    const context = contextOf({ inventory: inventoryOf([device('M1'), device('M2')]) }, { overdue });
    const { result, isQuick } = timed(() => mergeMinutes(context, { firstHour: 0, low: whole, high: whole }, { leg: 'reporting', isWhole: true }));
    expect([...result.overdue.keys()]).toEqual([0]);
    expect(result.overdue.get(0)?.map(({ hour }) => hour)).toEqual(overdue.map(({ hour }) => hour));
    expect(isQuick).toBe(true);
  });
});

describe('readings of a batch', () => {
  it('are found by batch, and cost the same however many there are', () => {
    const batch = { id: 'b', producedAt: 0, events: [] };
    const row = { batch: 'b', event: 'e' };
    const target = { indicator: 'batch-traceability', comparator: '>=' as const, value: 1, unit: '%', clause: 'c' };
    const context = contextOf({ inventory: inventoryOf([]), contract: { targets: [target], window: { from: 0, to: 1 } } }, { batches: [batch as never], traceReadings: Array.from({ length: MANY }, () => row as never) });
    const { result, isQuick } = timed(() => traceInputs(context));
    expect(result.batches.map(({ id, readings }) => [id, readings.length])).toEqual([['b', MANY]]);
    expect(isQuick).toBe(true);
  });
});
