import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { systemClock } from '@yanshou/telemetry';
import { COMPOSE, ROOT, SERVICES, interpolated } from '../../deploy/compose-file.js';
import type { ComposeService } from '../../deploy/compose-file.js';
import { freePorts } from '@yanshou/telemetry/testing';
import { scratchDirectory } from '../test-platform.js';
import { ContainerRoot } from './container-root.js';
import { Places } from './places.js';
import { COMMANDS, madeFit } from './service-commands.js';
import { ServiceProcess } from './service-process.js';

/** What its services listen on inside their containers, by image. */
const LISTENS: Readonly<Record<string, readonly number[]>> = { 'yanshou-platform': [3000], nats: [4222, 6222, 8222], 'eclipse-mosquitto': [1883, 1884] };
/** Servers that the tests have helpers for: no process of this site. */
const GIVEN = ['postgres', 'influxdb'];
/** What no machine of the tests has. */
const ABSENT = ['grafana'];

export interface ComposeSiteOptions {
  readonly influx: TemporaryInflux;
  /** As the operator's .env: profile, variables. */
  readonly dotEnv: Readonly<Record<string, string>>;
  /** Services that are there a second time, as `{name}-2`. */
  readonly twice: readonly string[];
}

const imageOf = ({ image = '' }: ComposeService): string => (image.split(':')[0] ?? '').split('/').at(-1) ?? '';

/**
 * The services of docker-compose.yml as processes of this machine: which there are, with which environment, files, secrets and
 * start order, and how they are asked for their health, is read from the file. Containers' folders are below a scratch
 * directory and their addresses on the loopback. A service of an image that nobody here can run is an error.
 */
export class ComposeSite {
  private readonly processes = new Map<string, ServiceProcess>();

  private constructor(private readonly directory: string, private readonly postgres: TemporaryPostgres, private readonly databaseUrl: string, readonly places: Places, private readonly services: ReadonlyMap<string, ComposeService>) {}

  static async start(options: ComposeSiteOptions): Promise<ComposeSite> {
    const services = new Map(servicesOf(options));
    const postgres = await startTemporaryPostgres(postgresBinaries() as string);
    const site = new ComposeSite(scratchDirectory(), postgres, await postgres.createDatabase(), await placesOf(services, options), services);
    try {
      site.prepare(options);
      await site.startInOrder();
    } catch (error) {
      await site.close();
      throw error;
    }
    return site;
  }

  /** Of the services that run here, by their image. */
  named(image: string): string[] {
    return [...this.processes.keys()].filter((name) => imageOf(this.services.get(name) as ComposeService) === image);
  }

  /** Of those that run the platform, with this role. */
  withRole(role: string): string[] {
    return this.named('yanshou-platform').filter((name) => this.services.get(name)?.environment?.['YANSHOU_ROLES'] === role);
  }

  process(name: string): ServiceProcess {
    const found = this.processes.get(name);
    if (found === undefined) throw new Error(`no service ${name} runs here`);
    return found;
  }

  http(name: string): string {
    return `http://${this.places.of(name, 3000)}`;
  }

  secret(name: string): string {
    return readFileSync(join(this.directory, 'secrets', name), 'utf8').trim();
  }

  /** The site's own view of the registry, for what no answer of the API says. */
  registry(): Promise<Registry> {
    return openRegistry({ databaseUrl: this.databaseUrl, pepper: 'none' }, systemClock);
  }

  async close(): Promise<void> {
    const platform = this.named('yanshou-platform');
    const servers = [...this.processes.keys()].filter((name) => !platform.includes(name));
    for (const names of [platform, servers]) await Promise.all(names.map((name) => this.process(name).stop()));
    await this.postgres.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private prepare({ dotEnv }: ComposeSiteOptions): void {
    const secrets = join(this.directory, 'secrets');
    execFileSync(process.execPath, [join(ROOT, 'tools/compose-secrets.mjs'), secrets], { stdio: 'ignore' });
    // The account of the server that is given here.
    writeFileSync(join(secrets, 'database-url'), `${this.databaseUrl}\n`);
    const volume = (name: string): string => {
      mkdirSync(join(this.directory, 'volumes', name), { recursive: true });
      return join(this.directory, 'volumes', name);
    };
    for (const [name, service] of this.services) {
      const command = COMMANDS[imageOf(service)];
      if (command === undefined) continue;
      const placed = (text: string): string => madeFit(this.places.inFileOf(name, text));
      const root = new ContainerRoot(join(this.directory, 'containers', name), name, service, { volume, secret: (secret) => join(this.directory, COMPOSE.secrets[secret]?.file ?? ''), placed });
      this.processes.set(name, new ServiceProcess(name, command({ name, service, root, places: this.places, dotEnv })));
    }
  }

  /** Each as soon as those it depends on are as it wants them. */
  private async startInOrder(): Promise<void> {
    const launched = new Map<string, Promise<void>>();
    const healthy = new Map<string, Promise<void>>();
    const begin = (name: string): void => {
      if (healthy.has(name) || !this.processes.has(name)) return;
      const needs = Object.entries(this.services.get(name)?.depends_on ?? {});
      needs.forEach(([other]) => begin(other));
      const ready = Promise.all(needs.map(([other, { condition }]) => (condition === 'service_started' ? launched : healthy).get(other)));
      const launch = ready.then(() => this.process(name).launch());
      launched.set(name, launch);
      healthy.set(name, launch.then(() => this.process(name).start()));
    };
    for (const name of this.processes.keys()) begin(name);
    await Promise.all([...launched.values(), ...healthy.values()]);
  }
}

/** Those that the profile starts, and the second ones. Throws for one that nobody here can run. */
function servicesOf({ dotEnv, twice }: ComposeSiteOptions): [string, ComposeService][] {
  const started = SERVICES.filter(([, { profiles, scale = '1' }]) => (profiles === undefined || profiles.includes(dotEnv['COMPOSE_PROFILES'] ?? '')) && interpolated(scale, dotEnv) !== '0');
  for (const [name, service] of started) {
    const image = imageOf(service);
    if (!(image in COMMANDS) && !GIVEN.includes(image) && !ABSENT.includes(image)) throw new Error(`nothing here runs ${image} of service ${name}`);
  }
  const second = twice.map((name): [string, ComposeService] => {
    const service = started.find(([known]) => known === name)?.[1];
    if (service === undefined) throw new Error(`no service ${name} is started`);
    return [`${name}-2`, { ...service, environment: { ...service.environment, YANSHOU_INSTANCE: `${name}-2` } }];
  });
  return [...started, ...second];
}

async function placesOf(services: ReadonlyMap<string, ComposeService>, { influx }: ComposeSiteOptions): Promise<Places> {
  const places = new Places();
  const wanted = [...services].flatMap(([name, service]) => (LISTENS[imageOf(service)] ?? []).map((port) => [name, port] as const));
  const ports = await freePorts(wanted.length);
  wanted.forEach(([name, inside], index) => places.put(name, inside, `127.0.0.1:${ports[index] as number}`));
  places.put('influxdb', 8086, new URL(influx.url).host);
  return places;
}
