import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@yanshou/telemetry/testing';
import { isInstalled } from './not-run.js';
import { until } from './until.js';

const BINARY = '/usr/bin/prometheus';
export const PROMTOOL = '/usr/bin/promtool';

export const ALERTMANAGER = '/usr/bin/prometheus-alertmanager';

export const hasPrometheus = (what: string): boolean => isInstalled({ name: 'Prometheus', paths: [BINARY, PROMTOOL, ALERTMANAGER], packages: 'prometheus prometheus-alertmanager' }, what);

export interface PrometheusSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A rule as /api/v1/rules tells it. */
export interface EvaluatedRule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  readonly state?: 'inactive' | 'pending' | 'firing';
  readonly alerts?: readonly { readonly labels: Readonly<Record<string, string>>; readonly annotations: Readonly<Record<string, string>> }[];
}

/** A Prometheus of its own on files of its own in a temporary folder, on a free port of this machine. */
export class PrometheusServer {
  private constructor(private readonly child: ChildProcess, readonly directory: string, readonly url: string) {}

  /** `files`: text by name; a name in `prometheus.yml` is looked up beside it. */
  static async start(files: Readonly<Record<string, string>>): Promise<PrometheusServer> {
    const directory = await mkdtemp(join(tmpdir(), 'yanshou-prometheus-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(BINARY, [`--config.file=${join(directory, 'prometheus.yml')}`, `--storage.tsdb.path=${join(directory, 'data')}`, `--web.listen-address=${address}`], { stdio: 'ignore' });
    const server = new PrometheusServer(child, directory, `http://${address}`);
    await until(() => fetch(`${server.url}/-/ready`).then(({ ok }) => ok, () => child.exitCode !== null), 60_000);
    if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}`);
    return server;
  }

  async query(expression: string): Promise<readonly PrometheusSeries[]> {
    return (await this.ask<{ result: readonly PrometheusSeries[] }>(`query?query=${encodeURIComponent(expression)}`)).result;
  }

  async rules(): Promise<readonly EvaluatedRule[]> {
    return (await this.ask<{ groups: readonly { rules: readonly EvaluatedRule[] }[] }>('rules')).groups.flatMap(({ rules }) => rules);
  }

  /** Ends it and deletes its data. */
  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGKILL')) await gone;
    await rm(this.directory, { recursive: true, force: true });
  }

  private async ask<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}`);
    const { data, error } = (await response.json()) as { data: T; error?: string };
    if (!response.ok) throw new Error(`Prometheus: ${error ?? response.status}`);
    return data;
  }
}
