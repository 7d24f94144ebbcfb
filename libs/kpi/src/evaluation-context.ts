import type { RoleQuantity, SeriesWindows, TraceReadings, TrainingSessions } from '@yanshou/catalogue';
import type { DeviceHourMask } from './delivery/delivery-fold.js';
import type { GapEvidence } from './gaps/gap-evidence.js';
import type { LostSpan } from './lost-sessions.js';
import type { MinuteRange } from './minute-range.js';
import type { PlatformSilence } from './platform-silence.js';
import type { DowntimeTold } from './series/downtime-told-fold.js';
import type { MinuteSpans } from './series/presence-spans.js';
import type { DeclaredFigure, EvidenceItem, Leg, MetricRole, Origin, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';

/**
 * Minutes of (device, UTC hour) with a valid reading, by column, as the telemetry store hands them out: in any order,
 * the same key any number of times. Only rows 0 … length−1 are read.
 */
export interface MinuteColumns {
  readonly length: number;
  readonly principal: Int32Array;
  readonly hour: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Origin codes; where given, rows whose origin does not count for the project are left out. */
  readonly origin?: Uint8Array;
}

/** Valid readings of one series in the hours of the window. Rows of one series add up. */
export interface SeriesValidRow {
  readonly device: string;
  readonly metric: string;
  readonly valid: number;
}

/** Minutes with a valid reading, by device. */
export interface DeviceHours {
  /** Principal number → device id. */
  readonly principals: ReadonlyMap<number, string>;
  readonly columns: MinuteColumns;
}

/** Amount of a local day: the sum of the readings, of a counter the growth that arrived, of a level the mean; grid steps as decimal text. */
export interface DayAmount {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly steps: string;
}

/** What the valid readings of one series in one leg are worth. Integers. */
export interface SeriesQuality {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: MetricRole;
  /** Readings of the origin `live`; of them those received after the contract's late-delivery limit, and those without a time of their own. */
  readonly live: number;
  readonly late: number;
  readonly serverStamped: number;
  /** Ascending; of what is measured (energy, levels), none of other roles. */
  readonly days: readonly DayAmount[];
  /** For which minutes it has spoken, without what came after the limit, by PresenceSpans. */
  readonly spans: MinuteSpans;
}

export interface ReadingQuality {
  /** In any order, at most one row a leg and series. */
  readonly series: readonly SeriesQuality[];
}

/** Everything an evaluation reads, as plain data. Built by the platform, or by an auditor from a bundle. */
export interface EvaluationContext {
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  readonly deviceHours: DeviceHours;
  /** The same over the hours of the contract's baseline; null without one. */
  readonly baselineHours: DeviceHours | null;
  readonly activity: readonly SeriesValidRow[];
  /** What the metrics with a role measured in each leg, by RoleQuantityFold; in any order, at most one row a leg and series. */
  readonly quantities: readonly RoleQuantity[];
  /** Hours and days of the metrics that the contract's indicators read so, by SeriesWindowFold; in any order, at most one row a leg and series. */
  readonly windows: readonly SeriesWindows[];
  /** What the readings behind gated values are worth, by ReadingQualityFold; nothing is known of them when absent. */
  readonly quality?: ReadingQuality;
  /** Of which minutes of the platform's downtime single series told anything, by DowntimeToldFold; nothing is known of them when absent. */
  readonly told?: readonly DowntimeTold[];
  /** Registered items, whatever was decided on them. */
  readonly evidence: readonly EvidenceItem[];
  /** Declared figures of the project, whatever was decided on them. */
  readonly figures: readonly DeclaredFigure[];
  /** Batches of the project, whenever produced; and what telemetry says of their cold chains, by TraceReadingsFold. None when absent. */
  readonly batches?: readonly TraceBatchItem[];
  readonly traceReadings?: readonly TraceReadings[];
  /** Training sessions of the reporting period, by TrainingFold; in any order, one row a device. None when absent. */
  readonly training?: readonly TrainingSessions[];
  /** Devices from which any message was ever received, up to now. */
  readonly everConnected: ReadonlySet<string>;
  /** Minutes of the window in which the platform was receiving and is projected, of all minutes of the window. */
  readonly platformCoverage: { readonly covered: number; readonly total: number };
  /** The same of the baseline; absent where no target reads it, and where heartbeats say nothing of the data. */
  readonly baselinePlatformCoverage?: { readonly covered: number; readonly total: number };
  /** Minutes of both legs in which the platform cannot be said to have heard, ascending; absent where heartbeats say nothing of the data, as in a demonstration. */
  readonly platformSilence?: readonly PlatformSilence[];
  /** Sessions that a broker lost, whole, where they touch a leg: ascending and apart. The whole minutes of them are in `platformSilence`. None when absent. */
  readonly lostSessions?: readonly LostSpan[];
  /** Proven downtime after the legs, where late data of theirs could still come: ascending, apart from each other and from `platformSilence`; none when absent. */
  readonly downtimeAfter?: readonly MinuteRange[];
  /** Minutes of both legs that were delivered after the contract's limit only; none when absent. */
  readonly overdue?: readonly DeviceHourMask[];
  /** What tells whose fault the gaps of the reporting period are; absent where nobody asks. */
  readonly gapEvidence?: GapEvidence;
  /**
   * Readings received in the hours of the window, and those of them that are stored (a duplicate is). A message that was
   * quarantined, or is not projected yet, is one received and not stored. Unknown when absent.
   */
  readonly messages?: { readonly received: number; readonly stored: number };
  /** Origins seen among the readings that count. */
  readonly origins: readonly Origin[];
  /** Whose targets (`targets[].byYear`) decide, where the contract states them; those of the whole term when absent. No input of a value, so no part of a digest. */
  readonly year?: number;
}
