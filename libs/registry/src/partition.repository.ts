import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { HeldPartitions, PartitionLease, PartitionLeases } from './partition-leases.js';
import type { Database, PartitionLeaseTable, Trx } from './schema.js';

/** The database's clock, in microseconds since 1970. Those of the processes may differ: one that is ahead would take what others hold. */
const NOW = sql<string>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;

/**
 * Whether the lease is in force; keeps it from changing hands until the transaction ends. What a holder stores belongs in
 * this transaction: a check before it proves nothing.
 */
export async function lockLease(trx: Trx, lease: Omit<PartitionLease, 'until'>): Promise<boolean> {
  const row = await trx.selectFrom('partition_leases').select('lease_until').where(heldBy(lease)).where(sql<boolean>`lease_until > ${NOW}`).forUpdate().executeTakeFirst();
  return row !== undefined;
}

/** Leases are work in progress, no history: they leave no change record. */
export class PartitionRepository implements PartitionLeases {
  constructor(private readonly db: Database) {}

  async holdPartitions(holder: string, journals: readonly string[], leaseMillis: number): Promise<HeldPartitions> {
    return this.db.transaction().execute(async (trx) => {
      const rows = await lockAll(trx, journals);
      // What was waited for the rows counts.
      const now = await nowOf(trx);
      const until = now + leaseMillis * MICROS_PER_MILLISECOND;
      const share = Math.ceil(journals.length / (await this.announce(trx, holder, now, until)));
      const mine = rows.filter((row) => row.holder === holder);
      const free = rows.filter((row) => row.holder !== holder && isFree(row, now)).slice(0, Math.max(0, share - mine.length));
      const leases = [
        ...mine.map((row) => ({ journal: row.journal, holder, token: Number(row.token), until })),
        ...free.map((row) => ({ journal: row.journal, holder, token: Number(row.token) + 1, until })),
      ];
      for (const { journal, token } of leases) {
        await trx.updateTable('partition_leases').where('journal', '=', journal).set({ holder, token, lease_until: until }).execute();
      }
      return { leases, share };
    });
  }

  confirmPartition(lease: PartitionLease): Promise<boolean> {
    return this.db.transaction().execute((trx) => lockLease(trx, lease));
  }

  async releasePartition(lease: PartitionLease): Promise<boolean> {
    const result = await this.db.updateTable('partition_leases').where(heldBy(lease)).set({ holder: null, lease_until: 0 }).executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  }

  async leavePartitions(holder: string): Promise<void> {
    await this.db.transaction().execute(async (trx) => {
      await trx.updateTable('partition_leases').where('holder', '=', holder).set({ holder: null, lease_until: 0 }).execute();
      await trx.deleteFrom('partition_members').where('holder', '=', holder).execute();
    });
  }

  /** Answers how many holders are alive, this one included. */
  private async announce(trx: Trx, holder: string, now: Micros, until: Micros): Promise<number> {
    await trx.insertInto('partition_members').values({ holder, alive_until: until })
      .onConflict((conflict) => conflict.column('holder').doUpdateSet({ alive_until: until })).execute();
    await trx.deleteFrom('partition_members').where('alive_until', '<=', now).execute();
    const { alive } = await trx.selectFrom('partition_members').select(({ fn }) => fn.countAll().as('alive')).executeTakeFirstOrThrow();
    return Number(alive);
  }
}

/** In one order for everybody, so that two holders never wait for each other. */
async function lockAll(trx: Trx, journals: readonly string[]): Promise<Selectable<PartitionLeaseTable>[]> {
  if (journals.length === 0) return [];
  const sorted = [...journals].sort();
  await trx.insertInto('partition_leases').values(sorted.map((journal) => ({ journal, token: 0, lease_until: 0 }))).onConflict((conflict) => conflict.doNothing()).execute();
  return trx.selectFrom('partition_leases').selectAll().where('journal', 'in', sorted).orderBy('journal').forUpdate().execute();
}

async function nowOf(trx: Trx): Promise<Micros> {
  const { rows } = await sql<{ now: string }>`select ${NOW} as now`.execute(trx);
  return Number((rows[0] as { now: string }).now);
}

const isFree = (row: Selectable<PartitionLeaseTable>, now: Micros): boolean => row.holder === null || Number(row.lease_until) <= now;

const heldBy = ({ journal, holder, token }: Omit<PartitionLease, 'until'>) => sql<boolean>`journal = ${journal} and holder = ${holder} and token = ${token}`;
