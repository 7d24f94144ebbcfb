import { PieceFold, evaluateAll, joinPieces, pieceTerms } from '@yanshou/kpi';
import type { ExtractReading, IndicatorRow, Piece } from '@yanshou/kpi';
import { PIECE_FORM, pieceBody, readWindowContext, windowContract } from '@yanshou/platform';
import type { WindowSpan } from '@yanshou/platform';
import type { DuckDbStore } from '@yanshou/store-duckdb';
import { MICROS_PER_DAY, MICROS_PER_MINUTE, ValueKind, hourOf, nextWindow, packFlags, parseIsoMicros, windowOf } from '@yanshou/telemetry';
import type { MetricDefinition, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { progressOf, withStore } from './store.bench.js';
import { fillStore } from './store-filler.js';

const FROM = parseIsoMicros('2025-01-01T00:00:00+08:00') ?? 0;
const ZONE = 'Asia/Shanghai';
const METRICS = 20;
const metricName = (metric: number): string => (metric === 0 ? 'value' : `value-${metric}`);
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

const ALL = [...MASKS, ...GAINS, 'overall-equipment-effectiveness'];

/**
 * A day with what reads raw readings among its targets, one day each of baseline and reporting period; then a year of gains and OEE
 * from what is kept of its days, as their windows leave it. 2 000 devices are the promise.
 */
export async function roleWindowsBench(): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const devices of [200, 2_000]) lines.push(...(await dayLines(devices)));
  for (const devices of [200, 2_000]) lines.push(...(await yearLines(devices)));
  return lines;
}

function dayLines(devices: number): Promise<readonly BenchLine[]> {
  return withStore(async (store) => {
    const config = { devices, metrics: METRICS, roles: ROLES.length, baselineDays: 1 };
    await fillStore(store, { devices, metrics: METRICS, firstHour: hourOf(FROM), hours: 48, everyMinutes: 1, raw: true, rawMetrics: ROLES.length, valueAt }, progressOf(`filling ${devices} devices`));
    const lines: BenchLine[] = [];
    for (const [name, targets, isKept] of [
      ['masks', MASKS, false], ['levels', [...MASKS, 'fishery-oxygen-compliance'], false], ['oee', [...MASKS, 'overall-equipment-effectiveness'], false], ['gains', [...MASKS, ...GAINS], false],
      ['all-from-readings', [...ALL, 'fishery-oxygen-compliance'], false], ['all-and-kept', [...ALL, 'fishery-oxygen-compliance'], true], ['all-again', [...ALL, 'fishery-oxygen-compliance'], true], ['all-but-levels-again', ALL, true],
    ] as const) {
      lines.push(await measured(`role-windows-day-${devices}-${name}`, config, store, { ...project(devices, targets), span: DAY, isKept }));
    }
    return lines;
  });
}

/** Each month as the days of one device make it, and the same for all: a year of their readings are billions. */
function yearLines(devices: number): Promise<readonly BenchLine[]> {
  return withStore(async (store) => {
    await fillStore(store, { devices, firstHour: hourOf(FROM), hours: 365 * 24, everyMinutes: 1, raw: false }, progressOf(`filling a year of ${devices} devices`));
    await keepYear(store, devices);
    const config = { devices, metrics: METRICS, roles: KEPT_ROLES, baselineDays: 31 };
    const lines: BenchLine[] = [];
    for (const [name, targets] of [['masks', MASKS], ['gains', ALL], ['gains-again', ALL]] as const) {
      lines.push(await measured(`role-windows-year-${devices}-${name}`, config, store, { ...project(devices, targets), span: YEAR, isKept: true }));
    }
    return lines;
  });
}

const KEPT_ROLES = ROLES.length - 1;

