import type { Freeze } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import type { EntityKind } from './entity-kind.js';
import { FREEZE } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import { Refusal } from './state-writer.js';

export const isFrozen = (freeze: Freeze | undefined, at: number): boolean => freeze !== undefined && freeze.at <= at;

/** Saves states of what a freeze holds; refuses a difference from what is there once the project is frozen. */
export async function saveUnlessFrozen<State extends { readonly project: string }>(session: ChangeSession, kind: EntityKind<State>, states: readonly State[]): Promise<number> {
  const [first] = states;
  if (first !== undefined && isFrozen(await session.find(FREEZE, first.project), session.at)) {
    const present = await session.findAll(kind as EntityKind<never>, states.map((state) => kind.keyOf(state)));
    if (states.some((state) => canonicalJson(present.get(kind.keyOf(state)) ?? null) !== canonicalJson(state))) throw new Refusal(FROZEN);
  }
  return session.save(kind, states);
}

export const FROZEN = inputFault('frozen', '', '设备台账与计划时间已冻结：请提交变更申请，经管理人员批准后生效', 'inventory and planned time are frozen: ask for the change, it counts once an officer has approved it');
