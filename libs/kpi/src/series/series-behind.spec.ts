import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice, MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { deliveryDowntime } from '../delivery/delivery-clock.js';
import { evaluate } from '../evaluate.js';
import { ExtractFold } from '../extract-fold.js';
import type { ExtractReading } from '../extract-reading.js';
import type { IndicatorRow } from '../indicator-row.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from '../testing/context.js';
import { explain } from '../trace/explain.js';

const role = (name: string, facts: Partial<MetricDefinition>): MetricDefinition => ({ ...metric(name), unit: '件', resolution: 1, ...facts });
const HOURS = 2;
const MINUTES = 60 * HOURS;
const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const BASELINE = { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM - MICROS_PER_DAY + HOURS * MICROS_PER_HOUR };

interface Station {
  readonly scrap?: Partial<MetricDefinition>;
  readonly stations?: readonly InventoryDevice[];
  readonly contract?: Partial<ProjectContract>;
  /** Whether a reading of the reporting period, or of the baseline, was sent. */
  readonly sent?: (reading: ExtractReading, minute: number, leg: 'baseline' | 'reporting') => boolean;
  readonly change?: (reading: ExtractReading) => ExtractReading;
  /** Minutes of the reporting period in which the platform was down. */
  readonly down?: readonly (readonly [from: number, to: number])[];
}

/** Every minute a hundred pieces inspected and five of them scrapped: a rate of five per cent in both legs. */
function contextOfStation({ scrap = {}, stations = [device('M1')], contract = {}, sent = () => true, change = (one) => one, down = [] }: Station) {
  const metrics = [role('inspected', { role: 'inspected-quantity' }), role('scrap', { role: 'scrap-quantity', ...scrap })];
  const inventory = inventoryOf(stations, { classes: [deviceClass('c5', 5, metrics)] });
  const targets = [{ indicator: 'defect-rate-reduction', comparator: '>=' as const, value: 20, unit: '%', clause: 'c' }];
  const context = contextOf({ inventory, contract: contractOf({ window: { from: WINDOW_FROM, to: WINDOW_FROM + HOURS * MICROS_PER_HOUR }, baseline: BASELINE, targets, sufficiency: { minimumDays: 0, minimumBaselineDays: 0 }, ...contract }) }, { platformSilence: down.map(([from, to]) => ({ from: FIRST + from, to: FIRST + to, proven: true })) });
  const fold = new ExtractFold(inventory, context.contract, [], deliveryDowntime(context));
  for (const [leg, from] of [['baseline', BASELINE.from], ['reporting', WINDOW_FROM]] as const) {
    for (const { id } of stations) for (const [name, value] of [['inspected', 100], ['scrap', 5]] as const) for (let minute = 0; minute < MINUTES; minute += 1) {
      const reading: ExtractReading = { device: id, metric: name, at: from + minute * MICROS_PER_MINUTE, kind: 'number', value, quality: 'N', origin: 'live', unused: false };
      if (sent(reading, minute, leg)) fold.add(leg, change(reading));
    }
  }
  return { ...context, ...fold.finish() };
}
const rowOf = (station: Station): IndicatorRow => evaluate('defect-rate-reduction', contextOfStation(station));
const rule = (row: IndicatorRow, name: string) => row.figures.sufficiency?.legs.find(({ leg }) => leg === 'reporting')?.rules.find((one) => one.rule === name);
const words = ({ reasons }: IndicatorRow): string => reasons.map(({ zh, en }) => `${zh} | ${en}`).join('\n');
const scrapEvery = (minutes: number): Station['sent'] => (reading, minute, leg) => reading.metric !== 'scrap' || leg === 'baseline' || minute % minutes === 0;

