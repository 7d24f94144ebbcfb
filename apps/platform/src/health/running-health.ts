import type { PlatformStatus } from '../platform.js';
import type { HealthCheck, PlatformMetric, Readiness } from './platform-health.js';
import { EMBEDDED_PROMISE, PlatformHealth } from './platform-health.js';

/** Pending records from which projection counts as lagging; shown, but no reason to refuse messages. */
const LAG_WARNING = 500_000;

/** Health of the platform in this process. */
export class RunningHealth extends PlatformHealth {
  constructor(private readonly status: () => Promise<PlatformStatus>) {
    super();
  }

  async readiness(): Promise<Readiness> {
    const status = await this.status();
    const checks = [journalCheck(status), projectionCheck(status)];
    return { ready: checks.every((check) => check.ok), promise: EMBEDDED_PROMISE, checks };
  }

  async metrics(): Promise<readonly PlatformMetric[]> {
    const { broker, pending, messagesPerSecond, nextSequence } = await this.status();
    return [
      counter('yanshou_messages_acknowledged_total', 'Messages acknowledged since the start', broker.acknowledged),
      counter('yanshou_received_bytes_total', 'Bytes received on MQTT sockets since the start', broker.bytes),
      counter('yanshou_connects_refused_total', 'CONNECT packets refused since the start', broker.connectsRefused),
      gauge('yanshou_connections', 'Open MQTT connections', broker.connections),
      gauge('yanshou_projection_pending_records', 'Journal records not projected yet', pending),
      gauge('yanshou_projection_messages_per_second', 'Messages projected per second', messagesPerSecond),
      gauge('yanshou_projection_next_sequence', 'First journal sequence not projected yet', nextSequence),
    ];
  }
}

const counter = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'counter', value });
const gauge = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'gauge', value });

function journalCheck({ journal }: PlatformStatus): HealthCheck {
  if (journal.kind === 'ok') return { name: 'journal', ok: true };
  if (journal.kind === 'low') {
    return { name: 'journal', ok: true, detail: `磁盘空间不足预警 / disk is running low: ${journal.freeBytes} bytes free` };
  }
  if (journal.kind === 'full') {
    return { name: 'journal', ok: false, detail: `磁盘已满，暂停接收，腾出空间后自动恢复 / disk full, refusing; resumes when there is room: ${journal.freeBytes} bytes free` };
  }
  return { name: 'journal', ok: false, detail: `${journal.error.help.zh} / ${journal.error.help.en}` };
}

function projectionCheck({ stopped, alarm, pending }: PlatformStatus): HealthCheck {
  if (stopped !== null) return { name: 'projection', ok: false, detail: stopped };
  if (alarm !== null) return { name: 'projection', ok: false, detail: alarm.help ? `${alarm.help.zh} / ${alarm.help.en}` : alarm.message };
  return { name: 'projection', ok: true, ...(pending > LAG_WARNING ? { detail: `投影滞后 / projection lags behind by ${pending} records` } : {}) };
}
