import type { Micros } from '@yanshou/telemetry';
import { nextWindow, windowOf } from '@yanshou/telemetry';
import type { Job, JobSpan, JobWindow } from './job.js';

/** Windows known already: they tile from ≤ t < to. */
export interface KnownSpan {
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * The windows of a job that have ended by `now`, lie in the span and are not known, oldest first. A window that the
 * span cuts counts with the part inside it, so that the first and the last day of a period are not lost.
 */
export function missingWindows(job: Pick<Job<unknown>, 'id' | 'unit' | 'graceMicros'>, span: JobSpan, now: Micros, known?: KnownSpan): JobWindow[] {
  const windows: JobWindow[] = [];
  const last = Math.min(span.to, now - job.graceMicros);
  for (let window = windowOf(span.from, job.unit, span.zone); window.from < last; window = nextWindow(window)) {
    const from = Math.max(window.from, span.from);
    const to = Math.min(window.to, span.to);
    const isKnown = known !== undefined && from >= known.from && to <= known.to;
    if (to <= last && !isKnown) windows.push({ project: span.project, job: job.id, unit: job.unit, from, to });
  }
  return windows;
}
