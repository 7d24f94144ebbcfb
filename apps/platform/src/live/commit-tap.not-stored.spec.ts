import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MessageBody, RecordKind } from '@yanshou/journal';
import { openSegmentJournal, openSegmentReader } from '@yanshou/journal-segments';
import { InventoryBook, Projector } from '@yanshou/projection';
import type { ProjectionBatch, RowsNotStored } from '@yanshou/store';
import { MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import type { ProjectInventory } from '@yanshou/telemetry';
import { CommitTap, TappedJournal } from './commit-tap.js';
import type { LiveCommit } from './live-commit.js';

const NOW = systemClock.now();
const INVENTORY: ProjectInventory = {
  project: 'p', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: NOW - MICROS_PER_DAY, unknownMetric: 'quarantine', gateways: [],
  classes: [{ id: 'machine', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 1, metrics: [{ name: 'temperature', unit: '', valueType: 'number', kind: 'process', resolution: 0.1, reporting: 'periodic' }] }],
  devices: [{ id: 'd', assetNumber: 'd', nameZh: 'd', nameEn: 'd', assetKind: 'production', classId: 'machine', intelligent: true, reporting: 'periodic' }],
};

/** A server that will not have the readings of some rows. */
class RefusingStore extends MemoryStore {
  constructor(private readonly refused: RowsNotStored) {
    super();
  }

  override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
    await super.commit(batch);
    return this.refused;
  }
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'yanshou-tap-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** One record of as many readings, a second apart. */
async function journalled(values: readonly number[]): Promise<void> {
  const payload = values.map((temperature, second) => ({ ts: Math.floor(NOW / 1_000) - 60_000 + second * 1_000, values: { temperature } }));
  const body = new MessageBody({ principal: 'p/d', topic: 'yanshou/v1/p/d/telemetry', qos: 1, retain: false, packetId: 1, payload: Buffer.from(JSON.stringify(payload)) });
  const journal = await openSegmentJournal({ directory, clock: systemClock });
  expect(await new Promise((done) => journal.append({ kind: RecordKind.message, at: NOW, key: 'p', body }, done))).toBeNull();
  await journal.close();
}

/** What a follower is told of readings, where the store will not have some of their rows. */
async function told(values: readonly number[], refused: RowsNotStored): Promise<number[]> {
  await journalled(values);
  const commits: LiveCommit[] = [];
  const tap = new CommitTap((commit) => void commits.push(commit));
  tap.follow(['p']);
  const tapped = new TappedJournal(tap, 'journal-1', () => true);
  tapped.begin(1);
  const reader = await openSegmentReader(directory);
  const projector = new Projector({
    reader, store: new RefusingStore(refused), inventories: new InventoryBook([INVENTORY]), clock: systemClock,
    onCommit: (batch, notes) => {
      tapped.committed(batch, notes);
      void projector.stop();
    },
  });
  await projector.start();
  await projector.run();
  await reader.close();
  return commits.flatMap(({ events }) => events.data).map((data) => (JSON.parse(data) as { readonly value: number }).value);
}

describe('a follower is told of readings', () => {
  it('that the store has', async () => {
    expect(await told([20, 21, 22], [])).toEqual([20, 21, 22]);
  });

  it('and of none that it would not take', async () => {
    expect(await told([20, 21, 22], [1])).toEqual([20, 22]);
  });
});
