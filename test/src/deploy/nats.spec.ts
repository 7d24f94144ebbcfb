import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectJetStream, openPartitionedJournal, readNatsUrl } from '@yanshou/journal-jetstream';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import { NATS_BINARY, natsInstalled, natsSince, until } from '@yanshou/journal-jetstream/testing';
import { systemClock } from '@yanshou/telemetry';
import { scratchDirectory } from '../platform-under-test/test-platform.js';
import { COMPOSE, ROOT, repositoryText } from './compose-file.js';

const LONG = 120_000;
/** Servers before 2.10, Debian's among them, do not know it and refuse to start. */
const SINCE_2_10 = /^ *sync_interval: always\n/m;
/** Each container has an address of its own: so has each server here, of the loopback. */
const ADDRESSES: Readonly<Record<string, string>> = { 'nats-1': '127.0.77.1', 'nats-2': '127.0.77.2', 'nats-3': '127.0.77.3' };

if (!natsInstalled('the configuration of its container')) {
  it('is not run without NATS', () => expect(existsSync(NATS_BINARY)).toBe(false));
} else {
  describe('the NATS servers, as their containers are configured', () => {
    let directory: string;
    let servers: ChildProcess[] = [];

    const secret = (name: string): string => readFileSync(join(directory, 'secrets', name), 'utf8').trim();

    /** Folder of a server: what its container mounts, with addresses in place of names. */
    const prepare = (name: string): string => {
      const folder = join(directory, name);
      const address = ADDRESSES[name] as string;
      const placed = (text: string): string => Object.entries(ADDRESSES).reduce((rest, [other, at]) => rest.replaceAll(`@${other}:`, `@${at}:`), text).replaceAll('0.0.0.0', address);
      mkdirSync(folder);
      writeFileSync(join(folder, 'nats.conf'), placed(repositoryText('deploy/nats/nats.conf')).replace(natsSince(2, 10, 0) ? /^$/ : SINCE_2_10, '').replace('http: 127.0.0.1', `http: ${address}`).replace('store_dir: /data', `store_dir: ${folder}/data`));
      writeFileSync(join(folder, 'secrets.conf'), placed(secret('nats-secrets.conf')));
      return join(folder, 'nats.conf');
    };

    beforeAll(async () => {
      directory = scratchDirectory();
      execFileSync(process.execPath, [join(ROOT, 'tools/compose-secrets.mjs'), join(directory, 'secrets')], { stdio: 'ignore' });
      servers = Object.keys(ADDRESSES).map((name) => spawn(NATS_BINARY, ['--config', prepare(name)], { env: { NATS_SERVER_NAME: name }, stdio: 'ignore' }));
      await agreed();
    }, LONG);
    afterAll(async () => {
      const gone = servers.filter(({ exitCode }) => exitCode === null).map((server) => new Promise((resolve) => void server.once('exit', resolve)));
      servers.forEach((server) => server.kill('SIGKILL'));
      await Promise.all(gone);
      rmSync(directory, { recursive: true });
    });

    /** What each says of the cluster once all are healthy, know of all and name the same leader: an election may be followed by another, and who has just heard of its end, or of a server, says so a little later. */
    const agreed = (): Promise<readonly (MetaCluster | undefined)[]> => until(async () => {
      const clusters = await Promise.all(Object.values(ADDRESSES).map(metaCluster));
      const healthy = await Promise.all(Object.values(ADDRESSES).map(isHealthy));
      const leaders = clusters.map((cluster) => cluster?.leader ?? '');
      const knowsAll = clusters.every((cluster) => cluster?.cluster_size === servers.length);
      return !leaders.includes('') && new Set(leaders).size === 1 && knowsAll && healthy.every(Boolean) && clusters;
    }, LONG);

    it('make one cluster of three with JetStream, of which each knows the leader', async () => {
      expect((await agreed()).map((cluster) => [cluster?.name, cluster?.cluster_size])).toEqual(Array(3).fill(['yanshou', 3]));
      for (const [name, address] of Object.entries(ADDRESSES)) {
        expect(((await (await fetch(`http://${address}:8222/varz`)).json()) as { server_name: string }).server_name).toBe(name);
      }
    }, LONG);

    it('let in who has the secret, and nobody else', async () => {
      const user = new URL(secret('nats-url').split(',')[0] as string);
      expect(await answerTo({ user: user.username, pass: user.password })).toContain('PONG');
      expect(await answerTo({ user: user.username, pass: 'wrong' })).toContain('Authorization Violation');
      expect(await answerTo({})).toContain('Authorization Violation');
    }, LONG);

    it('tell the platform how much room the journal has, on all of them together', async () => {
      const address = Object.values(ADDRESSES).join(':4222,') + ':4222';
      const { username, password } = new URL(secret('nats-url').split(',')[0] as string);
      const connection = await connectJetStream(readNatsUrl(`nats://${username}:${password}@${address.replaceAll(',', ',nats://')}`) as NatsAddress, 'room');
      const { limits, storage } = await connection.manager.getAccountInfo();
      const [, store = ''] = /max_file_store: (\d+)GB/.exec(repositoryText('deploy/nats/nats.conf')) ?? [];
      expect([limits.max_storage, storage]).toEqual([3 * Number(store) * 1_024 ** 3, 0]);
      const journal = await openPartitionedJournal({ connection, clock: systemClock });
      expect(journal.room()).toEqual({ usedBytes: expect.any(Number), freeBytes: expect.any(Number), limitBytes: expect.any(Number) });
      expect(journal.room()?.freeBytes).toBeGreaterThan(0.9 * limits.max_storage);
      await journal.close();
      await connection.close();
    }, LONG);

    it('keep the journal on their volume and flush before they acknowledge', () => {
      const text = repositoryText('deploy/nats/nats.conf');
      expect(text).toMatch(SINCE_2_10);
      const storage = /store_dir: (\S+)/.exec(text)?.[1] ?? '';
      const configured = Object.entries(COMPOSE.services).filter(([, { image }]) => image?.startsWith('nats:'));
      expect(configured.map(([name]) => name)).toEqual(Object.keys(ADDRESSES));
      for (const [name, { environment, volumes }] of configured) {
        expect(environment).toEqual({ NATS_SERVER_NAME: name });
        expect(volumes).toContain(`${name}:${storage}`);
      }
    });
  });
}

interface MetaCluster {
  readonly name: string;
  readonly leader?: string;
  readonly cluster_size: number;
}

const metaCluster = (address: string): Promise<MetaCluster | undefined> =>
  fetch(`http://${address}:8222/jsz`).then(async (answer) => ((await answer.json()) as { meta_cluster?: MetaCluster }).meta_cluster, () => undefined);

/** As its container is asked. */
const isHealthy = (address: string): Promise<boolean> => fetch(`http://${address}:8222/healthz?js-server-only=true`).then(({ status }) => status === 200, () => false);

/** What a server says to a CONNECT with these credentials and a PING. */
function answerTo(credentials: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect({ host: ADDRESSES['nats-1'] as string, port: 4222 });
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/PONG|-ERR/.test(said)) socket.end();
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
    socket.write(`CONNECT ${JSON.stringify({ verbose: false, pedantic: false, lang: 'test', version: '0', ...credentials })}\r\nPING\r\n`);
  });
}
