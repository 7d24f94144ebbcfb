import { influxBinary } from '@yanshou/store-influx/testing';
import { apiBench } from './api.bench.js';
import { benchUsage, parseBenchArguments } from './arguments.js';
import type { BenchArguments } from './arguments.js';
import type { BenchLine } from './bench-line.js';
import { printLine, remark } from './bench-line.js';
import { bundleBench } from './bundle.bench.js';
import { influxOutageBench } from './influx-outage.bench.js';
import { influxWriteBench } from './influx-write.bench.js';
import { influxIngestBench } from './influx.bench.js';
import { ingestBench, latencyBench, lateBench, memoryBench } from './ingest.bench.js';
import { roleWindowsBench } from './role-windows.bench.js';
import { printBench } from './print.bench.js';
import { rolesBench } from './roles.bench.js';
import { nodeRedBench } from './node-red.bench.js';
import { networkedBench, yearBench } from './store.bench.js';
import { windowsBench } from './windows.bench.js';
import { startUpBench } from './start-up.bench.js';

/** Names as given on the command line; `--seconds N` shortens the sustained runs. */
const BENCHES: Readonly<Record<string, (seconds: number) => Promise<readonly BenchLine[]>>> = {
  'ingest-50': (seconds) => ingestBench(50, seconds),
  'ingest-500': (seconds) => ingestBench(500, seconds),
  'ingest-late': (seconds) => lateBench(Math.min(seconds, 30)),
  'acknowledgement-p99': (seconds) => latencyBench(Math.min(seconds, 30)),
  memory: memoryBench,
  'networked-2000': networkedBench,
  'year-of-hours': yearBench,
  windows: windowsBench,
  'role-windows': roleWindowsBench,
  'start-up': startUpBench,
  bundle: bundleBench,
  print: printBench,
  api: apiBench,
  roles: (seconds) => rolesBench(Math.min(seconds, 30)),
  'influx-ingest': (seconds) => influxIngestBench(seconds, 40_000),
  'influx-outage': influxOutageBench,
  'influx-write': influxWriteBench,
  'influx-node-red': (seconds) => nodeRedBench(Math.min(seconds, 20)),
  'influx-ingest-full': (seconds) => influxIngestBench(seconds, 0),
};
const WRONG_USE = 2;

async function main(args: readonly string[]): Promise<number> {
  const known = Object.keys(BENCHES);
  const parsed = parseBenchArguments(args, known);
  if (!parsed.ok) {
    remark(parsed.reason.trimEnd());
    return WRONG_USE;
  }
  if (parsed.value.help) process.stdout.write(benchUsage(known));
  else await runAll(parsed.value);
  return 0;
}

async function runAll({ names, seconds }: BenchArguments): Promise<void> {
  for (const [name, run] of Object.entries(BENCHES)) {
    if (!names.includes(name)) continue;
    if (name.startsWith('influx-') && influxBinary() === undefined) {
      remark(`${name}: InfluxDB is not installed (apt-get install influxdb)`);
      continue;
    }
    remark(`… ${name}`);
    (await run(seconds)).forEach(printLine);
  }
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    remark(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
