import { fail, ok } from '@yanshou/telemetry';
import type { Failure, Result } from '@yanshou/telemetry';

/**
 * A question whose answer is not waited for longer than `limitMillis`. While one is overdue none is asked beside it, so that
 * whoever does not answer is not heaped with questions.
 */
export class Timely<T> {
  private overdue = 0;
  /** Why the last question that ended failed. */
  private fault: unknown;

  constructor(private readonly ask: () => Promise<T>, private readonly limitMillis: number, private readonly unanswered: () => Failure) {}

  /** The last question is still without its answer. */
  get isWaiting(): boolean {
    return this.overdue > 0;
  }

  /** Never rejects. What is late has the fault with which the one before ended, where it did, else `unanswered`. */
  async answer(): Promise<Result<T, unknown>> {
    if (this.overdue > 0) return this.late();
    const asked = this.ask().then((value) => ok(value), (error: unknown) => fail(error));
    const first = await this.within(asked);
    if (first !== undefined) return this.ended(first);
    this.overdue += 1;
    void asked.then((outcome) => {
      this.overdue -= 1;
      this.ended(outcome);
    });
    return this.late();
  }

  private async within(asked: Promise<Result<T, unknown>>): Promise<Result<T, unknown> | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => void (timer = setTimeout(resolve, this.limitMillis, undefined)));
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }

  private ended(outcome: Result<T, unknown>): Result<T, unknown> {
    this.fault = outcome.ok ? undefined : outcome.reason;
    return outcome;
  }

  private late(): Result<T, unknown> {
    return fail(this.fault ?? this.unanswered());
  }
}
