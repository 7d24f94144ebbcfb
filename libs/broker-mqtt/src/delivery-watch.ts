import type { Clock, Micros } from '@yanshou/telemetry';
import type { BrokerConnection } from './broker-connection.js';

/** How much sooner it is asked again after an answer that proved nothing. */
const SOONER = 10;

/**
 * Finds out until when the broker had nothing for our session that has not come and got its outcome. While a backlog is
 * brought home nothing is proven: should the broker lose the session meanwhile, what was in it is missing since before.
 */
export class DeliveryWatch {
  private timer: NodeJS.Timeout | undefined;
  /** Proven as soon as the messages that had come by then have their outcome. */
  private pending: { readonly at: Micros; readonly until: number } | undefined;

  constructor(
    private readonly connection: Pick<BrokerConnection, 'askForBacklog' | 'isSettled'>, private readonly everyMillis: number, private readonly clock: Clock, private readonly onWhole: (until: Micros) => void,
  ) {}

  begin(): void {
    if (this.pending === undefined) this.ask();
    else this.prove(this.pending);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private ask(): void {
    const at = this.clock.now();
    this.connection.askForBacklog(({ isEmpty, until }) => {
      if (!isEmpty) return this.later(this.everyMillis / SOONER);
      this.pending = { at, until };
      this.prove(this.pending);
    });
  }

  private prove({ at, until }: { readonly at: Micros; readonly until: number }): void {
    if (!this.connection.isSettled(until)) return this.later(this.everyMillis / SOONER);
    this.pending = undefined;
    this.onWhole(at);
    this.later(this.everyMillis);
  }

  private later(millis: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), millis);
  }
}
