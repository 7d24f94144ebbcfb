import { afterEach, describe, expect, it } from '@jest/globals';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import type { ClusterInfo } from '@nats-io/jetstream';
import type { JournalRecord } from '@yanshou/journal';
import { systemClock } from '@yanshou/telemetry';
import { PARTITIONS, openJetStreamJournal, openJetStreamReader, openPartitionedJournal, partitionOf } from './index.js';
import type { JetStreamConnection, JetStreamJournal, PartitionedJournal } from './index.js';
import { NatsServers, natsInstalled, natsSince } from './testing/nats-servers.js';
import { poorConnection } from './testing/poor-connection.js';
import { Sender } from './testing/sender.js';
import { until } from './testing/until.js';

/** Followers wait 4 to 9 s before they elect (raft.go, electionTimeout); the rest is ours: to ask again, and a slow machine. */
const SECONDS_AT_MOST = 12_000;
const PROJECTS = ['p1', 'p2', 'p3'];
const STREAM = 'yanshou-journal-00';

const clusterOf = async ({ manager }: JetStreamConnection): Promise<Partial<ClusterInfo>> => (await manager.streams.info(STREAM)).cluster ?? {};

async function serverOf(connection: JetStreamConnection, whom: 'leader' | 'follower'): Promise<string> {
  const { leader, replicas } = await clusterOf(connection);
  return (whom === 'leader' ? leader : replicas?.[0]?.name) ?? '';
}

/** Whether every replica has everything: one more server may fail then. */
async function isWhole(connection: JetStreamConnection): Promise<boolean> {
  const { leader = '', replicas = [] } = await clusterOf(connection).catch((): Partial<ClusterInfo> => ({}));
  return leader !== '' && replicas.length === 2 && replicas.every(({ current, offline }) => current && offline !== true);
}

const say = (measured: Record<string, unknown>): void => void process.stderr.write(`${JSON.stringify(measured)}\n`);

