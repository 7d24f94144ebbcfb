import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { EvidenceItem, InventoryDevice, MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import type { IndicatorRow } from './indicator-row.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const METRICS: readonly MetricDefinition[] = [
  { ...metric('oxygen'), role: 'dissolved-oxygen', unit: 'mg/L', expectedIntervalSeconds: 3_600 },
  { ...metric('aerating', 'state'), role: 'aeration', valueType: 'boolean', unit: '', resolution: 1, expectedIntervalSeconds: 3_600 },
];
const CLASSES = [deviceClass('c5', 60, METRICS)];
const DAYS = 3;
const WINDOW = { from: WINDOW_FROM, to: WINDOW_FROM + DAYS * MICROS_PER_DAY };
const target = (indicator: string) => ({ indicator, comparator: '>=' as const, value: 50, unit: '%', clause: '任务书' });

const reading = (of: string, name: string, minute: number): ExtractReading =>
  ({ device: of, metric: name, at: WINDOW_FROM + minute * MICROS_PER_MINUTE, value: 1, kind: name === 'aerating' ? 'boolean' : 'number', quality: 'N', origin: 'live', unused: false });
/** Hourly, in the hours from ≤ h < to of the window. */
const hourly = (of: string, name: string, from: number, to: number): readonly ExtractReading[] =>
  Array.from({ length: to - from }, (_, index) => reading(of, name, 60 * (from + index) + 30));

interface Facts {
  readonly devices: readonly InventoryDevice[];
  readonly readings: readonly ExtractReading[];
  readonly contract?: Partial<ProjectContract>;
  readonly evidence?: readonly EvidenceItem[];
}

function rowOf(indicator: string, { devices, readings, contract = {}, evidence = [] }: Facts): IndicatorRow {
  const context = contextOf({ inventory: inventoryOf(devices, { classes: CLASSES }), contract: { window: WINDOW, targets: [target(indicator)], ...contract } }, { evidence });
  const fold = new ExtractFold(context.inventory, context.contract);
  for (const one of readings) fold.add('reporting', one);
  return evaluate(indicator, { ...context, ...fold.finish() });
}

describe('bases of a contract', () => {
  const devices = [device('P1', { assetKind: 'farm', siteId: 'north' }), device('P2', { assetKind: 'farm', siteId: 'south' }), device('P3', { assetKind: 'farm' })];
  const bases = { sites: ['north', 'south'], parameters: ['dissolved-oxygen', 'aeration'] } as const;
  const readings = [...hourly('P1', 'aerating', 0, 60), ...hourly('P1', 'oxygen', 0, 72), ...hourly('P2', 'aerating', 0, 30), ...hourly('P2', 'oxygen', 0, 72), ...hourly('P3', 'oxygen', 0, 72)];
  const row = (facts: Partial<ProjectContract> = {}): IndicatorRow => rowOf('smart-aquaculture-ratio', { devices, readings, contract: { bases, ...facts } });

  it('are smart with every parameter on line, a boolean one like a number', () => {
    expect(row()).toMatchObject({ value: 50, numerator: 1, denominator: 2, devices: ['P1'], verdict: 'met', readings: 60 + 72 + 30 + 72 });
    expect(row().figures.tables?.[0]?.rows).toEqual([
      ['north', 'dissolved-oxygen', 72, 72, 0, '●'], ['north', 'aeration', 60, 72, 0, '●'], ['south', 'dissolved-oxygen', 72, 72, 0, ''], ['south', 'aeration', 30, 72, 0, ''],
    ]);
  });

  it('are asked for nothing outside planned time', () => {
    const exemptions = [{ from: WINDOW_FROM + 30 * MICROS_PER_HOUR, to: WINDOW.to, reason: '清塘' }];
    expect(row({ plannedTime: { zone: 'Asia/Shanghai', shifts: [], exemptions } })).toMatchObject({ numerator: 2, coverage: 1 });
  });

  it('change the digest, and so does the site of a device', () => {
    const moved = rowOf('smart-aquaculture-ratio', { devices: devices.map((one) => (one.id === 'P2' ? { ...one, siteId: 'north' } : one)), readings, contract: { bases } });
    const digests = [row(), row({ bases: { ...bases, sites: ['north'] } }), moved].map(({ inputsDigest }) => inputsDigest);
    expect(new Set(digests).size).toBe(3);
  });
});

