import type { EntityKind } from './entity-kind.js';
import type { Database } from './schema.js';

/** Reads states of one kind, sorted by key. */
export class StateReader {
  constructor(private readonly db: Database) {}

  async one<State>(kind: EntityKind<State>, key: string): Promise<State | undefined> {
    const row = await this.db.selectFrom(kind.table).select('state').where('key', '=', key).executeTakeFirst();
    return row?.state as State | undefined;
  }

  async all<State>(kind: EntityKind<State>, project?: string): Promise<State[]> {
    let query = this.db.selectFrom(kind.table).select(['key', 'state']);
    if (project !== undefined) query = query.where('project', '=', project);
    const rows = await query.execute();
    // The order must not depend on the collation of the database.
    return rows.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ state }) => state as State);
  }

  async revision(): Promise<number> {
    const row = await this.db.selectFrom('registry_head').select('revision').executeTakeFirstOrThrow();
    return Number(row.revision);
  }
}
