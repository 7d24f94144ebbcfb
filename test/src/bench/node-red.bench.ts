import { setTimeout as sleep } from 'node:timers/promises';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { countInInflux } from '../platform-under-test/influx-tally.js';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { DATABASE, onInflux, sum, withServer } from './influx.bench.js';
import { BenchPlatform, FULL_SPEED, runLoad } from './ingest-run.js';
import type { Load } from './ingest-run.js';
import { NODE_RED_PACKAGES, startNodeRed } from './node-red.js';

const CLIENTS = 50;
/** A rate that Node-RED stores without falling behind: what it loses then, it loses to the restart alone. */
const RESTART_RATE = 3_000;
const RESTART_SECONDS = 20;
const AWAY_MILLIS = 5_000;
const QUIET_MILLIS = 3_000;

interface Side {
  readonly name: string;
  readonly port: number;
  readonly credentials: Record<string, string>;
  /** Points that one message becomes. */
  readonly pointsPerMessage: number;
  /** A field that each of them has. */
  readonly field: string;
  stop(): Promise<void>;
}

type Begin = (influx: TemporaryInflux) => Promise<Side>;

const yanshou: Begin = async (influx) => {
  const platform = await BenchPlatform.start(CLIENTS, [], onInflux(influx));
  return { name: 'Yanshou', port: platform.port, credentials: platform.credentials, pointsPerMessage: 3, field: 'flags', stop: () => platform.stop() };
};

const nodeRed: Begin = async (influx) => {
  await influx.query(`CREATE DATABASE ${DATABASE}`);
  const process = await startNodeRed({ influxPort: Number(new URL(influx.url).port), database: DATABASE });
  return { name: 'Node-RED 4', port: process.port, credentials: {}, pointsPerMessage: 1, field: 'temperature', stop: () => process.stop() };
};

interface Outcome {
  readonly acknowledged: number;
  readonly stored: number;
  /** From the first message until InfluxDB had the last. */
  readonly seconds: number;
  readonly acknowledgedPerSecond: number;
}

/** Both do the same job on InfluxDB servers of their own, one after the other: how much a second, and what a restart of InfluxDB costs. */
export async function nodeRedBench(seconds: number): Promise<readonly BenchLine[]> {
  const full: Load = { ...FULL_SPEED, clients: CLIENTS, seconds };
  const steady: Load = { ...FULL_SPEED, clients: CLIENTS, seconds: RESTART_SECONDS, rate: RESTART_RATE };
  const [ours, theirs] = [await withSide(yanshou, (influx, side) => stored(influx, side, full)), await withSide(nodeRed, (influx, side) => stored(influx, side, full))];
  const [oursLost, theirsLost] = [await withSide(yanshou, (influx, side) => restarted(influx, side, steady)), await withSide(nodeRed, (influx, side) => restarted(influx, side, steady))];
  const perSecond = (outcome: Outcome): number => Math.round(outcome.stored / outcome.seconds);
  const lost = (outcome: Outcome): number => outcome.acknowledged - outcome.stored;
  const packages = [...NODE_RED_PACKAGES];
  return [
    {
      name: 'influx-node-red', value: perSecond(ours), unit: 'msg/s', better: 'higher',
      reference: { name: 'Node-RED 4: aedes → function → join → influx batch', value: perSecond(theirs) }, ratio: rounded(perSecond(ours) / perSecond(theirs)),
      config: { clients: CLIENTS, window: full.window, seconds, valuesPerMessage: 3, ours: shown(ours), nodeRed: shown(theirs), packages },
    },
    {
      name: 'influx-node-red-lost', value: lost(oursLost), unit: 'acknowledged messages lost', better: 'lower', reference: { name: 'Node-RED 4', value: lost(theirsLost) },
      config: { messagesPerSecond: RESTART_RATE, seconds: RESTART_SECONDS, influxAwaySeconds: AWAY_MILLIS / 1_000, ours: shown(oursLost), nodeRed: shown(theirsLost), packages },
    },
  ];
}

const shown = ({ acknowledged, stored, seconds, acknowledgedPerSecond }: Outcome) => ({ acknowledged, stored, seconds: rounded(seconds), acknowledgedPerSecond: Math.round(acknowledgedPerSecond) });

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
  const started = performance.now();
  const run = await runLoad(side.port, load, side.credentials);
  const { messages, at } = await quiet(influx, side, run.acknowledged);
  return { acknowledged: run.acknowledged, stored: messages, seconds: (at - started) / 1_000, acknowledgedPerSecond: run.acknowledged / run.seconds };
}

async function restarted(influx: TemporaryInflux, side: Side, load: Load): Promise<Outcome> {
  const running = stored(influx, side, load);
  await sleep((RESTART_SECONDS * 1_000) / 3);
  await influx.kill('SIGTERM');
  await sleep(AWAY_MILLIS);
  await influx.start();
  return running;
}

/** Messages in InfluxDB once all are there or none has come for a while, and when the last came. */
async function quiet(influx: TemporaryInflux, { pointsPerMessage, field }: Side, wanted: number): Promise<{ readonly messages: number; readonly at: number }> {
  let [messages, at] = [0, performance.now()];
  while (messages < wanted && performance.now() - at < QUIET_MILLIS) {
    const asked = performance.now();
    const counted = sum(await countInInflux(influx, DATABASE, field)) / pointsPerMessage;
    const now = performance.now();
    if (counted > messages) [messages, at] = [counted, now];
    // Counting takes the server's time: at most a tenth of it.
    await sleep(10 * (now - asked));
  }
  return { messages, at };
}
