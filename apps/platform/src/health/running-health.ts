import { formatIsoMicros } from '@yanshou/telemetry';
import type { AlarmBoard, AlarmState } from '../alarms/alarm-board.js';
import { alarmText } from '../alarms/alarm-text.js';
import type { DiskWatches } from '../alarms/disk-watches.js';
import type { PlatformStatus } from '../platform-status.js';
import type { PlatformBroker } from '../broker/platform-broker.js';
import { healthChecks } from './dependency-checks.js';
import type { Observations } from './observations.js';
import type { AckPromise, Readiness, StandingAlarm } from './platform-health.js';
import { PlatformHealth } from './platform-health.js';
import { gauge } from './platform-metric.js';
import type { PlatformMetric } from './platform-metric.js';
import { processMetrics, statusMetrics } from './platform-metrics.js';

export interface RunningHealthParts {
  readonly status: () => Promise<PlatformStatus>;
  readonly promise: AckPromise;
  /** Where this process receives. */
  readonly broker: Pick<PlatformBroker, 'metrics' | 'acknowledgements'> | undefined;
  readonly observations: Observations;
  readonly board: AlarmBoard;
  readonly disks: Pick<DiskWatches, 'checks' | 'rooms'>;
  readonly diskFreeShare: number;
  readonly lagSeconds: () => number;
}

/** Health of what runs in this process. */
export class RunningHealth extends PlatformHealth {
  constructor(private readonly parts: RunningHealthParts) {
    super();
  }

  async readiness(): Promise<Readiness> {
    const { status, promise, disks, diskFreeShare, board } = this.parts;
    const checks = [...healthChecks(await status()), ...disks.checks(diskFreeShare)];
    return { ready: checks.every((check) => check.ok), promise, checks, alarms: standing(board.states()) };
  }

  /** Without its telemetry thread the platform still answers: `yanshou_up` 0 and what it knows by itself. */
  async metrics(): Promise<readonly PlatformMetric[]> {
    const { status, broker, observations, board, disks, lagSeconds } = this.parts;
    const ofProcess = processMetrics({ acknowledgements: broker?.acknowledgements.snapshot(), observations, alarms: board.states(), lagSeconds: lagSeconds(), disks: disks.rooms() });
    const found = await status();
    return [gauge('yanshou_up', '1 while the telemetry thread answers', found.silence === undefined ? 1 : 0), ...statusMetrics(found), ...ofProcess, ...(broker?.metrics() ?? [])];
  }
}

/** The alarms that stand, as they are shown. */
export const standing = (states: readonly AlarmState[]): StandingAlarm[] =>
  states.filter(({ isRaised }) => isRaised).map((state) => {
    const { rule: { id, limit, unit }, since = 0, value = null } = state;
    const { zh, en } = alarmText(state);
    return { alarm: id, since: formatIsoMicros(since), value, limit, unit, detailZh: zh, detailEn: en };
  });
