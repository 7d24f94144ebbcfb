/** Lets so many works run at once and so many wait for it. */
export class Slots {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number, private readonly mostWaiting: number) {}

  /** Undefined when one more would have to wait than may. */
  run<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.running < this.most) {
      this.running += 1;
      return this.finish(work);
    }
    if (this.waiting.length >= this.mostWaiting) return undefined;
    return new Promise<void>((resolve) => this.waiting.push(resolve)).then(() => this.finish(work));
  }

  /** The place goes to who waits longest, else it is free. */
  private async finish<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
