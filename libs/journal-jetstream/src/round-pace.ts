import type { Clock } from '@yanshou/telemetry';

/** Messages to the servers, a second, of all partitions of a process. */
export const ROUNDS_PER_SECOND = 1_000;
/** Rounds that may begin at once after a rest: one for each partition, twice. */
export const BURST = 32;

/**
 * How soon the next round may begin. A round costs the writer, three servers and the reader about the same whether it holds
 * one record or a hundred, so a process that would begin more of them a second lets them gather instead: each partition that
 * wants to goes on in its turn, 16 ms later where all sixteen do. Below that nothing waits.
 */
export class RoundPace {
  private allowance = BURST;
  private countedAt: number;
  private readonly waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: Clock) {
    this.countedAt = clock.monotonicMillis();
  }

  /** Resolves when a round may begin: at once, or in the order of the calls. */
  turn(): Promise<void> {
    this.count();
    if (this.waiting.length === 0 && this.allowance >= 1) {
      this.allowance -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.timer ??= setTimeout(() => this.grant(), 1);
    });
  }

  private count(): void {
    const now = this.clock.monotonicMillis();
    this.allowance = Math.min(BURST, this.allowance + ((now - this.countedAt) * ROUNDS_PER_SECOND) / 1_000);
    this.countedAt = now;
  }

  private grant(): void {
    this.count();
    const granted = this.waiting.splice(0, Math.floor(this.allowance));
    this.allowance -= granted.length;
    this.timer = this.waiting.length > 0 ? setTimeout(() => this.grant(), 1) : undefined;
    for (const resolve of granted) resolve();
  }
}
