import type { Clock } from '@yanshou/telemetry';
import { JobMeter } from '../jobs/job-meter.js';
import { StreamTally } from '../live/stream-tally.js';
import { FaultLog } from '../logging/fault-log.js';
import { RequestLog } from '../logging/request-log.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { Durations, Tally } from './tally.js';

/** From an answer out of memory to a report; seconds. */
const REQUEST_BOUNDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_BOUNDS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900];

/** What this process has seen of itself: counted where it happens, read by metrics, alarms and log. */
export class Observations {
  readonly faultCounts = new Tally();
  readonly requestCounts = new Tally();
  readonly requestSeconds = new Durations(REQUEST_BOUNDS);
  readonly jobCounts = new Tally();
  readonly jobSeconds = new Durations(JOB_BOUNDS);
  readonly loop = new EventLoopDelay();
  readonly streams = new StreamTally();
  readonly faults: FaultLog;
  readonly requests: RequestLog;
  readonly jobs: JobMeter;

  constructor(log: PlatformLogger, clock: Clock) {
    const now = (): number => clock.monotonicMillis();
    this.faults = new FaultLog(log, this.faultCounts);
    this.requests = new RequestLog({ log, requests: this.requestCounts, seconds: this.requestSeconds, now });
    this.jobs = new JobMeter({ log, runs: this.jobCounts, seconds: this.jobSeconds, now });
  }
}
