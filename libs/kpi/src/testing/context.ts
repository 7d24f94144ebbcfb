import type { DeviceClass, InventoryDevice, MetricDefinition, PlannedTime, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, highBit, lowBit, parseIsoMicros } from '@yanshou/telemetry';
import type { EvaluationContext, MinuteColumns, SeriesValidRow } from '../evaluation-context.js';

export const micros = (text: string): number => parseIsoMicros(text) ?? NaN;

export const WINDOW_FROM = micros('2026-10-01T00:00:00+08:00');
export const ROUND_THE_CLOCK: PlannedTime = { zone: 'Asia/Shanghai', shifts: [] };

export const metric = (name: string, kind: MetricDefinition['kind'] = 'process'): MetricDefinition => ({
  name, kind, unit: '°C', valueType: 'number', resolution: 0.1, reporting: 'periodic',
});

export const deviceClass = (id: string, judgingIntervalMinutes: number, metrics: readonly MetricDefinition[] = [metric('load'), metric('state', 'state')]): DeviceClass => ({
  id, nameZh: '数控机床', nameEn: 'machine tool', judgingIntervalMinutes, metrics,
});

export const device = (id: string, facts: Partial<InventoryDevice> = {}): InventoryDevice => ({
  id, assetNumber: `A-${id}`, nameZh: '机床', nameEn: 'machine', assetKind: 'production', classId: 'c5', intelligent: true, intelligentApproval: { number: '认定 1 号', approvedBy: 'officer', approvedAt: 0 }, reporting: 'periodic', ...facts,
});

export const inventoryOf = (devices: readonly InventoryDevice[], facts: Partial<ProjectInventory> = {}): ProjectInventory => ({
  project: 'workshop', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine',
  classes: [deviceClass('c5', 5)], devices, gateways: [], ...facts,
});

export const contractOf = (facts: Partial<ProjectContract> = {}): ProjectContract => ({
  project: 'workshop', programme: 'P1', direction: 'P1.1.1', targets: [],
  window: { from: WINDOW_FROM, to: WINDOW_FROM + 2 * MICROS_PER_HOUR },
  networkedThreshold: 0.8, minimumPlatformCoverage: 0.95, plannedTime: ROUND_THE_CLOCK, units: [{ name: '单位', role: 'lead' }], ...facts,
});

/** A valid minute of a device; principal numbers are positions in the inventory plus one. */
export type MinuteRow = readonly [principal: number, minuteSince1970: number];

/** One row a minute, in the order given. */
export function columnsOf(rows: readonly MinuteRow[]): MinuteColumns {
  const columns = {
    length: rows.length, principal: new Int32Array(rows.length), hour: new Int32Array(rows.length),
    low: new Int32Array(rows.length), high: new Int32Array(rows.length),
  };
  rows.forEach(([principal, minute], row) => {
    columns.principal[row] = principal;
    columns.hour[row] = Math.floor(minute / 60);
    columns.low[row] = lowBit(minute % 60);
    columns.high[row] = highBit(minute % 60);
  });
  return columns;
}

export interface ContextFacts {
  readonly inventory: ProjectInventory;
  readonly contract?: Partial<ProjectContract>;
  readonly rows?: readonly MinuteRow[];
  readonly activity?: readonly SeriesValidRow[];
}

export const contextOf = ({ inventory, contract = {}, rows = [], activity = [] }: ContextFacts, facts: Partial<EvaluationContext> = {}): EvaluationContext => ({
  inventory,
  contract: contractOf(contract),
  deviceHours: { principals: new Map(inventory.devices.map((one, index) => [index + 1, one.id])), columns: columnsOf(rows) },
  baselineHours: null,
  activity,
  quantities: [],
  windows: [],
  evidence: [],
  figures: [],
  everConnected: new Set(),
  platformCoverage: { covered: 100, total: 100 },
  origins: ['live'],
  ...facts,
});
