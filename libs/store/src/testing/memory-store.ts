import { rename, writeFile } from 'node:fs/promises';
import {
  MICROS_PER_HOUR, ORIGINS, LATE, SERVER_STAMPED, UNUSED, VALUE_TYPES, formatIsoMicros, hourOf, isValidQuality, originOf, qualityLetter, qualityOf, valueKindOf,
} from '@yanshou/telemetry';
import type { Micros, OriginCode } from '@yanshou/telemetry';
import { toGrid } from '../grid.js';
import type { FoldKind, FoldQuery, KeptFold } from '../fold-shelf.port.js';
import { LEDGER_COUNTERS, LOST_SESSION } from '../projection-batch.js';
import type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyHour, LedgerCounts, LedgerDelta, LostSession, PrincipalRow, ProjectionBatch, QuarantineRow, SeriesHourDeltas, SeriesRow,
} from '../projection-batch.js';
import type {
  DirtyCursor, DirtyHours, FoundReadings, LedgerRow, PrincipalTotals, QuarantineQuery, ReadingKeys, ReadingPage, ReadingQuery, RowsNotStored, SeriesActivity, StoreState, TelemetryStore,
  WindowAggregate, WindowDetail, WindowQuery,
} from '../store.port.js';
import { ALL_STORED } from '../store.port.js';
import { outermostGaps } from '../outermost-gaps.js';
import { lostSessionsIn } from '../lost-sessions.js';
import { storeGap } from '../store-failures.js';
import { WindowDetailFold } from '../window-fold.js';

interface Row {
  readonly series: number;
  readonly at: Micros;
  readonly received: Micros;
  readonly value: number | string;
  readonly flags: number;
  readonly sequence: number;
  readonly via: number;
}

type SeriesHourRow = { readonly [Name in Exclude<keyof SeriesHourDeltas, 'length'>]: number };
type DeviceHourRow = { readonly [Name in Exclude<keyof DeviceHourDeltas, 'length'>]: number };

/** The port in plain arrays: slow, and short enough to be seen right. The measure of the other adapters. */
export class MemoryStore implements TelemetryStore {
  private journal: string | undefined;
  private nextSequence = 0;
  private readonly senders: PrincipalRow[] = [];
  private readonly series: SeriesRow[] = [];
  private readonly rows: Row[] = [];
  private readonly hours: SeriesHourRow[] = [];
  private readonly devices: DeviceHourRow[] = [];
  private readonly contradictions: ConflictRow[] = [];
  private readonly entries: LedgerDelta[] = [];
  private readonly quarantined: QuarantineRow[] = [];
  private readonly resolved = new Set<number>();
  private readonly simulated = new Set<number>();
  private readonly minutes = new Set<number>();
  private readonly gaps: DeclaredGapRow[] = [];
  private readonly losses: (LostSession & { readonly sequence: number })[] = [];
  private readonly folds = new Map<string, KeptFold>();
  private readonly dirty: (DirtyHour & { readonly sequence: number })[] = [];

  async state(): Promise<StoreState> {
    const series = byNumber(this.series, (row) => row.series).map((row) => ({
      ...row,
      highest: Math.max(-Infinity, ...this.hours.filter((hour) => hour.series === row.series).map((hour) => hour.latestAt)),
    }));
    return {
      journal: this.journal, nextSequence: this.nextSequence, principals: byNumber(this.senders, (row) => row.number), series,
      simulatedPrincipals: byNumber([...this.simulated], (number) => number),
    };
  }

