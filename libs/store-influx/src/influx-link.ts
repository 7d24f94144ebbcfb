import { systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { InfluxConnection } from './influx-connection.js';
import { credentialHeaders, dialectOf } from './influx-dialect.js';
import type { InfluxDialect } from './influx-dialect.js';
import { findServer } from './influx-server.js';
import type { InfluxServer } from './influx-server.js';
import { isOnThisMachine } from './influx-settings.js';
import type { InfluxLimits, InfluxSettings } from './influx-settings.js';

export interface LinkedServer {
  readonly server: InfluxServer;
  readonly dialect: InfluxDialect;
}

/** The way to one server. Which one it is, is asked at the first need and again until it answers: it may be down at the start. */
export class InfluxLink {
  readonly connection: InfluxConnection;
  readonly isOnThisMachine: boolean;
  private found: LinkedServer | undefined;

  constructor(private readonly settings: InfluxSettings, limits: InfluxLimits, clock: Clock = systemClock) {
    this.connection = new InfluxConnection(settings, limits, clock);
    this.isOnThisMachine = isOnThisMachine(settings);
  }

  /** Throws `store-unavailable` (retryable), `store-server-unknown` or `store-settings-missing`. */
  async ready(): Promise<LinkedServer> {
    if (!this.found) {
      const server = await findServer(this.connection, this.settings.url, credentialHeaders(this.settings));
      this.found = { server, dialect: dialectOf(server, this.settings, this.connection) };
    }
    return this.found;
  }

  close(): void {
    this.connection.close();
  }
}
