import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeBundle } from '@yanshou/bundles/node';
import { generateSigningKey, importSigningKey } from '@yanshou/evidence';
import { ExtractFold, evaluateAll } from '@yanshou/kpi';
import type { EvaluationContext, IndicatorRow } from '@yanshou/kpi';
import { renderHtml } from '@yanshou/report-renderers';
import { buildStatement } from '@yanshou/reports';
import { openDuckDbStore } from '@yanshou/store-duckdb';
import type { DuckDbStore } from '@yanshou/store-duckdb';
import { MICROS_PER_HOUR, hourOf, parseIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { fillStore } from './store-filler.js';

const VERIFIER = resolve(import.meta.dirname, '../../../apps/verifier/dist/yanshou-verify.mjs');
const FROM = parseIsoMicros('2026-01-01T00:00:00Z') ?? 0;
const DEVICES = 100;
const HOURS = 168;
const TO = FROM + HOURS * MICROS_PER_HOUR;
const READINGS = DEVICES * HOURS * 60;

/** A bundle with a million readings: written from the embedded store, then verified by the auditor's own command. */
export async function bundleBench(): Promise<readonly BenchLine[]> {
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-bench-bundle-'));
  const store = await openDuckDbStore({ file: join(directory, 'bench.duckdb'), temporaryDirectory: directory });
  try {
    await fillStore(store, { devices: DEVICES, firstHour: hourOf(FROM), hours: HOURS, everyMinutes: 1, raw: true });
    const path = join(directory, 'bundle.zip');
    const started = performance.now();
    const bytes = await writeFrom(store, directory, path);
    const seconds = (performance.now() - started) / 1000;
    remark(`  written: ${Math.round(bytes / 1024)} KiB`);
    const verified = await verifyIn(path);
    const config = { readings: READINGS, devices: DEVICES, bytes };
    return [
      { name: 'bundle-write', value: rounded(seconds), unit: 's', better: 'lower', config: { ...config, includes: 'context, statement, pages, extract, zip, signature' } },
      { name: 'bundle-verify', value: rounded(verified.seconds), unit: 's', better: 'lower', config: { ...config, command: 'node yanshou-verify.mjs' } },
      { name: 'bundle-verify-memory', value: rounded(verified.peakBytes / 2 ** 20), unit: 'MB', better: 'lower', config },
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function writeFrom(store: DuckDbStore, directory: string, path: string): Promise<number> {
  const { inventory, contract } = project();
  // As an assessment does: no machine of it has a state, and nothing came late.
  const context = { ...(await contextOf(store, inventory, contract)), gapEvidence: { off: [], late: [] } };
  const extract = join(directory, 'reporting.parquet');
  const rows = await store.exportTo({ project: 'bench', from: FROM, to: TO }, 'parquet', extract);
  const statement = statementOf(evaluateAll(context), contract);
  const { everConnected, platformCoverage, origins, evidence, figures } = context;
  const inputs = { everConnected: [...everConnected].sort(), platformCoverage, origins, evidence, figures, heartbeats: [], extracts: { reporting: { from: FROM, to: TO, rows } } };
  const html = { zh: renderHtml(statement, 'zh'), en: renderHtml(statement, 'en') };
  const key = await importSigningKey(await generateSigningKey());
  return (await writeBundle(path, { statement, html, contract, inventory, inputs, extracts: { reporting: extract } }, key)).bytes;
}

async function contextOf(store: DuckDbStore, inventory: ProjectInventory, contract: ProjectContract): Promise<EvaluationContext> {
  const principals = new Map((await store.state()).principals.map(({ number, device }) => [number, device]));
  const [first, end] = [hourOf(FROM), hourOf(TO)];
  const activity = await store.activity('bench', first, end, [0, 3]);
  return {
    ...new ExtractFold(inventory, contract).finish(),
    inventory, contract, deviceHours: { principals, columns: await store.deviceHours('bench', first, end, [0, 3]) }, baselineHours: null,
    activity: activity.map(({ device, valid, series: { metric } }) => ({ device, metric, valid })),
    evidence: [], figures: [], everConnected: new Set(inventory.devices.map(({ id }) => id)), platformCoverage: { covered: 1, total: 1 }, origins: ['live'],
  };
}

const statementOf = (rows: readonly IndicatorRow[], contract: ProjectContract) => buildStatement({
  assessment: 'bench-1', project: { id: 'bench', nameZh: '基准', nameEn: 'bench', programme: 'P1', direction: 'P1.1.1', demonstration: false },
  contract, createdAt: TO, platformVersion: '0.1.0', rows, declared: [], gaps: [],
  totals: {
    messages: { acknowledged: READINGS, projected: READINGS, quarantined: 0, pending: 0 },
    readings: { received: READINGS, stored: READINGS, duplicates: 0, conflicts: 0, rejected: 0, gaps: 0, late: 0, serverStamped: 0 },
  },
});

const LOOK_EVERY_MILLIS = 20;

/** The whole command in a process of its own: seconds, and the most memory that it had (Linux). */
function verifyIn(path: string): Promise<{ readonly seconds: number; readonly peakBytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [VERIFIER, path, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [peakBytes, output] = [0, ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const timer = setInterval(() => (peakBytes = Math.max(peakBytes, highWater(child.pid ?? 0))), LOOK_EVERY_MILLIS);
  return new Promise((settle, reject) => {
    child.once('close', (status) => {
      clearInterval(timer);
      if (status === 0) settle({ seconds: (performance.now() - started) / 1000, peakBytes });
      else reject(new Error(`the verifier ended with ${status}: ${output.slice(0, 2000)}`));
    });
  });
}

function highWater(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function project(): { readonly inventory: ProjectInventory; readonly contract: ProjectContract } {
  const value = { name: 'value', unit: '℃', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic' } as const;
  const inventory: ProjectInventory = {
    project: 'bench', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
    classes: [{ id: 'c', nameZh: '设备', nameEn: 'device', judgingIntervalMinutes: 5, metrics: [value] }],
    devices: Array.from({ length: DEVICES }, (_, i) => ({
      id: `device-${i}`, assetNumber: `${i}`, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic',
    })),
  };
  const target = (indicator: string, unit: string) => ({ indicator, comparator: '>=' as const, value: 70, unit, clause: 'S000' });
  const contract: ProjectContract = {
    project: 'bench', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0.9,
    window: { from: FROM, to: TO }, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
    targets: [target('networked-device-ratio', '%'), target('connected-equipment', '台'), target('process-data-points', '个')],
  };
  return { inventory, contract };
}
