import {
  LATE, MICROS_PER_DAY, ReadingColumns, SERVER_STAMPED, UNUSED, ValueKind, highBit, hourOf, isValidQuality, lowBit, minuteOfHour, packFlags,
} from '@yanshou/telemetry';
import type { Micros, OriginCode, QualityCode, RejectionCode } from '@yanshou/telemetry';
import { toGrid } from '../grid.js';
import { LATE_DATA, LEDGER_COUNTERS, OVERDUE_DATA, REPLAYED_QUARANTINE } from '../projection-batch.js';
import type {
  ConflictRow, DeclaredGapRow, DirtyHour, LedgerCounter, LedgerCounts, LedgerDelta, LostSession, PrincipalRow, ProjectionBatch, QuarantineRow, SeriesRow,
} from '../projection-batch.js';
import { DeviceHourTable, SeriesHourTable } from './hour-tables.js';

export interface SampleReading {
  readonly project?: string;
  readonly device: string;
  readonly metric: string;
  readonly at: Micros;
  readonly value: number | boolean | string;
  readonly received?: Micros;
  readonly quality?: QualityCode;
  readonly origin?: OriginCode;
  readonly late?: boolean;
  /** Left quarantine with this batch. */
  readonly replayed?: boolean;
  readonly serverStamped?: boolean;
  /** Number of the gateway's principal, see `principal()`. */
  readonly via?: number;
  /** Counts when the series is first seen; 0.001 by default. */
  readonly resolution?: number;
  readonly unused?: boolean;
}

export interface SampleQuarantine {
  readonly project?: string;
  readonly device: string;
  readonly code: RejectionCode;
  readonly part?: number;
  readonly received?: Micros;
  readonly payload?: Buffer;
}

const NO_COUNTS: LedgerCounts = Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts;

/** Builds the batches of one journal as a projector would: numbers, partials and ledger follow from the readings. */
export class BatchBuilder {
  private sequence: number;
  private continues: number;
  private readonly principalNumbers = new Map<string, number>();
  private readonly seriesRows = new Map<string, SeriesRow>();
  private readonly keys = new Set<string>();
  private readonly simulatedSeen = new Set<number>();
  private draft = newDraft();

  constructor(readonly journal = 'journal-1', firstSequence = 1) {
    this.sequence = firstSequence;
    this.continues = cursorAt(firstSequence);
  }

  /** Adds a message of one reading. Returns its sequence, or undefined where the key is taken (nothing is added then). */
  reading(sample: SampleReading): number | undefined {
    if (this.keys.has(this.keyOf(sample))) return undefined;
    const { sequence } = this;
    this.message([sample]);
    return sequence;
  }

  /** Adds a message of several readings that name one device. Those whose key is taken count as duplicates. */
  message(samples: readonly [SampleReading, ...SampleReading[]]): void {
    const sequence = this.sequence++;
    const [{ project, device, received = samples[0].at }] = samples;
    this.addLedger(this.principal(device, project), received, { messages: 1, projected: 1, received: samples.length });
    for (const sample of samples) this.addReading(sample, sequence);
  }

  /** Adds a message whose reading contradicts a stored one. */
  conflict(sample: SampleReading): ConflictRow {
    const series = this.series(sample);
    const received = sample.received ?? sample.at;
    const value = typeof sample.value === 'boolean' ? Number(sample.value) : sample.value;
    const row = { series: series.series, at: sample.at, received, sequence: this.sequence++, value, flags: flagsOf(sample) };
    this.draft.conflicts.push(row);
    this.addLedger(series.principal, received, { messages: 1, projected: 1, received: 1, conflicts: 1 });
    return row;
  }

  /** Adds a quarantined message and its ledger entry; returns its sequence. */
  quarantine(sample: SampleQuarantine): number {
    const principal = this.principal(sample.device, sample.project);
    const sequence = this.sequence++;
    const received = sample.received ?? 0;
    this.draft.quarantine.push({
      sequence, part: sample.part ?? 0, level: 'message', principal, topic: `yanshou/v1/${sample.project ?? 'p'}/${sample.device}/telemetry`,
      received, code: sample.code, field: '', hint: '', payload: sample.payload ?? Buffer.from([0, 255, 39, 128]),
    });
    this.addLedger(principal, received, { messages: 1, quarantined: 1 }, new Map([[sample.code, 1]]));
    return sequence;
  }

  resolve(sequence: number): void {
    this.draft.resolved.push(sequence);
  }

  platformMinute(minute: number): void {
    this.draft.platformMinutes.push(minute);
  }

  /** Adds a gap: the next `missing` sequences, or whatever `declared` says of an older one. */
  gap(missing: number, declared: Partial<DeclaredGapRow> = {}): DeclaredGapRow {
    const fromSequence = declared.fromSequence ?? this.sequence;
    if (declared.fromSequence === undefined) this.sequence += missing;
    const row: DeclaredGapRow = {
      fromSequence, toSequence: fromSequence + missing - 1, lostBytes: null, lastReceived: null, nextReceived: null, declaredAt: 0,
      cause: 'missing', reason: 'the file is missing', file: '0000000000000001.segment', ...declared,
    };
    this.draft.gaps.push(row);
    return row;
  }

  /** Adds a session at a broker that was lost. */
  lostSession(from: Micros, to: Micros): LostSession {
    const row = { from, to };
    this.draft.lostSessions.push(row);
    this.sequence += 1;
    return row;
  }

  /** The number of a device or gateway, given out on first use. */
  principal(device: string, project = 'p'): number {
    const name = `${project}/${device}`;
    const known = this.principalNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.principalNumbers.size + 1;
    this.principalNumbers.set(name, number);
    this.draft.principals.push({ number, project, device });
    return number;
  }

