import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import { WINDOW_FROM, contractOf, device, inventoryOf } from './testing/context.js';

const INVENTORY = inventoryOf([device('M2'), device('M1')]);
const HOUR = WINDOW_FROM / MICROS_PER_HOUR;

const reading = (of: string, at: number, facts: Partial<ExtractReading> = {}): ExtractReading =>
  ({ device: of, metric: 'load', at, value: 1, kind: 'number', quality: '', origin: 'live', unused: false, ...facts });

describe('the fold of an extract', () => {
  it('marks minutes and counts readings of the hours that touch the window, device by device', () => {
    const window = { from: WINDOW_FROM + 30 * MICROS_PER_MINUTE, to: WINDOW_FROM + MICROS_PER_HOUR + 1 };
    const fold = new ExtractFold(INVENTORY, contractOf({ window }));
    for (const minute of [-1, 0, 29, 30, 59.5, 61, 119, 120]) fold.add('reporting', reading('M1', WINDOW_FROM + minute * MICROS_PER_MINUTE));
    fold.add('reporting', reading('M2', WINDOW_FROM, { quality: 'D' }));
    fold.add('reporting', reading('M2', WINDOW_FROM, { metric: 'other', origin: 'replayed' }));
    fold.add('reporting', reading('gone', WINDOW_FROM, { kind: 'text', value: '' }));
    const { deviceHours: { principals, columns }, activity, baselineHours } = fold.finish();
    expect([...principals]).toEqual([[1, 'M1'], [2, 'M2']]);
    expect(columns).toEqual({
      length: 2, principal: Int32Array.of(1, 1), hour: Int32Array.of(HOUR, HOUR + 1),
      low: Int32Array.of(1 | (1 << 29), 1 << 1), high: Int32Array.of(1 | (1 << 29), 1 << 29),
    });
    expect(activity).toEqual([{ device: 'M1', metric: 'load', valid: 6 }, { device: 'gone', metric: 'load', valid: 1 }]);
    expect(baselineHours).toBeNull();
    // What is not valid, or does not count in the project, is in none of this.
    expect([...fold.origins]).toEqual(['live']);
  });

  it('keeps the baseline apart, empty where nothing was delivered', () => {
    const fold = new ExtractFold(INVENTORY, contractOf({ baseline: { from: WINDOW_FROM - MICROS_PER_HOUR, to: WINDOW_FROM } }));
    fold.add('baseline', reading('M2', WINDOW_FROM - 1));
    fold.add('baseline', reading('M2', WINDOW_FROM));
    fold.addHeartbeats({ leg: 'baseline', device: 'M1', hour: HOUR - 1, low: 1, high: 0 });
    for (const hour of [HOUR - 2, HOUR]) fold.addHeartbeats({ leg: 'baseline', device: 'M1', hour, low: 1, high: 1 });
    const { baselineHours, deviceHours, activity } = fold.finish();
    expect(baselineHours?.columns).toMatchObject({ length: 2, principal: Int32Array.of(1, 2), low: Int32Array.of(1, 0), high: Int32Array.of(0, 1 << 29) });
    expect([deviceHours.columns.length, activity]).toEqual([0, []]);
  });
});
