import { ENTITY_KINDS } from './entity-kinds.js';
import type { ChangeSession } from './change-session.js';
import { inputFault } from './input-fault.js';
import type { Outcome } from './input-fault.js';
import type { RegistryChange } from './records.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { restoreWindow } from './window-ledger.js';

type DoneWindow = Parameters<typeof restoreWindow>[1];

/** Replays recorded changes, all of the page or none: ids without gap, each on the state that it was made on. */
export function rebuild(writer: StateWriter, changes: readonly RegistryChange[]): Promise<Outcome> {
  return writer.change(undefined, undefined, async (session) => {
    for (const change of changes) if (!(await replayOne(session, change))) throw new Refusal(outOfLine(change));
    return { revision: session.head };
  });
}

/** Applies one recorded change; false when it does not follow what the registry has. */
export async function replayOne(session: ChangeSession, change: RegistryChange): Promise<boolean> {
  if (change.entity === 'window') {
    await restoreWindow(session.trx, change.after as DoneWindow, change.at);
    return session.replayNote(change);
  }
  const kind = ENTITY_KINDS.get(change.entity);
  return kind !== undefined && session.replay(kind, change);
}

export const outOfLine = (change: RegistryChange) =>
  inputFault('invalid', `changes[${change.id}]`, '变更记录缺失、乱序或被改动', 'changes are missing, out of order or altered');
