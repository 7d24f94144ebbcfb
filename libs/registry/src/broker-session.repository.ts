import { sql } from 'kysely';
import type { BrokerSession, BrokerSessions, GoneWorker, HeldSession, HoldOptions, SessionTaken } from './broker-sessions.js';
import type { Database } from './schema.js';

interface TakenRow {
  readonly client_id: string;
  readonly broker: string;
  readonly instance: string;
  readonly token: string | number;
  readonly whole_until: string | null;
}

const MICROS = 1_000_000;
/** No longer does a broker keep a session that we left: as long as a worker asks for when it connects. */
const AT_BROKER = sql`owner_until > clock_timestamp() - interval '30 days'`;
/** The embedded database's clock tells milliseconds: what ends at a moment has ended by it. */
const inMillis = (millis: number) => sql`clock_timestamp() + ${millis} * interval '1 millisecond'`;
const FREE = sql`(taker is null or taker_until <= clock_timestamp())`;
const held = ({ clientId, taker, token }: SessionTaken) => sql`client_id = ${clientId} and taker = ${taker} and token = ${token} and taker_until > clock_timestamp()`;

export class BrokerSessionRepository {
  constructor(private readonly db: Database) {}

  async hold({ clientId, broker, instance }: BrokerSession, owner: string, { leaseMillis, isReceiving, isFirst, wholeUntil }: HoldOptions): Promise<HeldSession> {
    return this.db.transaction().execute(async (trx) => {
      await sql`insert into broker_sessions (client_id, broker, instance, owner, owner_until) values (${clientId}, ${broker}, ${instance}, ${owner}, clock_timestamp())
        on conflict (client_id) do nothing`.execute(trx);
      const { rows: before } = await sql<{ ended: boolean }>`select ended_at is not null as ended from broker_sessions where client_id = ${clientId} for update`.execute(trx);
      const { rows } = await sql`update broker_sessions set broker = ${broker}, instance = ${instance}, owner = ${owner}, has_left = false, ended_at = null,
          owner_until = greatest(owner_until, ${inMillis(leaseMillis)}), whole_until = case when ${isReceiving} then coalesce(to_timestamp(${wholeUntil ?? null}::float8 / ${sql.lit(MICROS)}), whole_until) else whole_until end,
          token = token + case when taker is null then 0 else 1 end, taker = null, taker_until = null
        where client_id = ${clientId} and ${FREE} and (ended_at is null or not ${isReceiving}) and (owner = ${owner} or owner_until <= clock_timestamp() or ${isFirst})
        returning client_id`.execute(trx);
      const isHeld = rows.length > 0;
      return { isHeld, wasEnded: (isHeld || isReceiving) && before[0]?.ended === true };
    });
  }

  async leave(clientId: string, owner: string): Promise<void> {
    await sql`update broker_sessions set has_left = true, owner_until = least(owner_until, clock_timestamp()) where client_id = ${clientId} and owner = ${owner}`.execute(this.db);
  }

  async take(broker: string, taker: string, { goneMillis, leaseMillis, isAnywhere = false }: Parameters<BrokerSessions['takeSession']>[2]): Promise<SessionTaken | undefined> {
    const { rows: [row] } = await sql<TakenRow>`
      update broker_sessions set taker = ${taker}, taker_until = ${inMillis(leaseMillis)}, token = token + 1 where client_id = (
        select client_id from broker_sessions where (broker = ${broker} or (${isAnywhere} and ${AT_BROKER})) and ended_at is null and ${FREE} and owner_until <= ${inMillis(-goneMillis)}
        order by broker <> ${broker}, token, owner_until limit 1 for update skip locked)
      returning client_id, broker, instance, token, (extract(epoch from whole_until) * ${sql.lit(MICROS)})::bigint::text as whole_until`.execute(this.db);
    if (row === undefined) return undefined;
    return { clientId: row.client_id, broker: row.broker, instance: row.instance, taker, token: Number(row.token), wholeUntil: row.whole_until === null ? undefined : Number(row.whole_until) };
  }

  keep(taken: SessionTaken, leaseMillis: number): Promise<boolean> {
    return this.change(sql`update broker_sessions set taker_until = ${inMillis(leaseMillis)} where ${held(taken)} returning client_id`);
  }

  /** Nothing is missing from a session that was brought home, until its worker receives again. */
  end(taken: SessionTaken): Promise<boolean> {
    return this.change(sql`update broker_sessions set taker = null, taker_until = null, whole_until = null, ended_at = clock_timestamp() where ${held(taken)} returning client_id`);
  }

  async giveBack(taken: SessionTaken): Promise<void> {
    await this.change(sql`update broker_sessions set taker = null, taker_until = null where ${held(taken)} returning client_id`);
  }

  async gone(): Promise<readonly GoneWorker[]> {
    const { rows } = await sql<{ client_id: string; broker: string; instance: string; seconds: string | number; waiting: boolean }>`
      select client_id, broker, instance, extract(epoch from clock_timestamp() - owner_until)::float8 as seconds, ended_at is null as waiting from broker_sessions as gone
      where owner_until <= clock_timestamp() and ((ended_at is null and ${AT_BROKER}) or (not has_left and ended_at > clock_timestamp() - interval '1 day'
        and not exists (select from broker_sessions as other where other.instance = gone.instance and other.owner_until > clock_timestamp())))
      order by owner_until, client_id`.execute(this.db);
    return rows.map(({ client_id: clientId, broker, instance, seconds, waiting }) => ({ clientId, broker, instance, goneSeconds: Number(seconds), isWaiting: waiting }));
  }

  private async change(statement: ReturnType<typeof sql>): Promise<boolean> {
    return (await statement.execute(this.db)).rows.length > 0;
  }
}
