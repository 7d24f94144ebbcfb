import type { Clock } from '@yanshou/telemetry';

const EVERY_MILLIS = 1_000;

/** Lets one event a second through and counts the others. */
export class EventThrottle {
  private passedAt = -Infinity;
  private suppressed = 0;

  constructor(private readonly clock: Pick<Clock, 'monotonicMillis'>) {}

  pass(event: (suppressed: number) => void): void {
    const now = this.clock.monotonicMillis();
    if (now - this.passedAt < EVERY_MILLIS) {
      this.suppressed += 1;
      return;
    }
    const { suppressed } = this;
    this.passedAt = now;
    this.suppressed = 0;
    event(suppressed);
  }
}
