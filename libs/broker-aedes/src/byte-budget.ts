/** What a message costs beside its payload, about: its packet, its record, its place in the queues. */
const MESSAGE_BYTES = 512;
const RELIEVED = 0.5;

/**
 * What all connections together may have inside without an outcome. Once it is spent nobody gets any more until half
 * of it has come back; then those who wait go on, in the order in which they began to wait.
 */
export class ByteBudget {
  private spent = 0;
  private isSpent = false;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limit: number) {}

  /** Bytes without an outcome. */
  get used(): number {
    return this.spent;
  }

  /** Whether `bytes` more may come in now; if not, `onRelief` is called once when it is worth asking again. */
  admits(bytes: number, onRelief: () => void): boolean {
    // A single message may exceed it, or it would never come in.
    if (!this.isSpent && (this.spent === 0 || this.spent + bytes <= this.limit)) return true;
    this.isSpent = true;
    this.waiting.add(onRelief);
    return false;
  }

  take(bytes: number): void {
    this.spent += bytes;
  }

  give(bytes: number): void {
    this.spent -= bytes;
    if (this.isSpent && this.spent <= this.limit * RELIEVED) this.relieve();
  }

  forget(onRelief: () => void): void {
    this.waiting.delete(onRelief);
  }

  private relieve(): void {
    this.isSpent = false;
    const relieved = [...this.waiting];
    this.waiting.clear();
    for (const goOn of relieved) goOn();
  }
}

/** One connection's part of the budget. Sizes are payload bytes. */
export class BudgetShare {
  /** Of messages let in that the handler has not been given yet; they go with the connection. */
  private unclaimed = 0;

  constructor(private readonly budget: ByteBudget, private readonly onRelief: () => void) {}

  admits(payloadBytes: number): boolean {
    return this.budget.admits(payloadBytes + MESSAGE_BYTES, this.onRelief);
  }

  take(payloadBytes: number): void {
    this.unclaimed += payloadBytes + MESSAGE_BYTES;
    this.budget.take(payloadBytes + MESSAGE_BYTES);
  }

  /** The handler has it now: it counts until its outcome, though the connection may end before. Wills come in here. */
  handOver(payloadBytes: number): void {
    const bytes = payloadBytes + MESSAGE_BYTES;
    const known = Math.min(bytes, this.unclaimed);
    this.unclaimed -= known;
    this.budget.take(bytes - known);
  }

  settle(payloadBytes: number): void {
    this.budget.give(payloadBytes + MESSAGE_BYTES);
  }

  /** The connection has ended. */
  close(): void {
    this.budget.forget(this.onRelief);
    const { unclaimed } = this;
    this.unclaimed = 0;
    this.budget.give(unclaimed);
  }
}
