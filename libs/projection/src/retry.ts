import { Failure } from '@yanshou/telemetry';

/** A pause that a stop can end; one waits in it at a time. */
export class Pause {
  private wake: (() => void) | undefined;
  private ended = false;

  get isEnded(): boolean {
    return this.ended;
  }

  async wait(millis: number): Promise<void> {
    if (this.ended || millis <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }

  /** Ends the pause under way and all later ones. */
  end(): void {
    this.ended = true;
    this.wake?.();
  }
}

export interface RetryRule {
  readonly firstMillis: number;
  readonly longestMillis: number;
  readonly alarm: (failure: Failure, attempt: number) => void;
  /** Ends the pauses, and with them the trying. */
  readonly pause: Pause;
}

/** Stopped before an attempt, be it the first. */
export const STOPPED = Symbol('stopped');

/**
 * Does `attempt` until it succeeds, with growing pauses after failures that are retryable; others, and what is no
 * Failure, are thrown. Gives STOPPED instead of trying when the pause was ended; an attempt under way is awaited.
 */
export async function retrying<T>(attempt: () => Promise<T>, rule: RetryRule): Promise<T | typeof STOPPED> {
  for (let tries = 1, millis = rule.firstMillis; ; tries += 1, millis = Math.min(millis * 2, rule.longestMillis)) {
    if (rule.pause.isEnded) return STOPPED;
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Failure) || !error.retryable) throw error;
      rule.alarm(error, tries);
      await rule.pause.wait(millis);
    }
  }
}
