import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import type { Answer } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import type { JetStreamJournal } from './index.js';
import { NatsServers, natsInstalled, natsSince } from './testing/nats-servers.js';
import { until } from './testing/until.js';

const RECORD_BYTES = 200_000;
const FILLER = 'filler';
const FILLER_BYTES = 20 * 1024 * 1024;

/** Small disks of the servers' own, where the right to mount is there. */
function mountDisk(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), 'yanshou-nats-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', path], { stdio: 'ignore' });
    return path;
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
}

/** Appends one record after the other until one is not stored at once; answers those that were told a sequence, and the one in question. */
async function fill(journal: JetStreamJournal): Promise<{ readonly stored: string[]; readonly last: string; readonly waiting: Promise<Answer> }> {
  const stored: string[] = [];
  for (let number = 1; ; number += 1) {
    const text = `${number} `.padEnd(RECORD_BYTES, 'x');
    const waiting = append(journal, messageEntry(text));
    const isStored = await Promise.race([waiting.then(({ error }) => error === null), until(() => journal.condition().kind === 'unreachable', 60_000).then(() => false)]);
    if (!isStored) return { stored, last: text, waiting };
    stored.push(text);
  }
}

if (!natsInstalled('full disks of NATS')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('the disk of a NATS server that is full', () => {
    const closing: (() => unknown)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    const folder = (): string => {
      const path = mkdtempSync(join(tmpdir(), 'yanshou-nats-roomy-'));
      closing.push(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
      return path;
    };
    const disk = (): string | undefined => {
      const path = mountDisk();
      if (path === undefined) {
        const file = process.env['YANSHOU_TEST_NOT_RUN'];
        if (file) appendFileSync(file, 'NATS: full disks (needs the right to mount a tmpfs)\n');
        return undefined;
      }
      closing.push(() => {
        execFileSync('umount', ['-l', path]);
        rmSync(path, { recursive: true });
      });
      writeFileSync(join(path, FILLER), Buffer.alloc(FILLER_BYTES));
      return path;
    };

    it('takes nothing more, and after room was made and the server started again goes on with everything that it acknowledged', async () => {
      const path = disk();
      if (path === undefined) return;
      const servers = await NatsServers.start(1, { storeOf: () => path });
      closing.push(() => servers.stop());
      const connection = await servers.connect();
      closing.push(() => connection.close());
      const where = { connection, partition: 0, replicas: 1 };
      const journal = await openJetStreamJournal({ ...where, clock: systemClock });
      const { stored, last, waiting } = await fill(journal);
      expect(stored.length).toBeGreaterThan(10);
      rmSync(join(path, FILLER));
      await servers.kill('n0');
      await servers.launch('n0');
      const { error } = await waiting;
      if (error === null) stored.push(last);
      else expect(error).toMatchObject({ code: 'journal-full', retryable: true });
      await until(async () => (await append(journal, messageEntry('after'))).error === null, 60_000);
      const reader = await openJetStreamReader(where);
      expect((await readAll(reader)).map(({ body }) => body.toString())).toEqual([...stored, 'after']);
      await reader.close();
      await journal.close();
    }, 180_000);

    it('refuses and doubles nothing where the two others have room, and is started again with room', async () => {
      // Before, a leader whose disk is full keeps the lead and answers nothing.
      const path = natsSince(2, 12, 0) ? disk() : undefined;
      if (path === undefined) return;
      const roomy = folder();
      const servers = await NatsServers.start(3, { storeOf: (name) => join(name === 'n1' ? path : roomy, name) });
      closing.push(() => servers.stop());
      const connection = await servers.connect();
      closing.push(() => connection.close());
      const where = { connection, partition: 0 };
      const journal = await until(() => openJetStreamJournal({ ...where, clock: systemClock }));
      const texts: string[] = [];
      while (texts.length < 2 * FILLER_BYTES / RECORD_BYTES) {
        const text = `${texts.length} `.padEnd(RECORD_BYTES, 'x');
        expect((await append(journal, messageEntry(text))).error).toBeNull();
        texts.push(text);
      }
      rmSync(join(path, FILLER));
      execFileSync('mount', ['-o', 'remount,size=400m', path], { stdio: 'ignore' });
      await servers.kill('n1');
      await servers.launch('n1');
      const reader = await openJetStreamReader(where);
      expect((await readAll(reader)).map(({ body }) => body.toString())).toEqual(texts);
      await reader.close();
      await journal.close();
    }, 240_000);
  });
}
