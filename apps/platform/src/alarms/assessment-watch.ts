import type { Registry } from '@yanshou/registry';
import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';

/** For how long an issued assessment has been waiting to be restated. */
export class AssessmentWatch {
  /** Of the oldest; null where none waits; undefined before the first look. */
  private since: Micros | null | undefined;

  constructor(private readonly registry: Pick<Registry, 'staleAssessments'>, private readonly clock: Pick<Clock, 'now'>) {}

  /** Seconds; 0 where none waits. */
  read(): number | undefined {
    // The clock may have been set back since.
    return typeof this.since === 'number' ? Math.max(1, (this.clock.now() - this.since) / MICROS_PER_SECOND) : this.since === null ? 0 : undefined;
  }

  /** Asks the registry; without an answer what was known stands. */
  async look(): Promise<void> {
    const stale = await this.registry.staleAssessments().catch(() => undefined);
    if (stale !== undefined) this.since = stale[0]?.since ?? null;
  }
}
