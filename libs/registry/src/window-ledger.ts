import type { Clock, Micros } from '@yanshou/telemetry';
import type { DirtyCursor, DirtyHours } from '@yanshou/store';
import { LATE_DATA, LOST_SESSION, REPLAYED_QUARANTINE, RESTORED_READINGS } from '@yanshou/store';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { ChangeSession } from './change-session.js';
import type { Outcome } from './input-fault.js';
import { checkKpiValues, saveKpiValues } from './kpi-values.js';
import { runAgain } from './run-again.js';
import type { Database, Trx, WindowTable } from './schema.js';
import type { StateWriter } from './state-writer.js';
import type { FinishedWindow, JobWindow, LookedAt, PlannedSpan, WindowClaim, WindowEntry, WindowResult, WindowStatus } from './window-records.js';
import { AGAIN, CAUSES, markWhere, markTouched } from './window-touch.js';
import type { Touch } from './window-touch.js';

const WINDOWS_PER_STATEMENT = 1_000;
const REASONS = LATE_DATA | REPLAYED_QUARANTINE | RESTORED_READINGS | LOST_SESSION;
const ALWAYS: Pick<Touch, 'from' | 'to'> = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

/** Which windows are due, taken and done. Work in progress is no history: only what is done leaves a change record. */
export class WindowLedger {
  private readonly db: Database;

  constructor(private readonly writer: StateWriter, private readonly clock: Clock) {
    this.db = writer.db;
  }

  async plan(windows: readonly JobWindow[]): Promise<number> {
    const dueAt = this.clock.now();
    let planned = 0;
    for (let from = 0; from < windows.length; from += WINDOWS_PER_STATEMENT) {
      const rows = windows.slice(from, from + WINDOWS_PER_STATEMENT).map((window) => ({ ...keyColumns(window), status: 'due', attempts: 0, due_at: dueAt }));
      const result = await this.db.insertInto('windows').values(rows).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      planned += Number(result.numInsertedOrUpdatedRows ?? 0);
    }
    return planned;
  }

  async spans(job: string): Promise<PlannedSpan[]> {
    const rows = await this.db.selectFrom('windows').where('job', '=', job).groupBy('project').orderBy('project')
      .select(({ fn }) => ['project', fn.min('from_at').as('first'), fn.max('to_at').as('last')]).execute();
    return rows.map(({ project, first, last }) => ({ project, from: Number(first), to: Number(last) }));
  }

  async claim(owner: string, leaseMillis: number, job?: string, leftOut: readonly string[] = []): Promise<WindowClaim | undefined> {
    return this.besideChanges((trx) => takeOldest(trx, this.clock.now(), { owner, leaseMillis, leftOut, ...(job === undefined ? {} : { job }) }));
  }

  async finish(claim: WindowClaim, result: WindowResult, nextLeaseMillis?: number, leftOut: readonly string[] = []): Promise<Outcome<FinishedWindow>> {
    const { owner, job } = claim;
    return this.writer.change(checkKpiValues(result.values ?? []), { who: owner }, async (session) => {
      const finished = await end(session, claim, result);
      const next = nextLeaseMillis === undefined ? undefined : await takeOldest(session.trx, this.clock.now(), { owner, leaseMillis: nextLeaseMillis, leftOut, job });
      return { finished, ...(next === undefined ? {} : { next }) };
    });
  }

  async renew(claim: WindowClaim, leaseMillis: number): Promise<boolean> {
    const until = this.clock.now() + leaseMillis * MICROS_PER_MILLISECOND;
    const result = await this.db.updateTable('windows').where(heldBy(claim)).set({ lease_until: until }).executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  }

  release(claim: WindowClaim, error: string, retryAt: Micros): Promise<boolean> {
    return this.giveBack(claim, { due_at: retryAt, last_error: error });
  }

  /** As if it had not been taken: the next owner's attempt has the same number, and is told apart by who he is. */
  postpone(claim: WindowClaim, why: string, until: Micros): Promise<boolean> {
    return this.giveBack(claim, { due_at: until, last_error: why, attempts: claim.attempt - 1 });
  }

  private async giveBack(claim: WindowClaim, again: Pick<Updateable<WindowTable>, 'due_at' | 'last_error' | 'attempts'>): Promise<boolean> {
    const due = { status: 'due', owner: null, lease_until: null, ...again };
    const result = await this.db.updateTable('windows').where(heldBy(claim)).set(due).executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  }

