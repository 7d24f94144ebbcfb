import { MICROS_PER_DAY, MICROS_PER_HOUR, systemClock } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { clockAhead, retentionShort } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import type { InfluxSettings } from './influx-settings.js';

/** What goes within the hour is not worth writing; a server whose clock is that much ahead drops it already. */
const CLOCKS_APART = MICROS_PER_HOUR;

/** How long readings are to be kept, and whether the server does. */
export class Retention {
  private readonly kept = new Set<string>();

  constructor(private readonly link: InfluxLink, private readonly settings: Pick<InfluxSettings, 'retentionDays'>, private readonly clock: Clock = systemClock, private readonly ahead: () => Micros | undefined = () => 0) {}

  /**
   * Readings before this are not written any more: the server would drop them within the hour, as an operator has asked
   * for. By its clock, unless that is so far ahead that it would be wrong to believe it.
   */
  oldest(): Micros {
    const ahead = this.serverAhead();
    return this.oldestBy(ahead <= CLOCKS_APART ? ahead : 0);
  }

  /** Readings before this may be gone: by the server's clock, where that is ahead of ours. */
  keptFrom(): Micros {
    return this.oldestBy(this.serverAhead());
  }

  /**
   * Throws `store-clock-ahead` (retryable) for a reading that is to be kept and that the server would drop, because its
   * clock is more ahead than an hour: it waits until the clocks agree.
   */
  mayWrite(at: Micros): void {
    if (at >= this.oldest() && at < this.keptFrom()) throw clockAhead(this.serverAhead());
  }

  private oldestBy(ahead: Micros): Micros {
    const { retentionDays } = this.settings;
    return retentionDays === undefined ? -Infinity : this.clock.now() + ahead - retentionDays * MICROS_PER_DAY + CLOCKS_APART;
  }

  private serverAhead(): Micros {
    return Math.max(0, this.ahead() ?? 0);
  }

  /**
   * Asks once how long a database keeps what is in it. Throws `store-retention-short` (retryable: an operator can lengthen
   * it). Where the server does not say, its answers to writes will tell.
   */
  async check(database: string): Promise<void> {
    if (this.kept.has(database)) return;
    const { dialect } = await this.link.ready();
    const days = await dialect.retentionDays(database);
    const { retentionDays: wanted = Infinity } = this.settings;
    if (days !== undefined && days < wanted) throw retentionShort(database, days, wanted);
    this.kept.add(database);
  }

  /** Somebody may have changed it since: ask again. */
  forget(): void {
    this.kept.clear();
  }
}
