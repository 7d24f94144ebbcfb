import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Exemption, PlannedTime } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { IndicatorRow } from './indicator-row.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const DAYS = 4;
const INVENTORY = inventoryOf([device('P1')], { classes: [deviceClass('c5', 5, [{ ...metric('oxygen'), role: 'dissolved-oxygen', unit: 'mg/L' }])] });

/** Oxygen every five minutes: 6 mg/L, on the second and third day none to speak of; nothing in some hours, by the platform's fault or not. */
function pond(calendar: Partial<PlannedTime>, silentHours: readonly [from: number, to: number] = [0, 0], isOurs = false): IndicatorRow {
  const contract = contractOf({
    targets: [{ indicator: 'fishery-oxygen-compliance', comparator: '>=', value: 100, unit: '%', clause: 'c' }],
    window: { from: WINDOW_FROM, to: WINDOW_FROM + DAYS * MICROS_PER_DAY }, plannedTime: { zone: 'Asia/Shanghai', shifts: [], ...calendar },
  });
  const fold = new ExtractFold(INVENTORY, contract);
  for (let at = contract.window.from; at < contract.window.to; at += 5 * MICROS_PER_MINUTE) {
    const day = Math.floor((at - WINDOW_FROM) / MICROS_PER_DAY);
    const hour = (at - WINDOW_FROM) / MICROS_PER_HOUR;
    if (hour < silentHours[0] || hour >= silentHours[1]) fold.add('reporting', { device: 'P1', metric: 'oxygen', at, kind: 'number', value: day === 1 || day === 2 ? 0.4 : 6, quality: 'N', origin: 'live', unused: false });
  }
  const [from, to] = silentHours.map((hours) => WINDOW_FROM / MICROS_PER_MINUTE + 60 * hours) as [number, number];
  const facts = isOurs ? { platformSilence: [{ from, to, proven: true }] } : {};
  return evaluate('fishery-oxygen-compliance', { ...contextOf({ inventory: INVENTORY, contract }, facts), ...fold.finish() });
}
const exempt = (kind: Exemption['kind'], from = MICROS_PER_DAY): Exemption => ({ from: WINDOW_FROM + from, to: WINDOW_FROM + 3 * MICROS_PER_DAY, reason: '清塘', ...(kind && { kind }) });

describe('ponds that stand drained', () => {
  it('are not judged while they do, and before and after are no 24 h in a row', () => {
    expect(pond({ exemptions: [exempt('drained')] })).toMatchObject({ value: 100, numerator: 2, denominator: 2, verdict: 'met' });
    expect(pond({})).toMatchObject({ numerator: 1, denominator: 73, verdict: 'not-met' });
  });

  it('are judged by every hour that is not wholly dry', () => {
    expect(pond({ exemptions: [exempt('drained', MICROS_PER_DAY + 1.5 * MICROS_PER_HOUR)] })).toMatchObject({ numerator: 2, denominator: 3 });
  });

  it('and spans that the platform\'s downtime took, are both no lack of data', () => {
    const calendar = { exemptions: [exempt('drained')] };
    expect(pond(calendar, [2, 8])).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(pond(calendar, [2, 8], true)).toMatchObject({ value: 100, numerator: 1, denominator: 1, verdict: 'met' });
    // Downtime that ran on into the time in which nothing is judged takes nothing there.
    expect(pond(calendar, [20, 40], true)).toMatchObject({ value: 100, numerator: 2, denominator: 2 });
  });

  it('are told from other exemptions and from shifts: fish keep none', () => {
    expect(pond({ exemptions: [exempt('maintenance')] }).denominator).toBe(73);
    expect(pond({ exemptions: [exempt('drained')], shifts: [{ start: '08:00', end: '16:00' }] }).denominator).toBe(2);
  });
});
