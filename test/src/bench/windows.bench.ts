import { evaluateAll } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { readWindowContext, windowContract } from '@yanshou/platform';
import type { DuckDbStore } from '@yanshou/store-duckdb';
import { MICROS_PER_DAY, MICROS_PER_HOUR, hourOf, parseIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BenchLine } from './bench-line.js';
import { rounded } from './bench-line.js';
import { medianMillis, progressOf, withStore } from './store.bench.js';
import { fillStore } from './store-filler.js';

const FROM = parseIsoMicros('2025-01-01T00:00:00+08:00') ?? 0;
const METRICS = 20;
const TARGETS = ['networked-device-ratio', 'connected-equipment', 'process-data-points'];

/** One day's values of a project, as the job computes them, once the store holds so many days. */
export async function windowsBench(): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const days of [1, 30, 365]) lines.push(await dayLine(20, days));
  lines.push(await dayLine(2_000, 1));
  lines.push(await yearLine());
  return lines;
}

async function dayLine(devices: number, days: number): Promise<BenchLine> {
  return withStore(async (store) => {
    await fill(store, { devices, metrics: METRICS, days });
    const last = { from: FROM + (days - 1) * MICROS_PER_DAY, to: FROM + days * MICROS_PER_DAY };
    const millis = await medianMillis(5, () => rowsOf(store, devices, last));
    return line(`windows-day-${devices}x${METRICS}`, millis, { devices, metrics: METRICS, daysStored: days });
  });
}

/** A whole year in one window. */
async function yearLine(): Promise<BenchLine> {
  return withStore(async (store) => {
    await fill(store, { devices: 2_000, metrics: 1, days: 365 });
    const millis = await medianMillis(3, () => rowsOf(store, 2_000, { from: FROM, to: FROM + 365 * MICROS_PER_DAY }));
    return line('windows-year-2000', millis, { devices: 2_000, metrics: 1, daysStored: 365 });
  });
}

const line = (name: string, millis: number, config: BenchLine['config']): BenchLine =>
  ({ name, value: rounded(millis), unit: 'ms', better: 'lower', config: { ...config, rssMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20) } });

const fill = (store: DuckDbStore, { devices, metrics, days }: { readonly devices: number; readonly metrics: number; readonly days: number }): Promise<void> =>
  fillStore(store, { devices, metrics, firstHour: hourOf(FROM), hours: days * 24, everyMinutes: 1, raw: false }, progressOf(`filling ${devices} devices, ${days} days`));

async function rowsOf(store: DuckDbStore, devices: number, span: { readonly from: number; readonly to: number }): Promise<readonly IndicatorRow[]> {
  const { inventory, contract } = project(devices);
  return evaluateAll(await readWindowContext({ store, inventory, contract: windowContract(contract, span), pending: 0 }));
}

function project(devices: number): { readonly inventory: ProjectInventory; readonly contract: ProjectContract } {
  const metrics = Array.from({ length: METRICS }, (_, i) => ({
    name: i === 0 ? 'value' : `value-${i}`, unit: '', valueType: 'number' as const, kind: 'process' as const, resolution: 0.01, reporting: 'periodic' as const,
  }));
  return {
    inventory: {
      project: 'bench', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
      classes: [{ id: 'c', nameZh: '设备', nameEn: 'device', judgingIntervalMinutes: 1, metrics }],
      devices: Array.from({ length: devices }, (_, i) => ({
        id: `device-${i}`, assetNumber: `${i}`, nameZh: '', nameEn: '', assetKind: 'production' as const, classId: 'c', intelligent: true, reporting: 'periodic' as const,
      })),
    },
    contract: {
      project: 'bench', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.9,
      window: { from: FROM, to: FROM + 365 * 24 * MICROS_PER_HOUR }, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
      targets: TARGETS.map((indicator) => ({ indicator, comparator: '>=' as const, value: 1, unit: '%', clause: 'S000' })),
    },
  };
}
