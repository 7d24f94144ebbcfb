import { describe, expect, it } from '@jest/globals';
import type { DeviceClass, MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { SUFFICIENCY_DEFAULTS } from '@yanshou/telemetry';
import { checkClass } from './check-class.js';
import { checkContract } from './check-contract.js';

const CONTRACT: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.2', targets: [], window: { from: 10, to: 20 }, networkedThreshold: 0.8, minimumPlatformCoverage: 0.9,
  plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
};
const standard = (device: string, millisecondsPerPiece: number) => ({ device, millisecondsPerPiece });
const target = (indicator: string, value: number) => ({ indicator, comparator: '>=' as const, value, unit: '台', clause: 'S001' });
const factor = (metric: string, kgcePerUnit: number) => ({ device: 'M1', metric, kgcePerUnit });

describe('terms of gains in a contract', () => {
  it('are optional, and accepted as they should be', () => {
    const full: ProjectContract = {
      ...CONTRACT, minimumDeviceCoverage: 0.5, lateDeliveryHours: 1, sufficiency: { ...SUFFICIENCY_DEFAULTS, minimumBaselineDays: 0, seriesChanges: [{ device: 'M1', metric: 'scrap', reason: '报废' }, { device: 'M2', reason: '批复〔2026〕3号' }] },
      plannedTime: { ...CONTRACT.plannedTime, exemptions: [{ from: 1, to: 2, reason: '清塘', kind: 'drained' }] }, term: { from: 0, to: 5 },
      efficiency: { definition: 'oee', standards: [standard('M1', 1_000), standard('M2', 1)] },
      energy: { definition: 'regression', factors: [factor('gas', 1.33), factor('电', 0.1229)], model: { temperature: true, minimumHours: 8, minimumReportingDays: 25, confidence: 68 } },
      environment: { airStandard: 'HJ 633-2012', waterBody: 'lake', salmonid: true },
      cost: { prices: [{ device: 'M1', metric: '电', yuanPerUnit: 0.72 }] }, managedLinks: [{ link: 'production', devices: ['M1'], evidence: ['e1'] }],
      bases: { sites: ['pond-1'], parameters: ['dissolved-oxygen', 'ph'], byKind: { livestock: { sites: ['barn-1'], parameters: ['feeding'] } } },
    };
    expect([CONTRACT, full].map(checkContract)).toEqual([undefined, undefined]);
  });

  it.each<[string, Partial<ProjectContract>]>([
    ['minimumDeviceCoverage', { minimumDeviceCoverage: 1.01 }],
    ['minimumDeviceCoverage', { minimumDeviceCoverage: NaN }],
    ['minimumDeviceCoverage', { minimumDeviceCoverage: 0 }],
    ['minimumDeviceCoverage', { minimumDeviceCoverage: 0.499 }],
    ['targets[0].byYear', { targets: [{ ...target('connected-equipment', 1), byYear: [{ year: 2026, value: 1 }, { year: 2026, value: 2 }] }] }],
    ['targets[0].byYear[0].year', { targets: [{ ...target('connected-equipment', 1), byYear: [{ year: 26, value: 1 }] }] }],
    ['targets[0].byYear[0].value', { targets: [{ ...target('connected-equipment', 1), byYear: [{ year: 2026, value: Infinity }] }] }],
    ['reportingWindow', { reportingWindow: { from: 10, to: 20 } }],
    ['targets[0].window', { targets: [{ ...target('connected-equipment', 1), window: { from: 9, to: 12 } }] }],
    ['targets[0].window', { targets: [{ ...target('connected-equipment', 1), window: { from: 12, to: 21 } }] }],
    ['targets[0].window', { targets: [{ ...target('connected-equipment', 1), window: { from: 12, to: 12 } }] }],
    ['networkedThreshold', { networkedThreshold: 0 }],
    ['networkedThreshold', { networkedThreshold: 0.1 }],
    ['networkedThreshold', { networkedThreshold: 1.01 }],
    ['lateDeliveryHours', { lateDeliveryHours: 0 }],
    ['lateDeliveryHours', { lateDeliveryHours: 1.5 }],
    ['lateDeliveryHours', { lateDeliveryHours: 8_761 }],
    ['sufficiency.minimumHoursOfDay', { sufficiency: { minimumHoursOfDay: 1.01 } }],
    ['sufficiency.longestGapHours', { sufficiency: { longestGapHours: 0.5 } }],
    ['sufficiency.minimumDays', { sufficiency: { minimumDays: -0.1 } }],
    ['sufficiency.minimumUniqueValues', { sufficiency: { minimumUniqueValues: NaN } }],
    ['sufficiency.maximumLate', { sufficiency: { maximumLate: 2 } }],
    ['sufficiency.maximumServerStamped', { sufficiency: { maximumServerStamped: Infinity } }],
    ['sufficiency.minimumBaselineDays', { sufficiency: { minimumBaselineDays: 1.5 } }],
    ['sufficiency.maximumBaselineDays', { sufficiency: { maximumBaselineDays: 7_321 } }],
    ['sufficiency.maximumBaselineDays', { sufficiency: { maximumBaselineDays: 328 } }],
    ['sufficiency.seriesChanges[0].device', { sufficiency: { seriesChanges: [{ device: 'a/b', reason: '报废' }] } }],
    ['sufficiency.seriesChanges[0].metric', { sufficiency: { seriesChanges: [{ device: 'M1', metric: '', reason: '报废' }] } }],
    ['sufficiency.seriesChanges[1].reason', { sufficiency: { seriesChanges: [{ device: 'M1', reason: '报废' }, { device: 'M2', reason: ' ' }] } }],
    ['plannedTime.exemptions[0].kind', { plannedTime: { zone: 'UTC', shifts: [], exemptions: [{ from: 1, to: 2, reason: '检修', kind: 'idle' as 'drained' }] } }],
    ['term', { term: { from: 5, to: 5 } }],
    ['targets[2].indicator', { targets: [target('a', 1), target('b', 1), target('a', 100)] }],
    ['window.from', { window: { from: -31e15, to: 10 } }],
    ['window.from', { window: { from: 0, to: 20 * 366 * 86_400_000_000 + 1 } }],
    ['baseline.from', { baseline: { from: -1e15, to: 0 } }],
    ['baseline', { baseline: { from: 5, to: 11 } }],
    ['baseline', { baseline: { from: 12, to: 15 } }],
    ['baseline', { baseline: { from: 19, to: 30 } }],
    ['energy.model.calendar', { energy: { definition: 'regression', model: { calendar: true, temperature: true } } }],
    ['efficiency.definition', { efficiency: { definition: 'guess' as 'oee', standards: [] } }],
    ['efficiency.standards', { efficiency: { definition: 'oee', standards: [standard('M1', 1), standard('M1', 2)] } }],
    ['efficiency.standards[1].device', { efficiency: { definition: 'oee', standards: [standard('M1', 1), standard('a/b', 2)] } }],
    ['efficiency.standards[0].millisecondsPerPiece', { efficiency: { definition: 'oee', standards: [standard('M1', 0)] } }],
    ['efficiency.standards[0].millisecondsPerPiece', { efficiency: { definition: 'oee', standards: [standard('M1', 0.5)] } }],
    ['energy.definition', { energy: { definition: 'kWh' as 'reduction' } }],
    ['energy.factors', { energy: { definition: 'reduction', factors: [factor('gas', 1), factor('gas', 2)] } }],
    ['energy.factors[0].metric', { energy: { definition: 'reduction', factors: [factor('', 1)] } }],
    ['energy.factors[0].kgcePerUnit', { energy: { definition: 'reduction', factors: [factor('gas', Infinity)] } }],
    ['energy.factors[0].kgcePerUnit', { energy: { definition: 'reduction', factors: [factor('gas', -1)] } }],
    ['energy.model.minimumHours', { energy: { definition: 'regression', model: { minimumHours: 25 } } }],
    ['energy.model.minimumReportingDays', { energy: { definition: 'regression', model: { minimumReportingDays: 24 } } }],
    ['energy.model.confidence', { energy: { definition: 'regression', model: { confidence: 99 as 95 } } }],
    ['environment.airStandard', { environment: { airStandard: 'HJ 633-2030' as 'HJ 633-2012' } }],
    ['cost.prices[0].yuanPerUnit', { cost: { prices: [{ device: 'M1', metric: '电', yuanPerUnit: 0 }] } }],
    ['cost.prices', { cost: { prices: [1, 2].map((yuanPerUnit) => ({ device: 'M1', metric: '电', yuanPerUnit })) } }],
    ['managedLinks', { managedLinks: [1, 2].map(() => ({ link: 'production' as const, devices: [], evidence: [] })) }],
    ['managedLinks[0].link', { managedLinks: [{ link: 'sales' as 'production', devices: [], evidence: [] }] }],
    ['bases', { bases: { sites: [], parameters: ['ph'] } }],
    ['bases.byKind', { bases: { sites: ['a'], parameters: ['ph'], byKind: { forest: { sites: ['a'], parameters: ['ph'] } } as object } }],
    ['bases.byKind.livestock.sites[0]', { bases: { sites: ['a'], parameters: ['ph'], byKind: { livestock: { sites: ['a/b'], parameters: ['feeding'] } } } }],
    ['bases.sites[0]', { bases: { sites: ['a/b'], parameters: ['ph'] } }],
    ['bases.parameters[0]', { bases: { sites: ['a'], parameters: ['colour' as 'ph'] } }],
    ['environment.waterBody', { environment: { waterBody: 'pond' as 'lake' } }],
  ])('name %s when it is wrong', (field, facts) => {
    expect(checkContract({ ...CONTRACT, ...facts })).toMatchObject({ field });
  });
});

