import type { DeviceClass } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import { inputFault } from './input-fault.js';
import { Refusal } from './state-writer.js';

/** What the class of an id has to be now for another one to be saved over it; nothing is demanded by what is absent. */
export interface ClassCondition {
  /** There is none of that id. */
  readonly isNew?: true | undefined;
  /** It still is this one. */
  readonly basedOn?: DeviceClass | undefined;
}

/** Refuses with `duplicate` what would be saved over a class that its author did not see. */
export function demandSeen(present: DeviceClass | undefined, { isNew, basedOn }: ClassCondition): void {
  if (isNew === true && present !== undefined) throw new Refusal(TAKEN);
  if (basedOn !== undefined && canonicalJson(present ?? null) !== canonicalJson(basedOn)) throw new Refusal(CHANGED_SINCE);
}

const TAKEN = inputFault('duplicate', 'id', '已有该编号的设备类别，请换一个编号，或修改已有的类别', 'is that of a class already: take another one, or change that class');
const CHANGED_SINCE = inputFault('duplicate', 'basedOn', '打开之后他人已修改该类别，请重新打开最新内容后再改，以免覆盖', 'somebody else has changed the class since it was opened: open it again, then change it, lest theirs be lost');
