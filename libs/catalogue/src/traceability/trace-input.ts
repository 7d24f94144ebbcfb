import type { Micros, Origin, TraceBatchItem, TraceTerms } from '@yanshou/telemetry';

/**
 * What telemetry holds of the span of an event in force. Intervals are the judging intervals of the device's class that lie
 * wholly in the span; one is in range when all of its valid readings are.
 */
export interface TraceReadings {
  readonly batch: string;
  readonly event: string;
  readonly unit: string;
  /** Without those of `platformFault`. */
  readonly expected: number;
  /** Intervals of the span that are not expected: the platform was down (its heartbeat shows it), and nothing was delivered for them later. */
  readonly platformFault: number;
  readonly covered: number;
  /** Null where the contract sets no limits for the product, or sets them in another unit. */
  readonly inRange: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly readings: number;
  readonly origins: readonly Origin[];
}

export type TraceBatchInput = TraceBatchItem & { readonly readings: readonly TraceReadings[] };

/** What the indicators of traceability read. */
export interface TraceInputs {
  /** Null where the contract says nothing of it. */
  readonly terms: TraceTerms | null;
  /** The assessment window; what happened from `to` on is not looked at. */
  readonly period: { readonly from: Micros; readonly to: Micros };
  /** Batches produced in the period. */
  readonly batches: readonly TraceBatchInput[];
}

export const NO_TRACE: TraceInputs = { terms: null, period: { from: 0, to: 1_000_000 }, batches: [] };
