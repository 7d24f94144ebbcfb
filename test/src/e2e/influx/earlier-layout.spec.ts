import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { openRegistry } from '@yanshou/registry';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';

const DEVICE = deviceId(0);
const YESTERDAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * 86_400_000 - 12 * 3_600_000;
const NOTICE = 'store-layout-changed';

/** What a release before left: a book that has come as far as the journal, and a point a reading in a measurement of its own. */
async function leaveEarlierLayout(directory: string, prefix: string): Promise<void> {
  const registry = await openRegistry({ embeddedDirectory: join(directory, 'registry'), pepper: 'of no use here' }, systemClock);
  const book = registry.projectionBook(`influxdb:${prefix}`);
  const { confirmed } = await book.open();
  const builder = new BatchBuilder('journal-before');
  for (let n = 0; n < 21; n += 1) builder.reading({ project: 'bench', device: DEVICE, metric: 'temperature', at: YESTERDAY * 1_000 + n, value: n });
  const { readings: _, ...batch } = builder.build();
  await book.commit({ ...batch, commit: confirmed + 1 });
  await registry.close();
}

withInflux('an upgrade from an earlier layout', (influx) => {
  let platform: TestPlatform | undefined;
  afterAll(() => platform?.dispose());

  describe('an installation with points of an earlier layout', () => {
    it('begins anew from the journal by itself, says so until it has caught up, and leaves the old points alone', async () => {
      const env = (prefix: string) => ({ YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: prefix, YANSHOU_LOG_LEVEL: 'info' });
      const before = (platform = await TestPlatform.start({ env: env('elsewhere'), logged: true }));
      const client = await before.connect(DEVICE);
      for (let n = 0; n < 20; n += 1) await client.publishAcknowledged(telemetryTopic('bench', DEVICE), JSON.stringify({ ts: YESTERDAY + n * 60_000, values: { temperature: n, mode: 'ACTIVE' } }), n + 1);
      client.close();
      const [totals, readings] = [await before.settle(), await before.readings()];
      expect(before.log().filter(({ code }) => code === NOTICE)).toEqual([]);
      await before.child.stop();

      await leaveEarlierLayout(before.directory, 'grown');
      await influx().query('CREATE DATABASE grown_bench');
      expect(await influx().write('grown_bench', `reading,device=${DEVICE},metric=temperature number=999,flags=0i,received=1i,sequence=1i,batch=1i ${YESTERDAY}000000`)).toBe(204);
      const upgraded = (platform = await before.again(env('grown')));
      expect([await upgraded.settle(), await upgraded.readings()]).toEqual([totals, readings]);
      const told = upgraded.log().filter(({ code }) => code === NOTICE);
      expect(told).toMatchObject([{ level: 40, help: { zh: expect.stringContaining('DROP MEASUREMENT "reading"'), en: expect.stringContaining('written anew from the journal') } }]);
      await upgraded.child.stop();

      const later = (platform = await upgraded.again());
      expect([await later.settle(), await later.readings(), later.log().filter(({ code }) => code === NOTICE)]).toEqual([totals, readings, []]);
      // What the operator was told to drop goes, and nothing else.
      await influx().query('DROP MEASUREMENT "reading"', 'grown_bench');
      expect(await later.readings()).toEqual(readings);
    }, 240_000);
  });
});
