import type { RowsNotStored } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';
import type { SeriesNames } from './series-book.js';

/** A device said of itself that it is there, or its broker that it is gone. */
export interface Announcement {
  /** PrincipalRow.number */
  readonly principal: number;
  readonly state: 'online' | 'offline';
  readonly received: Micros;
}

/** What a committed batch says beside what the store keeps of it; valid only while it is handed over. */
export interface CommitNotes {
  readonly names: SeriesNames;
  /** In the journal's order. */
  readonly announcements: readonly Announcement[];
  /** Readings of the batch that the store does not have after all. */
  readonly notStored: RowsNotStored;
}
