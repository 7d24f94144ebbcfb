import { describe, expect, it } from '@jest/globals';
import { parseIsoMicros } from '@yanshou/telemetry';
import { repairStanding, repairText } from './repair-standing.js';

const UNTIL = '2026-10-06T00:00:00.000Z';
const at = (parseIsoMicros(UNTIL) ?? NaN);
const rule = (held: boolean, repairableUntil: string | null) => ({ held, repairableUntil });
const figure = { gates: true, legs: [{ rules: [rule(true, null), rule(false, UNTIL)] }, { rules: [rule(false, null), rule(false, '2026-10-07T00:00:00.000Z')] }] };

describe('what can be mended', () => {
  it('is open until the instant of the date, and closed after it', () => {
    expect(repairStanding(figure, at)).toEqual({ failing: 3, repairable: 2, tooLate: 0, byNoData: 1 });
    expect(repairStanding(figure, at + 1)).toEqual({ failing: 3, repairable: 1, tooLate: 1, byNoData: 1 });
    expect(repairText(figure, at + 1)?.en).toBe('3 rules of sufficiency do not hold: data still counts for 1, comes too late for 1, repairs nothing for 1');
  });

  it('is nothing where all holds, or where it is only shown', () => {
    expect(repairText({ gates: true, legs: [{ rules: [rule(true, null)] }] }, at)).toBeNull();
    expect(repairText({ ...figure, gates: false }, at)).toBeNull();
  });
});