  async reopen(project: string, from: Micros, to: Micros, job?: string): Promise<number> {
    return this.besideChanges((trx) => markTouched(trx, project, { from, to, causes: 0, now: this.clock.now(), ...(job !== undefined && { job }) }));
  }

  async reopenOne(window: JobWindow, causes: number): Promise<boolean> {
    const due = await this.besideChanges((trx) => markWhere(trx, sameWindow(window), { causes: causes & CAUSES, now: this.clock.now() }));
    return due > 0;
  }

  async touch(project: string, { cursor, hours, isRebuilt = false }: LookedAt, compared?: Pick<Touch, 'from' | 'to'>): Promise<number> {
    const now = this.clock.now();
    return this.besideChanges(async (trx) => {
      let due = 0;
      const spans = spansOf(hours);
      const whole = isRebuilt ? [{ ...ALWAYS, causes: RESTORED_READINGS }] : [];
      for (const span of [...whole, ...spans, ...everywhere(spans, compared)]) due += await markTouched(trx, project, { ...span, now });
      const kept = { journal: cursor.journal, sequence: cursor.sequence, data_set: cursor.dataSet ?? null };
      await trx.insertInto('dirty_cursors').values({ project, ...kept }).onConflict((conflict) => conflict.column('project').doUpdateSet(kept)).execute();
      return due;
    });
  }

  async dirtyCursor(project: string): Promise<DirtyCursor | undefined> {
    const row = await this.db.selectFrom('dirty_cursors').selectAll().where('project', '=', project).executeTakeFirst();
    return row && { journal: row.journal, sequence: Number(row.sequence), ...(row.data_set !== null && { dataSet: row.data_set }) };
  }

  async oldestOpen(): Promise<JobWindow | undefined> {
    const row = await this.db.selectFrom('windows').selectAll().where('status', '!=', 'done').orderBy('from_at').orderBy('to_at').orderBy('project').orderBy('job').limit(1).executeTakeFirst();
    return row && jobWindow(row);
  }

  async entries(project: string): Promise<WindowEntry[]> {
    const rows = await this.db.selectFrom('windows').selectAll().where('project', '=', project).orderBy('from_at').orderBy('job').orderBy('to_at').execute();
    return rows.map(entryOf);
  }

  /**
   * A change that is being saved may touch the same windows: these are taken before that, and due again, or after it, and computed
   * from what is saved; and neither holds some of them while it waits for the others.
   */
  private besideChanges<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return runAgain(() => this.db.transaction().execute(async (trx) => {
      await trx.selectFrom('registry_head').select('revision').forShare().executeTakeFirst();
      return work(trx);
    }));
  }
}

/** A finished window as its change record says; `again`: what touched it while it was computed, so that it was due once more. */
interface DoneWindow extends JobWindow {
  readonly inputsDigest: string;
  readonly attempts: number;
  readonly again?: number;
}

/** Puts a finished window back. */
export async function restoreWindow(trx: Trx, after: DoneWindow, at: Micros): Promise<void> {
  const { inputsDigest, attempts, again } = after;
  const done = { status: again === undefined ? 'done' : 'due', touched: again ?? 0, attempts, inputs_digest: inputsDigest, due_at: at };
  await trx.insertInto('windows').values({ ...keyColumns(after), ...done })
    .onConflict((conflict) => conflict.columns(['project', 'job', 'unit', 'from_at', 'to_at']).doUpdateSet(done)).execute();
}

/** What touches the baseline touches whatever is compared with it. */
function everywhere(spans: readonly Touch[], compared: Pick<Touch, 'from' | 'to'> | undefined): readonly Touch[] {
  const touching = spans.filter(({ from, to }) => compared !== undefined && from < compared.to && to > compared.from);
  if (touching.length === 0) return [];
  return [{ ...ALWAYS, causes: touching.reduce((all, { causes }) => all | causes, 0), isLong: true }];
}

