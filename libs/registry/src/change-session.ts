import type { Micros } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { canonicalJson, stateHash } from './canonical-json.js';
import type { EntityKind } from './entity-kind.js';
import type { GatewayState, RegistryChange } from './records.js';
import { reopenForTerms } from './reopening/reopen-for-terms.js';
import { runAgain } from './run-again.js';
import type { Database, StateTableName, Trx } from './schema.js';

const ROWS_PER_STATEMENT = 1_000;

interface StateRow {
  readonly key: string;
  readonly state: unknown;
}

/**
 * One transaction that changes records. The head row is locked first, so change ids are in commit order without gaps,
 * whichever process writes. Windows that read what is changed are due again with it, by whichever door the change comes.
 */
export class ChangeSession {
  private constructor(
    readonly trx: Trx,
    private revision: number,
    readonly at: Micros,
    readonly who: string,
  ) {}

  /** Runs `work` in one transaction: all of its changes and their records are committed, or none. `work` may be run more than once. */
  static async run<T>(db: Database, at: Micros, who: string, work: (session: ChangeSession) => Promise<T>): Promise<T> {
    return runAgain(() => db.transaction().execute(async (trx) => {
      const head = await trx.selectFrom('registry_head').select('revision').forUpdate().executeTakeFirstOrThrow();
      const session = new ChangeSession(trx, Number(head.revision), at, who);
      const result = await work(session);
      await trx.updateTable('registry_head').set({ revision: session.revision }).execute();
      return result;
    }));
  }

  get head(): number {
    return this.revision;
  }

  /** The present state of one record. */
  async find<State>(kind: EntityKind<State>, key: string): Promise<State | undefined> {
    return (await currentStates(this.trx, kind.table, [key])).get(key) as State | undefined;
  }

  /** Which of the keys there are, with their present states. */
  async findAll(kind: EntityKind<never>, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const found = new Map<string, unknown>();
    for (let from = 0; from < keys.length; from += ROWS_PER_STATEMENT) {
      for (const [key, state] of await currentStates(this.trx, kind.table, keys.slice(from, from + ROWS_PER_STATEMENT))) found.set(key, state);
    }
    return found;
  }

  /** Saves full states; those that are as they were leave no change. Keys must differ. Returns the revision after it. */
  async save<State>(kind: EntityKind<State>, states: readonly State[]): Promise<number> {
    for (let from = 0; from < states.length; from += ROWS_PER_STATEMENT) {
      const rows = states.slice(from, from + ROWS_PER_STATEMENT).map((state) => ({ key: kind.keyOf(state), state }));
      await this.saveRows(kind, rows);
    }
    return this.revision;
  }

  /** Applies a change that was recorded elsewhere, as it was recorded; the state before must be the one it was made on. */
  async replay(kind: EntityKind<never>, change: RegistryChange): Promise<boolean> {
    const before = (await currentStates(this.trx, kind.table, [change.key])).get(change.key);
    const beforeHash = before === undefined ? null : stateHash(before);
    if (change.id !== this.revision + 1 || change.beforeHash !== beforeHash) return false;
    this.revision = change.id;
    await reopenForTerms(this.trx, kind.entity, [{ before, after: change.after }], this.at);
    await this.upsert(kind, [{ key: change.key, state: change.after }], [change.id]);
    await this.record([change], true);
    return true;
  }

  /** Records a change of something that is kept outside the state tables. */
  async note(entity: string, key: string, after: unknown): Promise<void> {
    this.revision += 1;
    await this.record([{ id: this.revision, at: this.at, who: this.who, entity, key, after, beforeHash: null }], false);
  }

  /** As `replay`, for what is kept outside the state tables. */
  async replayNote(change: RegistryChange): Promise<boolean> {
    if (change.id !== this.revision + 1) return false;
    this.revision = change.id;
    await this.record([change], true);
    return true;
  }

  private async saveRows<State>(kind: EntityKind<State>, rows: readonly StateRow[]): Promise<void> {
    const before = await currentStates(this.trx, kind.table, rows.map(({ key }) => key));
    const changed = rows.filter(({ key, state }) => !before.has(key) || canonicalJson(before.get(key)) !== canonicalJson(state));
    if (changed.length === 0) return;
    const changes = changed.map(({ key, state }, index): RegistryChange => ({
      id: this.revision + index + 1, at: this.at, who: this.who, entity: kind.entity, key, after: state,
      beforeHash: before.has(key) ? stateHash(before.get(key)) : null,
    }));
    this.revision += changes.length;
    await reopenForTerms(this.trx, kind.entity, changed.map(({ key, state }) => ({ before: before.get(key), after: state })), this.at);
    await this.upsert(kind, changed, changes.map(({ id }) => id));
    await this.record(changes, false);
  }

  private async upsert(kind: { readonly entity: string; readonly table: StateTableName }, rows: readonly StateRow[], ids: readonly number[]): Promise<void> {
    const values = rows.map(({ key, state }, index) => ({ key, state: JSON.stringify(state), revision: ids[index] ?? 0 }));
    await this.trx
      .insertInto(kind.table)
      .values(values)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ state: sql`excluded.state`, revision: sql`excluded.revision` }))
      .execute();
    if (kind.entity === 'gateway') for (const { key, state } of rows) await this.bind(key, state as GatewayState);
  }

  private async bind(gatewayKey: string, { project, children }: GatewayState): Promise<void> {
    await this.trx.deleteFrom('gateway_bindings').where('gateway_key', '=', gatewayKey).execute();
    const bindings = children.map((child) => ({ gateway_key: gatewayKey, device_key: `${project}/${child}` }));
    for (let from = 0; from < bindings.length; from += ROWS_PER_STATEMENT) {
      await this.trx.insertInto('gateway_bindings').values(bindings.slice(from, from + ROWS_PER_STATEMENT)).execute();
    }
  }

  private async record(changes: readonly RegistryChange[], journalled: boolean): Promise<void> {
    const rows = changes.map(({ after, beforeHash, ...change }) => ({ ...change, after: JSON.stringify(after), before_hash: beforeHash, journalled }));
    await this.trx.insertInto('changes').values(rows).execute();
  }
}

async function currentStates(trx: Trx, table: StateTableName, keys: readonly string[]): Promise<Map<string, unknown>> {
  const rows = await trx.selectFrom(table).select(['key', 'state']).where('key', 'in', [...keys]).execute();
  return new Map(rows.map(({ key, state }) => [key, state]));
}
