import type { FoldKind, FoldQuery, KeptFold } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { Database } from '../schema.js';

type Big = string | number;

export async function readFoldCursor(db: Database, book: number): Promise<number> {
  const { rows } = await sql<{ next_sequence: Big }>`select next_sequence from books where id = ${book}`.execute(db);
  return Number(rows[0]?.next_sequence);
}

/** One statement, so of one moment. */
export async function readKeptFolds(db: Database, book: number, { project, form, unit, metric, from, to }: FoldQuery): Promise<readonly KeptFold[]> {
  const { rows } = await sql<{ begins: Big; ends: Big; sequence: Big; body: Uint8Array }>`
    select f.begins, f.ends, f.sequence, f.body from book_kept_folds f
    where f.book = ${book} and f.project = ${project} and f.form = ${form} and f.unit = ${unit} and f.metric = ${metric} and f.begins >= ${from} and f.ends <= ${to}
      and not exists (select 1 from book_dirty_hours d where d.book = f.book and d.project = f.project and d.sequence > f.sequence
        and d.hour::bigint * ${MICROS_PER_HOUR} < f.ends and (d.hour::bigint + 1) * ${MICROS_PER_HOUR} > f.begins)
    order by f.begins, f.ends`.execute(db);
  return rows.map(({ begins, ends, sequence, body }) => ({ from: Number(begins), to: Number(ends), sequence: Number(sequence), body }));
}

export async function keepFolds(db: Database, book: number, { project, form, unit, metric }: FoldKind, folds: readonly KeptFold[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { from, to, sequence, body } of folds) {
      await sql`insert into book_kept_folds (book, project, form, unit, metric, begins, ends, sequence, body)
        values (${book}, ${project}, ${form}, ${unit}, ${metric}, ${from}, ${to}, ${sequence}, ${Buffer.from(body)})
        on conflict (book, project, form, unit, metric, begins, ends) do update set sequence = excluded.sequence, body = excluded.body`.execute(trx);
    }
  });
}
