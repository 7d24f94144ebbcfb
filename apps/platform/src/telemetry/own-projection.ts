import type { Projector, ReplayOutcome } from '@yanshou/projection';
import type { TelemetryStore } from '@yanshou/store';
import type { Projection, ProjectionStatus } from './projection.js';

/** One journal into one store, both of this process. */
export class OwnProjection implements Projection {
  constructor(private readonly projector: Projector, private readonly store: Pick<TelemetryStore, 'compact' | 'clockAhead'>) {}

  run(): Promise<void> {
    return this.projector.run();
  }

  status(): ProjectionStatus {
    return { ...this.projector.status(), storeClockSeconds: this.store.clockAhead?.() };
  }

  replayQuarantine(project: string): Promise<ReplayOutcome> {
    return this.projector.replayQuarantine(project);
  }

  compact(): Promise<void> {
    return this.store.compact();
  }

  stop(): Promise<void> {
    return this.projector.stop();
  }
}
