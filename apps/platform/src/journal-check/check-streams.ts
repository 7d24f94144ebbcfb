import { PARTITIONS, headOf, openJetStreamReader } from '@yanshou/journal-jetstream';
import type { JetStreamConnection } from '@yanshou/journal-jetstream';
import type { JournalReader } from '@yanshou/journal';
import { Failure } from '@yanshou/telemetry';

export interface StreamsToCheck {
  readonly connection: JetStreamConnection;
  /** Told how far the reading of a stream is. */
  readonly tell: (stream: string, done: number, of: number) => void;
}

/** A stream of the journal as it was found. */
export type StreamReport =
  | { readonly state: 'good' | 'degraded'; readonly stream: string; readonly lastSequence: number; readonly copies: number; readonly current: number }
  /** Missing, with settings that could lose records, or with records that are not what was stored. */
  | { readonly state: 'bad'; readonly failure: Failure };

const READ = { maxRecords: 10_000, maxBytes: 8 * 1024 * 1024, waitMillis: 0 } as const;
/** What is wrong with one stream; anything else is of the servers, and ends the check. */
const OF_A_STREAM: readonly string[] = ['journal-missing', 'journal-stream-settings', 'journal-damaged'];

/**
 * Looks at every stream of the journal: is it there, with settings under which nothing is lost, on how many servers, and is
 * every record up to its head what was written (number and CRC). Changes nothing; it may run beside the platform. Failures:
 * those of the servers (`journal-unreachable`, `journal-credentials-refused`, …).
 */
export async function* checkStreams(order: StreamsToCheck): AsyncGenerator<StreamReport> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) yield await checkStream(order, partition);
}

async function checkStream({ connection, tell }: StreamsToCheck, partition: number): Promise<StreamReport> {
  const place = { connection, partition };
  try {
    const head = await headOf(place);
    const reader = await openJetStreamReader(place);
    try {
      const stream = streamOf(reader);
      await readThrough(reader, head - 1, (done) => tell(stream, done, head - 1));
      const { copies, current } = await copiesOf(connection, stream);
      return { state: current < copies ? 'degraded' : 'good', stream, lastSequence: head - 1, copies, current };
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (error instanceof Failure && OF_A_STREAM.includes(error.code)) return { state: 'bad', failure: error };
    throw error;
  }
}

/** A journal's name is its stream's and an id. */
const streamOf = ({ journal }: JournalReader): string => journal.slice(0, journal.lastIndexOf('.'));

/** Up to what was there at the beginning: a platform that runs writes on. */
async function readThrough(reader: JournalReader, last: number, tell: (done: number) => void): Promise<void> {
  let done = 0;
  while (done < last) {
    const records = await reader.read(READ);
    const end = records.at(-1)?.sequence;
    if (end === undefined) throw endsEarly(streamOf(reader), done, last);
    done = Math.min(end, last);
    tell(done);
  }
}

async function copiesOf({ manager }: JetStreamConnection, stream: string): Promise<{ readonly copies: number; readonly current: number }> {
  const { config, cluster } = await manager.streams.info(stream);
  const followers = cluster?.replicas ?? [];
  return { copies: config.num_replicas, current: Math.min(config.num_replicas, 1 + followers.filter((one) => one.current && one.offline !== true).length) };
}

const endsEarly = (stream: string, found: number, wanted: number): Failure =>
  new Failure('journal-damaged', `${stream} ends at record ${found}, not at ${wanted}`, false, {
    zh: `流 ${stream} 只读到第 ${found} 条，应有 ${wanted} 条。请检查各副本`,
    en: `${stream} could be read up to record ${found} of ${wanted}: check the replicas`,
  });
