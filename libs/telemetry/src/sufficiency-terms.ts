/** What a contract demands of the data behind a gated value; shares are 0…1. Every term has a default. */
export interface SufficiencyTerms {
  /** Share of its planned hours from which a day is complete. */
  readonly minimumHoursOfDay?: number;
  /** Planned hours in a row without a valid reading that a complete day may have. */
  readonly longestGapHours?: number;
  /** Share of the leg's days that have to be complete. */
  readonly minimumDays?: number;
  /** Unique values among the daily amounts of what is measured. */
  readonly minimumUniqueValues?: number;
  /** Share of live readings that may come after the contract's late-delivery limit. */
  readonly maximumLate?: number;
  /** Share of live readings that may lack a time of their own. */
  readonly maximumServerStamped?: number;
  /** Whole days of a baseline that telemetry holds; below the default only by agreement, which is said. */
  readonly minimumBaselineDays?: number;
  readonly maximumBaselineDays?: number;
  /** Series that may lack in one leg: a change of the plant that was agreed on. */
  readonly seriesChanges?: readonly SeriesChange[];
}

/** A device, or one metric of it, that one leg of a gain has and the other has not, and why that was agreed. */
export interface SeriesChange {
  readonly device: string;
  readonly metric?: string;
  readonly reason: string;
}

/** Starting points of CalTRACK 2.0 and OpenDSM on this platform's grid; see docs/adr/0025-sufficiency.md. */
export const SUFFICIENCY_DEFAULTS: Required<SufficiencyTerms> = {
  minimumHoursOfDay: 0.5, longestGapHours: 6, minimumDays: 0.9, minimumUniqueValues: 0.1, maximumLate: 0.1, maximumServerStamped: 1,
  minimumBaselineDays: 329, maximumBaselineDays: 366, seriesChanges: [],
};
