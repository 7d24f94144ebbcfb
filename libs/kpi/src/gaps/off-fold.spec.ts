import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, hourOf } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { WINDOW_FROM, device, deviceClass, inventoryOf, metric } from '../testing/context.js';
import { OffFold, stateMetrics } from './off-fold.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const INVENTORY = inventoryOf([device('A'), device('B')], { classes: [deviceClass('c5', 5, [metric('load'), metric('state', 'state'), metric('avail', 'state')])] });

const says = (of: string, name: string, [minute, value]: readonly [number, string | boolean], facts: Partial<ExtractReading> = {}): ExtractReading => ({
  device: of, metric: name, at: WINDOW_FROM + minute * MICROS_PER_MINUTE + 20 * MICROS_PER_SECOND, value: typeof value === 'boolean' ? Number(value) : value,
  kind: typeof value === 'boolean' ? 'boolean' : 'text', quality: '', origin: 'live', unused: false, ...facts,
});

function off(...readings: readonly ExtractReading[]) {
  const fold = new OffFold(INVENTORY, { first: hourOf(WINDOW_FROM), end: hourOf(WINDOW_FROM) + 2 });
  for (const one of readings) fold.add(one);
  return fold.finish().map(({ device: of, from, to }) => [of, from - FIRST, to - FIRST]);
}

describe('when a device says that it is off', () => {
  it('lasts from its word to the next of the same series, in whole minutes, or to the end', () => {
    expect(off(says('A', 'state', [3, 'OFF']), says('A', 'state', [9, 'off']), says('A', 'state', [20, 'ACTIVE']), says('B', 'state', [100, '关机']))).toEqual([['A', 4, 20], ['B', 101, 120]]);
    expect(off(says('A', 'avail', [3, false]), says('A', 'avail', [5, true]), says('A', 'state', [10, 'UNAVAILABLE']))).toEqual([['A', 4, 5], ['A', 11, 120]]);
  });

  it('is told by metrics of kind state alone, by valid readings that count', () => {
    expect(stateMetrics(INVENTORY).map(({ device: of, metric: name }) => `${of} ${name}`)).toEqual(['A avail', 'A state', 'B avail', 'B state']);
    expect(off(says('A', 'load', [3, 'OFF']), says('A', 'state', [3, false]), says('A', 'state', [4, 'STOPPED']), says('A', 'state', [5, 'OFF'], { quality: 'D' }), says('A', 'state', [6, 'OFF'], { origin: 'simulated' }))).toEqual([]);
  });
});
