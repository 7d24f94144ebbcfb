import type { ReplayAnswer, ReplayRequest, ToldHead } from '@yanshou/store';
import { sql } from 'kysely';
import type { Database } from '../schema.js';

/** What the processes that share a book tell each other. */
export class BookMessages {
  constructor(private readonly db: Database) {}

  async askForReplay(book: number, project: string): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into book_replays (book, project) values (${book}, ${project})
      on conflict (book, project) where answer is null do update set project = excluded.project returning id`.execute(this.db);
    return (rows[0] as { id: number }).id;
  }

  async openReplays(book: number): Promise<ReplayRequest[]> {
    const { rows } = await sql<ReplayRequest>`select id, project from book_replays where book = ${book} and answer is null order by id`.execute(this.db);
    return rows;
  }

  async answerReplay(id: number, answer: ReplayAnswer): Promise<void> {
    await sql`update book_replays set answer = ${JSON.stringify(answer)}::jsonb where id = ${id} and answer is null`.execute(this.db);
  }

  async replayAnswer(id: number): Promise<ReplayAnswer | undefined> {
    const { rows } = await sql<{ answer: ReplayAnswer | null }>`select answer from book_replays where id = ${id}`.execute(this.db);
    return rows[0]?.answer ?? undefined;
  }

  async reportHead(book: number, nextSequence: number, messagesUntil: number): Promise<void> {
    await sql`insert into book_heads (book, next_sequence, messages_until, told_at) values (${book}, ${nextSequence}, ${messagesUntil}, clock_timestamp())
      on conflict (book) do update set next_sequence = excluded.next_sequence, messages_until = excluded.messages_until, told_at = excluded.told_at`.execute(this.db);
  }

  /** Its age is by the database's clock alone: those of the processes may differ. A release before did not tell of messages: they may reach to its end. */
  async head(book: number): Promise<ToldHead | undefined> {
    const { rows } = await sql<{ next_sequence: string | number; messages_until: string | number; age: number }>`
      select next_sequence, coalesce(messages_until, next_sequence) as messages_until, (extract(epoch from clock_timestamp() - told_at) * 1000)::double precision as age from book_heads where book = ${book}`.execute(this.db);
    const [row] = rows;
    return row === undefined ? undefined : { nextSequence: Number(row.next_sequence), messagesUntil: Number(row.messages_until), ageMillis: row.age };
  }
}
