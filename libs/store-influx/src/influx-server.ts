import type { InfluxConnection } from './influx-connection.js';
import { noInfluxBehind, unknownServer } from './influx-failures.js';
import { refusal } from './influx-refusal.js';

/** What answers: 1.x, 2.x or 3.x, which differ in how one writes, names things and proves who one is. */
export interface InfluxServer {
  readonly generation: 1 | 2 | 3;
  readonly version: string;
  /** 3 Core reads only about the last three days at a time. */
  readonly core: boolean;
}

/**
 * Asks /ping, whose headers name version and build (a 3.x says so in its body as well), else /health. Throws
 * `store-server-unknown` when something else is there and well, `store-unavailable` (retryable) when nothing answers or
 * something that is not well: a proxy may answer for a server that is down.
 */
export async function findServer(connection: InfluxConnection, url: string, headers: Readonly<Record<string, string>> = {}): Promise<InfluxServer> {
  const ping = await connection.ask('/ping', { method: 'GET', headers });
  const build = ping.header('x-influxdb-build') ?? '';
  const version = ping.header('x-influxdb-version') ?? versionIn(ping.json);
  const found = serverOf(version, build);
  if (found) return found;
  const health = await connection.ask('/health', { method: 'GET', headers });
  const healthy = serverOf(versionIn(health.json), '');
  if (healthy) return healthy;
  if (health.status >= 500 || health.status === 401 || health.status === 403) throw refusal(health, url);
  throw health.status < 400 ? unknownServer(url) : noInfluxBehind(url, health.status);
}

function serverOf(version: string, build: string): InfluxServer | undefined {
  const generation = Number(/^v?(\d+)\./.exec(version)?.[1]);
  if (generation !== 1 && generation !== 2 && generation !== 3) return undefined;
  return { generation, version: version.replace(/^v/, ''), core: generation === 3 && /core/i.test(build) };
}

const versionIn = (json: unknown): string => {
  const { version } = (json ?? {}) as { readonly version?: unknown };
  return typeof version === 'string' ? version : '';
};
