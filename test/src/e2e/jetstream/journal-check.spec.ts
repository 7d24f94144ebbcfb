import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { append, messageEntry } from '@yanshou/journal/testing';
import { PARTITIONS, openPartitionedJournal } from '@yanshou/journal-jetstream';
import { NatsServers, natsInstalled, until } from '@yanshou/journal-jetstream/testing';
import { systemClock } from '@yanshou/telemetry';
import { JOURNAL_TOOL, Product } from '../../platform-under-test/product.js';

const LONG = 240_000;
const [GOOD, DAMAGED, UNUSABLE] = [0, 1, 2];
const RECORDS = 40;

if (!natsInstalled('npm run journal -- check on JetStream')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('npm run journal with NATS_URL', () => {
    let nats: NatsServers;
    // What the tool has no use for need not be there.
    const tool = (...args: string[]) => Product.run(JOURNAL_TOOL, args, {
      NATS_URL: nats.url, DATABASE_URL: 'postgres://nobody@nowhere/x', YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://nowhere:8086', INFLUX_DATABASE: 'x', YANSHOU_DATA_DIR: '/nowhere',
    });

    beforeAll(async () => {
      nats = await NatsServers.start(3);
      await (await nats.connect()).close();
    }, LONG);
    afterAll(() => nats.stop(), LONG);

    it('says of every stream that is not there that it is not', async () => {
      const { status, stdout } = await tool('check');
      expect(status).toBe(DAMAGED);
      expect(stdout.match(/^journal-missing .*yanshou-journal-\d\d$/gm)).toHaveLength(PARTITIONS);
    }, LONG);

    it('reads every record, counts the copies and finds them good', async () => {
      const connection = await nats.connect();
      const journal = await openPartitionedJournal({ connection, clock: systemClock });
      await Promise.all(Array.from({ length: RECORDS }, (_, n) => append(journal, { ...messageEntry(`${n}`), key: 'one' })));
      await journal.close();
      await connection.close();
      const { stdout } = await until(async () => {
        const told = await tool('check');
        return told.status === GOOD && told;
      });
      expect(stdout.match(/^yanshou-journal-\d\d .* 3\/3 副本 replicas {2}完好 good$/gm)).toHaveLength(PARTITIONS);
      expect(stdout).toContain(`1–${RECORDS}  ${RECORDS} 条 records`);
    }, LONG);

    it('refuses to set anything aside, and says why', async () => {
      expect(await tool('set-aside', 'yanshou-journal-00')).toMatchObject({ status: UNUSABLE, stdout: '', stderr: expect.stringMatching(/^设置了 NATS_URL.*healthy replica.*\n$/) });
    }, LONG);

    it('names a stream whose settings could lose records', async () => {
      const connection = await nats.connect();
      await connection.manager.streams.update('yanshou-journal-03', { max_msgs: 1_000_000 });
      await connection.close();
      const { status, stdout } = await tool('check');
      expect(status).toBe(DAMAGED);
      expect(stdout).toMatch(/^journal-stream-settings .*yanshou-journal-03 .*max_msgs/m);
      expect(stdout.match(/完好 good$/gm)).toHaveLength(PARTITIONS - 1);
    }, LONG);

    it('tells that copies are missing', async () => {
      await nats.kill('n2');
      // While a stream elects its leader, the tool ends with 74: try again.
      const { stdout } = await until(async () => {
        const told = await tool('check');
        return told.status === DAMAGED && told.stdout.includes('2/3 副本 replicas') && told;
      });
      expect(stdout).toContain('COPIES MISSING');
    }, LONG);
  });
}
