import type { Micros } from '@yanshou/telemetry';
import type { GapCause } from '@yanshou/catalogue';
import type { LostSpan } from '../lost-sessions.js';

/** Missing intervals of one cause that follow one another: an outage of a gateway is one, however many devices it silences. */
export interface GapEvent {
  readonly cause: GapCause;
  /** from ≤ t < to; time in which nothing is planned may lie between. */
  readonly from: Micros;
  readonly to: Micros;
  /** Devices that miss intervals, ascending. */
  readonly devices: readonly string[];
  /** Gateway that failed, or that lives while its device is silent; null where none is in it. */
  readonly gateway: string | null;
  /** Site that failed; null for the whole project and for all other causes. */
  readonly site: string | null;
  readonly intervals: number;
  /** Approved reasons of exemptions in the time of the event. */
  readonly reasons: readonly string[];
}

export interface GapTotal {
  readonly cause: GapCause;
  readonly events: number;
  readonly devices: number;
  readonly intervals: number;
}

/** What is missing and why. `missing` is the sum of the intervals of `totals`, and of `events`. */
export interface GapReport {
  /** Judging intervals wholly in the shifts while in service, holidays and exemptions included, without a valid minute. */
  readonly missing: number;
  /** In the order of GAP_CAUSES, each cause once; `broker-session` where something is missing for it. */
  readonly totals: readonly GapTotal[];
  /** Ascending by time, then cause, gateway, site and first device. */
  readonly events: readonly GapEvent[];
  /** Sessions that a broker lost, where they touch the reporting period, whether or not anything is missing for them. */
  readonly lostSessions: readonly LostSpan[];
  /** Valid intervals of planned time, those that only late data within the contract's limit fills, and expected ones that came beyond it. */
  readonly delivered: { readonly valid: number; readonly late: number; readonly overdue: number };
}
