import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MessageBody, RecordKind } from '@yanshou/journal';
import { openSegmentJournal, openSegmentReader } from '@yanshou/journal-segments';
import { InventoryBook, Projector } from '@yanshou/projection';
import { MemoryStore } from '@yanshou/store/testing';
import { systemClock } from '@yanshou/telemetry';

const RECORDS = 300;
const body = new MessageBody({ principal: 'p/d', topic: 'yanshou/v1/p/d/telemetry', qos: 1, retain: false, packetId: 1, payload: Buffer.alloc(2_000, ' ') });

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'yanshou-backlog-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function fillJournal(): Promise<void> {
  const journal = await openSegmentJournal({ directory, clock: systemClock });
  const answers = Array.from({ length: RECORDS }, () => new Promise((resolve) => journal.append({ kind: RecordKind.message, at: 1, body }, resolve)));
  expect(new Set(await Promise.all(answers))).toEqual(new Set([null]));
  await journal.close();
}

it('a backlog in segments is projected batch after batch, without waiting for the time of the next commit', async () => {
  await fillJournal();
  const commits: number[] = [];
  const reader = await openSegmentReader(directory);
  const projector = new Projector({
    reader, store: new MemoryStore(), inventories: new InventoryBook(), clock: systemClock,
    limits: { maxBytes: 100_000, portionBytes: 30_000, commitIntervalMillis: 3_600_000 },
    onCommit: ({ nextSequence }) => {
      commits.push(nextSequence);
      if (nextSequence > RECORDS) void projector.stop();
    },
  });
  await projector.start();
  await projector.run();
  await reader.close();
  expect(commits.length).toBeGreaterThan(4);
  expect(commits.at(-1)).toBe(RECORDS + 1);
});