async function keepYear(store: DuckDbStore, devices: number): Promise<void> {
  const { inventory, contract } = project(1, ALL);
  const progress = progressOf('keeping its months');
  for (let metric = 0; metric < KEPT_ROLES; metric += 1) {
    const name = metricName(metric);
    const of = { metric: name, terms: pieceTerms(inventory, contract, 'reporting', name) };
    const pieceOf = ({ from, to }: Pick<WindowSpan, 'from' | 'to'>): Piece => {
      const fold = new PieceFold(inventory, of, Array.from({ length: (to - from) / MICROS_PER_DAY + 1 }, (_, day) => from + day * MICROS_PER_DAY));
      for (let at = from; at < to; at += MICROS_PER_MINUTE) fold.add(readingAt(metric, at));
      return joinPieces(fold.finish(), of.terms);
    };
    for (const unit of ['month', 'quarter'] as const) {
      for (let window = windowOf(FROM, unit, ZONE); window.to <= YEAR.to; window = nextWindow(window)) {
        const piece = pieceOf(window);
        const series = Array.from({ length: devices }, (_, i) => ({ ...(piece.series[0] as Piece['series'][number]), device: `device-${i}` })).sort((a, b) => (a.device < b.device ? -1 : 1));
        await store.keepFolds({ project: 'bench', form: PIECE_FORM, unit, metric: name }, [{ from: window.from, to: window.to, sequence: await store.foldCursor(), body: await pieceBody({ ...piece, series }) }]);
      }
    }
    progress((metric + 1) / KEPT_ROLES);
  }
}

function readingAt(metric: number, at: number): ExtractReading {
  const [value, flags] = valueAt(metric, 0, at / MICROS_PER_MINUTE);
  return { device: 'device-0', metric: metricName(metric), at, value, kind: flags === BOOLEAN ? 'boolean' : 'number', quality: '', origin: 'live', unused: false };
}

interface Question extends ReturnType<typeof project> {
  readonly span: WindowSpan;
  /** Whether what closed days say is kept, and taken from there. */
  readonly isKept: boolean;
}

async function measured(name: string, config: Readonly<Record<string, number>>, store: DuckDbStore, question: Question): Promise<BenchLine> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const rows = await rowsOf(store, question);
  const millis = performance.now() - started;
  // What it took of the processors: beside other work the time says little.
  const { user, system } = process.cpuUsage(cpu);
  for (const { indicator, value, reasons } of rows) remark(`  ${name} ${indicator} ${value ?? reasons[0]?.en ?? ''}`);
  return { name, value: rounded(millis), unit: 'ms', better: 'lower', config: { ...config, cpuMillis: Math.round((user + system) / 1_000), rssMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20) } };
}

const DAY: WindowSpan = { from: FROM + MICROS_PER_DAY, to: FROM + 2 * MICROS_PER_DAY, unit: 'day' };
const YEAR: WindowSpan = { from: FROM, to: FROM + 365 * MICROS_PER_DAY, unit: 'reporting' };

async function rowsOf(store: DuckDbStore, { inventory, contract, span, isKept }: Question): Promise<readonly IndicatorRow[]> {
  const judged = windowContract({ ...contract, window: span, baseline: span === DAY ? contract.baseline : { from: FROM, to: FROM + 31 * MICROS_PER_DAY } }, span, { inventory, figures: [] });
  return evaluateAll(await readWindowContext({ store, inventory, contract: judged, pending: 0, ...(isKept && { closedUntil: span.to }) }));
}

function project(devices: number, targets: readonly string[]): { readonly inventory: ProjectInventory; readonly contract: ProjectContract } {
  const metrics = Array.from({ length: METRICS }, (_, i): MetricDefinition => ({
    name: metricName(i), unit: '', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic', ...ROLES[i],
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
      window: DAY, baseline: { from: FROM, to: FROM + MICROS_PER_DAY }, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
      efficiency: { definition: 'oee', standards: ids.map((device) => ({ device, millisecondsPerPiece: 20_000 })) },
      targets: targets.map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: 'S000' })),
    },
  };
}
