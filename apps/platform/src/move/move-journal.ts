import type { JournalReader, JournalRecord } from '@yanshou/journal';
import { PARTITIONS, openJetStreamReader, openPartitionedJournal, partitionOf } from '@yanshou/journal-jetstream';
import type { JetStreamConnection, PartitionedJournal } from '@yanshou/journal-jetstream';
import type { Clock } from '@yanshou/telemetry';
import { notEqual } from './move-failures.js';
import { keyOf, movedRecord } from './moved-record.js';
import { PartitionLane, bytesOf } from './partition-lane.js';
import { RecordTally } from './record-tally.js';
import type { ProjectTally } from './record-tally.js';

const READ = { maxRecords: 5_000, maxBytes: 4 * 1024 * 1024, waitMillis: 0 };

/** How far a move is: `verify` reads everything back. */
export type TellMove = (part: 'move' | 'verify', records: number) => void;

export interface JournalMove {
  /** Of the old journal, which nobody appends to. */
  readonly source: JournalReader;
  readonly connection: JetStreamConnection;
  readonly clock: Clock;
  readonly tell: TellMove;
  /** Of the streams; three unless given. */
  readonly replicas?: number;
  /** What the names of the streams begin with. */
  readonly name?: string;
}

export interface JournalMoved {
  readonly projects: readonly ProjectTally[];
  /** Records of the old journal. */
  readonly records: number;
  /** Records that were in the partitions before. */
  readonly found: number;
}

/**
 * Appends the records of a journal to the partitions of JetStream: kind, time of receipt and body as they are, the order kept
 * within a project; heartbeats, lost sessions and declared gaps in each partition. Reads everything back and compares counts and digests.
 * Interrupted and begun again it goes on where it was; nothing is appended twice. Failures: `move-other-records`,
 * `move-not-equal`, those of the journal.
 */
export async function moveJournal(move: JournalMove): Promise<JournalMoved> {
  const { source, connection, clock, tell } = move;
  const place = { connection, ...(move.replicas !== undefined && { replicas: move.replicas }), ...(move.name !== undefined && { name: move.name }) };
  const journal = await openPartitionedJournal({ ...place, clock });
  const readers = await Promise.all(Array.from({ length: PARTITIONS }, (_, partition) => openJetStreamReader({ ...place, partition })));
  try {
    const moved = await appendAll(source, lanesOf(journal, readers), tell);
    for (const reader of readers) await reader.seek(1);
    compare(moved.projects, await readBack(readers, tell));
    return moved;
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
    await journal.close();
  }
}

const lanesOf = ({ journals }: PartitionedJournal, readers: readonly JournalReader[]): readonly PartitionLane[] =>
  journals.map((journal, partition) => new PartitionLane(partition, journal, readers[partition] as JournalReader));

async function appendAll(source: JournalReader, lanes: readonly PartitionLane[], tell: TellMove): Promise<JournalMoved> {
  const tally = new RecordTally();
  let count = 0;
  for (let records = await source.read(READ); records.length > 0; records = await source.read(READ)) {
    for (const record of records) await appendOne(record, { source, lanes, tally });
    count += records.length;
    tell('move', count);
  }
  for (const lane of lanes) await lane.finish();
  return { projects: tally.result(), records: count, found: lanes.reduce((sum, { found }) => sum + found, 0) };
}

interface Appending {
  readonly source: JournalReader;
  readonly lanes: readonly PartitionLane[];
  readonly tally: RecordTally;
}

async function appendOne(record: JournalRecord, { source, lanes, tally }: Appending): Promise<void> {
  const moved = movedRecord(record, source.journal);
  const targets = moved.toAll ? lanes : lanes.slice(partitionOf(moved.key), partitionOf(moved.key) + 1);
  for (const lane of targets) {
    const { kind, at, body } = await lane.put(moved);
    tally.add(moved.key, lane.partition, { kind, at, body: bytesOf(body) });
  }
}

async function readBack(readers: readonly JournalReader[], tell: TellMove): Promise<ProjectTally[]> {
  const tally = new RecordTally();
  let count = 0;
  for (const [partition, reader] of readers.entries()) {
    for (let records = await reader.read(READ); records.length > 0; records = await reader.read(READ)) {
      for (const record of records) tally.add(keyOf(record), partition, record);
      count += records.length;
      tell('verify', count);
    }
  }
  return tally.result();
}

function compare(moved: readonly ProjectTally[], found: readonly ProjectTally[]): void {
  const byName = new Map(found.map((tally) => [tally.name, tally]));
  for (const { name, records, digest } of moved) {
    const there = byName.get(name);
    if (there?.records !== records || there.digest !== digest) throw notEqual(name);
    byName.delete(name);
  }
  for (const name of byName.keys()) throw notEqual(name);
}
