import type { BookBatch, LedgerCounts, LedgerDelta, ProjectionBatch, QuarantineRow } from '@yanshou/store';
import { LEDGER_COUNTERS } from '@yanshou/store';
import { LATE, SERVER_STAMPED, hourOf, originOf } from '@yanshou/telemetry';
import type { ReadingColumns, RejectionCode } from '@yanshou/telemetry';
import { deviceHoursWithout, seriesHoursWithout } from './refused-partials.js';
import type { SeriesDirectory } from './series-directory.js';

/** What the server would not store, in one row of the quarantine: a reading, or several of one message. */
export interface RefusedReadings {
  /** Rows of the batch, one at least. */
  readonly rows: readonly number[];
  readonly reason: string;
  /** The line that was refused; of several readings their lines, between line feeds. */
  readonly text: string;
}

const CODE: RejectionCode = 'store-refused';
/** Above every part a message can have: these rows join those of the projector. */
const FIRST_PART = 1_000_000;

/** What the book is told of a batch: plain columns of their true length, refused readings moved into quarantine. */
export function bookBatchOf(batch: ProjectionBatch, commit: number, refused: readonly RefusedReadings[], directory: SeriesDirectory): BookBatch {
  const { readings, ...rest } = batch;
  const out = new Set(refused.flatMap(({ rows }) => rows));
  return {
    ...rest, commit,
    seriesHours: seriesHoursWithout(batch, out, directory), deviceHours: deviceHoursWithout(batch, out, directory),
    ledger: out.size === 0 ? batch.ledger : [...batch.ledger, ...corrections(readings, out, directory)],
    quarantine: [...batch.quarantine, ...refused.map((one, index) => quarantineRow(readings, one, index, directory))],
  };
}

/** Counted as stored by the projector, and rejected after all: the two deltas add up. One for each principal and hour of receipt. */
function corrections(readings: ReadingColumns, rows: Iterable<number>, directory: SeriesDirectory): LedgerDelta[] {
  const hours = new Map<string, Omit<LedgerDelta, 'reasons'>>();
  for (const row of rows) {
    const { principal } = directory.of(readings.series[row] as number);
    const hour = hourOf(readings.received[row] as number);
    const key = `${principal}/${hour}`;
    const own = hours.get(key) ?? { principal, hour, counts: noCounts() };
    hours.set(key, own);
    takeBack(own.counts, readings.flags[row] as number);
  }
  return [...hours.values()].map((own) => ({ ...own, reasons: new Map([[CODE, own.counts.rejected]]) }));
}

const noCounts = (): LedgerCounts => Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts;

function takeBack(counts: LedgerCounts, flags: number): void {
  counts.stored -= 1;
  counts.rejected += 1;
  if ((flags & LATE) !== 0) counts.late -= 1;
  if ((flags & SERVER_STAMPED) !== 0) counts.serverStamped -= 1;
  if (originOf(flags) === 1) counts.simulated -= 1;
  if (originOf(flags) === 2) counts.replayed -= 1;
}

/** The message stands in the journal under its sequence; what is kept here are the lines. Several readings have no field in common. */
function quarantineRow(readings: ReadingColumns, { rows, reason, text }: RefusedReadings, index: number, directory: SeriesDirectory): QuarantineRow {
  const row = rows[0] as number;
  const { principal, metric } = directory.of(readings.series[row] as number);
  const via = readings.via[row] as number;
  return {
    sequence: readings.sequence[row] as number, part: FIRST_PART + index, level: 'reading', principal: via === 0 ? principal : via,
    topic: '', received: readings.received[row] as number, code: CODE, field: rows.length === 1 ? metric : '', hint: reason, payload: Buffer.from(text),
  };
}
