import type { RegistryChange } from './records.js';
import type { Database } from './schema.js';

/** Changes on their way to the journal. */
export class ChangeOutbox {
  constructor(private readonly db: Database) {}

  async pending(limit: number): Promise<RegistryChange[]> {
    return this.read(0, limit, true);
  }

  async after(id: number, limit: number): Promise<RegistryChange[]> {
    return this.read(id, limit, false);
  }

  async markJournalled(upTo: number): Promise<void> {
    await this.db.updateTable('changes').set({ journalled: true }).where('id', '<=', upTo).where('journalled', '=', false).execute();
  }

  private async read(after: number, limit: number, onlyPending: boolean): Promise<RegistryChange[]> {
    let query = this.db.selectFrom('changes').selectAll().where('id', '>', after).orderBy('id').limit(limit);
    if (onlyPending) query = query.where('journalled', '=', false);
    const rows = await query.execute();
    return rows.map((row) => ({
      id: Number(row.id), at: Number(row.at), who: row.who, entity: row.entity, key: row.key, after: row.after, beforeHash: row.before_hash,
    }));
  }
}