if (!natsInstalled('cluster of three')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('a cluster of three', () => {
    const closing: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    const start = async (): Promise<{ servers: NatsServers; connection: JetStreamConnection; journal: JetStreamJournal }> => {
      const servers = await NatsServers.start(3);
      closing.push(() => servers.stop());
      const connection = await servers.connect();
      closing.push(() => connection.close());
      const journal = await until(() => openJetStreamJournal({ connection, clock: systemClock, partition: 0 }));
      return { servers, connection, journal };
    };

    // A reader that failed goes on where it was: who wants everything begins again.
    const everything = (connection: JetStreamConnection, partition = 0): Promise<JournalRecord[]> => until(async () => {
      const reader = await openJetStreamReader({ connection, partition });
      return readAll(reader).finally(() => reader.close());
    });

    it('loses nothing acknowledged, stores nothing twice and keeps the order while its servers are killed in turn', async () => {
      const { servers, connection, journal } = await start();
      const sender = new Sender(journal, PROJECTS);
      sender.start();
      const interruptions: number[] = [];
      for (const whom of ['leader', 'follower'] as const) {
        const more = sender.acknowledged.length + 500;
        await until(() => sender.acknowledged.length > more);
        const victim = await serverOf(connection, whom);
        const killedAt = performance.now();
        await servers.kill(victim);
        const before = sender.acknowledged.length;
        await until(() => sender.acknowledged.length > before + 500, 40_000);
        interruptions.push(sender.longestPause(killedAt));
        await servers.launch(victim);
        await until(() => isWhole(connection), 60_000);
      }
      await sender.stop();
      await journal.close();
      // What the servers hold, over a connection of its own.
      const other = await servers.connect();
      closing.push(() => other.close());
      expect(sender.refused).toEqual([]);
      const records = await everything(other);
      sender.check(records);
      expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
      say({ name: 'jetstream-interruption-ms', leader: interruptions[0], follower: interruptions[1], acknowledged: sender.acknowledged.length });
      expect(Math.max(...interruptions)).toBeLessThan(SECONDS_AT_MOST);
    }, 180_000);

    it('keeps sixteen partitions of two processes through the death of a server: each project whole, in its partition, in its order', async () => {
      const servers = await NatsServers.start(3);
      closing.push(() => servers.stop());
      const connection = await servers.connect();
      closing.push(() => connection.close());
      const other = await servers.connect();
      closing.push(() => other.close());
      const journals: PartitionedJournal[] = [];
      for (const own of [connection, other]) journals.push(await until(() => openPartitionedJournal({ connection: own, clock: systemClock })));
      const senders = Array.from({ length: 24 }, (_, index) => new Sender(journals[index % 2] as PartitionedJournal, [`project-${index}`]));
      const total = (): number => senders.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
      for (const sender of senders) sender.start();
      await until(() => senders.every(({ acknowledged }) => acknowledged.length > 100));
      const [count, began] = [total(), performance.now()];
      await new Promise((resolve) => void setTimeout(resolve, 2_000));
      const perSecond = Math.round(((total() - count) / (performance.now() - began)) * 1_000);
      const killedAt = performance.now();
      await servers.kill(await serverOf(connection, 'leader'));
      const before = senders.map(({ acknowledged }) => acknowledged.length);
      await until(() => senders.every(({ acknowledged }, index) => acknowledged.length > (before[index] as number) + 100), 60_000);
      const interruption = Math.max(...senders.map((sender) => sender.longestPause(killedAt)));
      await Promise.all(senders.map((sender) => sender.stop()));
      await Promise.all(journals.map((journal) => journal.close()));
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        const records = await everything(connection, partition);
        for (const [index, sender] of senders.entries()) {
          if (partitionOf(`project-${index}`) === partition) sender.check(records.filter(({ body }) => body.toString().startsWith(`project-${index} `)));
        }
        expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
      }
      say({ name: 'jetstream-partitions', acknowledgedPerSecond: perSecond, interruptionMillis: interruption, acknowledged: total() });
      expect(interruption).toBeLessThan(SECONDS_AT_MOST);
    }, 180_000);

    it('loses nothing that any of three writers was told, and leaves every server with the same, while they are killed in turn', async () => {
      const { servers, connection, journal } = await start();
      const journals = [journal];
      for (const fates of [[], ['answered', 'answered', 'unanswered', 'answered', 'unsent']] as const) {
        const own = await servers.connect();
        closing.push(() => own.close());
        journals.push(await until(() => openJetStreamJournal({ connection: poorConnection(own, { fates }), clock: systemClock, partition: 0 })));
      }
      const senders = journals.map((one, index) => new Sender(one, [`w${index}-a`, `w${index}-b`]));
      for (const sender of senders) sender.start();
      const moreOfEach = async (): Promise<void> => {
        const before = senders.map(({ acknowledged }) => acknowledged.length);
        await until(() => senders.every(({ acknowledged }, index) => acknowledged.length > (before[index] as number) + 500), 60_000);
      };
      const interruptions: number[] = [];
      for (const whom of ['follower', 'leader'] as const) {
        await moreOfEach();
        const victim = await serverOf(connection, whom);
        const killedAt = performance.now();
        await servers.kill(victim);
        await moreOfEach();
        interruptions.push(Math.max(...senders.map((sender) => sender.longestPause(killedAt))));
        await servers.launch(victim);
        await until(() => isWhole(connection), 60_000);
      }
      await moreOfEach();
      await Promise.all(senders.map((sender) => sender.stop()));
      await Promise.all(journals.map((one) => one.close()));
      const records = await everything(connection);
      for (const sender of senders) sender.check(records);
      expect(senders.flatMap(({ refused }) => refused)).toEqual([]);
      expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
      const { last_seq: last } = (await connection.manager.streams.info(STREAM)).state;
      await until(async () => (await servers.replicaEnds(STREAM)).every((end) => end === last), 60_000);
      say({ name: 'jetstream-three-writers', interruptions, acknowledged: senders.map(({ acknowledged }) => acknowledged.length) });
    }, 300_000);

    it('gets past a leader that takes publishes and answers none', async () => {
      const { connection, journal } = await start();
      const { client, nats } = connection;
      const before = 500;
      for (let index = 0; index < before; index += 1) expect((await append(journal, messageEntry('before'))).error).toBeNull();
      // Refused when they are applied: that is what a server counts wrongly that has led before.
      const misplaced = (): Promise<boolean> => client.publish('yanshou.journal.00.round', 'x', { expect: { lastSequence: 1 } })
        .then(() => false, (error: unknown) => error instanceof Error && error.message.startsWith('wrong last sequence'));
      const refuse = async (count: number): Promise<void> => {
        await until(misplaced);
        expect(await Promise.all(Array.from({ length: count }, misplaced))).not.toContain(false);
      };
      const stuck = await serverOf(connection, 'leader');
      await refuse(300);
      const leadBy = async (wanted: (leader: string) => boolean): Promise<void> => {
        await until(async () => {
          const { leader = '' } = await clusterOf(connection).catch((): Partial<ClusterInfo> => ({}));
          if (leader !== '' && wanted(leader)) return true;
          await nats.request(`$JS.API.STREAM.LEADER.STEPDOWN.${STREAM}`, '', { timeout: 1_000 }).catch(() => undefined);
          return until(async () => ((await clusterOf(connection)).leader ?? '') !== '').then(() => false, () => false);
        }, 60_000);
      };
      await leadBy((leader) => leader !== stuck);
      await refuse(300);
      await leadBy((leader) => leader === stuck);
      const askedAt = performance.now();
      const answer = append(journal, messageEntry('after'));
      // Newer servers count anew, and answer at once.
      if (!natsSince(2, 10, 12)) await until(() => journal.condition().kind === 'unreachable', 20_000);
      expect(await answer).toEqual({ error: null, sequence: before + 1 });
      say({ name: 'jetstream-stuck-leader-ms', millis: Math.round(performance.now() - askedAt) });
      expect((await append(journal, messageEntry('more'))).error).toBeNull();
      await journal.close();
    }, 300_000);

    it('waits for a commit that takes longer than an answer may, and says so meanwhile', async () => {
      const { servers, connection, journal } = await start();
      expect((await append(journal, messageEntry('before'))).error).toBeNull();
      const followers = ((await clusterOf(connection)).replicas ?? []).map(({ name }) => name);
      for (const name of followers) servers.pause(name);
      const waiting = append(journal, messageEntry('slow'));
      await until(() => journal.condition().kind !== 'ok', 20_000);
      expect(journal.condition()).toMatchObject({ kind: 'unreachable', error: { code: 'journal-unreachable', retryable: true } });
      for (const name of followers) servers.resume(name);
      expect(await waiting).toEqual({ error: null, sequence: 2 });
      expect(await append(journal, messageEntry('after'))).toEqual({ error: null, sequence: 3 });
      expect((await everything(connection)).map(({ body }) => body.toString())).toEqual(['before', 'slow', 'after']);
      await journal.close();
    }, 300_000);

    it('acknowledges nothing without a majority, says so, and goes on with what waited when there is one again', async () => {
      const { servers, connection, journal } = await start();
      expect((await append(journal, messageEntry('before'))).error).toBeNull();
      await servers.kill('n1');
      await servers.kill('n2');
      let answered = false;
      const waiting = append(journal, messageEntry('meanwhile')).then((answer) => {
        answered = true;
        return answer;
      });
      await until(() => journal.condition().kind === 'unreachable', 20_000);
      expect(answered).toBe(false);
      expect(journal.condition()).toMatchObject({ error: { code: 'journal-unreachable', retryable: true } });
      await servers.launch('n1');
      expect(await waiting).toEqual({ error: null, sequence: 2 });
      expect(journal.condition().kind).toBe('ok');
      expect((await everything(connection)).map(({ body }) => body.toString())).toEqual(['before', 'meanwhile']);
      await journal.close();
    }, 400_000);
  });
}
