import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@yanshou/telemetry/testing';

const BINARY = '/usr/sbin/mosquitto';
const STEP_MILLIS = 20;
const LONGEST_START_MILLIS = 30_000;

/** Debian's Mosquitto; undefined when it is not installed. */
export const mosquittoBinary = (): string | undefined => (existsSync(BINARY) ? BINARY : undefined);

export interface MosquittoOptions {
  /** Keeps sessions and queues over an orderly restart. Default false. */
  readonly persistence?: boolean;
  /** Further lines of its configuration; `{device}` and `{platform}` stand for the two ports, `{directory}` for its folder. Default: everybody may do everything on one listener. */
  readonly lines?: readonly string[];
  /** Files that are there, empty, before it starts. */
  readonly files?: readonly string[];
}

/** A Mosquitto of its own in a temporary folder on free ports. It is started and ended as often as a test wants. */
export class TemporaryMosquitto {
  private child: ChildProcess | undefined;

  private constructor(readonly directory: string, readonly port: number, readonly platformPort: number) {}

  static async start({ persistence = false, lines = ['listener {device} 127.0.0.1', 'allow_anonymous true'], files = [] }: MosquittoOptions = {}): Promise<TemporaryMosquitto> {
    const directory = await mkdtemp(join(tmpdir(), 'yanshou-mosquitto-'));
    const [port = 0, platformPort = 0] = await freePorts(2);
    const server = new TemporaryMosquitto(directory, port, platformPort);
    const settings = [
      ...(process.getuid?.() === 0 ? ['user root'] : []), 'log_dest stderr', 'log_type all', `persistence ${String(persistence)}`, `persistence_location ${directory}/`,
      'max_inflight_messages 1000', 'max_queued_messages 0', ...lines,
    ];
    const names = { '{device}': String(port), '{platform}': String(platformPort), '{directory}': directory };
    const text = Object.entries(names).reduce((lined, [name, value]) => lined.replaceAll(name, value), settings.join('\n'));
    await writeFile(join(directory, 'mosquitto.conf'), `${text}\n`);
    for (const file of files) await writeFile(join(directory, file), '');
    await server.run();
    return server;
  }

  /** Starts it again after `kill` or `end`. */
  async run(): Promise<void> {
    const child = spawn(BINARY, ['-c', join(this.directory, 'mosquitto.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => void (said.length < 50 && said.push(chunk.toString())));
    for (let waited = 0; waited < LONGEST_START_MILLIS; waited += STEP_MILLIS) {
      if (child.exitCode !== null) break;
      if (await answers(this.port)) return;
      await sleep(STEP_MILLIS);
    }
    throw new Error(`mosquitto did not start: ${said.join('')}`);
  }

  /** Reads password and access files again. */
  reload(): void {
    this.child?.kill('SIGHUP');
  }

  /** Ends it at once, as a crash would. */
  kill(): Promise<void> {
    return this.endWith('SIGKILL');
  }

  /** Ends it as its service manager does; with `persistence` it writes down what it holds. */
  end(): Promise<void> {
    return this.endWith('SIGTERM');
  }

  /** Holds it still: sockets stay open and nothing is answered. */
  freeze(): () => void {
    this.child?.kill('SIGSTOP');
    return () => void this.child?.kill('SIGCONT');
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async endWith(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => void child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});
