import { afterEach, describe, expect, it } from '@jest/globals';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { LoadResult } from '../../bench/generator.js';
import { FULL_SPEED, RAISED_LIMITS } from '../../bench/ingest-run.js';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { throughOutage } from '../../platform-under-test/influx-outage.js';
import type { OutagePlan } from '../../platform-under-test/influx-outage.js';
import { countInInflux } from '../../platform-under-test/influx-tally.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';

const DEVICES = 20;
/** Ten minutes of 1 000 messages a second, pushed as fast as they are acknowledged. */
const TEN_MINUTES = 600_000;
const LIVE_PER_SECOND = 1_000;
const LIVE_SECONDS = 8;
const HOUR_MILLIS = 3_600_000;
/** One value a message: what an outage costs is counted in messages. */
const ONE_VALUE = { values: '{"temperature":21.5}', clients: DEVICES, window: 50 } as const;
/** Time stamps of now, so that the age of the newest reading says how far behind the store is. */
const LIVE = { ...FULL_SPEED, ...ONE_VALUE, rate: LIVE_PER_SECOND, lastMillis: 0, stepMillis: (DEVICES * 1_000) / LIVE_PER_SECOND };
const LONG = 400_000;

type Going = Pick<OutagePlan, 'signal' | 'again'>;

/** `rate` 0: as fast as acknowledged. */
const outage = (messages: number, rate: number, rest: Going): OutagePlan => ({
  ...rest, goesAfter: messages / 10, live: { ...LIVE, seconds: 600, messages: LIVE_SECONDS * LIVE_PER_SECOND },
  load: { ...FULL_SPEED, ...ONE_VALUE, rate, seconds: 600, messages: messages + messages / 10, lastMillis: 2 * HOUR_MILLIS },
});

/** Milliseconds of every reading that a device has an acknowledgement for. */
function acknowledgedBy(device: number, plan: OutagePlan, loads: readonly LoadResult[]): number[] {
  return [plan.load, plan.live].flatMap(({ stepMillis }, index) => {
    const { firstMillis, acknowledged } = loads[index]?.perClient[device] as LoadResult['perClient'][number];
    return Array.from({ length: acknowledged }, (_, n) => firstMillis + n * stepMillis);
  });
}

/** Milliseconds of every reading of a device as the API tells them, in its order. */
async function toldByApi(admin: ApiClient, device: string): Promise<number[]> {
  const query = { device, from: formatIsoMicros(systemClock.now() - 24 * HOUR_MILLIS * 1_000), to: formatIsoMicros(systemClock.now() + HOUR_MILLIS * 1_000), format: 'csv' };
  const { text } = await admin.succeed('readReadings', { params: { p: 'bench' }, query });
  return text.split('\r\n').slice(1, -1).map((line) => Date.parse(line.split(',')[2] ?? ''));
}

withInflux('an outage of InfluxDB', (influx) => {
  let platform: TestPlatform | undefined;
  afterEach(async () => {
    await platform?.dispose();
    platform = undefined;
  });

  const through = async (prefix: string, plan: OutagePlan) => {
    const env = { ...RAISED_LIMITS, YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: prefix };
    const started = await startWithAdministrator({ devices: DEVICES, env });
    platform = started.platform;
    const run = await throughOutage({ child: platform.child, influx: influx(), database: `${prefix}_bench` }, plan);
    return { platform, admin: started.admin, run, totals: await platform.settle() };
  };

  describe('ten minutes without InfluxDB', () => {
    it.each<[string, number, number, Going]>([
      ['killed', TEN_MINUTES, 0, { signal: 'SIGKILL', again: false }],
      // An orderly stop takes its time: the load must not be over before.
      ['stopped, and killed again during the catch-up', TEN_MINUTES / 5, 12_000, { signal: 'SIGTERM', again: true }],
    ])('%s: %d acknowledged readings, each once', async (_how, messages, rate, rest) => {
      const plan = outage(messages, rate, rest);
      const { platform, admin, run, totals } = await through(rest.signal.toLowerCase(), plan);
      const acknowledged = plan.load.messages + plan.live.messages;
      expect(run.acknowledgedMeanwhile).toBeGreaterThan(0.5 * messages);
      expect(run.loads.map((load) => load.acknowledged)).toEqual([plan.load.messages, plan.live.messages]);
      expect(totals).toMatchObject({ messages: acknowledged, received: acknowledged, stored: acknowledged, duplicates: 0, conflicts: 0, rejected: 0, quarantined: 0 });
      for (const { counts } of await platform.ledger()) expect(imbalance(counts)).toEqual(BALANCED);
      const counted = await countInInflux(influx(), `${rest.signal.toLowerCase()}_bench`);
      for (let device = 0; device < DEVICES; device += 1) {
        const expected = acknowledgedBy(device, plan, run.loads);
        expect(counted.get(`${deviceId(device)} temperature`)).toBe(expected.length);
        expect(await toldByApi(admin, deviceId(device))).toEqual(expected);
      }
      // In order, so the newest comes last: what counts is that the backlog shrinks much faster than the devices add to it.
      expect(run.catchUpPerSecond).toBeGreaterThan(3 * LIVE_PER_SECOND);
      expect(run.newestAgeMillis).toBeLessThan(10_000 + Math.max(0, run.catchUpSeconds - LIVE_SECONDS) * 1_000);
      expect((await fetch(`${platform.http}/readyz`)).status).toBe(200);
    }, LONG);
  });
});
