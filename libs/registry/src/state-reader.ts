import { sql } from 'kysely';
import type { EntityKind } from './entity-kind.js';
import type { Database } from './schema.js';

/** Reads states of one kind, sorted by key. */
export class StateReader {
  constructor(private readonly db: Database) {}

  async one<State>(kind: EntityKind<State>, key: string): Promise<State | undefined> {
    const row = await this.db.selectFrom(kind.table).select('state').where('key', '=', key).executeTakeFirst();
    return row?.state as State | undefined;
  }

  /** `where`: fields of the state with the text they have to hold. */
  all<State>(kind: EntityKind<State>, project?: string, where: Readonly<Record<string, string>> = {}): Promise<State[]> {
    return this.allIn(this.db, kind, project, where);
  }

  /** As `all`, within a transaction. */
  async allIn<State>(db: Database, kind: EntityKind<State>, project?: string, where: Readonly<Record<string, string>> = {}): Promise<State[]> {
    let query = db.selectFrom(kind.table).select(['key', 'state']);
    if (project !== undefined) query = query.where('project', '=', project);
    for (const [field, value] of Object.entries(where)) query = query.where(sql<boolean>`state->>${field} = ${value}`);
    const rows = await query.execute();
    // The order must not depend on the collation of the database.
    return rows.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ state }) => state as State);
  }

  /** States of a project by key, without the members at these paths: those stay in the database. */
  async without<Head>(kind: EntityKind<never>, project: string, paths: readonly (readonly string[])[]): Promise<Head[]> {
    const head = paths.reduce((rest, path) => sql`${rest} #- ${path}::text[]`, sql`state`);
    const rows = await this.db.selectFrom(kind.table).select(['key', sql<unknown>`${head}`.as('head')]).where('project', '=', project).execute();
    return rows.sort((left, right) => (left.key < right.key ? -1 : 1)).map((row) => row.head as Head);
  }

  /** The state of the last key of a project that begins with `prefix` and a slash, within a transaction or without. */
  async lastUnder<State>(kind: EntityKind<State>, project: string, prefix: string, db: Database = this.db): Promise<State | undefined> {
    // The sign after the slash ends the range.
    const row = await db.selectFrom(kind.table).select('state').where('project', '=', project)
      .where(sql<boolean>`key collate "C" > ${`${prefix}/`} and key collate "C" < ${`${prefix}0`}`).orderBy(sql`key collate "C" desc`).limit(1).executeTakeFirst();
    return row?.state as State | undefined;
  }

  /** Up to `limit` states of a project with keys after `after`, by key. */
  async page<State>(kind: EntityKind<State>, project: string, after: string, limit: number): Promise<State[]> {
    const rows = await this.db.selectFrom(kind.table).select('state').where('project', '=', project)
      .where(sql<boolean>`key collate "C" > ${after}`).orderBy(sql`key collate "C"`).limit(limit).execute();
    return rows.map(({ state }) => state as State);
  }

  /** States of a project with keys in one of the ranges after < key < before, in no particular order. The index by code point is read. */
  async ranges<State>(kind: EntityKind<State>, project: string, ranges: readonly (readonly [after: string, before: string])[]): Promise<State[]> {
    if (ranges.length === 0) return [];
    const within = ranges.map(([after, before]) => sql<boolean>`(key collate "C" > ${after} and key collate "C" < ${before})`);
    const rows = await this.db.selectFrom(kind.table).select('state').where('project', '=', project).where(sql<boolean>`(${sql.join(within, sql` or `)})`).execute();
    return rows.map(({ state }) => state as State);
  }

  async count(kind: EntityKind<never>, project: string): Promise<number> {
    const row = await this.db.selectFrom(kind.table).select((select) => select.fn.countAll<string | number>().as('rows')).where('project', '=', project).executeTakeFirstOrThrow();
    return Number(row.rows);
  }

  async revision(): Promise<number> {
    const row = await this.db.selectFrom('registry_head').select('revision').executeTakeFirstOrThrow();
    return Number(row.revision);
  }
}
