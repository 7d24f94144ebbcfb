import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { PlatformJobs } from './platform-jobs.js';
import { ScheduledJobs } from './scheduled-jobs.js';

@Module({})
export class JobsModule {
  static of(jobs: PlatformJobs): DynamicModule {
    return { module: JobsModule, imports: [ScheduleModule.forRoot()], providers: [{ provide: PlatformJobs, useValue: jobs }, ScheduledJobs] };
  }
}
