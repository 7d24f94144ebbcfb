import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DAILY_RUN, PlatformJobs } from './platform-jobs.js';

/** When what runs. A tick that was missed costs nothing: the ledger of windows knows what is due. */
@Injectable()
export class ScheduledJobs {
  constructor(private readonly jobs: PlatformJobs) {}

  @Cron('20 * * * * *', { waitForCompletion: true })
  dailyIndicators(): Promise<void> {
    return this.jobs.attempt(DAILY_RUN, () => this.jobs.dailyIndicators());
  }

  @Cron('40 3-59/10 * * * *', { waitForCompletion: true })
  hourlyIndicators(): Promise<void> {
    return this.jobs.attempt('hourly indicators', () => this.jobs.hourlyIndicators());
  }

  @Cron('0 7-59/20 * * * *', { waitForCompletion: true })
  assessmentChecks(): Promise<void> {
    return this.jobs.attempt('assessment checks', () => this.jobs.assessmentChecks());
  }

  @Cron('0 */5 * * * *', { waitForCompletion: true })
  renewBoard(): Promise<void> {
    return this.jobs.attempt('board', () => this.jobs.renewBoard());
  }

  /** After the board's turn, whose answers it writes. */
  @Cron('30 */5 * * * *', { waitForCompletion: true })
  projectFigures(): Promise<void> {
    return this.jobs.attempt('project figures', () => this.jobs.projectFigures());
  }

  /** After the figures, which make the databases. */
  @Cron('50 */5 * * * *', { waitForCompletion: true })
  influxReaders(): Promise<void> {
    return this.jobs.attempt('influx readers', () => this.jobs.influxReaders());
  }
}
