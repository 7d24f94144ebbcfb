import { MICROS_PER_DAY, MICROS_PER_HOUR, systemClock } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { retentionShort } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import type { InfluxSettings } from './influx-settings.js';

/** A server whose clock is ahead drops readings that are still young enough by ours. */
const CLOCKS_APART = MICROS_PER_HOUR;

/** How long readings are to be kept, and whether the server does. */
export class Retention {
  private readonly kept = new Set<string>();

  constructor(private readonly link: InfluxLink, private readonly settings: Pick<InfluxSettings, 'retentionDays'>, private readonly clock: Clock = systemClock) {}

  /** Readings before this are not written any more: the server would drop them, as an operator has asked for. */
  oldest(): Micros {
    const { retentionDays } = this.settings;
    return retentionDays === undefined ? -Infinity : this.clock.now() - retentionDays * MICROS_PER_DAY + CLOCKS_APART;
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
