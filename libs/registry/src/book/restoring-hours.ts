import type { ProjectHour } from '@yanshou/store';
import { sql } from 'kysely';
import type { Database, Trx } from '../schema.js';

export async function announceRestoring(db: Database, book: number, hours: readonly ProjectHour[]): Promise<void> {
  if (hours.length === 0) return;
  await sql`insert into book_restoring_hours (book, project, hour) select distinct ${sql.lit(book)}, r.project, r.hour
    from json_to_recordset(${JSON.stringify(hours)}::json) as r(project text, hour integer) on conflict do nothing`.execute(db);
}

export async function readRestoring(trx: Trx, book: number): Promise<readonly ProjectHour[]> {
  const { rows } = await sql<ProjectHour>`select project, hour from book_restoring_hours where book = ${book} order by project collate "C", hour`.execute(trx);
  return rows.map(({ project, hour }) => ({ project, hour }));
}

export async function forgetRestoring(trx: Trx, book: number): Promise<void> {
  await sql`delete from book_restoring_hours where book = ${book}`.execute(trx);
}
