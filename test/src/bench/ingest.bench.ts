import { rounded } from './bench-line.js';
import type { BenchLine } from './bench-line.js';
import { BenchPlatform, FULL_SPEED, RAISED_LIMITS, referenceRate, yearOfHistory } from './ingest-run.js';

const REFERENCE_SECONDS = 15;
/** What is offered: sustained means that the projection keeps up. At full speed acknowledging outruns it, and the journal takes the difference. */
const OFFERED_PER_SECOND = 55_000;

/** Acknowledged after the journal's commit and projected into DuckDB, against aedes alone under the same load. */
export async function ingestBench(clients: number, seconds: number): Promise<readonly BenchLine[]> {
  const load = { ...FULL_SPEED, clients, seconds };
  const reference = await referenceRate({ ...load, seconds: REFERENCE_SECONDS });
  const platform = await BenchPlatform.start(clients);
  const run = await platform.ingest({ ...load, rate: OFFERED_PER_SECOND });
  await platform.stop();
  const config = {
    clients, offeredPerSecond: OFFERED_PER_SECOND, window: load.window, seconds, valuesPerMessage: 3, lagSeconds: rounded(run.lagSeconds), p99Millis: run.latencyMillis.p99,
    cpuMicrosPerMessage: rounded(run.cpuMicrosPerMessage), stored: run.totals.stored, limits: RAISED_LIMITS,
  };
  return [{
    name: `ingest-${clients}`, value: Math.round(run.messagesPerSecond), unit: 'msg/s', better: 'higher',
    reference: { name: 'aedes alone, no store', value: Math.round(reference) }, ratio: rounded(run.messagesPerSecond / reference), config,
  }];
}

/** 1 % of the messages late, spread over a year of history that is there, against the same load in order. */
export async function lateBench(seconds: number): Promise<readonly BenchLine[]> {
  const clients = 50;
  const load = { ...FULL_SPEED, clients, seconds };
  const platform = await BenchPlatform.start(clients);
  await platform.ingest(yearOfHistory(clients));
  const inOrder = await platform.ingest(load);
  const late = await platform.ingest({ ...load, lateShare: 0.01 });
  await platform.stop();
  return [{
    name: 'ingest-late', value: Math.round(late.messagesPerSecond), unit: 'msg/s', better: 'higher',
    reference: { name: 'the same load in order', value: Math.round(inOrder.messagesPerSecond) },
    ratio: rounded(late.messagesPerSecond / inOrder.messagesPerSecond),
    config: { clients, seconds, lateShare: 0.01, lagSeconds: rounded(late.lagSeconds), storedBefore: inOrder.totals.stored },
  }];
}

/** Acknowledgement latency at a steady rate. */
export async function latencyBench(seconds: number): Promise<readonly BenchLine[]> {
  const clients = 50;
  const platform = await BenchPlatform.start(clients);
  const run = await platform.ingest({ ...FULL_SPEED, clients, seconds, rate: 5_000 });
  await platform.stop();
  return [{
    name: 'acknowledgement-p99', value: run.latencyMillis.p99, unit: 'ms', better: 'lower',
    config: { clients, seconds, messagesPerSecond: Math.round(run.messagesPerSecond), p50: run.latencyMillis.p50, max: rounded(run.latencyMillis.max) },
  }];
}

const MILLION = 1_000_000;

/** Resident memory over five million messages. */
export async function memoryBench(): Promise<readonly BenchLine[]> {
  const clients = 50;
  const platform = await BenchPlatform.start(clients);
  const resident: number[] = [];
  for (let million = 0; million < 5; million += 1) {
    await platform.ingest({ ...FULL_SPEED, clients, seconds: 600, messages: MILLION });
    resident.push(Math.round(platform.residentBytes() / MILLION));
  }
  await platform.stop();
  const [, second = 0, , , fifth = 0] = resident;
  const config = { clients, megabytesAfterEachMillion: resident };
  return [
    { name: 'memory-5m', value: fifth, unit: 'MB', better: 'lower', config },
    { name: 'memory-growth-last-3m', value: rounded((100 * (fifth - second)) / second), unit: '%', better: 'lower', config },
  ];
}
