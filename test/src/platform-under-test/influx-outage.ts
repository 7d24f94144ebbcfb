import { setTimeout as sleep } from 'node:timers/promises';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { systemClock } from '@yanshou/telemetry';
import type { LoadResult } from '../bench/generator.js';
import { runLoad } from '../bench/ingest-run.js';
import type { Load } from '../bench/ingest-run.js';
import type { TestChild } from './child-process.js';
import { newestInInflux } from './influx-tally.js';
import { until } from './until.js';

export interface OutageSite {
  /** The platform's process. */
  readonly child: TestChild;
  readonly influx: TemporaryInflux;
  readonly database: string;
}

export interface OutagePlan {
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** Runs while InfluxDB goes, and to its end while it is away. */
  readonly load: Load;
  /** InfluxDB goes once so many messages of it are acknowledged. */
  readonly goesAfter: number;
  /** What devices go on sending while the platform catches up. */
  readonly live: Load;
  /** It is stopped once more while the platform catches up. */
  readonly again: boolean;
}

export interface OutageRun {
  readonly loads: readonly LoadResult[];
  /** Messages acknowledged while InfluxDB was away. */
  readonly acknowledgedMeanwhile: number;
  readonly backlog: number;
  /** From the return of InfluxDB until the backlog was less than two seconds of the live load. */
  readonly catchUpSeconds: number;
  /** Messages a second projected meanwhile, those that came meanwhile included. */
  readonly catchUpPerSecond: number;
  /** Age of the newest reading in InfluxDB, asked there, when the platform had caught up. */
  readonly newestAgeMillis: number;
}

interface Standing {
  readonly pending: number;
  readonly nextSequence: number;
  readonly acknowledged: number;
}

async function standingOf(child: TestChild): Promise<Standing> {
  const { intake, stored } = await child.ask<{ intake: { broker: { acknowledged: number } }; stored: { pending: number; nextSequence: number } }>({ ask: 'status' });
  return { pending: stored.pending, nextSequence: stored.nextSequence, acknowledged: intake.broker.acknowledged };
}

const STEP_MILLIS = 100;
const LONGEST_MILLIS = 600_000;

/** InfluxDB goes in the middle of a load and comes back after it, while devices go on sending. */
export async function throughOutage(site: OutageSite, plan: OutagePlan): Promise<OutageRun> {
  const { child, influx } = site;
  const status = (): Promise<Standing> => standingOf(child);
  const load = start(child, plan.load);
  await until(async () => (await status()).acknowledged > plan.goesAfter, LONGEST_MILLIS);
  await influx.kill(plan.signal);
  const gone = await status();
  const loaded = await load;
  const left = await status();
  await influx.start();
  const live = start(child, plan.live);
  const returned = performance.now();
  if (plan.again) await stopAgain(site, left.nextSequence, status);
  const nearlyNothing = 2 * plan.live.rate;
  let now = await status();
  for (; now.pending > nearlyNothing; now = await status()) await sleep(STEP_MILLIS);
  const catchUpSeconds = (performance.now() - returned) / 1_000;
  const newestAgeMillis = systemClock.now() / 1_000 - (await newestInInflux(influx, site.database));
  return {
    loads: [loaded, await live], acknowledgedMeanwhile: left.acknowledged - gone.acknowledged, backlog: left.pending, catchUpSeconds,
    catchUpPerSecond: (now.nextSequence - left.nextSequence) / catchUpSeconds, newestAgeMillis,
  };
}

const start = ({ ready }: TestChild, load: Load): Promise<LoadResult> =>
  runLoad(ready.mqttPort as number, load, ready.credentials as Record<string, string>);

/** As soon as something of the backlog has been written. */
async function stopAgain({ influx }: OutageSite, before: number, status: () => Promise<Standing>): Promise<void> {
  await until(async () => (await status()).nextSequence > before, LONGEST_MILLIS);
  await influx.kill();
  await influx.start();
}
