import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import type { Database, Schema } from '../schema.js';
import { PglitePool } from './pglite-pool.js';

/** Questions and changes of the embedded database. */
export const overPglite = (lite: PGlite): Database => new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new PglitePool(lite) }) });
