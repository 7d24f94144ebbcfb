import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { EvidenceItem, MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import type { IndicatorRow } from './indicator-row.js';
import { explain } from './trace/explain.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const METRICS: readonly MetricDefinition[] = [
  { ...metric('oxygen'), role: 'dissolved-oxygen', unit: 'mg/L', expectedIntervalSeconds: 3_600 }, { ...metric('good'), role: 'good-quantity', unit: '件', resolution: 1 },
];
const COUNTER: readonly MetricDefinition[] = [{ ...metric('good', 'counter'), role: 'good-quantity', unit: '件', resolution: 1 }];

interface Facts {
  readonly days?: number;
  readonly metrics?: readonly MetricDefinition[];
  /** Hours of the window: from ≤ h < to. */
  readonly down: readonly (readonly [from: number, to: number])[];
  readonly readings: readonly ExtractReading[];
  readonly contract?: Partial<ProjectContract>;
  readonly evidence?: readonly EvidenceItem[];
}

/** A reading of an hour of the window, received so many hours later. */
const reading = (of: string, name: string, hour: number, { value = 1, hoursLater = 0 }: { readonly value?: number; readonly hoursLater?: number } = {}): ExtractReading => {
  const at = WINDOW_FROM + hour * MICROS_PER_HOUR;
  return { device: of, metric: name, at, received: at + hoursLater * MICROS_PER_HOUR, value, kind: 'number', quality: '', origin: 'live', unused: false };
};
const hours = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, index) => from + index);

function contextUnder(indicator: string, { days = 1, metrics = METRICS, down, readings, contract = {}, evidence = [] }: Facts) {
  const inventory = inventoryOf([device('M1'), device('W1', { assetKind: 'wearable', siteId: 'clinic' })], { classes: [deviceClass('c5', 60, metrics)] });
  const target = { indicator, comparator: '>=' as const, value: days, unit: '天', clause: '任务书' };
  const ranges = down.map(([from, to]) => ({ from: FIRST + 60 * from, to: FIRST + 60 * to }));
  const context = contextOf({ inventory, contract: { targets: [target], window: { from: WINDOW_FROM, to: WINDOW_FROM + days * MICROS_PER_DAY }, ...contract } }, { evidence, platformSilence: ranges.map((range) => ({ ...range, proven: true })) });
  const fold = new ExtractFold(inventory, context.contract, [], ranges);
  for (const one of readings) fold.add('reporting', one);
  return { ...context, ...fold.finish() };
}
const rowUnder = (indicator: string, facts: Facts): IndicatorRow => evaluate(indicator, contextUnder(indicator, facts));

