import type { ReplayOutcome } from '@yanshou/projection';
import type { Projection, ProjectionStatus } from './projection.js';

/** Other processes project; this one reads what they store, and asks them. */
export class NoProjection implements Projection {
  constructor(private readonly ask: (project: string) => Promise<ReplayOutcome>) {}

  run(): Promise<void> {
    return Promise.resolve();
  }

  status(): ProjectionStatus {
    return { nextSequence: 0, messagesPerSecond: 0, condition: 'idle', projectedUntil: undefined };
  }

  replayQuarantine(project: string): Promise<ReplayOutcome> {
    return this.ask(project);
  }

  compact(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
