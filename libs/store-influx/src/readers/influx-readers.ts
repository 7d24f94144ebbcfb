import { InfluxLink } from '../influx-link.js';
import type { LinkedServer } from '../influx-link.js';
import { DEFAULT_INFLUX_LIMITS } from '../influx-settings.js';
import type { InfluxLimits, InfluxSettings } from '../influx-settings.js';
import type { ReaderAccounts, ReaderSecrets } from './reader-account.js';
import { readersNone } from './reader-failures.js';
import { ReaderTokens } from './reader-tokens.js';
import { ReaderUsers } from './reader-users.js';

export interface KeptReaders {
  /** Databases whose account is as its secret says. */
  readonly kept: readonly string[];
  /** Those among them that have another secret than before. */
  readonly renewed: readonly string[];
  /** What kept others from theirs. */
  readonly faults: readonly unknown[];
}

/** Read-only accounts of an InfluxDB, one a database. One process at a time: two would take each other's secrets away. */
export class InfluxReaders {
  private readonly link: InfluxLink;

  constructor(private readonly settings: InfluxSettings, private readonly secrets: ReaderSecrets, limits: Partial<InfluxLimits> = {}) {
    this.link = new InfluxLink(settings, { ...DEFAULT_INFLUX_LIMITS, ...limits });
  }

  /**
   * Brings the accounts of these databases to their secrets; one that is not made yet has its turn another time. Repeated,
   * it changes nothing. Throws what keeps all from theirs: `influx-readers-open`, `influx-readers-none`,
   * `influx-readers-rights`, `store-unavailable` and the like.
   */
  async keep(databases: readonly string[]): Promise<KeptReaders> {
    const accounts = this.accountsOf(await this.link.ready());
    const [kept, renewed, faults]: [string[], string[], unknown[]] = [[], [], []];
    for (const database of await accounts.begin(databases)) {
      try {
        await accounts.keep(database, await this.secrets.read(database), async (secret) => {
          await this.secrets.save(database, secret);
          renewed.push(database);
        });
        kept.push(database);
      } catch (error) {
        faults.push(error);
      }
    }
    return { kept, renewed, faults };
  }

  close(): void {
    this.link.close();
  }

  private accountsOf({ server, dialect }: LinkedServer): ReaderAccounts {
    if (server.generation === 1) return new ReaderUsers(this.link.connection, this.settings);
    if (server.generation === 2) return new ReaderTokens(this.link.connection, dialect, this.settings.org ?? '');
    throw readersNone(`${server.version}${server.core ? ' Core' : ''}`);
  }
}