  async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
    if (batch.nextSequence <= this.nextSequence) return ALL_STORED;
    if (batch.fromSequence > this.nextSequence) throw storeGap(this.nextSequence, batch.fromSequence);
    this.journal = batch.journal;
    this.nextSequence = batch.nextSequence;
    this.senders.push(...batch.principals);
    this.series.push(...batch.series);
    const { length, series, at, received, number, text, flags, sequence, via } = batch.readings;
    for (let row = 0; row < length; row += 1) {
      this.rows.push({
        series: series[row] as number, at: at[row] as number, received: received[row] as number, flags: flags[row] as number,
        value: valueKindOf(flags[row] as number) === 2 ? (text[row] as string) : (number[row] as number) + 0,
        sequence: sequence[row] as number, via: via[row] as number,
      });
    }
    this.hours.push(...rowsOf<SeriesHourRow>(batch.seriesHours));
    this.devices.push(...rowsOf<DeviceHourRow>(batch.deviceHours));
    this.contradictions.push(...batch.conflicts.map((row) => ({ ...row, value: typeof row.value === 'number' ? row.value + 0 : row.value })));
    this.entries.push(...batch.ledger.map((entry) => ({ ...entry, counts: { ...entry.counts }, reasons: new Map(entry.reasons) })));
    this.quarantined.push(...batch.quarantine.map((entry) => ({ ...entry, payload: Buffer.from(entry.payload) })));
    for (const sequenceNumber of batch.resolved) this.resolved.add(sequenceNumber);
    for (const principal of batch.simulatedPrincipals) this.simulated.add(principal);
    for (const minute of batch.platformMinutes) this.minutes.add(minute);
    this.gaps.push(...batch.gaps);
    this.losses.push(...batch.lostSessions.map((row) => ({ ...row, sequence: batch.nextSequence })));
    this.dirty.push(...batch.dirtyHours.map((row) => ({ ...row, sequence: batch.nextSequence })));
    return ALL_STORED;
  }

  async existing(keys: ReadingKeys): Promise<FoundReadings> {
    const found: { readonly index: number; readonly row: Row }[] = [];
    keys.series.forEach((series, index) => {
      const row = this.rows.find((candidate) => candidate.series === series && candidate.at === keys.at[index]);
      if (row) found.push({ index, row });
    });
    return {
      length: found.length, index: Int32Array.from(found, ({ index }) => index),
      number: Float64Array.from(found, ({ row }) => numberOf(row)), text: found.map(({ row }) => textOf(row)),
    };
  }

  async latest(project: string, device?: string): Promise<ReadingPage> {
    const series = this.selected(device === undefined ? { project } : { project, device });
    const newest = series.flatMap(({ series: number }) => this.rows.filter((row) => row.series === number).sort(byTime).slice(-1));
    return this.page(newest);
  }

  async *readings(query: ReadingQuery): AsyncGenerator<ReadingPage> {
    const rows = this.selectedRows(query);
    for (let from = 0; from < rows.length; from += 1000) yield this.page(rows.slice(from, from + 1000));
  }

  async windows(query: WindowQuery): Promise<readonly WindowAggregate[]> {
    const { rows, resolution } = this.windowRows(query);
    return pairs(query.bounds).map(([from, to]) => {
      const inside = rows.filter((row) => row.at >= from && row.at < to);
      const valid = inside.filter((row) => isValidQuality(qualityOf(row.flags)));
      const numbers = valid.map((row) => row.value).filter((value) => typeof value === 'number' && !Number.isNaN(toGrid(value, resolution))) as number[];
      const edge = (row: Row | undefined) => (row === undefined ? null : { at: row.at, value: row.value });
      return {
        from, to, count: inside.length, valid: valid.length, numeric: numbers.length, resolution,
        sum: numbers.reduce((sum, value) => sum + BigInt(toGrid(value, resolution)), 0n),
        min: numbers.length === 0 ? null : numbers.reduce((a, b) => Math.min(a, b)) + 0,
        max: numbers.length === 0 ? null : numbers.reduce((a, b) => Math.max(a, b)) + 0,
        first: edge(valid[0]), last: edge(valid.at(-1)),
      };
    });
  }

  async windowDetails(query: WindowQuery): Promise<readonly WindowDetail[]> {
    const { rows, resolution } = this.windowRows(query);
    const fold = new WindowDetailFold(query.bounds, resolution);
    for (const row of rows) if (row.at < (query.bounds.at(-1) ?? 0)) fold.add(row.at, row.value, row.flags);
    return fold.finish();
  }

  async conflicts(query: ReadingQuery): Promise<readonly ConflictRow[]> {
    return this.selected(query).flatMap(({ series }) =>
      this.contradictions.filter((row) => row.series === series && row.at >= query.from && row.at < query.to)
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence));
  }

  /** CSV only: a Parquet file takes a database to write. */
  async exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
    if (format !== 'csv') throw new RangeError('The memory store writes CSV only.');
    const rows = this.selectedRows(query);
    const lines = rows.map((row) => this.csvLine(query.project, row));
    await writeFile(`${path}.part`, `${[CSV_HEADER, ...lines].join('\n')}\n`);
    await rename(`${path}.part`, path);
    return rows.length;
  }

  async deviceHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<DeviceHourDeltas> {
    const rows = this.devices.filter((row) => this.projectOf(row.principal) === project && hourMatches(row, fromHour, toHour, origins));
    const ints = (name: keyof DeviceHourRow): Int32Array => Int32Array.from(rows, (row) => row[name]);
    return {
      length: rows.length, principal: ints('principal'), hour: ints('hour'), origin: Uint8Array.from(rows, (row) => row.origin),
      low: ints('low'), high: ints('high'),
    };
  }

  async seriesHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas> {
    const rows = this.hourRows(project, fromHour, toHour, origins);
    const ints = (name: keyof SeriesHourRow): Int32Array => Int32Array.from(rows, (row) => row[name]);
    const doubles = (name: keyof SeriesHourRow): Float64Array => Float64Array.from(rows, (row) => row[name]);
    return {
      length: rows.length, series: ints('series'), hour: ints('hour'), origin: Uint8Array.from(rows, (row) => row.origin),
      count: ints('count'), valid: ints('valid'), latestAt: doubles('latestAt'), min: doubles('min'), max: doubles('max'),
      sum: doubles('sum'), numeric: ints('numeric'), firstAt: doubles('firstAt'), firstValue: doubles('firstValue'),
      lastAt: doubles('lastAt'), lastValue: doubles('lastValue'), low: ints('low'), high: ints('high'),
    };
  }

  async activity(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<readonly SeriesActivity[]> {
    const hours = this.hourRows(project, fromHour, toHour, origins);
    return byNumber(this.series, (row) => row.series).flatMap((series) => {
      const own = hours.filter((row) => row.series === series.series);
      const total = (name: 'valid' | 'count'): number => own.reduce((sum, row) => sum + row[name], 0);
      return own.length === 0 ? [] : [{ series, device: this.principal(series.principal)?.device ?? '', valid: total('valid'), count: total('count') }];
    });
  }

  async principals(project: string): Promise<readonly PrincipalRow[]> {
    return byNumber(this.senders, (row) => row.number).filter((row) => row.project === project);
  }

  async ledger(project: string, from: Micros, to: Micros): Promise<readonly LedgerRow[]> {
    const rows = new Map<string, { device: string; hour: number; counts: LedgerCounts; reasons: Record<string, number> }>();
    for (const entry of this.entries) {
      const principal = this.principal(entry.principal);
      if (principal?.project !== project || entry.hour < hourOf(from) || entry.hour >= Math.ceil(to / MICROS_PER_HOUR)) continue;
      const key = `${principal.device}@${entry.hour}`;
      const row = rows.get(key) ?? { device: principal.device, hour: entry.hour, counts: noCounts(), reasons: {} };
      rows.set(key, row);
      for (const counter of LEDGER_COUNTERS) row.counts[counter] += entry.counts[counter];
      for (const [code, count] of entry.reasons) row.reasons[code] = (row.reasons[code] ?? 0) + count;
    }
    return [...rows.values()]
      .map((row) => ({ ...row, reasons: Object.fromEntries(Object.entries(row.reasons).filter(([, count]) => count !== 0)) }))
      .sort((a, b) => byText(a.device, b.device) || a.hour - b.hour);
  }

  async totals(project?: string): Promise<LedgerCounts> {
    const sums = noCounts();
    for (const entry of this.entries) {
      if (project !== undefined && this.projectOf(entry.principal) !== project) continue;
      for (const counter of LEDGER_COUNTERS) sums[counter] += entry.counts[counter];
    }
    return sums;
  }

  async totalsByPrincipal(project: string): Promise<readonly PrincipalTotals[]> {
    const own = byNumber(this.senders, (row) => row.number).filter((row) => row.project === project);
    return own.flatMap((principal) => {
      const entries = this.entries.filter((entry) => entry.principal === principal.number);
      const counts = noCounts();
      for (const entry of entries) for (const counter of LEDGER_COUNTERS) counts[counter] += entry.counts[counter];
      return entries.length === 0 ? [] : [{ principal, counts, lastHour: lastHourOf(entries) }];
    });
  }

  async quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]> {
    const open = this.quarantined
      .filter((row) => this.projectOf(row.principal) === query.project && row.sequence > query.after && !this.resolved.has(row.sequence))
      .sort((a, b) => a.sequence - b.sequence || a.part - b.part);
    const last = open.slice(0, query.limit).at(-1)?.sequence ?? -1;
    return open.filter((row) => row.sequence <= last);
  }

  async platformMinutes(fromMinute: number, toMinute: number): Promise<readonly number[]> {
    return byNumber([...this.minutes].filter((minute) => minute >= fromMinute && minute < toMinute), (minute) => minute);
  }

  async declaredGaps(): Promise<readonly DeclaredGapRow[]> {
    return outermostGaps(this.gaps);
  }

  async lostSessions(from: Micros, to: Micros): Promise<readonly LostSession[]> {
    return lostSessionsIn(this.losses, from, to);
  }

  async dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined> {
    const seen = after !== undefined && after.journal === this.journal ? after.sequence : 0;
    const lost = this.losses.flatMap(({ from, to, sequence }) => hoursOf(from, to).map((hour) => ({ hour, causes: LOST_SESSION, sequence })));
    const rows = [...this.dirty.filter((row) => row.project === project), ...lost].filter(({ sequence }) => sequence > seen);
    if (rows.length === 0 || this.journal === undefined) return undefined;
    const causes = new Map<number, number>();
    for (const row of rows) causes.set(row.hour, (causes.get(row.hour) ?? 0) | row.causes);
    const hours = [...causes].sort(([a], [b]) => a - b).map(([hour, bits]) => ({ hour, causes: bits }));
    return { cursor: { journal: this.journal, sequence: Math.max(...rows.map(({ sequence }) => sequence)) }, hours };
  }

  async foldCursor(): Promise<number> {
    return this.nextSequence;
  }

  async keptFolds({ from, to, ...kind }: FoldQuery): Promise<readonly KeptFold[]> {
    const isTrue = (fold: KeptFold): boolean => !this.dirty.some(({ project, hour, sequence }) =>
      project === kind.project && sequence > fold.sequence && hour * MICROS_PER_HOUR < fold.to && (hour + 1) * MICROS_PER_HOUR > fold.from);
    return [...this.folds].filter(([key, fold]) => key.startsWith(foldKey(kind)) && fold.from >= from && fold.to <= to && isTrue(fold)).map(([, fold]) => fold)
      .sort((a, b) => a.from - b.from || a.to - b.to);
  }

  async keepFolds(kind: FoldKind, folds: readonly KeptFold[]): Promise<void> {
    for (const fold of folds) this.folds.set(`${foldKey(kind)}${fold.from} ${fold.to}`, { ...fold, body: Uint8Array.from(fold.body) });
  }

  async compact(): Promise<void> {}

  async close(): Promise<void> {}

  private hourRows(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): SeriesHourRow[] {
    const own = new Set(this.series.filter((row) => this.projectOf(row.principal) === project).map((row) => row.series));
    return this.hours.filter((row) => own.has(row.series) && hourMatches(row, fromHour, toHour, origins));
  }

  private selected({ project, device, metric }: Pick<ReadingQuery, 'project' | 'device' | 'metric'>): SeriesRow[] {
    return this.series
      .filter((row) => this.projectOf(row.principal) === project)
      .filter((row) => device === undefined || this.principal(row.principal)?.device === device)
      .filter((row) => metric === undefined || row.metric === metric)
      .sort((a, b) => byText(this.principal(a.principal)?.device ?? '', this.principal(b.principal)?.device ?? '') || byText(a.metric, b.metric));
  }

  private selectedRows(query: ReadingQuery): Row[] {
    return this.selected(query).flatMap(({ series }) =>
      this.rows.filter((row) => row.series === series && row.at >= query.from && row.at < query.to).sort(byTime));
  }

  private windowRows(query: WindowQuery): { readonly rows: Row[]; readonly resolution: number } {
    const series = this.selected(query)[0];
    const rows = this.rows.filter((row) => row.series === series?.series && query.origins.includes(originOf(row.flags))).sort(byTime);
    return { rows, resolution: series?.resolution ?? 1 };
  }

  private page(rows: readonly Row[]): ReadingPage {
    const series = new Map(this.series.map((row) => [row.series, row]));
    return {
      length: rows.length,
      device: rows.map((row) => this.principal(series.get(row.series)?.principal)?.device ?? ''),
      metric: rows.map((row) => series.get(row.series)?.metric ?? ''),
      at: Float64Array.from(rows, (row) => row.at), received: Float64Array.from(rows, (row) => row.received),
      number: Float64Array.from(rows, numberOf), text: rows.map(textOf),
      flags: Uint16Array.from(rows, (row) => row.flags), sequence: Float64Array.from(rows, (row) => row.sequence),
    };
  }

  private csvLine(project: string, row: Row): string {
    const series = this.series.find((candidate) => candidate.series === row.series);
    const value = typeof row.value === 'number' ? [String(row.value), ''] : ['', csvText(row.value)];
    return [
      project, this.principal(series?.principal)?.device, csvText(series?.metric ?? ''), isoMicros(row.at), isoMicros(row.received), ...value,
      qualityLetter(qualityOf(row.flags)), ORIGINS[originOf(row.flags)], (row.flags & LATE) !== 0, (row.flags & SERVER_STAMPED) !== 0,
      row.sequence, this.principal(row.via)?.device ?? '', VALUE_TYPES[valueKindOf(row.flags)], (row.flags & UNUSED) !== 0,
    ].join(',');
  }

  private principal(number: number | undefined): PrincipalRow | undefined {
    return this.senders.find((row) => row.number === number);
  }

  private projectOf(principal: number): string | undefined {
    return this.principal(principal)?.project;
  }
}

