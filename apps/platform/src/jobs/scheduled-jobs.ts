import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { PlatformJobs } from './platform-jobs.js';

/** When what runs. A tick that was missed costs nothing: the ledger of windows knows what is due. */
@Injectable()
export class ScheduledJobs {
  constructor(private readonly jobs: PlatformJobs) {}

  @Cron('20 * * * * *', { waitForCompletion: true })
  dailyIndicators(): Promise<void> {
    return this.jobs.attempt('daily indicators', () => this.jobs.dailyIndicators());
  }

  @Cron('40 */10 * * * *', { waitForCompletion: true })
  lateData(): Promise<void> {
    return this.jobs.attempt('late data', () => this.jobs.lateData());
  }

  @Cron('0 */5 * * * *', { waitForCompletion: true })
  renewBoard(): Promise<void> {
    return this.jobs.attempt('board', () => this.jobs.renewBoard());
  }
}
