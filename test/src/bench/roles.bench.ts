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
/** Of each project and receiver: two receivers have twice as many devices, so that each of them has as much to do as one alone. */
const DEVICES = 8;
const BALANCING_MILLIS = 30_000;
/** Processes that have just started compile what they run: that is not what a message costs. */
const WARMING_SECONDS = 8;
/** A receiver, messages a second: what two vCPUs hold beside the servers, so that nothing is measured in a queue. */
const STEADY_RATE = 6_000;

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
  const site = await ScaleSite.open({ influx, projects: PROJECTS, devices: DEVICES * 2, nats: true });
  try {
    const [receivers, projectors] = [[await site.start('ingest')], [await site.start('project,api')]];
    const one = await bothLoads(site, { receivers, projectors, seconds });
    receivers.push(await site.start('ingest'));
    projectors.push(await site.start('project'));
    // Partitions change hands by leases of 15 s: what is measured is the time after that.
    await sleep(BALANCING_MILLIS);
    const two = await bothLoads(site, { receivers, projectors, seconds });
    const config = { projects: PROJECTS.length, devicesPerReceiver: PROJECTS.length * DEVICES, seconds, valuesPerMessage: 3 };
    const [fast, steady] = [{ one: one.fast, two: two.fast }, { one: one.steady, two: two.steady }];
    return [
      { name: 'roles-two-of-each', value: fast.two.messagesPerSecond, unit: 'msg/s', better: 'higher', reference: { name: 'one of each', value: fast.one.messagesPerSecond }, ratio: rounded(fast.two.messagesPerSecond / fast.one.messagesPerSecond), config: { ...config, ...fast } },
      { name: 'roles-cpu-per-message', value: steady.two.cpuMicrosPerMessage, unit: 'µs', better: 'lower', reference: { name: 'one of each', value: steady.one.cpuMicrosPerMessage }, ratio: rounded(steady.two.cpuMicrosPerMessage / steady.one.cpuMicrosPerMessage), config: { ...config, messagesPerSecondAndReceiver: STEADY_RATE, ...steady } },
    ];
  } finally {
    await site.close();
    await influx.stop();
  }
}

interface Processes {
  readonly receivers: readonly TestPlatform[];
  readonly projectors: readonly TestPlatform[];
  readonly seconds: number;
}

interface ScaleLoad extends Processes {
  /** Messages a second of each receiver; 0: as fast as it acknowledges. */
  readonly rate: number;
}

/** At full speed, and at a rate that everything holds: only there is the work of a message not that of a queue. */
async function bothLoads(site: ScaleSite, processes: Processes): Promise<{ readonly fast: ScaleRun; readonly steady: ScaleRun }> {
  await run(site, { ...processes, seconds: WARMING_SECONDS, rate: STEADY_RATE });
  return { steady: await run(site, { ...processes, rate: STEADY_RATE }), fast: await run(site, { ...processes, rate: 0 }) };
}

/** Every receiver has devices of its own; over once everything is stored. */
async function run(site: ScaleSite, { receivers, projectors, seconds, rate }: ScaleLoad): Promise<ScaleRun> {
  const pids = [...receivers, ...projectors].map(({ child }) => child.pid);
  const cpu = (): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [before, began] = [cpu(), performance.now()];
  const results = await Promise.all(receivers.map(({ mqttPort }, index) => load(site, { port: mqttPort, seconds, rate, from: index * DEVICES })));
  const ended = performance.now();
  await projectors[0]?.child.ask({ ask: 'settle', project: 'a' });
  const acknowledged = results.reduce((sum, result) => sum + result.acknowledged, 0);
  return {
    messagesPerSecond: Math.round(acknowledged / ((performance.now() - began) / 1_000)), lagSeconds: rounded((performance.now() - ended) / 1_000),
    cpuMicrosPerMessage: rounded(((cpu() - before) * 1e6) / acknowledged),
  };
}

interface Sender {
  readonly port: number;
  readonly seconds: number;
  readonly rate: number;
  /** The first of its devices. */
  readonly from: number;
}

async function load(site: ScaleSite, { port, seconds, rate, from }: Sender): Promise<LoadResult> {
  const generator = await TestChild.start(resolve(import.meta.dirname, 'load-process.js'));
  const clients = PROJECTS.flatMap((project) => Array.from({ length: DEVICES }, (_, index) => ({ project, device: deviceId(from + index) }))).map(({ project, device }) =>
    ({ clientId: device, username: `${project}/${device}`, password: site.secretOf(project, device), topic: `yanshou/v1/${project}/${device}/telemetry` }));
  const answer = await generator.ask<LoadResult & { message?: string }>({ ...FULL_SPEED, seconds, rate, port, clients } satisfies LoadPlan);
  await generator.stop();
  if (answer.message !== undefined) throw new Error(answer.message);
  return answer;
}
