import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestChild } from '../platform-under-test/child-process.js';
import { deviceId } from '../platform-under-test/bench-project.js';
import type { LoadPlan, LoadResult } from './generator.js';
import { cpuSeconds, residentBytes } from './process-memory.js';

const BENCH = import.meta.dirname;
/** Built: a test runs from the sources. */
const LOAD_PROCESS = resolve(BENCH, '../../dist/bench/load-process.js');
const PROJECT = 'bench';
/** Limits per device are there to protect the platform from one device; here one device stands for a hundred. */
export const RAISED_LIMITS = { YANSHOU_DEVICE_RATE: '1000000', YANSHOU_DEVICE_BURST: '1000000' };

export type Load = Omit<LoadPlan, 'port' | 'clients'> & { readonly clients: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR_HOURS = 365 * 24;

export const FULL_SPEED = { window: 20, seconds: 60, messages: 0, rate: 0, lateShare: 0, lastMillis: 10 * MINUTE, stepMillis: 1 } as const;

/** A reading of every device and metric in each hour of the past year. */
export const yearOfHistory = (clients: number): Load => ({
  ...FULL_SPEED, clients, seconds: 600, messages: clients * YEAR_HOURS, lastMillis: (YEAR_HOURS + 2) * HOUR, stepMillis: HOUR,
});

export interface IngestRun extends LoadResult {
  readonly messagesPerSecond: number;
  /** Seconds from the last acknowledgement until everything was projected. */
  readonly lagSeconds: number;
  readonly cpuMicrosPerMessage: number;
  readonly totals: { readonly messages: number; readonly stored: number };
}

/** A platform on a scratch directory, with as many devices as clients. */
export class BenchPlatform {
  private constructor(readonly child: TestChild, readonly directory: string, readonly clients: number) {}

  /** Further projects have as many devices each, which stay silent. */
  static async start(clients: number, others: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Promise<BenchPlatform> {
    const directory = mkdtempSync(join(tmpdir(), 'yanshou-bench-'));
    const env = { ...RAISED_LIMITS, YANSHOU_DATA_DIR: directory, YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0', YANSHOU_LOG_LEVEL: 'warn', ...more };
    const child = await TestChild.start(resolve(BENCH, '../platform-under-test/platform.process.js'), [[PROJECT, ...others].join(','), String(clients)], env);
    return new BenchPlatform(child, directory, clients);
  }

  async ingest(load: Load): Promise<IngestRun> {
    const before = cpuSeconds(this.child.pid);
    const result = await runLoad(this.port, load, this.credentials);
    const ended = performance.now();
    const totals = await this.child.ask<{ messages: number; stored: number }>({ ask: 'settle' });
    const lagSeconds = (performance.now() - ended) / 1000;
    return {
      ...result, totals, lagSeconds, messagesPerSecond: result.acknowledged / result.seconds,
      cpuMicrosPerMessage: ((cpuSeconds(this.child.pid) - before) * 1e6) / result.acknowledged,
    };
  }

  get http(): string {
    return `http://127.0.0.1:${String(this.child.ready.httpPort)}`;
  }

  get credentials(): Record<string, string> {
    return this.child.ready.credentials as Record<string, string>;
  }

  residentBytes(): number {
    return residentBytes(this.child.pid);
  }

  async stop(): Promise<void> {
    await this.child.stop();
    this.remove();
  }

  /** Deletes the data; the process must have ended. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  get port(): number {
    return this.child.ready.mqttPort as number;
  }
}

/** aedes alone under the same load: messages per second. */
export async function referenceRate(load: Load): Promise<number> {
  const broker = await TestChild.start(resolve(BENCH, 'reference-broker.js'));
  const result = await runLoad(broker.ready.port as number, load, {});
  await broker.stop();
  return result.acknowledged / result.seconds;
}

/** Runs the load from a process of its own. Rejects when a connection breaks. */
export async function runLoad(port: number, { clients, ...load }: Load, credentials: Record<string, string>): Promise<LoadResult> {
  const generator = await TestChild.start(LOAD_PROCESS);
  const plan: LoadPlan = {
    ...load, port,
    clients: Array.from({ length: clients }, (_, index) => {
      const id = deviceId(index);
      return { clientId: id, username: `${PROJECT}/${id}`, password: credentials[id] ?? 'none', topic: `yanshou/v1/${PROJECT}/${id}/telemetry` };
    }),
  };
  const answer = await generator.ask<LoadResult & { kind: string; message?: string }>(plan as unknown as Record<string, unknown>);
  await generator.stop();
  if (answer.kind === 'error') throw new Error(answer.message);
  return answer;
}
