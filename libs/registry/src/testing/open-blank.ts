import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { openEmbedded } from '../embedded/open-embedded.js';
import type { OpenDatabase } from '../embedded/open-embedded.js';

/** Opens the embedded database, made without any table when it is not there: as earlier versions began. */
export async function openBlank(directory: string): Promise<OpenDatabase> {
  const isNew = !existsSync(directory);
  const database = await openEmbedded(directory);
  if (!isNew) return database;
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
  return database;
}
