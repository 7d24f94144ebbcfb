import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LedgerCounts, LedgerRow } from '@yanshou/store';
import { TestChild } from './child-process.js';
import { RawClient } from './raw-client.js';
import type { QuarantinedText, StoredReading } from './requests.js';

const PROCESS = resolve(import.meta.dirname, '../../dist/platform-under-test/platform.process.js');

export interface TestPlatformOptions {
  readonly projects?: readonly string[];
  /** Devices of each project. */
  readonly devices?: number;
  readonly directory?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Its log is kept for `log()`, from the level that `env` names. */
  readonly logged?: boolean;
}

export interface ClientOptions {
  readonly project?: string;
  readonly clientId?: string;
  readonly clean?: boolean;
  readonly will?: { readonly topic: string; readonly payload: string; readonly retain?: boolean; readonly qos?: 0 | 1 | 2 };
}

/** A platform in a process of its own on a scratch directory and free ports, as a test sees it. */
export class TestPlatform {
  private constructor(readonly child: TestChild, readonly directory: string, private readonly options: TestPlatformOptions) {}

  /** Rejects when it cannot start. The directory is made unless given. */
  static async start(options: TestPlatformOptions = {}): Promise<TestPlatform> {
    const directory = options.directory ?? scratchDirectory();
    const env = {
      YANSHOU_DATA_DIR: directory, YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0', YANSHOU_LOG_LEVEL: 'silent', ...options.env,
    };
    const args = [(options.projects ?? ['bench']).join(','), String(options.devices ?? 4)];
    return new TestPlatform(await TestChild.start(PROCESS, args, env, options.logged), directory, options);
  }

  get mqttPort(): number {
    return this.child.ready.mqttPort as number;
  }

  get http(): string {
    return `http://127.0.0.1:${String(this.child.ready.httpPort)}`;
  }

  get secrets(): Readonly<Record<string, string>> {
    return this.child.ready.secrets as Record<string, string>;
  }

  /** Every line that it has logged so far. */
  log(): Record<string, unknown>[] {
    return this.child.stderr().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** A connection as `principal` of the first project, or the one named. */
  connect(principal: string, options: ClientOptions = {}): Promise<RawClient> {
    const { project = this.first, ...rest } = options;
    const username = `${project}/${principal}`;
    return RawClient.open(this.mqttPort, { username, password: this.secrets[username] ?? '', clientId: principal, ...rest });
  }

  /** Totals of the ledger once everything acknowledged so far is projected. */
  settle(project = this.first): Promise<LedgerCounts> {
    return this.child.ask<LedgerCounts>({ ask: 'settle', project });
  }

  async readings(wanted: { device?: string; metric?: string; project?: string } = {}): Promise<StoredReading[]> {
    return (await this.child.ask<{ rows: StoredReading[] }>({ ask: 'readings', ...wanted })).rows;
  }

  async quarantine(project = this.first): Promise<QuarantinedText[]> {
    return (await this.child.ask<{ rows: QuarantinedText[] }>({ ask: 'quarantine', project })).rows;
  }

  async ledger(project = this.first): Promise<LedgerRow[]> {
    return (await this.child.ask<{ rows: LedgerRow[] }>({ ask: 'ledger', project })).rows;
  }

  /** Starts another process on the same data. The one before must have ended. */
  again(env: Readonly<Record<string, string>> = {}): Promise<TestPlatform> {
    return TestPlatform.start({ ...this.options, directory: this.directory, env: { ...this.options.env, ...env } });
  }

  /** Stops it and deletes its data. */
  async dispose(): Promise<void> {
    if (this.child.process.connected) await this.child.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private get first(): string {
    return this.options.projects?.[0] ?? 'bench';
  }
}

export const scratchDirectory = (): string => mkdtempSync(join(tmpdir(), 'yanshou-test-'));
