import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@yanshou/telemetry/testing';
import { connectJetStream } from '../connect-jetstream.js';
import type { JetStreamConnection } from '../connect-jetstream.js';
import { readNatsUrl } from '../nats-url.js';
import type { NatsAddress } from '../nats-url.js';

/** Debian's unless the tests are told of another. */
export const NATS_BINARY = process.env['TEST_NATS_SERVER'] ?? '/usr/sbin/nats-server';
const START_MILLIS = 30_000;

/** Whether the server is installed; where it has to be, its absence is a fault, elsewhere it is noted. */
export function natsInstalled(what: string): boolean {
  if (existsSync(NATS_BINARY)) return true;
  if (process.env['CI'] === 'true') throw new Error('NATS is not installed');
  const file = process.env['YANSHOU_TEST_NOT_RUN'];
  if (file) appendFileSync(file, `NATS: ${what} (apt-get install nats-server)\n`);
  return false;
}

/** Whether the servers are of this version or a later one. */
export function natsSince(...version: readonly [major: number, minor: number, patch: number]): boolean {
  const found = /v(\d+)\.(\d+)\.(\d+)/.exec(execFileSync(NATS_BINARY, ['--version'], { encoding: 'utf8' }))?.slice(1).map(Number) ?? [];
  const differs = version.findIndex((part, place) => part !== found[place]);
  return differs < 0 || (found[differs] ?? 0) > (version[differs] as number);
}

export interface ServerSetting {
  readonly jetStream?: boolean;
  /** Where a server keeps its streams; a folder of its own unless given. */
  readonly storeOf?: (name: string) => string;
  /** Lines of the configuration beside ours. */
  readonly more?: string;
}

interface Member {
  readonly name: string;
  readonly port: number;
  readonly routePort: number;
  readonly monitorPort: number;
}

/** What a server tells of the streams it holds. */
interface HeldStreams {
  readonly account_details?: readonly { readonly stream_detail?: readonly { readonly name: string; readonly state: { readonly last_seq: number } }[] }[];
}

/** Servers in temporary folders on free ports of the loopback; several make a cluster. */
export class NatsServers {
  private readonly running = new Map<string, ChildProcess>();

  /** As the containers are configured: a majority has flushed what is acknowledged. */
  private readonly flushes = natsSince(2, 10, 0) ? ', sync_interval: always' : '';

  private constructor(private readonly directory: string, readonly members: readonly Member[], private readonly setting: ServerSetting) {}

  static async start(count: number, setting: ServerSetting = {}): Promise<NatsServers> {
    const directory = await mkdtemp(join(tmpdir(), 'yanshou-nats-'));
    const ports = await freePorts(3 * count);
    const portOf = (place: number): number => ports[place] as number;
    const members = Array.from({ length: count }, (_, index) => (
      { name: `n${index}`, port: portOf(3 * index), routePort: portOf(3 * index + 1), monitorPort: portOf(3 * index + 2) }));
    const servers = new NatsServers(directory, members, setting);
    for (const { name } of members) await servers.launch(name);
    return servers;
  }

  get url(): string {
    return this.members.map(({ port }) => `nats://127.0.0.1:${port}`).join(',');
  }

  get address(): NatsAddress {
    return readNatsUrl(this.url) as NatsAddress;
  }

  /** A connection once JetStream answers: a cluster has to elect first. */
  async connect(address = this.address): Promise<JetStreamConnection> {
    const deadline = performance.now() + START_MILLIS;
    for (;;) {
      try {
        return await connectJetStream(address, 'test');
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(100);
      }
    }
  }

  /** Starts a server, again on the same data and ports; `jetStream: false` as one whose JetStream is off. */
  async launch(name: string, { jetStream = this.setting.jetStream !== false } = {}): Promise<void> {
    const member = this.members.find((candidate) => candidate.name === name) as Member;
    const file = join(this.directory, `${name}.conf`);
    await writeFile(file, this.configurationOf(member, jetStream));
    const child = spawn(NATS_BINARY, ['-c', file, '-l', join(this.directory, `${name}.log`)], { stdio: 'ignore' });
    this.running.set(name, child);
    await untilListening(member.port);
  }

  /** SIGKILL, as a power switch is for a process. */
  async kill(name: string): Promise<void> {
    const child = this.running.get(name);
    this.running.delete(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** It keeps its sockets and does nothing, as one on a host that hangs. */
  pause(name: string): void {
    this.running.get(name)?.kill('SIGSTOP');
  }

  resume(name: string): void {
    this.running.get(name)?.kill('SIGCONT');
  }

  /**
   * Number of the last message that each server itself holds of a stream, by member. The servers' word on who is current does
   * not tell: it is of what they have agreed on, not of what each made of it.
   */
  async replicaEnds(stream: string): Promise<number[]> {
    return Promise.all(this.members.map(async ({ monitorPort }) => {
      const answer = await fetch(`http://127.0.0.1:${monitorPort}/jsz?streams=true&accounts=true`);
      const { account_details: accounts = [] } = (await answer.json()) as HeldStreams;
      const streams = accounts.flatMap(({ stream_detail: details = [] }) => details);
      return streams.find(({ name }) => name === stream)?.state.last_seq ?? 0;
    }));
  }

  async stop(): Promise<void> {
    for (const { name } of this.members) await this.kill(name);
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private configurationOf({ name, port, routePort, monitorPort }: Member, hasJetStream: boolean): string {
    const jetStream = !hasJetStream ? '' : `jetstream { store_dir: "${this.setting.storeOf?.(name) ?? join(this.directory, name)}", max_mem: 64MB, max_file: 2GB${this.flushes} }\n`;
    const routes = this.members.map((member) => `nats://127.0.0.1:${member.routePort}`).join(', ');
    const cluster = this.members.length === 1 ? '' : `cluster { name: test, listen: "127.0.0.1:${routePort}", routes: [${routes}] }\n`;
    return `server_name: ${name}\nlisten: "127.0.0.1:${port}"\nhttp: "127.0.0.1:${monitorPort}"\n${jetStream}${cluster}${this.setting.more ?? ''}\n`;
  }
}

async function untilListening(port: number): Promise<void> {
  const deadline = performance.now() + START_MILLIS;
  while (performance.now() < deadline) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
    socket.destroy();
    if (open) return;
    await sleep(20);
  }
  throw new Error(`no server on port ${port}`);
}
