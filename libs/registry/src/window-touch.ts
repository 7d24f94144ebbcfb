import type { Micros } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Trx } from './schema.js';

/** A column of the ledger holds the causes, and whether the window was touched while it was being computed. That bit is older than the causes above it. */
export const CAUSES = 0x37f;
export const AGAIN = 0x80;

/** What has touched windows, and why: those that overlap from ≤ t < to. */
export interface Touch {
  readonly from: Micros;
  readonly to: Micros;
  /** As bits, of CAUSES. */
  readonly causes: number;
  /** Of one job alone. */
  readonly job?: string;
  /** Leaves hours out: they are too short to be compared with a baseline. */
  readonly isLong?: boolean;
  /** Reporting periods alone: they are judged by all dates and calendars, as an assessment is. */
  readonly isWhole?: boolean;
  /** Leaves out the periods that somebody asked for: whoever watches one compares what it was made of. */
  readonly isCalendar?: boolean;
}

/**
 * Makes windows due again that something touches, in the transaction that enters it; whatever their number, by two statements.
 * Answers how many finished windows are due again. One that is due is only told why; one that is being computed is due when it ends.
 */
export async function markTouched(trx: Trx, project: string, touch: Touch & { readonly now: Micros }): Promise<number> {
  const { from, to, job, isLong, isWhole, isCalendar } = touch;
  const conditions = [
    sql<boolean>`project = ${project} and from_at < ${to} and to_at > ${from}`,
    ...(job === undefined ? [] : [sql<boolean>`job = ${job}`]),
    ...(isLong === true ? [sql<boolean>`unit <> 'hour'`] : []),
    ...(isWhole === true ? [sql<boolean>`unit = 'reporting'`] : []),
    ...(isCalendar === true ? [sql<boolean>`unit <> 'term'`] : []),
  ];
  return markWhere(trx, sql<boolean>`${sql.join(conditions, sql` and `)}`, touch);
}

/** As `markTouched`, of the windows that a condition names. */
export async function markWhere(trx: Trx, named: RawBuilder<boolean>, { causes, now }: Pick<Touch, 'causes'> & { readonly now: Micros }): Promise<number> {
  const told = sql<number>`touched | ${causes} | case when status = 'running' then ${AGAIN} else 0 end`;
  // What is told already is not written again: an inventory is entered device by device.
  await trx.updateTable('windows').where(named).where('status', '<>', 'done').where(sql<boolean>`touched <> (${told})`).set({ touched: told }).execute();
  const again = { status: 'due', owner: null, due_at: now, touched: sql<number>`touched | ${causes}` };
  return Number((await trx.updateTable('windows').where(named).where('status', '=', 'done').set(again).executeTakeFirst()).numUpdatedRows);
}
