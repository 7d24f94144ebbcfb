import type { InventoryDevice, MetricDefinition, Micros, ProjectInventory, UnknownMetricPolicy } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, ManualClock } from '@yanshou/telemetry';
import type { GapPlace, JournalBody, JournalReader, JournalRecord, ReadLimit, RecordKindCode } from '@yanshou/journal';
import { JsonBody, MessageBody, RecordKind, readGap } from '@yanshou/journal';
import type { LedgerCounts, TelemetryStore } from '@yanshou/store';
import { InventoryBook } from '../inventory-book.js';
import { Projector } from '../projector.js';
import type { ProjectorOptions } from '../projector.js';

export const PROJECT = 'p';
/** 2026-11-15T00:00:00Z, a full hour. */
export const START: Micros = 1_794_700_800_000_000;
export const ACCEPTED_FROM = START - 24 * MICROS_PER_HOUR;

const metric = (name: string, valueType: MetricDefinition['valueType'], more: Partial<MetricDefinition> = {}): MetricDefinition => ({
  name, unit: '', valueType, kind: 'process', resolution: 0.1, reporting: 'periodic', ...more,
});
const device = (id: string, reporting: InventoryDevice['reporting'] = 'periodic'): InventoryDevice => ({
  id, assetNumber: id, nameZh: id, nameEn: id, assetKind: 'production', classId: 'machine', intelligent: true, reporting,
});

export const inventory = (more: { unknownMetric?: UnknownMetricPolicy; metrics?: readonly MetricDefinition[]; children?: readonly string[]; devices?: readonly string[] } = {}): ProjectInventory => ({
  project: PROJECT, zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: ACCEPTED_FROM, unknownMetric: more.unknownMetric ?? 'quarantine',
  classes: [{
    id: 'machine', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 1,
    metrics: [
      metric('temperature', 'number', { min: -50, max: 150 }), metric('running', 'boolean', { resolution: 1 }), metric('state', 'text'),
      metric('pieces', 'number', { resolution: 1 }), ...(more.metrics ?? []),
    ],
  }],
  devices: [device('d1'), device('d2'), device('c1'), device('c2'), device('door', 'by-exception'), ...(more.devices ?? []).map((id) => device(id))],
  gateways: [{ id: 'gw', nameZh: '', nameEn: '', children: more.children ?? ['c1'] }],
});
export const extraMetric = metric('vibration', 'number');

export interface Sent {
  readonly from: string;
  readonly payload: string | object;
  readonly topic?: string;
  readonly received?: Micros;
  readonly project?: string;
}

/** Records as a journal would hold them. */
export class RecordList {
  readonly records: JournalRecord[] = [];

  message({ from, payload, topic, received = START, project = PROJECT }: Sent): this {
    return this.add(RecordKind.message, received, new MessageBody({
      principal: `${project}/${from}`, topic: topic ?? `yanshou/v1/${project}/${from}/telemetry`, qos: 1, retain: false, packetId: 1,
      payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    }));
  }

  json(kind: RecordKindCode, value: unknown, at = START): this {
    return this.add(kind, at, new JsonBody(value));
  }

  add(kind: RecordKindCode, at: Micros, source: JournalBody): this {
    const body = Buffer.alloc(source.byteLength);
    source.writeTo(body, 0);
    this.records.push({ sequence: this.records.length + 1, kind, at, body });
    return this;
  }
}

/**
 * Reads a list in pieces of the given sizes, over and over; every body is wiped at the next read, as the port allows. Each
 * piece makes a batch, unless they are `joined`: then the reader knows of what is behind them.
 */
export class CutReader implements JournalReader {
  readonly journal: string = 'journal-1';
  private position = 0;
  private turn = 0;
  private lent: Buffer[] = [];

  constructor(readonly records: readonly JournalRecord[], private readonly cuts: readonly number[] = [1_000_000], private readonly joined = false) {}

  async read({ maxRecords }: ReadLimit): Promise<JournalRecord[]> {
    for (const body of this.lent) body.fill(0x78);
    const size = Math.min(maxRecords, this.cuts[this.turn % this.cuts.length] as number);
    this.turn += 1;
    const piece = this.records.slice(this.position, this.position + size).map((record) => ({ ...record, body: Buffer.from(record.body) }));
    this.lent = piece.map((record) => record.body);
    this.position += piece.length;
    if (piece.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    return piece;
  }

  more(): boolean {
    return this.joined && this.position < this.records.length;
  }

  async seek(sequence: number): Promise<void> {
    this.position = this.records.findIndex((record) => record.sequence >= sequence);
    if (this.position < 0) this.position = this.records.length;
  }

  async gapPlaces(): Promise<readonly GapPlace[]> {
    return this.records.filter(({ kind }) => kind === RecordKind.gap).map(readGap).filter((gap) => gap !== undefined);
  }

  async close(): Promise<void> {}
}

export interface RunOptions extends Partial<Omit<ProjectorOptions, 'store' | 'inventories'>> {
  readonly cuts?: readonly number[];
  readonly joined?: boolean;
  readonly inventories?: InventoryBook;
}

export function projectorOn(store: TelemetryStore, records: readonly JournalRecord[], options: RunOptions = {}): Projector {
  return new Projector({
    reader: new CutReader(records, options.cuts, options.joined), clock: new ManualClock(START), inventories: new InventoryBook([inventory()]), store, ...options,
    limits: { commitIntervalMillis: 0, waitMillis: 5, retryMillis: 1, maxRetryMillis: 2, ...options.limits },
  });
}

/** Projects the records to their end and stops. */
export async function projectAll(store: TelemetryStore, records: readonly JournalRecord[], options: RunOptions = {}): Promise<void> {
  const last = records.at(-1)?.sequence ?? 0;
  let projector: Projector | undefined;
  const done = new Promise<void>((resolve) => {
    const onCommit: ProjectorOptions['onCommit'] = (batch, notes) => {
      options.onCommit?.(batch, notes);
      if (batch.nextSequence > last) resolve();
    };
    projector = projectorOn(store, records, { ...options, onCommit });
  });
  if (!projector || records.length === 0) return;
  await projector.start();
  if (projector.status().nextSequence > last) return;
  const run = projector.run();
  await Promise.race([done, run]);
  await projector.stop();
  await run;
}

/** What must hold of a ledger whatever was sent. */
export function imbalances(counts: LedgerCounts): string[] {
  const found: string[] = [];
  if (counts.messages !== counts.projected + counts.quarantined) found.push('messages');
  if (counts.received !== counts.stored + counts.duplicates + counts.conflicts + counts.rejected) found.push('received');
  for (const name of ['late', 'serverStamped', 'simulated', 'replayed'] as const) if (counts[name] > counts.stored) found.push(name);
  for (const [name, count] of Object.entries(counts)) if (count < 0) found.push(`negative ${name}`);
  return found;
}
