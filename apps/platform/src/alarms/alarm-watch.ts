import { formatIsoMicros } from '@yanshou/telemetry';
import type { HistogramSnapshot } from '../health/fixed-histogram.js';
import type { PlatformStatus } from '../platform-status.js';
import type { PlatformLogger } from '../runtime/logger.js';
import type { AlarmBoard, AlarmState } from './alarm-board.js';
import { alarmText } from './alarm-text.js';
import type { AssessmentWatch } from './assessment-watch.js';
import type { DiskWatches } from './disk-watches.js';
import type { JobWatch } from './job-watch.js';
import type { ReadingsOfStatus } from './platform-readings.js';
import type { WorkerWatch } from './worker-watch.js';

export interface AlarmWatchParts {
  readonly status: () => Promise<PlatformStatus>;
  readonly acknowledgements: () => HistogramSnapshot | undefined;
  readonly board: AlarmBoard;
  readonly readings: ReadingsOfStatus;
  readonly disks: Pick<DiskWatches, 'look' | 'tightest'>;
  /** Where this process runs them. */
  readonly jobs: JobWatch | undefined;
  /** Where several processes share a registry. */
  readonly workers: Pick<WorkerWatch, 'read'> | undefined;
  readonly assessments?: AssessmentWatch | undefined;
}

/** Looks at everything that can raise an alarm. */
export class AlarmWatch {
  constructor(private readonly parts: AlarmWatchParts) {}

  /** To be called every few seconds. The registry is not asked here: one that is silent would end every alarm's watch. */
  async look(): Promise<void> {
    const { status, acknowledgements, board, readings, disks, jobs, workers, assessments } = this.parts;
    await disks.look();
    const tightest = disks.tightest();
    const found = await status();
    board.look(readings.take(found, {
      acknowledgements: acknowledgements(), diskFreeShare: tightest?.freeShare, jobSeconds: jobs?.read(), workerSeconds: workers?.read()?.seconds, staleSeconds: assessments?.read(),
    }), { 'worker-gone': workers?.read()?.names, 'disk-space': tightest?.directory, 'journal-refusing': silentParts(found) });
  }
}

function silentParts({ intake }: PlatformStatus): string | undefined {
  return intake?.journal.kind === 'unreachable' ? intake.journal.parts?.join(', ') : undefined;
}

/** One line when an alarm is raised and one when it ends. */
export function logAlarm(log: PlatformLogger, state: AlarmState): void {
  const { rule, value, since, subject } = state;
  const line = { alarm: rule.id, value, limit: rule.limit, unit: rule.unit, ...(subject === undefined ? {} : { subject }), ...(since === undefined ? {} : { since: formatIsoMicros(since) }) };
  if (state.isRaised) log.error({ code: `alarm-${rule.id}`, ...line, help: alarmText(state) }, 'alarm raised');
  else log.info({ ...line, help: { zh: `${rule.title.zh}：已恢复`, en: `${rule.title.en}: over` } }, 'alarm cleared');
}