const CSV_HEADER = 'project,device,metric,at,received,value_number,value_text,quality,origin,late,server_stamped,sequence,via,kind,unused';
const csvText = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const isoMicros = (at: Micros): string => {
  const text = formatIsoMicros(at);
  return text.length === 24 ? `${text.slice(0, -1)}000Z` : text;
};

/** The last hour in which something other than refusals is left when all its entries are added up. */
function lastHourOf(entries: readonly LedgerDelta[]): number | null {
  const heard = new Map<number, number>();
  for (const { hour, counts } of entries) heard.set(hour, (heard.get(hour) ?? 0) + counts.messages + counts.received + counts.gaps);
  return [...heard].reduce<number | null>((last, [hour, sum]) => (sum > 0 && hour > (last ?? -Infinity) ? hour : last), null);
}
const noCounts = (): LedgerCounts => Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts;
const numberOf = (row: Row): number => (typeof row.value === 'number' ? row.value : NaN);
const textOf = (row: Row): string => (typeof row.value === 'string' ? row.value : '');
const byTime = (a: Row, b: Row): number => a.at - b.at;
const byText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const byNumber = <T>(rows: readonly T[], of: (row: T) => number): T[] => [...rows].sort((a, b) => of(a) - of(b));
const pairs = (bounds: Float64Array): [number, number][] =>
  Array.from({ length: Math.max(0, bounds.length - 1) }, (_, index) => [bounds[index] as number, bounds[index + 1] as number]);
const hourMatches = (row: { readonly hour: number; readonly origin: number }, from: number, to: number, origins: readonly OriginCode[]): boolean =>
  row.hour >= from && row.hour < to && origins.includes(row.origin);

const foldKey = ({ project, form, unit, metric }: FoldKind): string => JSON.stringify([project, form, unit, metric]);

function rowsOf<T>(deltas: SeriesHourDeltas | DeviceHourDeltas): T[] {
  const { length, ...columns } = deltas;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, ((column as Float64Array)[row] as number) + 0])) as T);
}

const hoursOf = (from: Micros, to: Micros): readonly number[] => Array.from({ length: Math.ceil(to / MICROS_PER_HOUR) - hourOf(from) }, (_, index) => hourOf(from) + index);
