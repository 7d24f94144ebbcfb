import { setTimeout as sleep } from 'node:timers/promises';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { pointsInInflux } from '../platform-under-test/influx-tally.js';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { DATABASE, onInflux, withServer } from './influx.bench.js';
import { BenchPlatform, FULL_SPEED, runLoad } from './ingest-run.js';
import type { Load } from './ingest-run.js';
import { NODE_RED_PACKAGES, startNodeRed } from './node-red.js';
import { cpuSeconds } from './process-memory.js';

const CLIENTS = 50;
/** They take turns, and the best turn of each counts: a shared machine slows now the one, now the other. */
const ROUNDS = 3;
/** A rate that Node-RED stores without falling behind: what it loses then, it loses to the restart alone. */
const RESTART_RATE = 3_000;
const RESTART_SECONDS = 20;
const AWAY_MILLIS = 5_000;
const QUIET_MILLIS = 3_000;
/** Looks without a change that end the wait, however long each takes. */
const LOOKS = 4;

interface Side {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly credentials: Record<string, string>;
  /** Where the points are that its messages become, one each, and a field that all of them have. */
  readonly points: { readonly measurement: string; readonly field: string };
  /** Resolves when it says that everything is stored, where it knows. */
  settled(): Promise<unknown>;
  stop(): Promise<void>;
}

type Begin = (influx: TemporaryInflux) => Promise<Side>;

const yanshou: Begin = async (influx) => {
  const platform = await BenchPlatform.start(CLIENTS, [], onInflux(influx));
  return { name: 'Yanshou', port: platform.port, pid: platform.child.pid, credentials: platform.credentials, points: { measurement: 'sample', field: 'flags' }, settled: () => platform.child.ask({ ask: 'settle' }), stop: () => platform.stop() };
};

const nodeRed: Begin = async (influx) => {
  await influx.query(`CREATE DATABASE ${DATABASE}`);
  const process = await startNodeRed({ influxPort: Number(new URL(influx.url).port), database: DATABASE });
  return { name: 'Node-RED 4', port: process.port, pid: process.pid, credentials: {}, points: { measurement: 'reading', field: 'temperature' }, settled: async () => undefined, stop: () => process.stop() };
};

interface Outcome {
  readonly acknowledged: number;
  readonly stored: number;
  /** From the first message until InfluxDB had the last. */
  readonly seconds: number;
  readonly acknowledgedPerSecond: number;
  /** Of the side's process and of InfluxDB, a message. */
  readonly cpuMicros: number;
  readonly influxCpuMicros: number;
}