describe('days with data', () => {
  const devices = [device('W1', { assetKind: 'wearable', siteId: 'clinic' }), device('W2', { assetKind: 'wearable', commissionedAt: WINDOW_FROM + MICROS_PER_DAY - 1 }), device('W3', { assetKind: 'wearable' })];
  const readings = [reading('W1', 'oxygen', 0), reading('W1', 'oxygen', 24 * 60 - 1), reading('W1', 'oxygen', 48 * 60), reading('W2', 'oxygen', 30 * 60), reading('W2', 'oxygen', 50 * 60)];

  it('are counted by the local calendar, of each device from its commissioning on', () => {
    expect(rowOf('chronic-disease-monitoring', { devices, readings })).toMatchObject({ numerator: 1, denominator: 3, devices: ['W2'], verdict: 'not-met' });
    const left = devices.map((one) => (one.id === 'W1' ? { ...one, decommissionedAt: WINDOW_FROM + 2 * MICROS_PER_DAY - 1 } : one));
    expect(rowOf('chronic-disease-monitoring', { devices: left, readings })).toMatchObject({ numerator: 2, denominator: 3, devices: ['W1', 'W2'] });
  });

  it('are live with four hours of valid readings of a device that acquires data, not with one', () => {
    expect(rowOf('storage-and-analysis', { devices, readings }).reasons[0]?.zh).toContain('至少 4 个小时有有效数据');
    const live = [...readings, ...hourly('W1', 'oxygen', 20, 24), ...hourly('W2', 'oxygen', 30, 33), ...hourly('W2', 'oxygen', 50, 54)];
    const row = rowOf('storage-and-analysis', { devices: [...devices, device('C1', { assetKind: 'camera', siteId: 'clinic' })], readings: [...live, ...hourly('C1', 'oxygen', 0, 72)] });
    expect(row).toMatchObject({ value: 2, devices: ['W1', 'W2'] });
    expect(row.figures.tables?.[0]?.rows).toEqual([['W1', 'clinic', 1, 2, 3, 0], ['W2', null, 1, 2, 2, 0], ['W3', null, 0, 0, 3, 0]]);
    const left = devices.map((one) => (one.id === 'W1' ? { ...one, decommissionedAt: WINDOW_FROM + 2 * MICROS_PER_DAY - 1 } : one));
    expect(rowOf('storage-and-analysis', { devices: left, readings: live }).figures.tables?.[0]?.rows[0]).toEqual(['W1', 'clinic', 1, 1, 1, 0]);
  });

  it('are asked of a person on planned days alone: a day off counts neither way', () => {
    // W1 wore it on days 1 and 3, W2 on 2 and 3 (enrolled from day 2 on); W3 never.
    const row = (holidays: readonly string[]) => rowOf('chronic-disease-monitoring', { devices, readings, contract: { plannedTime: { zone: 'Asia/Shanghai', shifts: [], holidays } } });
    expect(row(['2026-10-02'])).toMatchObject({ numerator: 2, denominator: 3, devices: ['W1', 'W2'], figures: { tables: [{ rows: [['W1', 2, 2, 0], ['W2', 1, 1, 0], ['W3', 0, 2, 0]] }] } });
    expect(row(['2026-10-01', '2026-10-03'])).toMatchObject({ numerator: 1, devices: ['W2'], figures: { tables: [{ rows: [['W1', 0, 1, 0], ['W2', 1, 1, 0], ['W3', 0, 1, 0]] }] } });
    expect(row(['2026-10-02']).inputsDigest).not.toBe(row([]).inputsDigest);
    const live = [...hourly('W1', 'oxygen', 20, 24), ...hourly('W2', 'oxygen', 30, 60)];
    expect(rowOf('storage-and-analysis', { devices, readings: live, contract: { plannedTime: { zone: 'Asia/Shanghai', shifts: [], holidays: ['2026-10-02'] } } }).value).toBe(3);
  });

  it('begin at the half hour where the zone does', () => {
    // Midnight in Kolkata is 02:30 in Shanghai: the hour that it cuts is an hour of the day that its minutes are of.
    const days = [29, 30].map((minute) => rowOf('storage-and-analysis', {
      devices, readings: [reading('W1', 'oxygen', 60 * 26 + minute), ...hourly('W1', 'oxygen', 27, 30)], contract: { plannedTime: { zone: 'Asia/Kolkata', shifts: [] } },
    }));
    expect(days.map(({ value }) => value)).toEqual([null, 1]);
  });

  it('are those of a trial only at an institution, with its accepted statement', () => {
    const statement = (status: EvidenceItem['status'], kind: EvidenceItem['kind'] = 'record'): EvidenceItem => ({ id: 's', indicator: 'trial-operation', status, datedAt: WINDOW_FROM, sha256: 'a'.repeat(64), ...(kind && { kind }) });
    const live = [...hourly('W1', 'oxygen', 20, 24), ...hourly('W2', 'oxygen', 30, 60)];
    const of = (...evidence: readonly EvidenceItem[]): IndicatorRow => rowOf('trial-operation', { devices, readings: live, evidence });
    expect([of(), of(statement('submitted')), of(statement('accepted', 'patent')), of(statement('accepted'))].map(({ value, verdict }) => [value, verdict])).toEqual([
      [null, 'insufficient-data'], [null, 'pending-evidence'], [null, 'insufficient-data'], [1, 'not-met'],
    ]);
    const moved = rowOf('trial-operation', { devices: devices.map((one) => ({ ...one, siteId: 'clinic' })), readings: live, evidence: [statement('accepted')] });
    expect([moved.value, moved.devices, moved.inputsDigest === of(statement('accepted')).inputsDigest]).toEqual([3, ['W1', 'W2'], false]);
  });
});

