import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NatsServers, natsInstalled } from '@yanshou/journal-jetstream/testing';
import { openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { systemClock } from '@yanshou/telemetry';
import { WITH_ADMINISTRATOR } from './people.js';
import { TestPlatform, scratchDirectory } from './test-platform.js';

export interface ScaleSiteOptions {
  readonly influx: TemporaryInflux;
  readonly projects: readonly string[];
  /** Devices of each project. */
  readonly devices: number;
  /** Without them the journal is the segment files of the process that receives. */
  readonly nats: boolean;
  /** How many of them; three unless given. With more, each stream is on three. */
  readonly servers?: number;
}

/** Whether the servers that a site starts are installed; where they have to be, the absence of one is a fault, elsewhere it is noted. */
export function hasSiteServers(what: string): boolean {
  if (postgresBinaries() !== undefined) return natsInstalled(what);
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  const file = process.env.YANSHOU_TEST_NOT_RUN;
  if (file) appendFileSync(file, `PostgreSQL: ${what} (apt-get install postgresql)\n`);
  return false;
}

/** A PostgreSQL, an InfluxDB and, where asked for, NATS servers, and the processes of one platform on them. */
export class ScaleSite {
  private readonly directory = scratchDirectory();
  private readonly running: TestPlatform[] = [];
  private started = 0;
  private secrets: Readonly<Record<string, string>> = {};

  private constructor(private readonly servers: NatsServers | undefined, readonly postgres: TemporaryPostgres, readonly databaseUrl: string, private readonly options: ScaleSiteOptions) {}

  static async open(options: ScaleSiteOptions): Promise<ScaleSite> {
    const [nats, postgres] = await Promise.all([options.nats ? NatsServers.start(options.servers ?? 3) : undefined, startTemporaryPostgres(postgresBinaries() as string)]);
    await (await nats?.connect())?.close();
    return new ScaleSite(nats, postgres, await postgres.createDatabase(), options);
  }

  /** Starts a process with these roles; the first that receives registers the projects. */
  async start(roles: string, env: Readonly<Record<string, string>> = {}): Promise<TestPlatform> {
    const registers = Object.keys(this.secrets).length === 0;
    const { influx, projects, devices } = this.options;
    const platform = await TestPlatform.start({
      directory: join(this.directory, `process-${(this.started += 1)}`), projects: registers ? projects : [''], devices,
      env: {
        ...WITH_ADMINISTRATOR, YANSHOU_ROLES: roles, YANSHOU_INSTANCE: `process-${this.started}`, YANSHOU_SHARED_DIR: join(this.directory, 'shared'), YANSHOU_STORE: 'influxdb', INFLUX_URL: influx.url,
        INFLUX_DATABASE: this.options.projects.join('-'), DATABASE_URL: this.databaseUrl, ...(this.servers && { NATS_URL: this.servers.url }), YANSHOU_DEVICE_RATE: '100000', YANSHOU_DEVICE_BURST: '100000', ...env,
      },
    });
    if (registers) this.secrets = platform.secrets;
    this.running.push(platform);
    return platform;
  }

  get nats(): NatsServers {
    if (this.servers === undefined) throw new Error('this site has no NATS');
    return this.servers;
  }

  /** The site's own view of the registry, for what no answer of the API says. */
  registry(): Promise<Registry> {
    return openRegistry({ databaseUrl: this.databaseUrl, pepper: 'none' }, systemClock);
  }

  secretOf(project: string, principal: string): string {
    return this.secrets[`${project}/${principal}`] ?? '';
  }

  async close(): Promise<void> {
    for (const { child } of [...this.running].reverse()) if (child.process.connected) await child.stop();
    await Promise.all([this.servers?.stop(), this.postgres.stop()]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
