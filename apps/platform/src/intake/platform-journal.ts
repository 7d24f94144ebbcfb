import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IngestPath } from '@yanshou/ingest';
import type { JournalAppender, JournalReader, JournalRoom } from '@yanshou/journal';
import { PARTITIONS, connectJetStream, openJetStreamReader, openPartitionedJournal, partitionOf } from '@yanshou/journal-jetstream';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import { openSegmentJournal, openSegmentReader } from '@yanshou/journal-segments';
import { systemClock } from '@yanshou/telemetry';
import type { PlatformOptions } from '../platform-parts.js';
import type { DataDirectory } from '../runtime/data-directory.js';

/** The journal that this process appends to. */
export interface PlatformJournal {
  readonly appender: JournalAppender;
  /** Names this process at an external broker, the same at each of its starts. */
  readonly name: string;
  /** What it will number next, where no other process appends to it. */
  readonly nextSequence?: () => number;
  /** Undefined where nothing that is known bounds it. */
  readonly room: () => JournalRoom | undefined;
  /** Reads the journal that has the changes of the registry, from a record on. The caller closes it. */
  readChanges(from: number): Promise<JournalReader>;
  /** Restores what the ingest path has to know of the last records. */
  recover(ingest: IngestPath): Promise<void>;
  close(): Promise<void>;
}

/** Open QoS 2 packets are looked for in this many of the last records; further back the readings' identity still removes repetitions. */
const QOS2_LOOK_BACK = 100_000;

/** Segment files in the data directory, or JetStream where `NATS_URL` names it. */
export const openPlatformJournal = (options: PlatformOptions, data: DataDirectory): Promise<PlatformJournal> =>
  options.config.nats === undefined ? openSegments(options, data) : openJetStream(options.config.nats, options, data);

async function openSegments({ config, onFatal }: PlatformOptions, { journal: directory }: DataDirectory): Promise<PlatformJournal> {
  const journal = await openSegmentJournal({ directory, clock: systemClock, onFailed: onFatal, ...config.journal });
  const recover = async (ingest: IngestPath): Promise<void> => {
    const reader = await openSegmentReader(directory);
    await ingest.rebuild(reader, journal.nextSequence() - QOS2_LOOK_BACK);
    await reader.close();
  };
  const readChanges = (from: number): Promise<JournalReader> => openSegmentReader(directory, { from });
  return { appender: journal, name: journal.journal, nextSequence: () => journal.nextSequence(), room: () => journal.room(), readChanges, recover, close: () => journal.close() };
}

async function openJetStream(address: NatsAddress, { onFatal }: PlatformOptions, data: DataDirectory): Promise<PlatformJournal> {
  const name = instanceOf(data.instance);
  const connection = await connectJetStream(address, 'yanshou ingest');
  try {
    const journal = await openPartitionedJournal({ connection, clock: systemClock, onFailed: onFatal });
    const recover = async (ingest: IngestPath): Promise<void> => {
      for (const [partition, one] of journal.journals.entries()) {
        const reader = await openJetStreamReader({ connection, partition });
        await ingest.rebuild(reader, one.nextSequence() - QOS2_LOOK_BACK / PARTITIONS);
        await reader.close();
      }
    };
    const close = async (): Promise<void> => {
      await journal.close();
      await connection.close();
    };
    const readChanges = (from: number): Promise<JournalReader> => openJetStreamReader({ connection, partition: partitionOf('') }, from);
    return { appender: journal, name, room: () => journal.room(), readChanges, recover, close };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Made at the first start and kept: a broker keeps a session for it. */
function instanceOf(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomUUID());
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}
