import type { RoleQuantity, SeriesWindows, TraceReadings, TrainingSessions } from '@yanshou/catalogue';
import type { DeclaredFigure, EvidenceItem, Origin, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';

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
  /** Messages of the project up to now: acknowledged, and those of them that were projected; unknown when absent. */
  readonly messages?: { readonly acknowledged: number; readonly projected: number };
  /** Origins seen among the readings that count. */
  readonly origins: readonly Origin[];
}