/** Both do the same job on InfluxDB servers of their own, one after the other: how much a second, and what a restart of InfluxDB costs. */
export async function nodeRedBench(seconds: number): Promise<readonly BenchLine[]> {
  const full: Load = { ...FULL_SPEED, clients: CLIENTS, seconds };
  const steady: Load = { ...FULL_SPEED, clients: CLIENTS, seconds: RESTART_SECONDS, rate: RESTART_RATE };
  const [allOurs, allTheirs]: [Outcome[], Outcome[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    allOurs.push(await withSide(yanshou, (influx, side) => stored(influx, side, full)));
    allTheirs.push(await withSide(nodeRed, (influx, side) => stored(influx, side, full)));
  }
  const [oursLost, theirsLost] = [await withSide(yanshou, (influx, side) => restarted(influx, side, steady)), await withSide(nodeRed, (influx, side) => restarted(influx, side, steady))];
  const [ours, theirs] = [best(allOurs), best(allTheirs)];
  const lost = (outcome: Outcome): number => outcome.acknowledged - outcome.stored;
  const packages = [...NODE_RED_PACKAGES];
  return [
    {
      name: 'influx-node-red', value: perSecond(ours), unit: 'msg/s', better: 'higher',
      reference: { name: 'Node-RED 4: aedes → function → join → influx batch', value: perSecond(theirs) }, ratio: rounded(perSecond(ours) / perSecond(theirs)),
      config: {
        clients: CLIENTS, window: full.window, seconds, rounds: ROUNDS, valuesPerMessage: 3, ours: shown(ours), nodeRed: shown(theirs),
        ratios: allOurs.map((one, round) => rounded(perSecond(one) / perSecond(allTheirs[round] as Outcome))), packages,
      },
    },
    {
      name: 'influx-node-red-lost', value: lost(oursLost), unit: 'acknowledged messages lost', better: 'lower', reference: { name: 'Node-RED 4', value: lost(theirsLost) },
      config: { messagesPerSecond: RESTART_RATE, seconds: RESTART_SECONDS, influxAwaySeconds: AWAY_MILLIS / 1_000, ours: counted(oursLost), nodeRed: counted(theirsLost), packages },
    },
  ];
}

const perSecond = ({ stored, seconds }: Outcome): number => Math.round(stored / seconds);
const best = (outcomes: readonly Outcome[]): Outcome => outcomes.reduce((one, other) => (perSecond(other) > perSecond(one) ? other : one));

const counted = ({ acknowledged, stored }: Outcome) => ({ acknowledged, stored });

const shown = (outcome: Outcome) => ({
  acknowledged: outcome.acknowledged, stored: outcome.stored, seconds: rounded(outcome.seconds), storedPerSecond: perSecond(outcome), acknowledgedPerSecond: Math.round(outcome.acknowledgedPerSecond),
  cpuMicros: rounded(outcome.cpuMicros), influxCpuMicros: rounded(outcome.influxCpuMicros),
});

const withSide = (begin: Begin, work: (influx: TemporaryInflux, side: Side) => Promise<Outcome>): Promise<Outcome> =>
  withServer(async (influx) => {
    const side = await begin(influx);
    try {
      const outcome = await work(influx, side);
      remark(`  ${side.name}: ${JSON.stringify(shown(outcome))}`);
      return outcome;
    } finally {
      await side.stop();
    }
  });

async function stored(influx: TemporaryInflux, side: Side, load: Load): Promise<Outcome> {
  const [before, influxBefore] = [cpuSeconds(side.pid), cpuSeconds(influx.pid)];
  const started = performance.now();
  const run = await runLoad(side.port, load, side.credentials);
  await side.settled();
  const micros = (cpu: number): number => (cpu * 1e6) / run.acknowledged;
  const [cpuMicros, influxCpuMicros] = [micros(cpuSeconds(side.pid) - before), micros(cpuSeconds(influx.pid) - influxBefore)];
  const { messages, at } = await quiet(influx, side, run.acknowledged);
  return { acknowledged: run.acknowledged, stored: messages, seconds: (at - started) / 1_000, acknowledgedPerSecond: run.acknowledged / run.seconds, cpuMicros, influxCpuMicros };
}

async function restarted(influx: TemporaryInflux, side: Side, load: Load): Promise<Outcome> {
  const running = stored(influx, side, load);
  await sleep((RESTART_SECONDS * 1_000) / 3);
  await influx.kill('SIGTERM');
  await sleep(AWAY_MILLIS);
  await influx.start();
  return running;
}

/** Messages in InfluxDB once all are there or none has come for a while, and when the last of them was seen. */
async function quiet(influx: TemporaryInflux, side: Side, wanted: number): Promise<{ readonly messages: number; readonly at: number }> {
  let [messages, at, unchanged] = [0, performance.now(), 0];
  while (messages < wanted && (unchanged < LOOKS || performance.now() - at < QUIET_MILLIS)) {
    const asked = performance.now();
    const there = await pointsInInflux(influx, DATABASE, side.points);
    if (there > messages) [messages, at, unchanged] = [there, asked, 0];
    else unchanged += 1;
    // Counting takes the server's time: at most a fifth of it.
    await sleep(4 * (performance.now() - asked));
  }
  return { messages, at };
}
