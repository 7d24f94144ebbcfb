import type { Clock } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import { ChangeSession } from './change-session.js';
import { databaseFault } from './database-fault.js';
import type { EntityKind } from './entity-kind.js';
import { inputFault } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Author } from './records.js';
import type { Database } from './schema.js';

const SYSTEM: Author = { who: 'system' };
const TAKEN = inputFault('duplicate', 'id', '该编号已被使用', 'is taken');

/** Thrown inside a transaction to roll it back with a fault of the input. */
export class Refusal extends Error {
  constructor(readonly fault: InputFault) {
    super(fault.en);
  }
}

/** Runs changes in transactions and tells faults of the input from those of the database. */
export class StateWriter {
  constructor(
    readonly db: Database,
    readonly clock: Clock,
  ) {}

  async save<State>(fault: InputFault | undefined, kind: EntityKind<State>, states: readonly State[], author?: Author): Promise<Outcome> {
    return this.change(fault, author, async (session) => ({ revision: await session.save(kind, states) }));
  }

  /** As `save`, but `duplicate` when there is one of that id: of two at once, one is refused. */
  async add<State>(fault: InputFault | undefined, kind: EntityKind<State>, state: State, author?: Author): Promise<Outcome> {
    return this.change(fault, author, async (session) => {
      if ((await session.find(kind, kind.keyOf(state))) !== undefined) throw new Refusal(TAKEN);
      return { revision: await session.save(kind, [state]) };
    });
  }

  async change<T>(fault: InputFault | undefined, author: Author | undefined, work: (session: ChangeSession) => Promise<T>): Promise<Outcome<T>> {
    if (fault !== undefined) return fail(fault);
    try {
      return ok(await ChangeSession.run(this.db, this.clock.now(), (author ?? SYSTEM).who, work));
    } catch (thrown) {
      if (thrown instanceof Refusal) return fail(thrown.fault);
      const refused = databaseFault(thrown);
      if (refused !== undefined) return fail(refused);
      throw thrown;
    }
  }
}
