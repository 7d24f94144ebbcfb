import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@yanshou/telemetry/testing';

const BINARY = '/usr/bin/influxd';
const START_MILLIS = 30_000;

/** The server's command; undefined when there is none. */
export const influxBinary = (): string | undefined => (existsSync(BINARY) ? BINARY : undefined);

export interface TemporaryInflux {
  readonly url: string;
  /** Where its files are. */
  readonly directory: string;
  /** Of the process that runs at the moment. */
  readonly pid: number;
  /** Ends it as a crash would, or as an operator does with SIGTERM. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Starts it again on the same data and the same port. */
  start(): Promise<void>;
  /** Replaces text of its configuration, for the next start. */
  configure(text: string, by: string): Promise<void>;
  /** An answer of /query, for what no store would ask. */
  query(q: string, database?: string): Promise<unknown>;
  write(database: string, lines: string): Promise<number>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

/** A server of its own in a temporary folder (below `parent`) on free ports. `settings`: lines for the sections [data] and [http]. */
export async function startTemporaryInflux(binary: string, { parent = tmpdir(), ...settings }: { readonly data?: string; readonly http?: string; readonly parent?: string } = {}): Promise<TemporaryInflux> {
  const directory = await mkdtemp(join(parent, 'yanshou-influx-'));
  const [port = 0, backupPort = 0] = await freePorts(2);
  const config = join(directory, 'influxdb.conf');
  await writeFile(config, configuration(directory, { port, backupPort, ...settings }));
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(binary, ['run', '-config', config], { stdio: 'ignore' });
    await answers(url, child);
  };
  const kill = async (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await gone;
  };
  await start();
  return {
    url, directory, kill, start,
    get pid() {
      return child?.pid ?? 0;
    },
    configure: async (text, by) => writeFile(config, (await readFile(config, 'utf8')).replace(text, by)),
    query: async (q, database = '') => (await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q, db: database }) })).json(),
    write: async (database, lines) => (await fetch(`${url}/write?db=${encodeURIComponent(database)}`, { method: 'POST', body: lines })).status,
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Configured {
  readonly port: number;
  readonly backupPort: number;
  readonly data?: string;
  readonly http?: string;
}

const configuration = (directory: string, { port, backupPort, data = '', http = '' }: Configured): string => `
reporting-disabled = true
bind-address = "127.0.0.1:${backupPort}"
[meta]
  dir = "${directory}/meta"
[data]
  dir = "${directory}/data"
  wal-dir = "${directory}/wal"
  query-log-enabled = false
  ${data}
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
  ${http}
[monitor]
  store-enabled = false
[continuous_queries]
  enabled = false
`;

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < START_MILLIS; waited += 50) {
    if (child.exitCode !== null) throw new Error(`influxd ended with ${child.exitCode}`);
    const up = await fetch(`${url}/ping`).then(({ status }) => status === 204, () => false);
    if (up) return;
    await sleep(50);
  }
  throw new Error('influxd does not answer');
}
