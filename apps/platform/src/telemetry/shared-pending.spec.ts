import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CredentialTable } from '@yanshou/access';
import { IngestPath } from '@yanshou/ingest';
import { RecordKind } from '@yanshou/journal';
import { append, bytesBody } from '@yanshou/journal/testing';
import { PARTITIONS, PartitionHeads, openPartitionedJournal, partitionOf } from '@yanshou/journal-jetstream';
import type { JetStreamConnection, PartitionedJournal } from '@yanshou/journal-jetstream';
import { NatsServers, natsInstalled, until } from '@yanshou/journal-jetstream/testing';
import type { SharedBook } from '@yanshou/store';
import { systemClock } from '@yanshou/telemetry';
import { SharedProgress } from './shared-progress.js';

/** What a job's values and a change of the registry are journalled as: in the first partition. */
const CHANGE = { kind: RecordKind.registryChange, at: 1, body: bytesBody(Buffer.from('{}')) };
/** A project of the first partition. */
const SHOP = Array.from({ length: 1_000 }, (_, index) => `shop-${index}`).find((project) => partitionOf(project) === 0) as string;

if (!natsInstalled('what is pending in JetStream')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe.each([1, 2])('what is pending in JetStream, with %d receivers', (receivers) => {
    let servers: NatsServers;
    let connection: JetStreamConnection;
    let journals: PartitionedJournal[];
    let doors: IngestPath[];
    /** First sequence of each partition that is not projected. */
    const cursors = Array.from({ length: PARTITIONS }, () => 0);
    beforeAll(async () => {
      servers = await NatsServers.start(1);
      connection = await servers.connect();
      journals = [];
      for (let index = 0; index < receivers; index += 1) journals.push(await openPartitionedJournal({ connection, clock: systemClock, replicas: 1 }));
      doors = journals.map((journal) => new IngestPath({ journal, clock: systemClock, credentials: new CredentialTable('pepper') }));
    }, 180_000);
    afterAll(async () => {
      for (const journal of journals) await journal.close();
      await connection.close();
      await servers.stop();
    });

    const books = cursors.map((_, partition) => ({ view: async () => ({ cursor: { nextSequence: cursors[partition] } }) })) as unknown as readonly SharedBook[];
    const deliver = (door: IngestPath): Promise<unknown> =>
      door.deliver({ identity: { project: SHOP, principal: 'd', kind: 'device' }, topic: `yanshou/v1/${SHOP}/d/telemetry`, payload: Buffer.from('{}') });

    it('are the messages that were acknowledged at any of them, and nothing that the platform journals of its own', async () => {
      const heads = new PartitionHeads({ connection, replicas: 1 });
      const progress = new SharedProgress(books, heads, partitionOf);
      expect([await progress.pending(), await progress.pending(SHOP)]).toEqual([0, 0]);
      for (const door of doors) await deliver(door);
      expect([await progress.pending(), await progress.pending(SHOP)]).toEqual([receivers, receivers]);
      cursors[0] = receivers + 1;
      expect(await progress.pending()).toBe(0);
      // Behind the last message: a heartbeat in every partition, and changes of the registry.
      for (const [index, door] of doors.entries()) {
        door.heartbeat();
        expect((await append(journals[index] as PartitionedJournal, CHANGE)).error).toBeNull();
      }
      await until(async () => (await heads.now(PARTITIONS - 1)) > receivers);
      expect([await heads.now(0), await progress.pending(), await progress.pending(SHOP)]).toEqual([3 * receivers + 1, 0, 0]);
      // Another process looks for the first time, at streams that hold all of it.
      expect(await new SharedProgress(books, new PartitionHeads({ connection, replicas: 1 }), partitionOf).pending()).toBe(0);
      await deliver(doors.at(-1) as IngestPath);
      expect(await progress.pending(SHOP)).toBe(2 * receivers + 1);
    }, 120_000);
  });
}
