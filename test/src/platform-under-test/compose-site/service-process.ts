import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MILLIS = 100;
const LONGEST_START_MILLIS = 240_000;
/** Longer than anything here takes to end in order. */
const LONGEST_STOP_MILLIS = 30_000;
/** Of what it said last. */
const KEPT_CHARACTERS = 40_000;

/** What a process has of its machine; what a service has besides, docker-compose.yml says. */
const HOST = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };

export interface ServiceCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly isHealthy: () => Promise<boolean>;
}

/** What a service runs, as a process of this machine. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private said = '';
  private isOver = false;

  constructor(readonly name: string, private readonly what: ServiceCommand) {}

  /** Resolves when it is healthy. One that ends before is started again, as the containers are (`restart: unless-stopped`). */
  async start(): Promise<void> {
    for (let waited = 0; waited < LONGEST_START_MILLIS && !this.isOver; waited += STEP_MILLIS) {
      if (!this.isRunning()) this.launch();
      if (await this.what.isHealthy()) return;
      await sleep(STEP_MILLIS);
    }
    throw new Error(`service ${this.name} does not become healthy: ${this.said}`);
  }

  /** Starts it without waiting. */
  launch(): void {
    const { command, args, env } = this.what;
    const child = spawn(command, args, { env: { ...HOST, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => void (this.said = `${this.said}${chunk.toString()}`.slice(-KEPT_CHARACTERS)));
    this.child = child;
  }

  /** Whether that is in the last of what it wrote to stderr. */
  hasSaid(text: string): boolean {
    return this.said.includes(text);
  }

  /** As `kill -9` does; it stays away until it is started again. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** For good. */
  async stop(): Promise<void> {
    this.isOver = true;
    const late = setTimeout(() => this.child?.kill('SIGKILL'), LONGEST_STOP_MILLIS);
    await this.end('SIGTERM').finally(() => clearTimeout(late));
  }

  private isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.isRunning()) return;
    const gone = new Promise((resolve) => void child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