describe('thresholds of a contract', () => {
  it('are refused below half in both languages, and accepted from there on', () => {
    expect(checkContract({ ...CONTRACT, networkedThreshold: 0 })).toMatchObject({ zh: expect.stringContaining('50 % 至 100 %'), en: expect.stringContaining('from 50 % to 100 %') });
    expect(checkContract({ ...CONTRACT, networkedThreshold: 0.5, minimumDeviceCoverage: 0.5 })).toBeUndefined();
  });
});

describe('periods of a contract', () => {
  const words = (facts: Partial<ProjectContract>) => checkContract({ ...CONTRACT, ...facts });

  it('may touch, and a window of single days may lie around its baseline', () => {
    const [days, whole] = [{ from: 0, to: 30, days: ['2026-01-05'] }, { from: 0, to: 30 }];
    expect([{ baseline: { from: 0, to: 10 } }, { baseline: { from: 20, to: 30 } }, { window: days, baseline: { from: 5, to: 9 } }].map(words)).toEqual([undefined, undefined, undefined]);
    expect(words({ window: whole, baseline: { from: 5, to: 9 } })).toMatchObject({ field: 'baseline' });
  });

  it('are refused in both languages when they overlap or end before they begin', () => {
    expect(words({ baseline: { from: 5, to: 11 } })).toMatchObject({ zh: expect.stringContaining('重叠'), en: expect.stringContaining('overlaps') });
    for (const facts of [{ window: { from: 20, to: 10 } }, { baseline: { from: 9, to: 3 } }, { term: { from: 5, to: 5 } }]) {
      expect(words(facts)).toMatchObject({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) });
    }
  });
});

describe('the role of a metric', () => {
  const classOf = (facts: Partial<MetricDefinition>): DeviceClass => ({
    id: 'c', nameZh: '类', nameEn: 'class', judgingIntervalMinutes: 5,
    metrics: [{ name: 'm', unit: '', valueType: 'number', kind: 'counter', resolution: 1, reporting: 'periodic', ...facts }],
  });

  it('is an amount, or a state that is no number', () => {
    const good: Partial<MetricDefinition>[] = [{}, { role: 'energy' }, { role: 'production-state', valueType: 'text' }, { role: 'production-state', valueType: 'boolean' }];
    expect(good.map((facts) => checkClass(classOf(facts)))).toEqual([undefined, undefined, undefined, undefined]);
    const bad: Partial<MetricDefinition>[] = [{ role: 'energy', valueType: 'text' }, { role: 'production-state' }, { role: 'profit' as 'energy' }];
    for (const facts of bad) expect(checkClass(classOf(facts))).toMatchObject({ field: 'metrics[0].role' });
  });
});
