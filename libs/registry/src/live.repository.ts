import { sql } from 'kysely';
import type { LiveBounds, LiveExchange, LiveRow, LiveStretch } from './live-exchange.js';
import type { Database } from './schema.js';

/** Stored readings on their way to those who look, by the database's clock. */
export class LiveRepository implements LiveExchange {
  constructor(private readonly db: Database) {}

  followLive = (holder: string, projects: readonly string[], leaseMillis: number): Promise<void> =>
    this.db.transaction().execute(async (trx) => {
      await sql`delete from live_follows where holder = ${holder}`.execute(trx);
      if (projects.length === 0) return;
      await sql`insert into live_follows (holder, project, until)
        select ${holder}, project, clock_timestamp() + ${leaseMillis} * interval '1 millisecond' from unnest(${[...projects]}::text[]) as project`.execute(trx);
    });

  async followedLive(): Promise<string[]> {
    const { rows } = await sql<{ project: string }>`select distinct project from live_follows where until > clock_timestamp() order by project`.execute(this.db);
    return rows.map(({ project }) => project);
  }

  async tellLive(stretches: readonly LiveStretch[]): Promise<void> {
    if (stretches.length === 0) return;
    const rows = stretches.map(({ project, journal, from, next, body }) => sql`(${project}, ${journal}, ${from}::bigint, ${next}::bigint, ${body})`);
    await sql`insert into live_stretches (project, journal, begins, ends, body) values ${sql.join(rows)}`.execute(this.db);
  }

  async liveRecent(projects: readonly string[], { mostCharacters, youngerMillis }: LiveBounds): Promise<LiveRow[]> {
    const { rows } = await sql<StoredRow>`
      select id, project, journal, begins, ends, body from (
        select *, sum(length(body)) over (partition by project order by id desc) as characters from live_stretches
        where project = any(${[...projects]}::text[]) and at > clock_timestamp() - ${youngerMillis} * interval '1 millisecond'
      ) as s where characters <= ${mostCharacters} order by project, id`.execute(this.db);
    return rows.map(rowOf);
  }

  async liveSince(after: readonly { readonly project: string; readonly id: number }[], { mostCharacters, youngerMillis }: LiveBounds): Promise<LiveRow[]> {
    const { rows } = await sql<StoredRow>`
      select id, project, journal, begins, ends, body from (
        select s.*, sum(length(s.body)) over (order by s.id) - length(s.body) as before from live_stretches s
        join unnest(${after.map(({ project }) => project)}::text[], ${after.map(({ id }) => id)}::bigint[]) as seen (project, id) on s.project = seen.project and s.id > seen.id
        where s.at > clock_timestamp() - ${youngerMillis} * interval '1 millisecond'
      ) as s where before < ${mostCharacters} order by id`.execute(this.db);
    return rows.map(rowOf);
  }

  async forgetLive(olderMillis: number): Promise<void> {
    await sql`delete from live_stretches where at < clock_timestamp() - ${olderMillis} * interval '1 millisecond'`.execute(this.db);
    await sql`delete from live_follows where until < clock_timestamp()`.execute(this.db);
  }
}

interface StoredRow {
  readonly id: string;
  readonly project: string;
  readonly journal: string;
  readonly begins: string;
  readonly ends: string;
  readonly body: string;
}

const rowOf = ({ id, project, journal, begins, ends, body }: StoredRow): LiveRow => ({ id: Number(id), project, journal, from: Number(begins), next: Number(ends), body });
