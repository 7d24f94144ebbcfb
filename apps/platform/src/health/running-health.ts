import type { IntakeStatus, PlatformStatus, StoredStatus } from '../platform-status.js';
import type { PlatformBroker } from '../broker/platform-broker.js';
import type { AckPromise, HealthCheck, PlatformMetric, Readiness } from './platform-health.js';
import { PlatformHealth, counter, gauge } from './platform-health.js';

/** Pending records from which projection counts as lagging; shown, but no reason to refuse messages. */
export const LAG_WARNING = 500_000;

export interface RunningHealthParts {
  readonly status: () => Promise<PlatformStatus>;
  readonly promise: AckPromise;
  /** Where this process receives. */
  readonly broker?: Pick<PlatformBroker, 'checks' | 'metrics'>;
}

/** Health of what runs in this process. */
export class RunningHealth extends PlatformHealth {
  constructor(private readonly parts: RunningHealthParts) {
    super();
  }

  async readiness(): Promise<Readiness> {
    const { status, promise, broker } = this.parts;
    const own = await status().then(
      healthChecks,
      (error: Error): HealthCheck[] => [{ name: 'telemetry', ok: false, detail: error.message }],
    );
    const checks = [...own, ...(broker?.checks() ?? [])];
    return { ready: checks.every((check) => check.ok), promise, checks };
  }

  /** Without its telemetry thread the platform still answers: `yanshou_up` 0 and nothing else. */
  metrics(): Promise<readonly PlatformMetric[]> {
    const up = (value: 0 | 1): PlatformMetric => gauge('yanshou_up', '1 while the telemetry thread answers', value);
    const { status, broker } = this.parts;
    return status().then((now) => [up(1), ...metricsOf(now), ...(broker?.metrics() ?? [])], () => [up(0)]);
  }
}

/** What this process depends on. */
export const healthChecks = ({ intake, stored, registryCurrent }: PlatformStatus): HealthCheck[] =>
  [...(intake === undefined ? [] : [journalCheck(intake)]), ...(stored === undefined ? [] : [projectionCheck(stored)]), registryCheck(registryCurrent)];

const metricsOf = ({ intake, stored }: PlatformStatus): readonly PlatformMetric[] =>
  [...(intake === undefined ? [] : intakeMetrics(intake)), ...(stored === undefined ? [] : storedMetrics(stored))];

const intakeMetrics = ({ broker }: IntakeStatus): readonly PlatformMetric[] => [
  counter('yanshou_messages_acknowledged_total', 'Messages acknowledged since the start', broker.acknowledged),
  counter('yanshou_received_bytes_total', 'Bytes received on MQTT sockets since the start', broker.bytes),
  counter('yanshou_connects_refused_total', 'CONNECT packets refused since the start', broker.connectsRefused),
  gauge('yanshou_connections', 'Open MQTT connections', broker.connections),
  gauge('yanshou_unacknowledged_bytes', 'Payload bytes that wait for the journal', broker.unacknowledgedBytes),
];

const storedMetrics = ({ pending, messagesPerSecond, nextSequence }: StoredStatus): readonly PlatformMetric[] => [
  gauge('yanshou_projection_pending_records', 'Journal records not projected yet', pending),
  gauge('yanshou_projection_messages_per_second', 'Messages projected per second', messagesPerSecond),
  gauge('yanshou_projection_next_sequence', 'First journal sequence not projected yet', nextSequence),
];

function journalCheck({ journal }: IntakeStatus): HealthCheck {
  if (journal.kind === 'ok') return { name: 'journal', ok: true };
  if (journal.kind === 'low') {
    return { name: 'journal', ok: true, detail: `磁盘空间不足预警 / disk is running low: ${journal.freeBytes} bytes free` };
  }
  if (journal.kind === 'full') {
    return { name: 'journal', ok: false, detail: `磁盘已满，暂停接收，腾出空间后自动恢复 / disk full, refusing; resumes when there is room: ${journal.freeBytes} bytes free` };
  }
  return { name: 'journal', ok: false, detail: `${journal.error.help.zh} / ${journal.error.help.en}` };
}

function registryCheck(registryCurrent: boolean): HealthCheck {
  if (registryCurrent) return { name: 'registry', ok: true };
  return { name: 'registry', ok: false, detail: '登记库无应答，凭据与台账的变更暂不生效 / the registry does not answer: changes of credentials and inventory are not in force' };
}

function projectionCheck({ stopped, alarm, pending }: StoredStatus): HealthCheck {
  if (stopped !== null) return { name: 'projection', ok: false, detail: stopped };
  if (alarm !== null) return { name: 'projection', ok: false, detail: alarm.help ? `${alarm.help.zh} / ${alarm.help.en}` : alarm.message };
  return { name: 'projection', ok: true, ...(pending > LAG_WARNING ? { detail: `投影滞后 / projection lags behind by ${pending} records` } : {}) };
}
