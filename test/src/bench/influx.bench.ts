import { influxBinary, startTemporaryInflux } from '@yanshou/store-influx/testing';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { countInInflux } from '../platform-under-test/influx-tally.js';
import type { BenchLine } from './bench-line.js';
import { rounded } from './bench-line.js';
import { BenchPlatform, FULL_SPEED, RAISED_LIMITS } from './ingest-run.js';
import { cpuSeconds, residentBytes } from './process-memory.js';

const CLIENTS = 50;
export const PREFIX = 'bench';
export const DATABASE = `${PREFIX}_bench`;

/** A server of its own for `work`. */
export async function withServer<T>(work: (influx: TemporaryInflux) => Promise<T>): Promise<T> {
  const binary = influxBinary();
  if (binary === undefined) throw new Error('InfluxDB is not installed: apt-get install influxdb');
  const influx = await startTemporaryInflux(binary);
  try {
    return await work(influx);
  } finally {
    await influx.stop();
  }
}

export const onInflux = ({ url }: TemporaryInflux): Record<string, string> => ({ YANSHOU_STORE: 'influxdb', INFLUX_URL: url, INFLUX_DATABASE: PREFIX });

export const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0);

/** Acknowledged after the journal's commit and stored in a real InfluxDB, counted there. */
export function influxIngestBench(seconds: number, rate: number): Promise<readonly BenchLine[]> {
  return withServer(async (influx) => {
    const platform = await BenchPlatform.start(CLIENTS, [], onInflux(influx));
    const before = cpuSeconds(influx.pid);
    const run = await platform.ingest({ ...FULL_SPEED, clients: CLIENTS, seconds, rate });
    const stored = sum(await countInInflux(influx, DATABASE));
    const seen = run.seconds + run.lagSeconds;
    const config = {
      clients: CLIENTS, offeredPerSecond: rate, seconds, valuesPerMessage: 3, lagSeconds: rounded(run.lagSeconds), p99Millis: run.latencyMillis.p99,
      cpuMicrosPerMessage: rounded(run.cpuMicrosPerMessage), influxdCpuMicrosPerMessage: rounded(((cpuSeconds(influx.pid) - before) * 1e6) / run.acknowledged),
      influxdMegabytes: Math.round(residentBytes(influx.pid) / 1e6), acknowledged: run.acknowledged, readingsInInflux: stored,
      everyReadingOnce: stored === 3 * run.acknowledged, limits: RAISED_LIMITS,
    };
    await platform.stop();
    return [{ name: rate === 0 ? 'influx-ingest-full' : 'influx-ingest', value: Math.round(run.acknowledged / seen), unit: 'msg/s', better: 'higher', config }];
  });
}
