import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CredentialTable } from '@yanshou/access';
import { IngestPath } from '@yanshou/ingest';
import { PARTITIONS, openJetStreamReader, openPartitionedJournal, partitionOf } from '@yanshou/journal-jetstream';
import type { JetStreamConnection } from '@yanshou/journal-jetstream';
import { NatsServers, natsInstalled, until } from '@yanshou/journal-jetstream/testing';
import { InventoryBook, PartitionCrew, Projector } from '@yanshou/projection';
import type { PartitionHold, PartitionHolds } from '@yanshou/projection';
import { openRegistry } from '@yanshou/registry';
import type { Registry } from '@yanshou/registry';
import { MemoryStore } from '@yanshou/store/testing';
import { Failure, MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { benchProject } from '../../platform-under-test/bench-project.js';

const PROJECTS = Array.from({ length: 20 }, (_, index) => `project-${index}`);
const LEASE_MILLIS = 6_000;

interface CrewSetting {
  readonly holder: string;
  readonly holds: PartitionHolds;
  readonly clock: Clock;
  readonly connection: JetStreamConnection;
  readonly stores: { for(hold: PartitionHold): MemoryStore };
  readonly journals: readonly string[];
}

const fenced = (): Failure => new Failure('projection-fenced', 'the partition is somebody else\'s', false, { zh: '分区已易主', en: 'the partition has changed hands' });

if (!natsInstalled('projectors that share partitions')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('projectors that share the partitions of one journal', () => {
    const closing: (() => unknown)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    /** What each partition is projected into, as far as the token of the holder is in force. */
    class SharedStores {
      private readonly stores = new Map<string, MemoryStore>();
      readonly refused: string[] = [];

      constructor(private readonly registry: Registry) {}

      of(journal: string): MemoryStore {
        const store = this.stores.get(journal) ?? new MemoryStore();
        this.stores.set(journal, store);
        return store;
      }

      for(hold: PartitionHold): MemoryStore {
        const store = this.of(hold.journal);
        const commit: MemoryStore['commit'] = async (batch) => {
          if (!(await this.registry.confirmPartition(hold))) {
            this.refused.push(hold.holder);
            throw fenced();
          }
          return store.commit(batch);
        };
        return new Proxy(store, { get: (target, name) => (name === 'commit' ? commit : (Reflect.get(target, name) as { bind?: (to: object) => unknown })?.bind?.(target)) });
      }
    }

    const inventories = PROJECTS.map((project) => benchProject(project, 1, systemClock.now() - 400 * MICROS_PER_DAY));

    /** Each message has a time of its own, so that one projected twice would be a duplicate. */
    function sender(ingest: IngestPath) {
      let ts = systemClock.now() / 1_000 - 3_600_000;
      const device = inventories[0]?.devices[0]?.id as string;
      const metric = inventories[0]?.classes[0]?.metrics[0]?.name as string;
      return (rounds: number): Promise<unknown> => Promise.all(Array.from({ length: rounds }, () => {
        ts += 1;
        const payload = Buffer.from(JSON.stringify({ ts: Math.floor(ts), values: { [metric]: 20 } }));
        return Promise.all(PROJECTS.map((project) => ingest.deliver({ identity: { project, principal: device, kind: 'device' }, topic: `yanshou/v1/${project}/${device}/telemetry`, payload })));
      }));
    }

    function crew({ holder, holds, clock, connection, stores, journals }: CrewSetting): PartitionCrew {
      const begin = async (hold: PartitionHold) => {
        const reader = await openJetStreamReader({ connection, partition: journals.indexOf(hold.journal), replicas: 1 });
        const projector = new Projector({ reader, store: stores.for(hold), inventories: new InventoryBook(inventories), clock: systemClock, limits: { commitIntervalMillis: 20, waitMillis: 200 } });
        await projector.start();
        let ended = false;
        projector.run().catch(() => void (ended = true));
        return { hasEnded: () => ended, stop: async () => {
          await projector.stop();
          await reader.close();
        } };
      };
      const one = new PartitionCrew({ holder, journals, holds, begin, clock, leaseMillis: LEASE_MILLIS, onAlarm: () => undefined });
      closing.push(() => one.stop().catch(() => undefined));
      void one.run();
      return one;
    }

    it('divide them, take over from one that hangs, fence it off, and project every message once', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'yanshou-crew-'));
      closing.push(() => rmSync(directory, { recursive: true, force: true }));
      const servers = await NatsServers.start(1);
      closing.push(() => servers.stop());
      const connection = await servers.connect();
      closing.push(() => connection.close());
      const registry = await openRegistry({ embeddedDirectory: join(directory, 'registry') }, systemClock);
      closing.push(() => registry.close());
      const journal = await openPartitionedJournal({ connection, clock: systemClock, replicas: 1 });
      closing.push(() => journal.close());
      const journals = journal.journals.map((one) => one.journal);
      const stores = new SharedStores(registry);
      const send = sender(new IngestPath({ journal, clock: systemClock, credentials: new CredentialTable('pepper') }));
      const projected = async (): Promise<number[]> => Promise.all(PROJECTS.map(async (project) => (await stores.of(journal.journalOf(project)).totals(project)).messages));

      let hanging = false;
      const holdsOfFirst = {
        holdPartitions: async (...args: Parameters<Registry['holdPartitions']>) => {
          if (hanging) throw fenced();
          return registry.holdPartitions(...args);
        },
        releasePartition: (hold: PartitionHold) => registry.releasePartition(hold),
        leavePartitions: (holder: string) => registry.leavePartitions(holder),
      };
      // Time stands still for a process that hangs: it believes in its leases.
      const clockOfFirst = { now: () => systemClock.now(), monotonicMillis: () => (hanging ? 0 : systemClock.monotonicMillis()) };
      const first = crew({ holder: 'first', holds: holdsOfFirst, clock: clockOfFirst, connection, stores, journals });
      await until(() => first.journals.length === PARTITIONS);
      await send(20);
      const second = crew({ holder: 'second', holds: registry, clock: systemClock, connection, stores, journals });
      await until(() => first.journals.length === 8 && second.journals.length === 8);
      await send(20);
      await until(async () => (await projected()).every((count) => count === 40));

      // Its leases run out while its projectors go on: only the token keeps them from what is the other's by then.
      hanging = true;
      await until(() => second.journals.length === PARTITIONS);
      await send(20);
      await until(async () => (await projected()).every((count) => count === 60));
      await until(() => stores.refused.includes('first'));
      for (const project of PROJECTS) {
        const { messages, stored, duplicates, quarantined } = await stores.of(journals[partitionOf(project)] as string).totals(project);
        expect({ messages, stored, duplicates, quarantined }).toEqual({ messages: 60, stored: 60, duplicates: 0, quarantined: 0 });
      }
      expect(stores.refused).not.toContain('second');
    }, 400_000);
  });
}
