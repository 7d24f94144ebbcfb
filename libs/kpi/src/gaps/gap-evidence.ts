import type { DeviceHourMask } from '../delivery/delivery-fold.js';
import type { MinuteRange } from '../minute-range.js';

/** Whole minutes in which a device's own state said that it is off. */
export interface OffSpan extends MinuteRange {
  readonly device: string;
}

/** What readings of the reporting period tell of gaps, beside the minutes they fill. */
export interface GapEvidence {
  /** Ascending by device and time. */
  readonly off: readonly OffSpan[];
  /** Minutes that were delivered late, within the limit, and not before. */
  readonly late: readonly DeviceHourMask[];
}