describe('days with data', () => {
  const readings = [...hours(0, 24), ...hours(48, 72)].flatMap((hour) => [reading('W1', 'oxygen', hour)]);
  const table = (row: IndicatorRow) => row.figures.tables?.[0]?.rows;

  it('are not expected of a silent device where the platform was down for half of them and more', () => {
    const row = (to: number) => rowUnder('chronic-disease-monitoring', { days: 3, down: [[30, to]], readings });
    expect(table(row(42))).toEqual([['W1', 2, 2, 1]]);
    expect(row(42)).toMatchObject({ numerator: 1, denominator: 1, coverage: 1 });
    expect(row(42).reasons.map(({ zh }) => zh).join()).toContain('1 台·天不计入应有天数');
    expect(table(row(41.9))).toEqual([['W1', 2, 3, 0]]);
    expect(row(41.9)).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('count where something was delivered for them later', () => {
    expect(table(rowUnder('chronic-disease-monitoring', { days: 3, down: [[24, 48]], readings: [...readings, reading('W1', 'oxygen', 30, { hoursLater: 20 })].sort((a, b) => a.at - b.at) }))).toEqual([['W1', 3, 3, 0]]);
  });

  it('are judged by their part in the window', () => {
    const window = { from: WINDOW_FROM + 36 * MICROS_PER_HOUR, to: WINDOW_FROM + 72 * MICROS_PER_HOUR };
    const row = (to: number) => table(rowUnder('chronic-disease-monitoring', { days: 3, down: [[36, to]], readings, contract: { window } }));
    expect([row(42), row(41)]).toEqual([[['W1', 1, 1, 1]], [['W1', 1, 2, 0]]]);
  });

  it('that nobody has are in no value; but a target that is missed by them alone is not judged as missed', () => {
    const row = (down: Facts['down']) => rowUnder('storage-and-analysis', { days: 3, down, readings });
    expect(row([])).toMatchObject({ value: 2, verdict: 'not-met' });
    expect(row([[24, 48]])).toMatchObject({ value: 2, verdict: 'insufficient-data' });
    expect(row([[24, 48]]).reasons.map(({ zh }) => zh)).toEqual([expect.stringContaining('不判为未达标'), expect.stringContaining('2 台·天'), expect.stringContaining('2026-10-02')]);
    expect(rowUnder('storage-and-analysis', { days: 3, down: [[24, 48]], readings: readings.slice(0, 24) })).toMatchObject({ value: 1, verdict: 'not-met' });
    const evidence: readonly EvidenceItem[] = [{ id: 's', indicator: 'trial-operation', status: 'accepted', datedAt: WINDOW_FROM, kind: 'record', sha256: 'a'.repeat(64) }];
    expect(rowUnder('trial-operation', { days: 3, down: [[24, 48]], readings, evidence })).toMatchObject({ value: 2, verdict: 'insufficient-data' });
  });

  it('decide nothing against the project of a year’s target either, and nothing where it is reached without them', () => {
    const row = (value: number) => {
      const targets = [{ indicator: 'storage-and-analysis', comparator: '>=' as const, value: 5, unit: '天', clause: '任务书', byYear: [{ year: 2026, value }] }];
      return evaluate('storage-and-analysis', { ...contextUnder('storage-and-analysis', { days: 3, down: [[24, 48]], readings, contract: { targets } }), year: 2026 }).verdict;
    };
    expect([2, 3, 4].map(row)).toEqual(['met', 'insufficient-data', 'not-met']);
  });

  it('that are not live by the hours they have are taken alike, and are days with data all the same', () => {
    const three = [...readings, ...[24, 25, 26].map((hour) => reading('W1', 'oxygen', hour))].sort((a, b) => a.at - b.at);
    const row = (from: number, read = three) => rowUnder('storage-and-analysis', { days: 3, down: [[from, 48]], readings: read });
    expect(row(27)).toMatchObject({ value: 2, verdict: 'insufficient-data' });
    expect(table(row(27))).toEqual([['M1', null, 0, 0, 2, 1], ['W1', 'clinic', 2, 3, 3, 0]]);
    // Half of the day was left to be live in.
    expect(row(36.1)).toMatchObject({ value: 2, verdict: 'not-met' });
    expect(row(28, [...three, reading('W1', 'oxygen', 27)].sort((a, b) => a.at - b.at))).toMatchObject({ value: 3, verdict: 'met' });
  });
});

describe('24 h of oxygen', () => {
  const quarterly = [{ ...(METRICS[0] as MetricDefinition), expectedIntervalSeconds: 900 }];
  const [missingFrom, missingTo] = [28.5, 33.5];
  const held = hours(0, 192).map((quarter) => quarter / 4).filter((hour) => hour < missingFrom || hour >= missingTo).map((hour) => reading('M1', 'oxygen', hour, { value: 6 }));
  const whole = hours(0, 192).map((quarter) => reading('W1', 'oxygen', quarter / 4, { value: 6 }));
  const row = (down: Facts['down']): IndicatorRow => rowUnder('fishery-oxygen-compliance', { days: 2, metrics: quarterly, down, readings: [...held, ...whole] });

  it('that cannot be decided are lost by the minutes in which the platform was down, wherever in the hour they lie', () => {
    const own = (down: Facts['down']) => row(down).figures.tables?.[0]?.rows.find(([device]) => device === 'M1');
    // Five hours are missing, of which four may be; spans that hold more than four are those that begin after 08:30.
    expect(row([])).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(own([[28.5, 29.5]])).toEqual(['M1', 9, 0, 0, 16]);
    expect(own([[28.25, 29.25], [33.25, 33.75]])).toEqual(['M1', 9, 0, 0, 16]);
    expect(row([[28.5, 29.25]]).value).toBeNull();
    // What was known in the time of an outage is no part of it.
    expect(row([[28, 29]]).value).toBeNull();
  });
});

describe('planned busy time', () => {
  const efficiency = { definition: 'oee', standards: [{ device: 'M1', millisecondsPerPiece: 3_600_000 }] } as const;
  const made = [...hours(0, 8), ...hours(16, 24)];
  const oee = (facts: Partial<Facts>): IndicatorRow => rowUnder('overall-equipment-effectiveness', { down: [[8, 16]], readings: made.map((hour) => reading('M1', 'good', hour)), contract: { efficiency }, ...facts });

  it('is without the time of which nothing tells what the machine made, and says how much that is', () => {
    expect(oee({ down: [] })).toMatchObject({ value: (100 * 16) / 24 });
    const row = oee({});
    expect(row).toMatchObject({ value: 100 });
    expect(row.reasons.map(({ en }) => en).join()).toContain('8 h of the planned busy time of the reporting period are left out');
    expect(row.figures.tables?.[0]?.rows[0]?.slice(0, 3)).toEqual(['M1', 16, 8]);
  });

  it('stays where something was delivered of it later, also beyond the limit: its pieces count', () => {
    const later = (hoursLater: number): IndicatorRow => oee({ readings: [...made.map((hour) => reading('M1', 'good', hour)), reading('M1', 'good', 10, { hoursLater })].sort((a, b) => a.at - b.at) });
    expect([later(20).value, later(500).value]).toEqual([100, 100]);
    expect(later(500).figures.tables?.[0]?.rows[0]?.slice(0, 3)).toEqual(['M1', 17, 7]);
  });

  it('stays of a machine that counts its pieces: they are in the growth over the outage', () => {
    const row = oee({ metrics: COUNTER, readings: made.map((hour) => reading('M1', 'good', hour, { value: hour })) });
    expect(row).toMatchObject({ value: (100 * 23) / 24 });
    expect(row.figures.tables?.[0]?.rows[0]?.slice(0, 3)).toEqual(['M1', 24, 0]);
  });

  it('is explained with what was taken out of it', () => {
    const context = contextUnder('overall-equipment-effectiveness', { down: [[8, 16]], readings: made.map((hour) => reading('M1', 'good', hour)), contract: { efficiency } });
    expect(JSON.stringify(explain('overall-equipment-effectiveness', context).trace)).toContain('平台停机 h');
  });
});

describe('hours of a level', () => {
  const silent = hours(0, 24).filter((hour) => hour < 4 || hour >= 8).map((hour) => reading('M1', 'oxygen', hour));
  const row = (down: Facts['down'], readings = silent): IndicatorRow => rowUnder('monitoring-valid-hours', { down, readings: readings.flatMap((one) => [one]) });

  it('are not expected where the platform alone made them impossible', () => {
    const own = (of: IndicatorRow) => of.figures.tables?.[0]?.rows[0];
    expect(own(row([]))?.slice(0, 6)).toEqual(['M1', expect.anything(), 24, 20, 0, 0]);
    expect(own(row([[4, 8]]))?.slice(2, 6)).toEqual([20, 20, 0, 4]);
    // Of the hour from 5 on the platform was there for a quarter, of that from 6 on for longer.
    expect(own(row([[4, 5.75], [6, 6.7]]))?.slice(2, 6)).toEqual([22, 20, 0, 2]);
    expect(row([[4, 8]]).reasons.map(({ en }) => en).join()).toContain('8 hours are not expected');
  });

  it('count where they were delivered later, within the limit after the end of the outage', () => {
    const later = (hoursLater: number) => [...silent, reading('M1', 'oxygen', 5, { hoursLater })].sort((a, b) => a.at - b.at);
    expect(row([[4, 8]], later(75)).figures.tables?.[0]?.rows[0]?.slice(2, 6)).toEqual([21, 21, 0, 3]);
    expect(row([[4, 8]], later(75.1)).figures.tables?.[0]?.rows[0]?.slice(2, 6)).toEqual([20, 20, 0, 4]);
  });

  it('enter the digest with the downtime', () => {
    expect(row([[4, 8]]).inputsDigest).not.toBe(row([]).inputsDigest);
  });
});
