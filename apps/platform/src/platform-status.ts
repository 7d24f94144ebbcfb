import type { BrokerStats } from '@yanshou/broker-aedes';
import type { JournalCondition } from '@yanshou/journal';
import type { TelemetryAlarm, TelemetryStatus } from './telemetry/telemetry-service.js';

/** How messages come in, where this process receives. */
export interface IntakeStatus {
  readonly broker: BrokerStats;
  readonly journal: JournalCondition;
}

/** How far what came in is projected, where this process projects or reads what is. */
export interface StoredStatus extends TelemetryStatus {
  /** Records in the journal that are not projected yet. */
  readonly pending: number;
  /** The last fault of the telemetry thread; null when it has recovered. */
  readonly alarm: TelemetryAlarm | null;
}

/** Where a running process stands. */
export interface PlatformStatus {
  readonly intake?: IntakeStatus;
  readonly stored?: StoredStatus;
  /** The registry's changes are being followed. */
  readonly registryCurrent: boolean;
}
