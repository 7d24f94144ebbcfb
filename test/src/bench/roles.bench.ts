import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { influxBinary, startTemporaryInflux } from '@yanshou/store-influx/testing';
import { deviceId } from '../platform-under-test/bench-project.js';
import { TestChild } from '../platform-under-test/child-process.js';
import { ScaleSite } from '../platform-under-test/scale-site.js';
import type { TestPlatform } from '../platform-under-test/test-platform.js';
import { rounded } from './bench-line.js';
import type { BenchLine } from './bench-line.js';
import type { LoadPlan, LoadResult } from './generator.js';
import { FULL_SPEED } from './ingest-run.js';
import { cpuSeconds } from './process-memory.js';

const PROJECTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const DEVICES = 8;
const BALANCING_MILLIS = 30_000;

interface ScaleRun {
  readonly messagesPerSecond: number;
  /** Of receivers and projectors. */
  readonly cpuMicrosPerMessage: number;
  readonly lagSeconds: number;
}

/** Messages acknowledged and stored by one receiver and one projector, and by two of each, on the same servers. */
export async function rolesBench(seconds: number): Promise<readonly BenchLine[]> {
  const binary = influxBinary();
  if (binary === undefined) throw new Error('InfluxDB, PostgreSQL and NATS have to be installed: npm test -- --install-servers');
  const influx = await startTemporaryInflux(binary);
  const site = await ScaleSite.open({ influx, projects: PROJECTS, devices: DEVICES, nats: true });
  try {
    const [receivers, projectors] = [[await site.start('ingest')], [await site.start('project,api')]];
    const one = await run(site, { receivers, projectors, seconds });
    receivers.push(await site.start('ingest'));
    projectors.push(await site.start('project'));
    // Partitions change hands by leases of 15 s: what is measured is the time after that.
    await sleep(BALANCING_MILLIS);
    const two = await run(site, { receivers, projectors, seconds });
    const config = { projects: PROJECTS.length, devices: PROJECTS.length * DEVICES, seconds, valuesPerMessage: 3, one, two };
    return [
      { name: 'roles-two-of-each', value: two.messagesPerSecond, unit: 'msg/s', better: 'higher', reference: { name: 'one of each', value: one.messagesPerSecond }, ratio: rounded(two.messagesPerSecond / one.messagesPerSecond), config },
      { name: 'roles-cpu-per-message', value: two.cpuMicrosPerMessage, unit: 'µs', better: 'lower', reference: { name: 'one of each', value: one.cpuMicrosPerMessage }, ratio: rounded(two.cpuMicrosPerMessage / one.cpuMicrosPerMessage), config },
    ];
  } finally {
    await site.close();
    await influx.stop();
  }
}

interface ScaleLoad {
  readonly receivers: readonly TestPlatform[];
  readonly projectors: readonly TestPlatform[];
  readonly seconds: number;
}

/** Every device sends as fast as it is acknowledged, each to one of the receivers; over once everything is stored. */
async function run(site: ScaleSite, { receivers, projectors, seconds }: ScaleLoad): Promise<ScaleRun> {
  const pids = [...receivers, ...projectors].map(({ child }) => child.pid);
  const cpu = (): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [before, began] = [cpu(), performance.now()];
  const results = await Promise.all(receivers.map(({ mqttPort }, index) => load(site, { port: mqttPort, seconds, mine: (device) => device % receivers.length === index })));
  const ended = performance.now();
  await projectors[0]?.child.ask({ ask: 'settle', project: 'a' });
  const acknowledged = results.reduce((sum, result) => sum + result.acknowledged, 0);
  return {
    messagesPerSecond: Math.round(acknowledged / ((performance.now() - began) / 1_000)), lagSeconds: rounded((performance.now() - ended) / 1_000),
    cpuMicrosPerMessage: rounded(((cpu() - before) * 1e6) / acknowledged),
  };
}

async function load(site: ScaleSite, { port, seconds, mine }: { readonly port: number; readonly seconds: number; readonly mine: (device: number) => boolean }): Promise<LoadResult> {
  const generator = await TestChild.start(resolve(import.meta.dirname, 'load-process.js'));
  const devices = PROJECTS.flatMap((project) => Array.from({ length: DEVICES }, (_, index) => ({ project, index }))).filter(({ index }) => mine(index));
  const clients = devices.map(({ project, index }) => {
    const device = deviceId(index);
    return { clientId: device, username: `${project}/${device}`, password: site.secretOf(project, device), topic: `yanshou/v1/${project}/${device}/telemetry` };
  });
  const answer = await generator.ask<LoadResult & { message?: string }>({ ...FULL_SPEED, seconds, port, clients } satisfies LoadPlan);
  await generator.stop();
  if (answer.message !== undefined) throw new Error(answer.message);
  return answer;
}
