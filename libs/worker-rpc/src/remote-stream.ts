/** Items that may be on their way or waiting here: bounds the memory of a reader that is slower than its source. */
export const READ_AHEAD = 4;

interface Waiting {
  resolve(result: IteratorResult<unknown>): void;
  reject(error: Error): void;
}

/** The receiving side of a stream: an async iterator over items that are pulled with a bounded read-ahead. */
export class RemoteStream implements AsyncIterableIterator<unknown> {
  private readonly items: unknown[] = [];
  private readonly waiting: Waiting[] = [];
  private ended = false;
  private error: Error | undefined;

  constructor(
    private readonly grant: (items: number) => void,
    private readonly stop: () => void,
  ) {
    grant(READ_AHEAD);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown>> {
    if (this.items.length > 0) return Promise.resolve({ done: false, value: this.taken(this.items.shift()) });
    if (this.error !== undefined) return this.failOnce(this.error);
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<unknown>> {
    if (!this.ended) this.stop();
    this.items.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  push(item: unknown): void {
    const reader = this.waiting.shift();
    if (reader === undefined) this.items.push(item);
    else reader.resolve({ done: false, value: this.taken(item) });
  }

  end(error?: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.error = error;
    for (const reader of this.waiting.splice(0)) {
      if (error === undefined) reader.resolve({ done: true, value: undefined });
      else reader.reject(error);
    }
  }

  private taken(item: unknown): unknown {
    if (!this.ended) this.grant(1);
    return item;
  }

  private failOnce(error: Error): Promise<never> {
    this.error = undefined;
    return Promise.reject(error);
  }
}
