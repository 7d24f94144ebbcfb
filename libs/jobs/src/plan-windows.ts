import type { Micros } from '@yanshou/telemetry';
import { nextWindow, windowOf } from '@yanshou/telemetry';
import type { Job, JobSpan, JobWindow } from './job.js';

/** Windows known already: they tile from ≤ t < to, but for what was not made up for. */
export interface KnownSpan {
  readonly from: Micros;
  readonly to: Micros;
}

type Planned = Pick<Job<unknown>, 'id' | 'unit' | 'graceMicros' | 'backfillMicros'>;

/**
 * The windows of a job that have ended by `now`, lie in the span and are not known, oldest first. A window that the
 * span cuts counts with the part inside it, so that the first and the last day of a period are not lost.
 */
export function missingWindows(job: Planned, span: JobSpan, now: Micros, known?: KnownSpan): JobWindow[] {
  const { unit, backfillMicros = Infinity } = job;
  // Whoever asks for one plans it.
  if (unit === 'term') return [];
  const last = now - job.graceMicros;
  if (unit === 'reporting' || unit === 'baseline') return periodOf(job, unit === 'reporting' ? span : span.baseline, span.project, last);
  const windows: JobWindow[] = [];
  const end = Math.min(span.to, last);
  for (let window = windowOf(Math.max(span.from, now - backfillMicros), unit, span.zone); window.from < end; window = nextWindow(window)) {
    const from = Math.max(window.from, span.from);
    const to = Math.min(window.to, span.to);
    const isKnown = known !== undefined && from >= known.from && to <= known.to;
    if (to <= end && !isKnown) windows.push({ project: span.project, job: job.id, unit, from, to });
  }
  return windows;
}

/** A period that was moved is another one: whether it is known, the ledger tells. */
function periodOf(job: Planned, period: { readonly from: Micros; readonly to: Micros } | undefined, project: string, last: Micros): JobWindow[] {
  if (period === undefined || period.to > last || period.to <= period.from) return [];
  return [{ project, job: job.id, unit: job.unit, from: period.from, to: period.to }];
}
