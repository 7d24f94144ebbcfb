import { evaluateAll } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { BaselineCache, readWindowContext, windowContract } from '@yanshou/platform';
import type { DuckDbStore } from '@yanshou/store-duckdb';
import { MICROS_PER_DAY, ValueKind, hourOf, packFlags, parseIsoMicros } from '@yanshou/telemetry';
import type { MetricDefinition, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { progressOf, withStore } from './store.bench.js';
import { fillStore } from './store-filler.js';

const FROM = parseIsoMicros('2025-01-01T00:00:00+08:00') ?? 0;
const METRICS = 20;
const GAINS = ['production-efficiency-gain', 'energy-utilisation-gain', 'defect-rate-reduction'];
const MASKS = ['networked-device-ratio', 'connected-equipment', 'process-data-points'];
const BOOLEAN = packFlags(ValueKind.boolean, 0, 0);

/** Two counters, two amounts an interval, a state and a level: what OEE, three gains and a rule of levels read. */
const ROLES: readonly Partial<MetricDefinition>[] = [
  { unit: '件', kind: 'counter', resolution: 1, role: 'good-quantity' }, { unit: 'kWh', kind: 'counter', resolution: 0.001, role: 'energy' }, { unit: '件', resolution: 1, role: 'scrap-quantity' },
  { unit: '件', resolution: 1, role: 'inspected-quantity' }, { valueType: 'boolean', kind: 'state', role: 'production-state' }, { unit: 'mg/L', role: 'dissolved-oxygen' },
];

const valueAt = (metric: number, device: number, minute: number): readonly [number, number] => {
  const since = minute - FROM / 60_000_000;
  if (metric === 0) return [2 * since, 0];
  if (metric === 1) return [Math.round((0.4 + device / 1e4) * since * 1_000) / 1_000, 0];
  return metric === 4 ? [since % 7 === 0 ? 0 : 1, BOOLEAN] : [metric === 5 ? 5 + (since % 97) / 50 : metric === 2 ? since % 3 : 2 + (since % 5), 0];
};

/** A day with what reads raw readings among its targets: one day each of baseline and reporting period. `devices` 2 000 are the promise. */
export async function roleWindowsBench(): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const devices of [200, 2_000]) lines.push(...(await dayLines(devices)));
  return lines;
}

function dayLines(devices: number): Promise<readonly BenchLine[]> {
  return withStore(async (store) => {
    const config = { devices, metrics: METRICS, roles: ROLES.length, baselineDays: 1 };
    await fillStore(store, { devices, metrics: METRICS, firstHour: hourOf(FROM), hours: 48, everyMinutes: 1, raw: true, rawMetrics: ROLES.length, valueAt }, progressOf(`filling ${devices} devices`));
    const cache = new BaselineCache();
    const lines: BenchLine[] = [];
    for (const [name, targets, baselines] of [
      ['masks', MASKS, undefined], ['oee', [...MASKS, 'overall-equipment-effectiveness'], undefined], ['levels', [...MASKS, 'fishery-oxygen-compliance'], undefined],
      ['gains', [...MASKS, ...GAINS], undefined], ['all', [...MASKS, ...GAINS, 'overall-equipment-effectiveness', 'fishery-oxygen-compliance'], cache], ['all-baseline-kept', [...MASKS, ...GAINS, 'overall-equipment-effectiveness', 'fishery-oxygen-compliance'], cache],
    ] as const) {
      const [started, cpu] = [performance.now(), process.cpuUsage()];
      const rows = await rowsOf(store, project(devices, targets), baselines);
      const millis = performance.now() - started;
      // What it took of the processors: beside other work the time says little.
      const { user, system } = process.cpuUsage(cpu);
      for (const { indicator, value, reasons } of rows) remark(`  ${name} ${indicator} ${value ?? reasons[0]?.en ?? ''}`);
      lines.push({ name: `role-windows-day-${devices}-${name}`, value: rounded(millis), unit: 'ms', better: 'lower', config: { ...config, cpuMillis: Math.round((user + system) / 1_000), rssMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20) } });
    }
    return lines;
  });
}

const SPAN = { from: FROM + MICROS_PER_DAY, to: FROM + 2 * MICROS_PER_DAY, unit: 'day' } as const;

async function rowsOf(store: DuckDbStore, { inventory, contract }: ReturnType<typeof project>, baselines: BaselineCache | undefined): Promise<readonly IndicatorRow[]> {
  return evaluateAll(await readWindowContext({ store, inventory, contract: windowContract(contract, SPAN, { inventory, figures: [] }), pending: 0, ...(baselines && { baselines }) }));
}

function project(devices: number, targets: readonly string[]): { readonly inventory: ProjectInventory; readonly contract: ProjectContract } {
  const metrics = Array.from({ length: METRICS }, (_, i): MetricDefinition => ({
    name: i === 0 ? 'value' : `value-${i}`, unit: '', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic', ...ROLES[i],
  }));
  const ids = Array.from({ length: devices }, (_, i) => `device-${i}`);
  return {
    inventory: {
      project: 'bench', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
      classes: [{ id: 'c', nameZh: '设备', nameEn: 'device', judgingIntervalMinutes: 1, metrics }],
      devices: ids.map((id) => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic' })),
    },
    contract: {
      project: 'bench', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.9,
      window: SPAN, baseline: { from: FROM, to: FROM + MICROS_PER_DAY }, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
      efficiency: { definition: 'oee', standards: ids.map((device) => ({ device, millisecondsPerPiece: 20_000 })) },
      targets: targets.map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: 'S000' })),
    },
  };
}
