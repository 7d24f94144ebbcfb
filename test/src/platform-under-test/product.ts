import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { until } from './until.js';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What a user starts: `npm start`, `npm run journal`, `npm run backup`, `npm run restore`, `npm run move`, `npm run admin`, `npm run demo`, `npm run bench`, `npm run verify`. */
export const MAIN = resolve(ROOT, 'apps/platform/dist/main.js');
export const JOURNAL_TOOL = resolve(ROOT, 'apps/platform/dist/journal-tool.js');
export const BACKUP_TOOL = resolve(ROOT, 'apps/platform/dist/backup-tool.js');
export const RESTORE_TOOL = resolve(ROOT, 'apps/platform/dist/restore-tool.js');
export const MOVE_TOOL = resolve(ROOT, 'apps/platform/dist/move-tool.js');
export const ADMIN_TOOL = resolve(ROOT, 'apps/platform/dist/admin-tool.js');
export const DEMO = resolve(ROOT, 'apps/demo/dist/main.js');
export const BENCH = resolve(ROOT, 'test/dist/bench/main.js');
export const VERIFIER = resolve(ROOT, 'apps/verifier/dist/yanshou-verify.mjs');

const LONGEST_START_MILLIS = 90_000;
/** A process that hangs must not outlive the test that started it. */
const LONGEST_LIFE_MILLIS = 300_000;
export const FREE_PORTS = { YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0' } as const;

export interface Ended {
  /** null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The product's own process, as its user sees it: arguments and environment in; output, ports and exit status out. */
export class Product {
  private readonly output = { stdout: '', stderr: '' };
  private readonly gone: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => void (this.output.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => void (this.output.stderr += chunk.toString()));
    this.gone = new Promise((settle) => child.once('close', (status) => settle(status)));
  }

  /** Starts a script. Only what `env` says differs from the environment of the tests. */
  static spawn(script: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Product {
    const environment = { ...process.env, NODE_OPTIONS: '', ...env };
    return new Product(spawn(process.execPath, [script, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_LIFE_MILLIS, killSignal: 'SIGKILL' }));
  }

  /** Runs a script to its end. */
  static run(script: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return Product.spawn(script, args, env).ended();
  }

  /** Starts the platform on free ports; resolves when it says that it is running, rejects when it ends instead. */
  static async start(directory: string, env: Readonly<Record<string, string>> = {}): Promise<Product> {
    const product = Product.spawn(MAIN, [], { ...FREE_PORTS, YANSHOU_DATA_DIR: directory, ...env });
    await until(() => product.mqttPort > 0 || product.child.exitCode !== null, LONGEST_START_MILLIS);
    if (product.mqttPort === 0) throw new Error(`ended with ${String(product.child.exitCode)}: ${product.stderr}`);
    return product;
  }

  get stderr(): string {
    return this.output.stderr;
  }

  get mqttPort(): number {
    return Number(/mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(this.stderr)?.[1] ?? 0);
  }

  get http(): string {
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.stderr)?.[0] ?? '';
  }

  async ended(): Promise<Ended> {
    const status = await this.gone;
    return { status, ...this.output };
  }

  /** Asks it to stop, as an operator or a service manager does. */
  terminate(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.ended();
  }
}
