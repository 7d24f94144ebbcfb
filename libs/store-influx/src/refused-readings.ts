import type { BookBatch, LedgerCounts, LedgerDelta, ProjectionBatch, QuarantineRow } from '@yanshou/store';
import { LEDGER_COUNTERS } from '@yanshou/store';
import { LATE, SERVER_STAMPED, hourOf, originOf } from '@yanshou/telemetry';
import type { ReadingColumns, RejectionCode } from '@yanshou/telemetry';
import { deviceHoursWithout, seriesHoursWithout } from './refused-partials.js';
import type { SeriesDirectory } from './series-directory.js';

/** A reading that the server would not store. */
export interface RefusedReading {
  readonly row: number;
  readonly reason: string;
  readonly line: string;
}

const CODE: RejectionCode = 'store-refused';
/** Above every part a message can have: these rows join those of the projector. */
const FIRST_PART = 1_000_000;

/** What the book is told of a batch: plain columns of their true length, refused readings moved into quarantine. */
export function bookBatchOf(batch: ProjectionBatch, commit: number, refused: readonly RefusedReading[], directory: SeriesDirectory): BookBatch {
  const { readings, ...rest } = batch;
  const out = new Set(refused.map(({ row }) => row));
  return {
    ...rest, commit,
    seriesHours: seriesHoursWithout(batch, out, directory), deviceHours: deviceHoursWithout(batch, out, directory),
    ledger: out.size === 0 ? batch.ledger : [...batch.ledger, ...refused.map(({ row }) => correction(readings, row, directory))],
    quarantine: [...batch.quarantine, ...refused.map((one, index) => quarantineRow(readings, one, index, directory))],
  };
}

/** Counted as stored by the projector, and rejected after all: the two deltas add up. */
function correction(readings: ReadingColumns, row: number, directory: SeriesDirectory): LedgerDelta {
  const flags = readings.flags[row] as number;
  const counts = Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts;
  counts.stored = -1;
  counts.rejected = 1;
  counts.late = (flags & LATE) !== 0 ? -1 : 0;
  counts.serverStamped = (flags & SERVER_STAMPED) !== 0 ? -1 : 0;
  counts.simulated = originOf(flags) === 1 ? -1 : 0;
  counts.replayed = originOf(flags) === 2 ? -1 : 0;
  const { principal } = directory.of(readings.series[row] as number);
  return { principal, hour: hourOf(readings.received[row] as number), counts, reasons: new Map([[CODE, 1]]) };
}

/** The message stands in the journal under its sequence; what is kept here is the line that was refused. */
function quarantineRow(readings: ReadingColumns, { row, reason, line }: RefusedReading, index: number, directory: SeriesDirectory): QuarantineRow {
  const { principal, metric } = directory.of(readings.series[row] as number);
  const via = readings.via[row] as number;
  return {
    sequence: readings.sequence[row] as number, part: FIRST_PART + index, level: 'reading', principal: via === 0 ? principal : via,
    topic: '', received: readings.received[row] as number, code: CODE, field: metric, hint: reason, payload: Buffer.from(line),
  };
}