  /** The batch so far; the next one begins empty. */
  build(): ProjectionBatch {
    const { seriesHours, deviceHours, ledger, dirty, ...rest } = this.draft;
    this.draft = newDraft();
    const fromSequence = this.continues;
    this.continues = cursorAt(this.sequence);
    return {
      journal: this.journal, fromSequence, nextSequence: this.sequence, ...rest,
      seriesHours: seriesHours.deltas(), deviceHours: deviceHours.deltas(), ledger: [...ledger.values()], dirtyHours: [...dirty.values()],
    };
  }

  private keyOf(sample: SampleReading): string {
    return `${this.series(sample).series}@${sample.at}`;
  }

  private addReading(sample: SampleReading, sequence: number): void {
    const [series, key, received] = [this.series(sample), this.keyOf(sample), sample.received ?? sample.at];
    if (this.keys.has(key)) return this.addLedger(series.principal, received, { duplicates: 1 });
    this.keys.add(key);
    const value = typeof sample.value === 'boolean' ? Number(sample.value) : sample.value;
    this.draft.readings.push(series.series, sample.at, value, flagsOf(sample), { received, sequence, via: sample.via ?? 0 });
    this.addPartials(series, sample, value);
    this.addLedger(series.principal, received, {
      stored: 1, late: Number(sample.late ?? false), serverStamped: Number(sample.serverStamped ?? false),
      simulated: Number(sample.origin === 1), replayed: Number(sample.origin === 2),
    });
    if (sample.origin === 1) this.markSimulated(series.principal);
    this.markDirty(sample);
  }

  private series(sample: SampleReading): SeriesRow {
    const principal = this.principal(sample.device, sample.project);
    const name = `${principal}/${sample.metric}`;
    let row = this.seriesRows.get(name);
    if (!row) {
      row = {
        series: this.seriesRows.size + 1, principal, metric: sample.metric,
        resolution: sample.resolution ?? 0.001, unused: sample.unused ?? false,
      };
      this.seriesRows.set(name, row);
      this.draft.series.push(row);
    }
    return row;
  }

  private addPartials(series: SeriesRow, sample: SampleReading, value: number | string): void {
    const hour = hourOf(sample.at);
    const origin = sample.origin ?? 0;
    const valid = isValidQuality(sample.quality ?? 0);
    const grid = valid && typeof value === 'number' ? toGrid(value, series.resolution) : NaN;
    const minute = minuteOfHour(sample.at);
    const mask = valid ? { low: lowBit(minute), high: highBit(minute) } : { low: 0, high: 0 };
    this.draft.seriesHours.add({ series: series.series, hour, origin }, { at: sample.at, value, grid, valid, ...mask });
    if (valid && !series.unused) this.draft.deviceHours.add(series.principal, hour, origin, mask);
  }

  private addLedger(principal: number, received: Micros, counts: Partial<LedgerCounts>, reasons?: Map<RejectionCode, number>): void {
    const hour = hourOf(received);
    const key = `${principal}@${hour}`;
    const found = this.draft.ledger.get(key) ?? { principal, hour, counts: { ...NO_COUNTS }, reasons: new Map<RejectionCode, number>() };
    this.draft.ledger.set(key, found);
    for (const [counter, by] of Object.entries(counts)) found.counts[counter as LedgerCounter] += by;
    for (const [code, by] of reasons ?? []) found.reasons.set(code, (found.reasons.get(code) ?? 0) + by);
  }

  private markDirty(sample: SampleReading): void {
    const causes = causesOf(sample);
    if (causes === 0) return;
    const { project = 'p', at } = sample;
    const hour = hourOf(at);
    const key = `${project}@${hour}`;
    this.draft.dirty.set(key, { project, hour, causes: causes | (this.draft.dirty.get(key)?.causes ?? 0) });
  }

  private markSimulated(principal: number): void {
    if (this.simulatedSeen.has(principal)) return;
    this.simulatedSeen.add(principal);
    this.draft.simulatedPrincipals.push(principal);
  }
}

function causesOf({ at, received = at, origin = 0, late = false, replayed = false }: SampleReading): number {
  const isOverdue = late && origin === 0 && received - at > MICROS_PER_DAY;
  return (late ? LATE_DATA : 0) | (isOverdue ? OVERDUE_DATA : 0) | (replayed ? REPLAYED_QUARANTINE : 0);
}

/** A store that holds nothing stands at 0, though a journal's first sequence is 1. */
const cursorAt = (sequence: number): number => (sequence === 1 ? 0 : sequence);

type DraftLedger = Omit<LedgerDelta, 'reasons'> & { readonly reasons: Map<RejectionCode, number> };

const newDraft = () => ({
  principals: [] as PrincipalRow[], series: [] as SeriesRow[], readings: new ReadingColumns(64),
  seriesHours: new SeriesHourTable(), deviceHours: new DeviceHourTable(), conflicts: [] as ConflictRow[],
  ledger: new Map<string, DraftLedger>(), quarantine: [] as QuarantineRow[], resolved: [] as number[],
  simulatedPrincipals: [] as number[], platformMinutes: [] as number[], gaps: [] as DeclaredGapRow[], lostSessions: [] as LostSession[],
  dirty: new Map<string, DirtyHour>(),
});

function flagsOf(sample: SampleReading): number {
  const kind = typeof sample.value === 'string' ? ValueKind.text : typeof sample.value === 'boolean' ? ValueKind.boolean : ValueKind.number;
  return packFlags(kind, sample.quality ?? 0, sample.origin ?? 0)
    | (sample.late ? LATE : 0) | (sample.serverStamped ? SERVER_STAMPED : 0) | (sample.unused ? UNUSED : 0);
}
