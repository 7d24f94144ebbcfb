import { describe, expect, it } from '@jest/globals';
import { AIR_ROLES, MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import type { IndicatorRow } from './indicator-row.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const METRICS = AIR_ROLES.map((role): MetricDefinition => ({
  ...metric(role), role, unit: role === 'co' ? 'mg/m³' : 'µg/m³', expectedIntervalSeconds: 3_600,
}));
const INVENTORY = inventoryOf([device('AIR-1')], { classes: [deviceClass('c5', 60, METRICS)] });
const target = (indicator: string) => ({ indicator, comparator: '>=' as const, value: 80, unit: '%', clause: '任务书 3.1' });
const TERMS: Partial<ProjectContract> = {
  targets: ['air-quality-good-days', 'monitoring-valid-hours'].map(target), window: { from: WINDOW_FROM, to: WINDOW_FROM + 10 * MICROS_PER_DAY },
};

/** Hourly values of ten days; PM2.5 of the second day is 200 µg/m³. */
const READINGS = AIR_ROLES.flatMap((role) => Array.from({ length: 240 }, (_, hour): ExtractReading => ({
  device: 'AIR-1', metric: role, at: WINDOW_FROM + hour * MICROS_PER_HOUR, value: role === 'co' ? 0.8 : role === 'pm2.5' && Math.floor(hour / 24) === 1 ? 200 : 30,
  kind: 'number', quality: 'N', origin: 'live', unused: false,
})));

function rowOf(indicator: string, readings: readonly ExtractReading[] = READINGS, facts: Partial<ProjectContract> = {}): IndicatorRow {
  const context = contextOf({ inventory: INVENTORY, contract: { ...TERMS, ...facts } });
  const fold = new ExtractFold(context.inventory, context.contract);
  for (const reading of readings) fold.add('reporting', reading);
  return evaluate(indicator, { ...context, ...fold.finish() });
}

describe('an indicator that reads hours', () => {
  it('gives a row with days, coverage, readings and the table that a person can follow', () => {
    const row = rowOf('air-quality-good-days');
    expect(row).toMatchObject({ value: 90, numerator: 9, denominator: 10, verdict: 'met', coverage: 1, readings: 1_440, devices: ['AIR-1'], clause: '任务书 3.1', uncertainty: null });
    expect(row.figures.tables?.[0]?.rows[1]).toEqual(['AIR-1', '2026-10-02', 'HJ 633-2026', 250, 'PM2.5', '', '200→250', '30→30', '30→30', '30→38', '0.8→20', '30→15', null]);
  });

  it('has another digest when a reading of it, the cited text, the zone or the limit of late delivery is another, and the same when something else is', () => {
    const digests = [
      rowOf('air-quality-good-days'), rowOf('air-quality-good-days', READINGS.slice(1)), rowOf('air-quality-good-days', READINGS, { environment: { airStandard: 'HJ 633-2012' } }),
      rowOf('air-quality-good-days', READINGS, { plannedTime: { zone: 'UTC', shifts: [] } }),
      rowOf('air-quality-good-days', READINGS, { lateDeliveryHours: 71 }),
    ].map(({ inputsDigest }) => inputsDigest);
    expect(new Set(digests).size).toBe(5);
    expect(rowOf('air-quality-good-days', READINGS, { networkedThreshold: 0.1 }).inputsDigest).toBe(digests[0]);
  });

  it('is insufficient where too few days are valid, and says which', () => {
    const row = rowOf('air-quality-good-days', READINGS.filter(({ metric: name, at }) => name !== 'so2' || at < WINDOW_FROM + 8 * MICROS_PER_DAY));
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(row.reasons[0]?.zh).toContain('“AIR-1”2026-10 有效天数 8/10');
  });

  it('counts a flag that is not N as no data, and a stopped source as none expected', () => {
    const flagged = READINGS.map((reading, index): ExtractReading => (index === 5 ? { ...reading, quality: 'D' } : index === 6 ? { ...reading, quality: 'F' } : reading));
    expect(rowOf('monitoring-valid-hours', flagged)).toMatchObject({ numerator: 1_438, denominator: 1_439, coverage: 1_438 / 1_439 });
  });

  it('expects nothing of a day on which the station was not in service to its end, and of none after it', () => {
    const until = (day: number) => {
      const left = { ...INVENTORY, devices: INVENTORY.devices.map((one) => ({ ...one, decommissionedAt: WINDOW_FROM + day * MICROS_PER_DAY, decommissionReason: '拆除' })) };
      const context = contextOf({ inventory: left, contract: TERMS });
      const fold = new ExtractFold(context.inventory, context.contract);
      for (const reading of READINGS) if (reading.at < WINDOW_FROM + day * MICROS_PER_DAY) fold.add('reporting', reading);
      return evaluate('monitoring-valid-hours', { ...context, ...fold.finish() });
    };
    expect([until(4), until(4.5)]).toMatchObject([{ numerator: 576, denominator: 576 }, { numerator: 576, denominator: 576 }]);
    expect(until(0)).toMatchObject({ value: null, verdict: 'insufficient-data' });
  });

  it('is gated by the platform: what it did not receive is no silence of a station', () => {
    const context = contextOf({ inventory: INVENTORY, contract: TERMS }, { platformCoverage: { covered: 1, total: 2 } });
    const fold = new ExtractFold(context.inventory, context.contract);
    for (const reading of READINGS) fold.add('reporting', reading);
    expect(evaluate('air-quality-good-days', { ...context, ...fold.finish() }).verdict).toBe('insufficient-data');
  });
});
