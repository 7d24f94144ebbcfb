import { sql } from 'kysely';
import { canonicalJson } from './canonical-json.js';
import { ChangeOutbox } from './change-outbox.js';
import type { ChangeRecovery, JournalPlace, JournalPosition, RecoveredChanges } from './change-recovery.js';
import type { Outcome } from './input-fault.js';
import { outOfLine, replayOne } from './rebuild.js';
import type { RegistryChange } from './records.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';

interface PositionRow {
  readonly journal: string;
  readonly sequence: string | number;
  readonly restored: boolean;
}

/** A row that a restore has copied has been written by another transaction than the one it names, or in another table. */
const IS_COPY = sql`xmin::text::bigint <> transaction::bigint % 4294967296 or head <> 'registry_head'::regclass::oid`;

/** Where the registry stands in the journal, and what it takes from there. */
export class RecoveryRepository implements ChangeRecovery {
  constructor(private readonly writer: StateWriter) {}

  async journalPosition(): Promise<JournalPosition | undefined> {
    const { rows } = await sql<PositionRow>`select journal, sequence, (${IS_COPY}) as restored from journal_position`.execute(this.writer.db);
    const [row] = rows;
    return row && { journal: row.journal, sequence: Number(row.sequence), restored: row.restored };
  }

  async recoverChanges(changes: readonly RegistryChange[], sound: boolean): Promise<Outcome<RecoveredChanges>> {
    return this.writer.change(undefined, undefined, async (session) => {
      const known = await knownOf(new ChangeOutbox(session.trx), changes.filter(({ id }) => id <= session.head));
      let [applied, differing] = [0, 0];
      for (const change of changes) {
        if (change.id <= session.head) {
          differing += Number(textOf(change) !== known.get(change.id));
          continue;
        }
        if (!sound || differing > 0 || !(await replayOne(session, change))) throw new Refusal(outOfLine(change));
        known.set(change.id, textOf(change));
        applied += 1;
      }
      return { applied, differing };
    });
  }

  async reachedJournal({ journal, sequence }: JournalPlace, journalled?: number): Promise<void> {
    await this.writer.db.transaction().execute(async (trx) => {
      if (journalled !== undefined) await trx.updateTable('changes').set({ journalled: true }).where('id', '<=', journalled).where('journalled', '=', false).execute();
      await sql`insert into journal_position as p (journal, sequence, transaction, head)
        values (${journal}, ${sequence}, pg_current_xact_id()::text, 'registry_head'::regclass::oid)
        on conflict (one) do update set journal = excluded.journal, transaction = excluded.transaction, head = excluded.head,
          sequence = case when p.journal = excluded.journal then greatest(p.sequence, excluded.sequence) else excluded.sequence end`.execute(trx);
    });
  }

  async closeAllSessions(): Promise<number> {
    return Number((await this.writer.db.deleteFrom('sessions').executeTakeFirst()).numDeletedRows);
  }
}

/** The registry's own changes by number, those of the numbers that are asked for. */
async function knownOf(outbox: ChangeOutbox, changes: readonly RegistryChange[]): Promise<Map<number, string>> {
  const known = new Map<number, string>();
  const wanted = new Set(changes.map(({ id }) => id));
  if (wanted.size === 0) return known;
  const [first, last] = [Math.min(...wanted), Math.max(...wanted)];
  for (const change of await outbox.after(first - 1, last - first + 1)) if (wanted.has(change.id)) known.set(change.id, textOf(change));
  return known;
}

const textOf = ({ id, at, who, entity, key, after, beforeHash }: RegistryChange): string => canonicalJson([id, at, who, entity, key, after, beforeHash]);
