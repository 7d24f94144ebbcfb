import type { BrokerStats } from '@yanshou/broker-aedes';
import type { JournalCondition, JournalRoom } from '@yanshou/journal';
import type { HealthCheck } from './health/platform-health.js';
import type { FaultFields } from './logging/fault-fields.js';
import type { StandingWarning } from './telemetry/store-warnings.js';
import type { TelemetryAlarm, TelemetryStatus } from './telemetry/telemetry-service.js';

/** How messages come in, where this process receives. */
export interface IntakeStatus {
  readonly broker: BrokerStats;
  /** Whether messages reach us. */
  readonly brokerChecks: readonly HealthCheck[];
  readonly journal: JournalCondition;
  /** Undefined where nothing that is known bounds it. */
  readonly journalRoom: JournalRoom | undefined;
}

/** How far what came in is projected, where this process projects or reads what is. */
export interface StoredStatus extends TelemetryStatus {
  /** Records in the journal that are not projected yet; undefined while nobody can tell. */
  readonly pending: number | undefined;
  /** Why nobody can. */
  readonly pendingFault?: FaultFields;
  /** The last fault of the telemetry thread; null when it has recovered. */
  readonly alarm: TelemetryAlarm | null;
  /** What stays wrong with the store though it goes on, gravest first. */
  readonly warnings: readonly StandingWarning[];
}

/** Where a running process stands. */
export interface PlatformStatus {
  readonly intake?: IntakeStatus;
  readonly stored?: StoredStatus;
  /** Why the telemetry thread of this process does not answer; `stored` is then absent. */
  readonly silence?: FaultFields;
  /** No change of the registry has been kept from being in force for long. */
  readonly registryCurrent: boolean;
  /** Age of its oldest change that may not be in force, at most. */
  readonly registrySilentSeconds: number;
  /** Why the last look at the registry failed; null after one that did not. */
  readonly registryFault: FaultFields | null;
}
