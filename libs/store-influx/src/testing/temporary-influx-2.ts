import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@yanshou/telemetry/testing';

/**
 * The command of an InfluxDB 2.7, which Debian does not have: whoever has one names it in TEST_INFLUXD2, and what is
 * tested against 1.x is tested against it too.
 */
export const influx2Binary = (): string | undefined => process.env.TEST_INFLUXD2 || undefined;

export interface TemporaryInflux2 {
  readonly url: string;
  readonly org: string;
  /** May do everything. */
  readonly token: string;
  /** An answer of the API, as JSON where it is. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** An answer of /query, as Grafana asks it of a database that bears the bucket's name. */
  query(q: string, database?: string): Promise<unknown>;
  write(bucket: string, lines: string): Promise<number>;
  kill(): Promise<void>;
  /** Again on the same data and port. */
  start(): Promise<void>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

const ORG = 'o';
const TOKEN = 'operator-token';
const START_MILLIS = 60_000;

/** A server of its own in a temporary folder on a free port, set up with an organisation and an operator's token. */
export async function startTemporaryInflux2(binary: string): Promise<TemporaryInflux2> {
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-influx2-'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const options = ['--bolt-path', join(directory, 'bolt'), '--sqlite-path', join(directory, 'sqlite'), '--engine-path', join(directory, 'engine'), '--http-bind-address', address, '--reporting-disabled', '--log-level', 'error'];
  let child = spawn(binary, options, { stdio: 'ignore' });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}${path}`, { method, headers: { authorization: `Token ${TOKEN}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    return (text.startsWith('{') ? JSON.parse(text) : text) as T;
  };
  await answers(url);
  await api('POST', '/api/v2/setup', { username: 'operator', password: 'operator-password', org: ORG, bucket: 'first', token: TOKEN });
  return {
    url, org: ORG, token: TOKEN, api, kill,
    query: async (q, database = '') => (await fetch(`${url}/query`, { method: 'POST', headers: { authorization: `Token ${TOKEN}` }, body: new URLSearchParams({ q, db: database }) })).json(),
    write: async (bucket, lines) => (await fetch(`${url}/api/v2/write?org=${ORG}&bucket=${bucket}&precision=ns`, { method: 'POST', headers: { authorization: `Token ${TOKEN}` }, body: lines })).status,
    start: async () => {
      child = spawn(binary, options, { stdio: 'ignore' });
      await answers(url);
    },
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let waited = 0; waited < START_MILLIS; waited += 50) {
    if (await fetch(`${url}/health`).then(({ ok }) => ok, () => false)) return;
    await sleep(50);
  }
  throw new Error('influxd 2 does not answer');
}
