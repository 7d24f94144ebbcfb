import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateAll } from '@yanshou/kpi';
import { openDuckDbStore } from '@yanshou/store-duckdb';
import type { DuckDbStore } from '@yanshou/store-duckdb';
import { MICROS_PER_HOUR, hourOf, parseIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { fillStore } from './store-filler.js';

const FROM = parseIsoMicros('2025-01-01T00:00:00Z') ?? 0;
const YEAR_HOURS = 365 * 24;

export async function withStore<T>(use: (store: DuckDbStore) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-bench-store-'));
  const store = await openDuckDbStore({ file: join(directory, 'bench.duckdb'), temporaryDirectory: directory });
  try {
    return await use(store);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Median milliseconds of `runs` runs after one that is not counted. */
export async function medianMillis(runs: number, task: () => Promise<unknown>): Promise<number> {
  await task();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await task();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

export function progressOf(what: string): (share: number) => void {
  let shown = -1;
  return (share) => {
    const tenth = Math.floor(share * 10);
    if (tenth > shown) remark(`  ${what} ${(shown = tenth) * 10} %`);
  };
}

/** Hourly mean of one device and metric over a year, in a store that also holds 100 million readings of 200 others. */
export function yearBench(): Promise<readonly BenchLine[]> {
  return withStore(async (store) => {
    const fill = { devices: 201, firstHour: hourOf(FROM), hours: YEAR_HOURS, everyMinutes: 1, raw: true };
    await fillStore(store, fill, progressOf('filling 105 million readings'));
    const query = { project: 'bench', device: 'device-77', metric: 'value', from: FROM, to: FROM + YEAR_HOURS * MICROS_PER_HOUR, origins: [0] };
    const bounds = Float64Array.from({ length: YEAR_HOURS + 1 }, (_, i) => FROM + i * MICROS_PER_HOUR);
    const hourly = await medianMillis(5, () => store.windows({ ...query, bounds }));
    const noon = FROM + 200 * 24 * MICROS_PER_HOUR;
    const rawDay = await medianMillis(5, async () => {
      for await (const page of store.readings({ ...query, from: noon, to: noon + 24 * MICROS_PER_HOUR })) void page.length;
    });
    const config = { devices: fill.devices, readings: fill.devices * YEAR_HOURS * 60, windows: YEAR_HOURS, order: 'as received' };
    return [
      { name: 'year-of-hours', value: rounded(hourly), unit: 'ms', better: 'lower', config },
      { name: 'raw-day', value: rounded(rawDay), unit: 'ms', better: 'lower', config },
    ];
  });
}

const DEVICES = 2_000;
const DAYS = 90;

/** networked-device-ratio of 2 000 devices over 90 days of minutes, from the hourly partials. */
export function networkedBench(): Promise<readonly BenchLine[]> {
  return withStore(async (store) => {
    const fill = { devices: DEVICES, firstHour: hourOf(FROM), hours: DAYS * 24, everyMinutes: 1, raw: false };
    await fillStore(store, fill, progressOf('filling 4.3 million device hours'));
    const principals = new Map((await store.state()).principals.map(({ number, device }) => [number, device]));
    const { inventory, contract } = project();
    let value: number | null | undefined = null;
    const millis = await medianMillis(5, async () => {
      const columns = await store.deviceHours('bench', fill.firstHour, fill.firstHour + fill.hours, [0, 3]);
      const facts = { baselineHours: null, activity: [], quantities: [], windows: [], evidence: [], figures: [], everConnected: new Set<string>(), origins: [] };
      const context = { inventory, contract, deviceHours: { principals, columns }, platformCoverage: { covered: 1, total: 1 }, ...facts };
      value = evaluateAll(context)[0]?.value;
    });
    return [{ name: 'networked-2000', value: rounded(millis), unit: 'ms', better: 'lower', config: { devices: DEVICES, days: DAYS, indicator: value } }];
  });
}

function project(): { inventory: ProjectInventory; contract: ProjectContract } {
  const inventory: ProjectInventory = {
    project: 'bench', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
    classes: [{ id: 'c', nameZh: '设备', nameEn: 'device', judgingIntervalMinutes: 1, metrics: [] }],
    devices: Array.from({ length: DEVICES }, (_, i) => ({
      id: `device-${i}`, assetNumber: `${i}`, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic',
    })),
  };
  const contract: ProjectContract = {
    project: 'bench', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.9,
    window: { from: FROM, to: FROM + DAYS * 24 * MICROS_PER_HOUR }, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
    targets: [{ indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: 'S000' }],
  };
  return { inventory, contract };
}
