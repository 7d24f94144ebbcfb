import { countInInflux } from '../platform-under-test/influx-tally.js';
import { throughOutage } from '../platform-under-test/influx-outage.js';
import type { BenchLine } from './bench-line.js';
import { rounded } from './bench-line.js';
import { DATABASE, onInflux, sum, withServer } from './influx.bench.js';
import { BenchPlatform, FULL_SPEED } from './ingest-run.js';

const CLIENTS = 50;
const PER_SECOND = 1_000;
const LIVE_SECONDS = 60;
/** Time stamps of now, so that the age of the newest reading says how far behind the store is. */
const LIVE = { ...FULL_SPEED, clients: CLIENTS, rate: PER_SECOND, lastMillis: 0, stepMillis: (CLIENTS * 1_000) / PER_SECOND };

/** Ten minutes (ten times `--seconds`) of 1 000 messages a second without InfluxDB, then back, while devices go on. */
export function influxOutageBench(seconds: number): Promise<readonly BenchLine[]> {
  return withServer(async (influx) => {
    const platform = await BenchPlatform.start(CLIENTS, [], { ...onInflux(influx), YANSHOU_LOG_LEVEL: 'silent' });
    const away = 10 * seconds;
    const run = await throughOutage({ child: platform.child, influx, database: DATABASE }, {
      signal: 'SIGKILL', again: false, goesAfter: 5 * PER_SECOND, load: { ...LIVE, seconds: away + 5 }, live: { ...LIVE, seconds: LIVE_SECONDS },
    });
    await platform.child.ask({ ask: 'settle' });
    const readings = sum(await countInInflux(influx, DATABASE));
    const acknowledged = run.loads.reduce((total, load) => total + load.acknowledged, 0);
    await platform.stop();
    const config = {
      messagesPerSecond: PER_SECOND, secondsAway: away, valuesPerMessage: 3, acknowledgedMeanwhile: run.acknowledgedMeanwhile, backlog: run.backlog,
      acknowledgementP99Millis: run.loads[0]?.latencyMillis.p99, newestAgeMillisWhenCaughtUp: Math.round(run.newestAgeMillis), acknowledged, readingsInInflux: readings,
      lost: acknowledged - readings / 3,
    };
    return [
      { name: 'influx-outage-catch-up', value: rounded(run.catchUpSeconds), unit: 's', better: 'lower', config },
      {
        name: 'influx-outage-rate', value: Math.round(run.catchUpPerSecond), unit: 'msg/s', better: 'higher', reference: { name: 'what devices go on sending', value: PER_SECOND },
        ratio: rounded(run.catchUpPerSecond / PER_SECOND), config: { backlog: run.backlog },
      },
    ];
  });
}
