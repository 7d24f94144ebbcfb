import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import type { Failure } from '@yanshou/telemetry';
import { meaningOf } from './answers.js';
import type { AnswerMeaning } from './answers.js';
import type { JetStreamConnection } from './connect-jetstream.js';
import {
  credentialsFailure, damagedFailure, disabledFailure, failedFailure, fullFailure, missingFailure, settingsFailure, tooFewServersFailure, unreachableFailure,
} from './faults.js';
import { streamName, subjectOf, subjectPrefix, subjectsOf, turnSubject } from './stream-names.js';

/** Which stream, and on how many servers. */
export interface PartitionPlace {
  /** What the names of all streams of this platform begin with. */
  readonly name: string;
  readonly partition: number;
  readonly replicas: number;
}

/** A stream that is as it has to be. */
export interface PartitionStream {
  readonly stream: string;
  /** Of all its messages. */
  readonly subject: string;
  readonly turnSubject: string;
  readonly isReplicated: boolean;
  /** Names the journal for ever: the stream's name and an id that was made with it. */
  readonly journal: string;
  /** Of the records' CRC: bytes of another journal do not pass. */
  readonly salt: number;
  /** Of the last message; 0 when there is none. */
  readonly lastMessage: number;
}

const DESCRIPTION = /^yanshou journal ([0-9a-f-]{36})$/;
/** How long the servers remember message ids; beyond it the expected sequence still tells a repetition. */
const DUPLICATES_NANOS = 120_000_000_000;

const settingsOf = ({ name, partition, replicas }: PartitionPlace) => ({
  subjects: [subjectsOf(name, partition)], num_replicas: replicas,
  retention: RetentionPolicy.Limits, storage: StorageType.File, discard: DiscardPolicy.New,
  max_age: 0, max_msgs: -1, max_msgs_per_subject: -1, deny_delete: true, deny_purge: true,
}) satisfies Partial<StreamConfig>;

/**
 * The stream of a partition, made when it is not there, refused when its settings could lose a record or a message of it
 * is missing. Failures: `journal-stream-settings`, `journal-damaged`, `journal-too-few-servers`, `journal-credentials-refused`,
 * `journal-jetstream-disabled`, `journal-full`, `journal-unreachable`.
 */
export async function openPartitionStream(connection: JetStreamConnection, place: PartitionPlace): Promise<PartitionStream> {
  const info = (await lookUp(connection, place)) ?? (await make(connection, place));
  return checked(info, place);
}

/** As `openPartitionStream`, for a reader: `journal-missing` (retryable) when the stream is not there. */
export async function findPartitionStream(connection: JetStreamConnection, place: PartitionPlace): Promise<PartitionStream> {
  const info = await lookUp(connection, place);
  if (info === undefined) throw missingFailure(streamName(place.name, place.partition));
  return checked(info, place);
}

async function lookUp({ manager }: JetStreamConnection, place: PartitionPlace): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(streamName(place.name, place.partition));
  } catch (error) {
    if (meaningOf(error) === 'no-stream') return undefined;
    throw streamFailure(error, place);
  }
}

async function make(connection: JetStreamConnection, place: PartitionPlace): Promise<StreamInfo> {
  const name = streamName(place.name, place.partition);
  const description = `yanshou journal ${randomUUID()}`;
  try {
    return await connection.manager.streams.add({ name, description, duplicate_window: DUPLICATES_NANOS, allow_direct: false, ...settingsOf(place) });
  } catch (error) {
    // Another process has made it meanwhile: its id counts.
    const found = meaningOf(error) === 'name-taken' ? await lookUp(connection, place) : undefined;
    if (found !== undefined) return found;
    throw streamFailure(error, place);
  }
}

function checked({ config, state }: StreamInfo, place: PartitionPlace): PartitionStream {
  for (const [setting, wanted] of Object.entries(settingsOf(place))) {
    const found: unknown = config[setting as keyof StreamConfig];
    if (JSON.stringify(found) !== JSON.stringify(wanted)) throw settingsFailure(config.name, setting, found, wanted);
  }
  const id = DESCRIPTION.exec(config.description ?? '')?.[1];
  if (id === undefined) throw settingsFailure(config.name, 'description', config.description, 'yanshou journal …');
  if (state.messages > 0 && state.first_seq > 1) throw damagedFailure(config.name, 1, 'missing');
  if (state.messages !== state.last_seq) throw damagedFailure(config.name, state.messages + 1, 'missing');
  const journal = `${config.name}.${id}`;
  return {
    stream: config.name, journal, salt: crc32(journal), lastMessage: state.last_seq, isReplicated: place.replicas > 1,
    subject: subjectOf(subjectPrefix(place.name, place.partition)), turnSubject: turnSubject(place.name, place.partition),
  };
}

function streamFailure(error: unknown, { name, partition, replicas }: PartitionPlace): Failure {
  const failures: Partial<Record<AnswerMeaning, () => Failure>> = {
    'too-few-servers': () => tooFewServersFailure(replicas, error),
    'no-permission': () => credentialsFailure(error),
    'no-jetstream': () => disabledFailure(error),
    'no-room': () => fullFailure(0),
    'store-failed': () => fullFailure(0),
    'no-answer': () => unreachableFailure(error),
    'subjects-taken': () => settingsFailure(streamName(name, partition), 'subjects', 'taken by another stream', [subjectsOf(name, partition)]),
  };
  return failures[meaningOf(error)]?.() ?? failedFailure(error);
}