describe('links under remote management', () => {
  it('are judged by the devices and the evidence that the contract names', () => {
    const devices = [device('MES', { assetKind: 'computer' }), device('PLM', { assetKind: 'computer' })];
    const readings = [...hourly('MES', 'oxygen', 0, 72), ...hourly('PLM', 'oxygen', 0, 20)];
    const evidence: readonly EvidenceItem[] = [{ id: 'e1', indicator: 'remote-management-coverage', status: 'accepted', datedAt: WINDOW_FROM, sha256: 'a'.repeat(64) }];
    const row = (...links: NonNullable<ProjectContract['managedLinks']>): IndicatorRow => rowOf('remote-management-coverage', { devices, readings, evidence, contract: { managedLinks: links } });
    const live = row({ link: 'production', devices: ['MES'], evidence: ['e1'] });
    expect(live).toMatchObject({ numerator: 1, denominator: 3, devices: ['MES'], kind: 'mixed' });
    const silent = row({ link: 'production', devices: ['PLM'], evidence: ['e1'] });
    expect(silent).toMatchObject({ numerator: 0, denominator: 3, devices: [] });
    expect(silent.inputsDigest).not.toBe(live.inputsDigest);
  });
});

describe('a fleet', () => {
  it('counts vehicles, whatever else reports', () => {
    const devices = [device('B1', { assetKind: 'vehicle' }), device('B2', { assetKind: 'vehicle' }), device('G1', { assetKind: 'gateway' })];
    expect(rowOf('bus-remote-monitoring', { devices, readings: [...hourly('B1', 'oxygen', 0, 60), ...hourly('G1', 'oxygen', 0, 72)] })).toMatchObject({ value: 50, devices: ['B1'], denominator: 2 });
  });
});
