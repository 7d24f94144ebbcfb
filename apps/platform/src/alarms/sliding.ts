interface Taken<T> {
  readonly at: number;
  readonly value: T;
}

/** Remembers what grows, so that the growth over the last while can be told. */
export class Sliding<T> {
  private readonly taken: Taken<T>[] = [];

  constructor(private readonly spanMillis: number) {}

  /** Takes the present state and answers the one from a span ago, or the oldest there is. `now`: monotonic milliseconds. */
  push(value: T, now: number): T {
    this.taken.push({ at: now, value });
    // The last one that is a span old stays: the growth is over the whole span.
    while (this.taken.length > 1 && now - (this.taken[1] as Taken<T>).at >= this.spanMillis) this.taken.shift();
    return (this.taken[0] as Taken<T>).value;
  }
}
