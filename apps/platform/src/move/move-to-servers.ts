import { existsSync } from 'node:fs';
import { connectJetStream } from '@yanshou/journal-jetstream';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import { openSegmentJournal, openSegmentReader } from '@yanshou/journal-segments';
import type { SegmentJournal } from '@yanshou/journal-segments';
import { openRegistry } from '@yanshou/registry';
import type { DatabaseLimits, Registry } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';
import { ChangeRelay } from '../registry/change-relay.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import { nothingToMove } from './move-failures.js';
import { moveJournal } from './move-journal.js';
import { moveRegistry } from './move-registry.js';
import { MoveProgress } from './move-progress.js';

export interface MoveOrder {
  readonly data: DataDirectory;
  readonly databaseUrl: string | undefined;
  /** Of that database; the usual ones when absent. */
  readonly limits?: DatabaseLimits;
  readonly nats: NatsAddress | undefined;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** No secret is issued while moving. */
const NO_PEPPER = 'unused';

/**
 * Moves what a stopped platform has in its data directory to the servers that are named: the changes that its journal lacks
 * into the journal, the embedded registry into PostgreSQL, the journal into JetStream. The data directory stays as it is; its
 * lock is held meanwhile. Answers lines for the operator. Failures: `journal-locked`, `move-nothing` and those of the parts.
 */
export async function moveToServers(order: MoveOrder): Promise<string[]> {
  const { data, databaseUrl, nats, clock } = order;
  if ((databaseUrl === undefined && nats === undefined) || !existsSync(data.journal)) throw nothingToMove(data.root);
  const journal = await openSegmentJournal({ directory: data.journal, clock });
  try {
    const registryLines = await withRegistries(order, async (source, target) => {
      const relayed = await new ChangeRelay(source, journal, clock).relay();
      const moved = target === undefined ? [] : await registryMoved(source, target, order);
      return [...(relayed > 0 ? [`登记库 ${relayed} 条变更补入日志 changes journalled`] : []), ...moved];
    });
    return [...registryLines, ...(nats === undefined ? [] : await journalMoved(journal, nats, order))];
  } finally {
    await journal.close();
  }
}

/** The registry that the journal's platform has, and where it is to be; the same PostgreSQL stays where it is. */
async function withRegistries<T>({ data, databaseUrl, limits, clock }: MoveOrder, work: (source: Registry, target: Registry | undefined) => Promise<T>): Promise<T> {
  const embedded = existsSync(data.registry) ? await openRegistry({ embeddedDirectory: data.registry, pepper: NO_PEPPER }, clock) : undefined;
  try {
    const server = databaseUrl === undefined ? undefined : await openRegistry({ databaseUrl, ...(limits && { limits }), pepper: NO_PEPPER }, clock);
    try {
      const source = embedded ?? server;
      if (source === undefined) throw nothingToMove(data.root);
      return await work(source, embedded === undefined ? undefined : server);
    } finally {
      await server?.close();
    }
  } finally {
    await embedded?.close();
  }
}

async function registryMoved(source: Registry, target: Registry, { say, clock }: MoveOrder): Promise<string[]> {
  const progress = new MoveProgress(say, clock);
  const revision = await moveRegistry(source, target, (done, of) => progress.tell('registry', done, of));
  return [`登记库 registry  ${revision} 条变更 changes`];
}

async function journalMoved(journal: SegmentJournal, nats: NatsAddress, { data, say, clock }: MoveOrder): Promise<string[]> {
  const progress = new MoveProgress(say, clock);
  const total = journal.nextSequence() - 1;
  const connection = await connectJetStream(nats, 'yanshou move');
  const source = await openSegmentReader(data.journal);
  try {
    const { projects, records, found } = await moveJournal({ source, connection, clock, tell: (part, done) => progress.tell(part, done, part === 'move' ? total : undefined) });
    return [
      ...projects.map(({ name, records: count, digest }) => `${name}  ${count} 条 records  sha256 ${digest}`),
      `日志 journal  ${records} 条已迁移并核对 records moved and compared${found > 0 ? `，其中 ${found} 条先前已在 were there before` : ''}`,
    ];
  } finally {
    await source.close();
    await connection.close();
  }
}
