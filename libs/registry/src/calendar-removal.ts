import { PROJECT_SCOPE, changedCalendar, partsOf } from '@yanshou/telemetry';
import type { Micros, PlannedTime, ScopedCalendar } from '@yanshou/telemetry';
import { presentCalendar } from './calendar-book.js';
import type { ChangeSession } from './change-session.js';
import { CALENDAR } from './entity-kinds.js';
import { saveUnlessFrozen } from './frozen-guard.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault } from './input-fault.js';
import { Refusal } from './state-writer.js';

const NARROW = /^(?:site|class|device):[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The project's planned time is the widest: there is nothing that would count in its place. */
export const checkRemovedScope = (scope: string): InputFault | undefined =>
  NARROW.test(scope) ? undefined : invalid('scope', '须为 site:编号、class:编号 或 device:编号；项目的计划时间不能删除，只能更改', 'must be site:{id}, class:{id} or device:{id}: the planned time of the project is changed and never removed');

/** A scope without planned time of its own from then on, for all time when absent; records are kept, so one that never had any says so. Refused where it has none from then on already. */
export async function withoutOwnTime(session: ChangeSession, project: string, scope: string, validFrom?: Micros): Promise<Omit<ScopedCalendar, 'scope'>> {
  const present = await presentCalendar(session, project, scope);
  if (present === undefined || !isOwnFrom(present, validFrom)) throw new Refusal(NO_CALENDAR);
  const wider: PlannedTime = (await presentCalendar(session, project, PROJECT_SCOPE))?.plannedTime ?? { zone: present.plannedTime.zone, shifts: [] };
  return changedCalendar(present, { plannedTime: wider, wider: true, ...(validFrom !== undefined && { validFrom }) });
}

/** Whether what holds at the instant, or begins later, is planned time of its own. */
function isOwnFrom(calendar: Omit<ScopedCalendar, 'scope'>, instant = -Infinity): boolean {
  const parts = partsOf(calendar);
  const held = parts.findLastIndex(({ validFrom = -Infinity }) => validFrom <= instant);
  return parts.slice(Math.max(held, 0)).some(({ wider }) => wider !== true);
}

/** Removes the planned time of a scope for all time, while nothing is frozen. Answers the revision after it. */
export async function removeScopedTime(session: ChangeSession, project: string, scope: string): Promise<number> {
  return saveUnlessFrozen(session, CALENDAR, [{ project, scope, ...await withoutOwnTime(session, project, scope) }]);
}

export const NO_CALENDAR = inputFault('unknown', 'scope', '该范围没有自己的计划时间，已按上一级计', 'has no planned time of its own: the wider calendar counts already');
