import type { JournalReader } from '@yanshou/journal';
import type { Clock, Failure } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';
import { GroupPublisher } from './group-publisher.js';
import { DEFAULT_LIMITS, JetStreamJournal } from './jetstream-journal.js';
import type { JetStreamLimits } from './jetstream-journal.js';
import { JetStreamReader } from './jetstream-reader.js';
import { PartitionTurns } from './partition-turns.js';
import { PartitionWriter } from './partition-writer.js';
import { RoundPace } from './round-pace.js';
import { ServerSilence } from './server-silence.js';
import { findPartitionStream, openPartitionStream } from './partition-stream.js';
import type { PartitionPlace } from './partition-stream.js';
import { StoredMessages } from './stored-messages.js';
import { DEFAULT_NAME, PARTITIONS } from './stream-names.js';
import { StreamSpace } from './stream-space.js';
import { StuckLeader } from './stuck-leader.js';

/** Copies of each stream, on as many servers, unless told otherwise. */
export const DEFAULT_REPLICAS = 3;
/** Of a message, for what is not records. */
const MESSAGE_OVERHEAD = 4_096;

export interface PartitionOptions {
  readonly connection: JetStreamConnection;
  readonly partition: number;
  /** `yanshou-journal` unless given. */
  readonly name?: string;
  readonly replicas?: number;
}

export interface JetStreamJournalOptions extends PartitionOptions {
  readonly clock: Clock;
  readonly limits?: Partial<JetStreamLimits>;
  /** Of the partitions that one process writes together; of this one alone unless given. */
  readonly pace?: RoundPace;
  /** Called once when the journal has failed for good; everything pending has been answered by then. */
  readonly onFailed?: (error: Failure) => void;
}

/** Opens a partition for writing, beside others that may; makes its stream when there is none. Failures: those of `openPartitionStream`. */
export async function openJetStreamJournal(options: JetStreamJournalOptions): Promise<JetStreamJournal> {
  const { connection, clock, limits, pace = new RoundPace(clock), onFailed = () => undefined } = options;
  const stream = await openPartitionStream(connection, placeOf(options));
  const stored = new StoredMessages(connection, stream);
  const head = await stored.headAt(stream.lastMessage);
  const space = new StreamSpace(connection, stream.stream, clock);
  await space.check();
  const silence = new ServerSilence(clock, new StuckLeader(connection, stream.stream, clock));
  const publisher = new GroupPublisher(connection, stream, clock, silence);
  const turns = new PartitionTurns(connection, stream, clock);
  return new JetStreamJournal({
    journal: stream.journal, silence, space, pace, onFailed,
    writer: new PartitionWriter({ publisher, turns, stored, silence, clock, salt: stream.salt }, head),
    maxRecordBytes: connection.maxPayload - MESSAGE_OVERHEAD,
    limits: { ...DEFAULT_LIMITS, ...limits },
  });
}

/** Opens a reader of a partition, from a record on. Failures: those of `findPartitionStream`. */
export async function openJetStreamReader(options: PartitionOptions, from = 1): Promise<JournalReader> {
  const stream = await findPartitionStream(options.connection, placeOf(options));
  const reader = new JetStreamReader(options.connection, stream);
  await reader.seek(from);
  return reader;
}

/**
 * The sequence that the partition's next record will get, without opening it for writing. Failures: those of
 * `findPartitionStream`.
 */
export async function headOf(options: PartitionOptions): Promise<number> {
  const stream = await findPartitionStream(options.connection, placeOf(options));
  return new StoredMessages(options.connection, stream).sequenceAfter(stream.lastMessage);
}

/** Names the journals of all partitions, by partition, for a process that only reads. Failures: those of `findPartitionStream`. */
export async function partitionJournals(connection: JetStreamConnection, options: Omit<PartitionOptions, 'connection' | 'partition'> = {}): Promise<string[]> {
  const places = Array.from({ length: PARTITIONS }, (_, partition) => placeOf({ ...options, connection, partition }));
  return Promise.all(places.map(async (place) => (await findPartitionStream(connection, place)).journal));
}

export const placeOf = ({ partition, name = DEFAULT_NAME, replicas = DEFAULT_REPLICAS }: PartitionOptions): PartitionPlace => ({ partition, name, replicas });
