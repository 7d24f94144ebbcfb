import type { HoursOfProject, Reprojection, ReprojectionAnswer, ReprojectionProgress } from '@yanshou/store';
import { systemClock } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../schema.js';

interface Row {
  readonly id: number;
  readonly project: string;
  readonly from_hour: number;
  readonly to_hour: number;
  readonly asked_by: string;
  readonly asked_at: string | number;
  readonly progress: ReprojectionProgress | null;
  readonly answer: ReprojectionAnswer | null;
}

const LATEST = 20;
const COLUMNS = sql`id, project, from_hour, to_hour, asked_by, asked_at, progress, answer`;

/** Lost hours that whoever projects a book is asked to write again: one request a project at a time. */
export class BookReprojections {
  constructor(private readonly db: Database) {}

  async ask(book: number, { project, fromHour, toHour }: HoursOfProject, askedBy: string): Promise<Reprojection> {
    const [row] = await this.rows(sql`insert into book_reprojections (book, project, from_hour, to_hour, asked_by, asked_at)
      values (${book}, ${project}, ${fromHour}, ${toHour}, ${askedBy}, ${systemClock.now()})
      on conflict (book, project) where answer is null do update set project = excluded.project returning ${COLUMNS}`);
    return row as Reprojection;
  }

  open(book: number): Promise<Reprojection[]> {
    return this.rows(sql`select ${COLUMNS} from book_reprojections where book = ${book} and answer is null order by id`);
  }

  async tell(id: number, progress: ReprojectionProgress): Promise<void> {
    await sql`update book_reprojections set progress = ${JSON.stringify(progress)}::jsonb where id = ${id} and answer is null`.execute(this.db);
  }

  async answer(id: number, answer: ReprojectionAnswer): Promise<void> {
    await sql`update book_reprojections set answer = ${JSON.stringify(answer)}::jsonb where id = ${id} and answer is null`.execute(this.db);
  }

  latest(book: number, project: string): Promise<Reprojection[]> {
    return this.rows(sql`select ${COLUMNS} from book_reprojections where book = ${book} and project = ${project} order by id desc limit ${sql.lit(LATEST)}`);
  }

  private async rows(query: RawBuilder<unknown>): Promise<Reprojection[]> {
    const { rows } = await (query as RawBuilder<Row>).execute(this.db);
    return rows.map(({ id, project, from_hour: fromHour, to_hour: toHour, asked_by: askedBy, asked_at: askedAt, progress, answer }) =>
      ({ id, project, fromHour, toHour, askedBy, askedAt: Number(askedAt), ...(progress !== null && { progress }), ...(answer !== null && { answer }) }));
  }
}
