import type { ProjectionBook } from '@yanshou/store';
import { openInfluxStore } from '@yanshou/store-influx';
import type { InfluxLimits } from '@yanshou/store-influx';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { hourOf, parseIsoMicros } from '@yanshou/telemetry';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { withServer } from './influx.bench.js';
import { cpuSeconds } from './process-memory.js';
import { fillStore } from './store-filler.js';

const FILL = { devices: 200, firstHour: hourOf(parseIsoMicros('2026-01-01T00:00:00Z') ?? 0), hours: 100, everyMinutes: 1, raw: true } as const;
const READINGS = FILL.devices * FILL.hours * 60;
const ROUNDS = 3;

/** A book that keeps nothing: what is measured is the way of the readings. */
const NO_BOOK = {
  open: async () => ({ journal: undefined, nextSequence: 0, confirmed: 0, passedOver: [] }),
  state: async () => ({ journal: undefined, nextSequence: 0, principals: [], series: [], platformMinutes: [] }),
  commit: async () => undefined, close: async () => undefined,
} as unknown as ProjectionBook;

interface Cost {
  readonly perSecond: number;
  readonly ownMicros: number;
  readonly serverMicros: number;
}

/** One request after another against several at a time, on one server in turn: readings a second, and CPU a reading on both sides. */
export function influxWriteBench(): Promise<readonly BenchLine[]> {
  return withServer(async (influx) => {
    const variants: Readonly<Record<string, Partial<InfluxLimits>>> = {
      default: {},
      compressed: { compress: true },
      oneRequestAtATime: { requestsInFlight: 1, linesPerRequest: 10_000, compress: true },
    };
    const costs = new Map<string, Cost[]>(Object.keys(variants).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, limits] of Object.entries(variants)) costs.get(name)?.push(await write(influx, `r${round}_${name}`, limits));
    }
    const best = (name: string): Cost => (costs.get(name) ?? []).reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
    remark(JSON.stringify(Object.fromEntries(costs)));
    const reference = best('oneRequestAtATime').perSecond;
    return [{
      name: 'influx-write', value: best('default').perSecond, unit: 'readings/s', better: 'higher',
      reference: { name: 'one compressed request of 10 000 lines at a time', value: reference }, ratio: rounded(best('default').perSecond / reference),
      config: { readings: READINGS, rounds: ROUNDS, best: Object.fromEntries(Object.keys(variants).map((name) => [name, best(name)])) },
    }];
  });
}

async function write(influx: TemporaryInflux, prefix: string, limits: Partial<InfluxLimits>): Promise<Cost> {
  const store = await openInfluxStore({ settings: { url: influx.url, prefix }, book: NO_BOOK, limits });
  const [own, server, started] = [process.cpuUsage(), cpuSeconds(influx.pid), performance.now()];
  await fillStore(store, FILL);
  const seconds = (performance.now() - started) / 1_000;
  const used = process.cpuUsage(own);
  const micros = (cpu: number): number => rounded((cpu * 1e6) / READINGS);
  await store.close();
  await influx.query(`DROP DATABASE ${prefix}_bench`);
  return { perSecond: Math.round(READINGS / seconds), ownMicros: micros((used.user + used.system) / 1e6), serverMicros: micros(cpuSeconds(influx.pid) - server) };
}
