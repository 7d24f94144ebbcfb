import { sql } from 'kysely';
import type { Database } from './schema.js';

/** Work that one process at a time does for all. By the database's clock. */
export class DutyRepository {
  constructor(private readonly db: Database) {}

  async hold(duty: string, holder: string, leaseMillis: number): Promise<boolean> {
    const { rows } = await sql<{ holder: string }>`
      insert into duties as d (duty, holder, until) values (${duty}, ${holder}, clock_timestamp() + ${leaseMillis} * interval '1 millisecond')
      on conflict (duty) do update set holder = excluded.holder, until = excluded.until
        where d.holder = excluded.holder or d.until <= clock_timestamp()
      returning holder`.execute(this.db);
    return rows.length > 0;
  }

  async leave(holder: string): Promise<void> {
    await sql`delete from duties where holder = ${holder}`.execute(this.db);
  }
}
