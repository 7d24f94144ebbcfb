import { describe, expect, it } from '@jest/globals';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import { NatsServers, natsInstalled } from './testing/nats-servers.js';

if (!natsInstalled('more than may wait for silent servers')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('more than may wait for silent servers', () => {
    it('is refused at once, while what waits keeps waiting and is stored when they answer', async () => {
      const servers = await NatsServers.start(1);
      const connection = await servers.connect();
      const where = { connection, partition: 0, replicas: 1 };
      const journal = await openJetStreamJournal({ ...where, clock: systemClock, limits: { waitingBytes: 1_000 } });
      servers.pause('n0');
      const answered: string[] = [];
      const send = (text: string) => append(journal, messageEntry(text)).then((answer) => {
        answered.push(text);
        return answer;
      });
      const waiting = [send('a'), send('b'.repeat(1_000))];
      const beyond = [send('c'), send('d')];
      expect(answered).toEqual([]);
      expect((await Promise.all(beyond)).map(({ error }) => [error?.code, error?.retryable])).toEqual(Array(2).fill(['journal-unreachable', true]));
      expect(answered).toEqual(['c', 'd']);
      servers.resume('n0');
      expect(await Promise.all(waiting)).toEqual([{ error: null, sequence: 1 }, { error: null, sequence: 2 }]);
      expect(await send('e')).toEqual({ error: null, sequence: 3 });
      const reader = await openJetStreamReader(where);
      expect((await readAll(reader)).map(({ body }) => body.toString()[0])).toEqual(['a', 'b', 'e']);
      await reader.close();
      await journal.close();
      await connection.close();
      await servers.stop();
    });
  });
}
