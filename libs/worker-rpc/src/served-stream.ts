import type { RpcPort } from './message.js';
import { pack, post } from './packing.js';
import { toPlainError } from './plain-error.js';

/** One async iterable of the serving side: sends as many items as the other side has granted, never more. */
export class ServedStream {
  private credit = 0;
  private pumping = false;
  private over = false;

  constructor(
    private readonly port: RpcPort,
    private readonly id: number,
    private readonly items: AsyncIterator<unknown>,
    private readonly onOver: () => void,
  ) {}

  grant(items: number): void {
    this.credit += items;
    if (!this.pumping && !this.over) void this.pump();
  }

  /** Ends the iterable early; its `finally` blocks run. Idempotent. */
  stop(): void {
    if (this.over) return;
    this.finish();
    void Promise.resolve(this.items.return?.()).catch(() => undefined);
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    try {
      while (this.credit > 0 && !this.over) await this.sendNext();
    } catch (thrown) {
      if (!this.over) post(this.port, { rpc: 'error', id: this.id, error: toPlainError(thrown) });
      this.finish();
    } finally {
      this.pumping = false;
    }
  }

  private async sendNext(): Promise<void> {
    this.credit -= 1;
    const next = await this.items.next();
    if (this.over) return;
    if (next.done === true) {
      post(this.port, { rpc: 'end', id: this.id });
      this.finish();
    } else post(this.port, { rpc: 'item', id: this.id, value: pack([next.value]) }, [next.value]);
  }

  private finish(): void {
    this.over = true;
    this.onOver();
  }
}
