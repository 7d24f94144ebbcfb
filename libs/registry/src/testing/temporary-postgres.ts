import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@yanshou/telemetry/testing';
import pg from 'pg';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

export interface TemporaryPostgres {
  /** A folder that goes with it. */
  readonly directory: string;
  /** Creates an empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Ends it as a crash would; what was committed is kept. */
  halt(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder of the newest installed server's commands; undefined when there is none. */
export function postgresBinaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((left, right) => Number(right) - Number(left)) : [];
  return versions.map((version) => join(DEBIAN, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts a cluster of its own in a temporary folder on a free port; it keeps nothing. */
export async function startTemporaryPostgres(binaries: string): Promise<TemporaryPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-postgres-'));
  const account = await serverAccount();
  if (account !== undefined) await chown(directory, account.uid, account.gid);
  await chmod(directory, 0o700);
  const options = { ...account, cwd: directory };
  const data = join(directory, 'data');
  await run(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C', '--locale-provider=icu', '--icu-locale=zh-CN'], options);
  const startAt = async (port: number): Promise<void> => {
    const settings = `-p ${port} -k ${directory} -c listen_addresses=127.0.0.1 -c fsync=off`;
    await run(join(binaries, 'pg_ctl'), ['-D', data, '-w', '-l', join(directory, 'log'), '-o', settings, 'start'], options);
  };
  const halt = async (): Promise<void> => {
    await run(join(binaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options);
  };
  const port = await startAnywhere(startAt);
  let databases = 0;
  return {
    directory,
    createDatabase: async () => {
      databases += 1;
      await createDatabase(port, `registry_${databases}`);
      return urlOf(port, `registry_${databases}`);
    },
    halt, start: () => startAt(port),
    stop: async () => {
      await halt().catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Answers the port. One that was free may be somebody's by the time the server wants it. */
async function startAnywhere(startAt: (port: number) => Promise<void>, attempts = 5): Promise<number> {
  const port = await freePort();
  try {
    await startAt(port);
    return port;
  } catch (error) {
    if (attempts <= 1) throw error;
    return startAnywhere(startAt, attempts - 1);
  }
}

const urlOf = (port: number, database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;

async function createDatabase(port: number, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
}

/** The server refuses to run as root. */
async function serverAccount(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const ids = async (name: string): Promise<{ uid: number; gid: number }> => ({
    uid: Number((await run('id', ['-u', name])).stdout),
    gid: Number((await run('id', ['-g', name])).stdout),
  });
  return ids('postgres').catch(() => ids('nobody'));
}
