/** Counts of a run. Only acknowledged messages were delivered. */
export interface Progress {
  readonly published: number;
  readonly acknowledged: number;
  /** Messages of the whole run: an estimate until the last one was generated; null when the run has no end. */
  readonly total: number | null;
}

/** Counts of all principals of a run together. */
export class ProgressCounter {
  published = 0;
  acknowledged = 0;
  private finishedPrincipals = 0;
  private finishedMessages = 0;

  constructor(
    private readonly principals: number,
    private readonly endless: boolean,
  ) {}

  /** A principal handed over its last message. */
  finish(messages: number): void {
    this.finishedPrincipals += 1;
    this.finishedMessages += messages;
  }

  current(): Progress {
    return { published: this.published, acknowledged: this.acknowledged, total: this.endless ? null : this.total() };
  }

  private total(): number {
    if (this.finishedPrincipals === this.principals) return this.published;
    const average = this.finishedPrincipals === 0 ? 0 : this.finishedMessages / this.finishedPrincipals;
    return Math.max(this.published, Math.round(average * this.principals));
  }
}
