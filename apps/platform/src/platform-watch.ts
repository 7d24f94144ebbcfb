import { systemClock } from '@yanshou/telemetry';
import { AlarmBoard } from './alarms/alarm-board.js';
import type { AlarmState } from './alarms/alarm-board.js';
import type { AlarmLimits } from './alarms/alarm-rules.js';
import { alarmRules } from './alarms/alarm-rules.js';
import { AlarmWatch, logAlarm } from './alarms/alarm-watch.js';
import { AssessmentWatch } from './alarms/assessment-watch.js';
import { DiskWatches } from './alarms/disk-watches.js';
import { JobWatch } from './alarms/job-watch.js';
import { ReadingsOfStatus } from './alarms/platform-readings.js';
import { WorkerWatch } from './alarms/worker-watch.js';
import { Observations } from './health/observations.js';
import { RunningHealth } from './health/running-health.js';
import { DAILY_RUN } from './jobs/platform-jobs.js';
import type { AckPromise, HealthCheck } from './health/platform-health.js';
import type { PlatformParts } from './platform-parts.js';
import type { PlatformStatus } from './platform-status.js';
import type { PlatformLogger } from './runtime/logger.js';
import { Periodic } from './runtime/periodic.js';

const ALARM_MILLIS = 5_000;
const JOB_MILLIS = 60_000;
const LOOP_MILLIS = 10_000;

export interface PlatformWatchParts {
  readonly limits: AlarmLimits;
  readonly log: PlatformLogger;
  readonly parts: Pick<PlatformParts, 'intake' | 'registry' | 'data'>;
  readonly promise: AckPromise;
  /** This process runs them. */
  readonly runsJobs: boolean;
  /** Other processes may be part of the platform. */
  readonly isShared: boolean;
  readonly status: () => Promise<PlatformStatus>;
}

/** Figures of the last look that dashboards show. */
export interface WatchedFigures {
  readonly lagSeconds: number;
  readonly acknowledgementP99: number | undefined;
  readonly diskFreeShare: number | undefined;
  readonly alarms: number;
  /** Of the disks. */
  readonly disks: readonly HealthCheck[];
}

/** Everything that watches a running platform: its counts, its alarms, its health. */
export class PlatformWatch {
  readonly observations: Observations;
  readonly health: RunningHealth;
  private readonly board: AlarmBoard;
  private readonly disks: DiskWatches;
  private readonly readings = new ReadingsOfStatus(systemClock);
  private readonly jobs: JobWatch | undefined;
  private readonly assessments: AssessmentWatch | undefined;
  private readonly workers: WorkerWatch | undefined;
  private readonly alarms: AlarmWatch;
  private readonly diskFreeShare: number;

  constructor({ limits, log, parts: { intake, registry, data }, promise, runsJobs, isShared, status }: PlatformWatchParts) {
    const { readings } = this;
    const now = (): number => systemClock.monotonicMillis();
    const observations = new Observations(log, systemClock);
    const board = new AlarmBoard(alarmRules(limits), { clock: systemClock, holdMillis: limits.holdSeconds * 1_000, onChange: (state) => logAlarm(log, state) });
    const disks = new DiskWatches(data);
    this.jobs = runsJobs ? new JobWatch({ registry, meter: observations.jobs, job: DAILY_RUN, now }) : undefined;
    this.assessments = runsJobs ? new AssessmentWatch(registry, systemClock) : undefined;
    this.workers = isShared ? new WorkerWatch(registry) : undefined;
    const broker = intake?.broker;
    this.alarms = new AlarmWatch({ status, acknowledgements: () => broker?.acknowledgements.snapshot(), board, readings, disks, jobs: this.jobs, workers: this.workers, assessments: this.assessments });
    this.health = new RunningHealth({ status, promise, broker, observations, board, disks, diskFreeShare: limits.diskFreeShare, lagSeconds: () => readings.last.lagSeconds });
    [this.observations, this.board, this.disks, this.diskFreeShare] = [observations, board, disks, limits.diskFreeShare];
  }

  states(): readonly AlarmState[] {
    return this.board.states();
  }

  figures(): WatchedFigures {
    return { ...this.readings.last, diskFreeShare: this.disks.tightest()?.freeShare, alarms: this.states().filter(({ isRaised }) => isRaised).length, disks: this.disks.checks(this.diskFreeShare) };
  }

  /** Begins to look; what is answered has to be stopped. */
  begin(): readonly Pick<Periodic, 'stop'>[] {
    const { jobs, workers, assessments } = this;
    const { loop, faults } = this.observations;
    loop.start();
    void this.disks.look();
    const onError = (error: unknown): void => faults.report('alarms', error);
    return [
      new Periodic(ALARM_MILLIS, () => this.alarms.look(), onError),
      ...(workers === undefined ? [] : [new Periodic(ALARM_MILLIS, () => workers.look(), onError)]),
      ...(jobs === undefined ? [] : [new Periodic(JOB_MILLIS, () => jobs.look(), onError)]),
      ...(assessments === undefined ? [] : [new Periodic(JOB_MILLIS, () => assessments.look(), onError)]),
      new Periodic(LOOP_MILLIS, () => loop.turn(), onError),
      { stop: async () => loop.stop() },
    ];
  }
}
