import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { Failure, Micros } from '@yanshou/telemetry';
import { clocksApart } from './influx-failures.js';
import type { InfluxConnection } from './influx-connection.js';

/** Clocks that are kept by NTP differ by less; so do the header's whole seconds and the way. */
const TOLERANCE = 60 * MICROS_PER_SECOND;

/**
 * How far the server's clock is from ours, by the `Date` (RFC 9110, 6.6.1) of whatever it answered last. The server
 * drops what is older than it keeps, and ends tokens, by its own clock.
 */
export class ServerClock {
  private told = 0;

  constructor(private readonly connection: Pick<InfluxConnection, 'served' | 'ask'>, private readonly warn: (failure: Failure) => void) {}

  /** By how much it is ahead at least, negative where it is behind; 0 within what a header can tell. Undefined before an answer. */
  ahead(): Micros | undefined {
    const { served } = this.connection;
    const date = served === undefined ? NaN : Date.parse(served.date) * 1_000;
    if (served === undefined || Number.isNaN(date)) return undefined;
    const [least, most] = [date - served.answered, date + MICROS_PER_SECOND - served.asked];
    return least > 0 ? least : Math.min(0, most);
  }

  /** Asks now. Without an answer it stays as it was: others will tell. */
  async look(): Promise<void> {
    await this.connection.ask('/ping', { method: 'GET' }).catch(() => undefined);
    this.judge();
  }

  /** Warns when the clocks have come apart, once until they are together again. */
  judge(): void {
    const ahead = this.ahead() ?? 0;
    const side = Math.abs(ahead) > TOLERANCE ? Math.sign(ahead) : 0;
    if (side === this.told || (side === 0 && Math.abs(ahead) > TOLERANCE / 2)) return;
    this.told = side;
    if (side !== 0) this.warn(clocksApart(ahead));
  }
}