describe('coverage of a value', () => {
  it('is that of the series it is made of: a scrap counter alive in two minutes of a hundred and twenty makes no rate', () => {
    const row = rowOf({ sent: scrapEvery(60) });
    expect([row.verdict, row.coverage]).toEqual(['insufficient-data', 2 / 24]);
    expect(rule(row, 'coverage')).toMatchObject({ held: false, worst: [{ device: 'M1', metric: 'scrap', numerator: 2, denominator: 24 }] });
    expect(words(row)).toContain('M1 scrap 2/24');
    expect(rowOf({})).toMatchObject({ value: 0, verdict: 'not-met', coverage: 1 });
  });

  it('is that of the longest silent series where the complete days are counted, with its gap', () => {
    const row = rowOf({ sent: (reading, minute) => reading.metric === 'inspected' || minute < 60, contract: { sufficiency: { minimumBaselineDays: 0 } } });
    expect(rule(row, 'complete-days')).toMatchObject({ worst: [{ device: 'M1', metric: 'scrap', hours: { planned: 2, present: 1 }, gap: { hours: 1 } }] });
  });

  it('is followed by the trace down to the series', () => {
    const { trace } = explain('defect-rate-reduction', contextOfStation({ sent: scrapEvery(10) }));
    expect(trace.coverage.find(({ symbol }) => symbol === 'c_R')?.table?.rows).toMatchObject([{ cells: ['M1', 'scrap', 12, 24], source: { kind: 'readings', device: 'M1', metric: 'scrap', query: expect.stringContaining('device=M1&metric=scrap') } }]);
  });

  it('does not count what came after the limit', () => {
    const late = (reading: ExtractReading): ExtractReading => (reading.metric === 'scrap' ? { ...reading, received: reading.at + 73 * MICROS_PER_HOUR } : reading);
    expect(rowOf({ change: late, contract: { sufficiency: { minimumDays: 0, minimumBaselineDays: 0, maximumLate: 1 } } })).toMatchObject({ verdict: 'insufficient-data', coverage: 0 });
  });
});

describe('what is expected of a series', () => {
  it('is its own interval where that is longer than the judging interval', () => {
    expect(rowOf({ scrap: { expectedIntervalSeconds: 3_600 }, sent: scrapEvery(60) })).toMatchObject({ coverage: 1 });
    expect(rowOf({ scrap: { expectedIntervalSeconds: 1_800 }, sent: scrapEvery(60) })).toMatchObject({ coverage: 0.5 });
    expect(rowOf({ scrap: { expectedIntervalSeconds: 60 }, sent: scrapEvery(5) })).toMatchObject({ coverage: 1 });
  });

  it('is, of one sent on change, that it spoke within a day while the device is alive', () => {
    const scrap = { reporting: 'by-exception' } as const;
    expect(rowOf({ scrap, sent: scrapEvery(100) })).toMatchObject({ coverage: 1 });
    expect(rowOf({ scrap: { ...scrap, expectedIntervalSeconds: 1_800 }, sent: (reading, minute, leg) => reading.metric !== 'scrap' || leg === 'baseline' || minute === 60 })).toMatchObject({ coverage: 0.5 });
    const deadDevice = (_: ExtractReading, minute: number, leg: string): boolean => leg === 'baseline' || minute < 30;
    expect(rowOf({ scrap, sent: deadDevice })).toMatchObject({ coverage: 0.25 });
  });
});

describe('the platform\'s downtime', () => {
  const half: Station['sent'] = (reading, minute, leg) => reading.metric !== 'scrap' || leg === 'baseline' || minute < 60;

  it('is no part of what is expected of a series that it silenced, also where the device delivered something else of that time', () => {
    expect(rowOf({ sent: half })).toMatchObject({ coverage: 0.5 });
    expect(rowOf({ sent: half, down: [[60, 120]] })).toMatchObject({ coverage: 1, value: expect.any(Number) });
    const row = rowOf({ sent: half, down: [[60, 90]] });
    expect(row).toMatchObject({ coverage: 12 / 18 });
    expect(rule(row, 'coverage')).toMatchObject({ worst: [{ device: 'M1', metric: 'scrap', numerator: 12, denominator: 18 }] });
  });

  it('is no part of the days of a series either', () => {
    const contract = { sufficiency: { minimumBaselineDays: 0 } };
    expect(rule(rowOf({ sent: half, contract, down: [[60, 120]] }), 'complete-days')).toMatchObject({ held: true, worst: [{ device: 'M1', hours: { planned: 2, present: 2 }, gap: null }] });
  });

  it('is not counted in the silence of a series that is sent on change', () => {
    const scrap = { reporting: 'by-exception', expectedIntervalSeconds: 1_800 } as const;
    const sent: Station['sent'] = (reading, minute, leg) => (reading.metric !== 'scrap' || leg === 'baseline' || minute === 30) && (leg === 'baseline' || minute < 60 || minute >= 80);
    // From its first reading on and as long before it: sixty minutes, and those that follow the outage.
    expect(rowOf({ scrap, sent })).toMatchObject({ coverage: 12 / 24 });
    expect(rowOf({ scrap, sent, down: [[40, 60]] })).toMatchObject({ coverage: 12 / 24 });
    expect(rowOf({ scrap, sent, down: [[50, 80]] })).toMatchObject({ coverage: 14 / 20 });
  });
});

