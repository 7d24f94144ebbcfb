import { afterEach, describe, expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import type { JournalWriter } from '@yanshou/journal';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import type { Failure } from '@yanshou/telemetry';
import { connectJetStream, headOf, openJetStreamJournal, openJetStreamReader, openPartitionedJournal, partitionJournals, readNatsUrl } from './index.js';
import type { JetStreamConnection, NatsAddress } from './index.js';
import { NatsServers, natsInstalled } from './testing/nats-servers.js';

describe('NATS_URL', () => {
  it.each([
    ['nats://h', { servers: ['h:4222'], tls: false }],
    ['nats://a:1, nats://b:2,tls://[::1]:3', { servers: ['a:1', 'b:2', '[::1]:3'], tls: true }],
    ['nats://u:p%40ss@a,nats://b', { servers: ['a:4222', 'b:4222'], tls: false, user: 'u', password: 'p@ss' }],
    ['nats://secret@a', { servers: ['a:4222'], tls: false, token: 'secret' }],
  ])('%s', (text, address) => expect(readNatsUrl(text)).toEqual(address));

  it.each(['', 'localhost', 'http://a', 'nats://', 'nats://a,,nats://b', 'nats://u:p%zz@h', 'nats://%zz@h'])('%j is none', (text) => expect(readNatsUrl(text)).toBeUndefined());
});

if (!natsInstalled('start of the JetStream journal')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('the start of the JetStream journal', () => {
    const closing: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const start = async (...setting: Parameters<typeof NatsServers.start>): Promise<NatsServers> => {
      const servers = await NatsServers.start(...setting);
      closing.push(() => servers.stop());
      return servers;
    };
    const connected = async (address: NatsAddress): Promise<JetStreamConnection> => {
      const connection = await connectJetStream(address);
      closing.push(() => connection.close());
      return connection;
    };
    const refusal = async (attempt: Promise<unknown>): Promise<Failure> => {
      const failure = (await attempt.then(() => expect('no refusal').toBe(''), (error: unknown) => error)) as Failure;
      expect(failure.name).toBe('Failure');
      expect(failure.help.zh).toMatch(/[一-龥]/);
      expect(`${failure.help.en}${failure.help.zh}${failure.message}`).not.toMatch(/\n|s3cret/);
      return failure;
    };
    const one = { clock: systemClock, partition: 3, replicas: 1 };

    it('says when nobody is there', async () => {
      const servers = await start(1);
      await servers.kill('n0');
      expect(await refusal(connected(servers.address))).toMatchObject({ code: 'journal-unreachable', retryable: true });
    });

    it('says when the credentials are refused', async () => {
      const servers = await start(1, { more: 'authorization { user: a, password: b }' });
      expect(await refusal(connected(servers.address))).toMatchObject({ code: 'journal-credentials-refused', retryable: false });
      expect(await refusal(connected({ ...servers.address, user: 'a', password: 's3cret' }))).toMatchObject({ code: 'journal-credentials-refused' });
      const connection = await connected({ ...servers.address, user: 'a', password: 'b' });
      expect((await openJetStreamJournal({ ...one, connection })).nextSequence()).toBe(1);
    });

    it('says when the server has no JetStream', async () => {
      const servers = await start(1, { jetStream: false });
      expect(await refusal(connected(servers.address))).toMatchObject({ code: 'journal-jetstream-disabled', retryable: false });
    });

    it('says when there are too few servers for the replicas', async () => {
      const connection = await connected((await start(1)).address);
      const failure = await refusal(openJetStreamJournal({ clock: systemClock, partition: 0, connection }));
      expect(failure).toMatchObject({ code: 'journal-too-few-servers' });
      expect(failure.help.en).toContain('3');
    });

    it('makes the streams so that nothing expires, and refuses others', async () => {
      const connection = await connected((await start(1)).address);
      const { streams } = connection.manager;
      await openJetStreamJournal({ ...one, connection });
      const { config } = await streams.info('yanshou-journal-03');
      expect(config).toMatchObject({
        subjects: ['yanshou.journal.03.>'], discard: 'new', retention: 'limits', storage: 'file',
        max_age: 0, max_msgs: -1, max_msgs_per_subject: -1, deny_delete: true, deny_purge: true,
      });
      await streams.update('yanshou-journal-03', { max_age: 3_600_000_000_000 });
      const failure = await refusal(openJetStreamJournal({ ...one, connection }));
      expect(failure).toMatchObject({ code: 'journal-stream-settings', retryable: false });
      expect(failure.help.en).toContain('max_age');
      await streams.add({ name: 'foreign', subjects: ['yanshou.journal.04.>'] });
      expect(await refusal(openJetStreamJournal({ ...one, partition: 4, connection }))).toMatchObject({ code: 'journal-stream-settings' });
      await streams.add({ name: 'yanshou-journal-05', subjects: ['yanshou.journal.05.>'] });
      expect(await refusal(openJetStreamJournal({ ...one, partition: 5, connection }))).toMatchObject({ code: 'journal-stream-settings' });
      expect(await refusal(openJetStreamReader({ ...one, partition: 6, connection }))).toMatchObject({ code: 'journal-missing', retryable: true });
    });

    it('names a stream that was made anew another journal', async () => {
      const connection = await connected((await start(1)).address);
      const first = (await openJetStreamJournal({ ...one, connection })).journal;
      expect((await openJetStreamJournal({ ...one, connection })).journal).toBe(first);
      await connection.manager.streams.delete('yanshou-journal-03');
      expect((await openJetStreamJournal({ ...one, connection })).journal).not.toBe(first);
    });

    it('lets two processes write a partition: each is told the sequences that its records really have', async () => {
      const servers = await start(1);
      const connection = await connected(servers.address);
      const first = await openJetStreamJournal({ ...one, connection });
      const second = await openJetStreamJournal({ ...one, connection: await connected(servers.address) });
      expect(await append(first, messageEntry('a'))).toEqual({ error: null, sequence: 1 });
      expect(second.nextSequence()).toBe(1);
      expect(await append(second, messageEntry('b'))).toEqual({ error: null, sequence: 2 });
      expect(second.nextSequence()).toBe(3);
      expect(await Promise.all(['c', 'd'].map((text) => append(first, messageEntry(text))))).toEqual([{ error: null, sequence: 3 }, { error: null, sequence: 4 }]);
      expect(await append(second, messageEntry('e'))).toEqual({ error: null, sequence: 5 });
      const reader = await openJetStreamReader({ ...one, connection });
      expect((await readAll(reader)).map(({ body }) => body.toString())).toEqual(['a', 'b', 'c', 'd', 'e']);
      await reader.close();
    });

    it('tells a process that only reads the journals and where each ends, once they are there', async () => {
      const connection = await connected((await start(1)).address);
      expect(await refusal(partitionJournals(connection, { replicas: 1 }))).toMatchObject({ code: 'journal-missing', retryable: true });
      expect(await refusal(headOf({ ...one, connection }))).toMatchObject({ code: 'journal-missing', retryable: true });
      const journal = await openPartitionedJournal({ clock: systemClock, replicas: 1, connection });
      expect(await headOf({ ...one, connection })).toBe(1);
      await append(journal, { ...messageEntry('minute'), kind: RecordKind.heartbeat });
      await Promise.all(['x', 'y'].map((text) => append(journal.journals[3] as JournalWriter, messageEntry(text))));
      expect(await headOf({ ...one, connection })).toBe(4);
      expect(await partitionJournals(connection, { replicas: 1 })).toEqual(journal.journals.map((part) => part.journal));
      await journal.close();
    });

    it('fails when its connection is closed under it', async () => {
      const connection = await connected((await start(1)).address);
      const journal = await openJetStreamJournal({ ...one, connection });
      await connection.close();
      expect((await append(journal, messageEntry('a'))).error).toMatchObject({ code: 'journal-failed' });
      await journal.close();
    });

    it('refuses a record that no message can hold, and keeps the others', async () => {
      const connection = await connected((await start(1)).address);
      const journal = await openJetStreamJournal({ ...one, connection });
      const answers = await Promise.all(['a', 'x'.repeat(connection.maxPayload), 'y'.repeat(connection.maxPayload - 5_000), 'b'].map((text) => append(journal, messageEntry(text))));
      expect(answers.map(({ error }) => error?.code ?? null)).toEqual([null, 'journal-record-too-large', null, null]);
      const reader = await openJetStreamReader({ ...one, connection });
      expect((await readAll(reader, { maxBytes: 10_000_000 })).map(({ body }) => body.length)).toEqual([1, connection.maxPayload - 5_000, 1]);
      await reader.close();
    });
  });
}
