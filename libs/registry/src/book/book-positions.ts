import { sql } from 'kysely';
import type { BookPosition } from '../book-shelf.js';
import type { Database } from '../schema.js';

export async function readBookPositions(db: Database): Promise<readonly BookPosition[]> {
  const { rows } = await sql<{ name: string; next_sequence: string | number }>`select name, next_sequence from books order by name`.execute(db);
  return rows.map(({ name, next_sequence: next }) => ({ name, nextSequence: Number(next) }));
}
