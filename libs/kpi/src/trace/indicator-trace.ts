import type { Leg, MetricRole } from '@yanshou/telemetry';
import type { BilingualText, TraceResult, TraceStep } from '@yanshou/catalogue';

/** Where a number was read, and how anybody can read it again. */
export interface TracedSource {
  readonly kind: 'readings' | 'figure' | 'evidence' | 'batch' | 'inventory' | 'contract' | 'calendar' | 'messages';
  readonly device: string | null;
  readonly metric: string | null;
  /** Of a declared figure or an item of evidence. */
  readonly id: string | null;
  /** Path and query of the API that return what was read, as they are. */
  readonly query: string | null;
  /** Digest of the file behind a figure or item, where it is known. */
  readonly sha256: string | null;
}

export type TracedStep = TraceStep<TracedSource>;

/** A period that was read: ISO 8601, from ≤ t < to; `days` where only single calendar days of the zone count. */
export interface TracedPeriod {
  readonly leg: Leg;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly days: readonly string[] | null;
}

/** Planned time of a scope from ≤ t < to (null: without end), in words: shifts, holidays, and the exemptions of the periods read. */
export interface TracedCalendar {
  readonly scope: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly text: BilingualText;
}

/** A series that was read by windows: how many have a reading, and the readings in them. */
export interface TracedSeries {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: MetricRole;
  readonly window: 'hour' | 'day';
  readonly from: string;
  readonly to: string;
  readonly windows: number;
  readonly readings: number;
  readonly query: string;
}

/** How the value of a row came about: what a person with a calculator needs to come to it again. Plain JSON. */
export interface IndicatorTrace {
  /** In the indicator's unit; null without a value. */
  readonly value: TraceResult | null;
  readonly periods: readonly TracedPeriod[];
  /** Absent where one planned time holds for all devices at all times. */
  readonly calendars?: readonly TracedCalendar[];
  /** From readings to the value; the last one is the value. None without a value: `reasons` of the row say why. */
  readonly steps: readonly TracedStep[];
  /** Device coverage by leg and that of the platform, in per cent. */
  readonly coverage: readonly TracedStep[];
  readonly series: readonly TracedSeries[];
  /** The value against the target, and what the verdict is. */
  readonly verdict: BilingualText;
}