describe('a device that is the project\'s for a part of a leg', () => {
  it('is judged by its series for that part alone', () => {
    const left = [device('M1'), device('M2', { decommissionedAt: WINDOW_FROM + MICROS_PER_HOUR })];
    const quiet: Station['sent'] = (reading, minute, leg) => reading.device !== 'M2' || leg === 'baseline' || reading.metric !== 'scrap' || minute < 30 || minute >= 60;
    expect(rowOf({ stations: left })).toMatchObject({ coverage: 1 });
    expect(rule(rowOf({ stations: left, sent: quiet }), 'coverage')).toMatchObject({ measured: { numerator: 24 + 6, denominator: 24 + 12 }, worst: [{ device: 'M2', metric: 'scrap', numerator: 6, denominator: 12 }, { device: 'M1', numerator: 24, denominator: 24 }] });
  });

  it('does not explain by its leaving that it is missing', () => {
    const gone = [device('M1'), device('M2', { decommissionedAt: WINDOW_FROM })];
    const row = rowOf({ stations: gone });
    expect([row.verdict, rule(row, 'same-series')]).toMatchObject(['insufficient-data', { held: false, measured: { numerator: 2, denominator: 4 } }]);
    const agreed = { sufficiency: { minimumDays: 0, minimumBaselineDays: 0, seriesChanges: [{ device: 'M2', reason: '调出，批复〔2026〕3号' }] } };
    expect(rowOf({ stations: gone, contract: agreed }).verdict).toBe('not-met');
  });
});

describe('legs of different series', () => {
  const two = [device('M1'), device('M2')];
  const without = (leg: string): Station['sent'] => (reading, _, of) => reading.device !== 'M2' || reading.metric !== 'scrap' || of !== leg;
  const loose = { minimumDeviceCoverage: 0 };

  it.each([['reporting', '（报告期无数据）'], ['baseline', '（基期无数据）']])('have no verdict, and the series that the %s lacks is named', (leg, text) => {
    const row = rowOf({ stations: two, sent: without(leg), contract: loose });
    expect([row.verdict, rule(row, 'same-series')]).toMatchObject(['insufficient-data', { held: false, measured: { numerator: 3, denominator: 4 }, failing: 1 }]);
    expect(words(row)).toContain('两期所用测点不一致，无法比较');
    expect(words(row)).toContain(`M2 scrap${text}`);
  });

  it('are compared where the contract agreed on the change, or a device was commissioned since', () => {
    const agreed = { ...loose, sufficiency: { minimumDays: 0, minimumBaselineDays: 0, seriesChanges: [{ device: 'M2', reason: '报废，批复〔2026〕3号' }] } };
    expect(rowOf({ stations: two, sent: (reading, _, leg) => reading.device !== 'M2' || leg === 'baseline', contract: agreed }).verdict).toBe('not-met');
    const sinceThen = [device('M1'), device('M2', { commissionedAt: BASELINE.to })];
    expect(rowOf({ stations: sinceThen, sent: (reading, _, leg) => reading.device !== 'M2' || leg === 'reporting', contract: loose }).verdict).toBe('not-met');
  });
});