/** Hours that follow one another for the same causes as one span. */
function spansOf(hours: DirtyHours['hours']): Touch[] {
  const spans: Touch[] = [];
  for (const { hour, causes: known } of hours) {
    // How late it was makes no other reason.
    const causes = known & REASONS;
    const [from, to, last] = [hour * MICROS_PER_HOUR, (hour + 1) * MICROS_PER_HOUR, spans.at(-1)];
    if (last !== undefined && last.to === from && last.causes === causes) spans[spans.length - 1] = { ...last, to };
    else spans.push({ from, to, causes });
  }
  return spans;
}

interface Taking {
  readonly owner: string;
  readonly leaseMillis: number;
  readonly job?: string;
  readonly leftOut: readonly string[];
}

async function takeOldest(trx: Trx, now: Micros, { owner, leaseMillis, ...which }: Taking): Promise<WindowClaim | undefined> {
  const window = await oldestOpen(trx, now, which);
  if (window === undefined) return undefined;
  const claim = { ...jobWindow(window), causes: window.touched & CAUSES, owner, attempt: window.attempts + 1, leaseUntil: now + leaseMillis * MICROS_PER_MILLISECOND };
  await trx.updateTable('windows').where(sameWindow(claim)).set({ status: 'running', touched: claim.causes, owner, attempts: claim.attempt, lease_until: claim.leaseUntil }).execute();
  return claim;
}

/** False when somebody else holds the window: then nothing is kept of the result. */
async function end(session: ChangeSession, claim: WindowClaim, { inputsDigest, values = [], reason }: WindowResult): Promise<boolean> {
  // What touched it while it was computed may not be in the result.
  const status = sql<string>`case when touched & ${AGAIN} = 0 then 'done' else 'due' end`;
  const touched = sql<number>`case when touched & ${AGAIN} = 0 then 0 else touched end`;
  const done = { status, touched, inputs_digest: inputsDigest, lease_until: null, last_error: null };
  const ended = await session.trx.updateTable('windows').where(heldBy(claim)).set(done).returning('touched').executeTakeFirst();
  if (ended === undefined) return false;
  await saveKpiValues(session, values, reason);
  const after: DoneWindow = { ...jobWindow(keyColumns(claim)), inputsDigest, attempts: claim.attempt, ...(ended.touched > 0 && { again: ended.touched & CAUSES }) };
  await session.note('window', [claim.project, claim.job, claim.unit, claim.from, claim.to].join('/'), after);
  return true;
}

const oldestOpen = (trx: Trx, now: Micros, { job, leftOut }: Pick<Taking, 'job' | 'leftOut'>): Promise<Selectable<WindowTable> | undefined> => {
  let query = trx.selectFrom('windows').selectAll().where(sql<boolean>`((status = 'due' and due_at <= ${now}) or (status = 'running' and lease_until <= ${now}))`);
  if (job !== undefined) query = query.where('job', '=', job);
  if (leftOut.length > 0) query = query.where('project', 'not in', leftOut);
  return query.orderBy('from_at').orderBy('to_at').limit(1).forUpdate().skipLocked().executeTakeFirst();
};

const sameWindow = ({ project, job, unit, from, to }: JobWindow) =>
  sql<boolean>`project = ${project} and job = ${job} and unit = ${unit} and from_at = ${from} and to_at = ${to}`;

const heldBy = (claim: WindowClaim) =>
  sql<boolean>`${sameWindow(claim)} and status = 'running' and owner = ${claim.owner} and attempts = ${claim.attempt}`;

const keyColumns = ({ project, job, unit, from, to }: JobWindow) => ({ project, job, unit, from_at: from, to_at: to });

const jobWindow = (row: Pick<Selectable<WindowTable>, 'project' | 'job' | 'unit' | 'from_at' | 'to_at'>): JobWindow => ({
  project: row.project, job: row.job, unit: row.unit as JobWindow['unit'], from: Number(row.from_at), to: Number(row.to_at),
});

const entryOf = (row: Selectable<WindowTable>): WindowEntry => ({
  ...jobWindow(row),
  status: row.status as WindowStatus,
  attempts: row.attempts,
  dueAt: Number(row.due_at),
  ...(row.owner === null ? {} : { owner: row.owner }),
  ...(row.lease_until === null ? {} : { leaseUntil: Number(row.lease_until) }),
  ...(row.inputs_digest === null ? {} : { inputsDigest: row.inputs_digest }),
  ...(row.last_error === null ? {} : { lastError: row.last_error }),
  ...((row.touched & CAUSES) === 0 ? {} : { causes: row.touched & CAUSES }),
});
