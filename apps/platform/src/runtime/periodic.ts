const LONGEST_MILLIS = 10_000;

/**
 * A task that runs again `everyMillis` after it ended. While it fails it is tried ever more rarely (up to 10 s), and
 * `onError` hears of a fault when it begins and when it changes, not at every attempt.
 */
export class Periodic {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private pause: number;
  private fault: string | undefined;

  constructor(
    private readonly everyMillis: number,
    private readonly task: () => Promise<unknown> | void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.pause = everyMillis;
    this.schedule();
  }

  /** No further run; resolves when the present one has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.run().finally(() => this.schedule());
    }, this.pause);
  }

  private async run(): Promise<void> {
    try {
      await this.task();
      this.pause = this.everyMillis;
      this.fault = undefined;
    } catch (error) {
      this.pause = Math.max(this.everyMillis, Math.min(this.pause * 2, LONGEST_MILLIS));
      if (this.fault !== String(error)) this.onError(error);
      this.fault = String(error);
    }
  }
}
