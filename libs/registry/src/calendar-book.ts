import { PROJECT_SCOPE, isOwnTime } from '@yanshou/telemetry';
import type { PlannedTime, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { CALENDAR, FREEZE } from './entity-kinds.js';
import { isFrozen } from './frozen-guard.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault } from './input-fault.js';
import { latestContract } from './latest-contract.js';
import type { Calendar } from './records.js';
import { Refusal } from './state-writer.js';
import { checkPlannedTime } from './validation/check-contract.js';
import { firstFault } from './validation/field-checks.js';

const SCOPE = /^(?:project|(?:site|class|device):[A-Za-z0-9][A-Za-z0-9._-]{0,63})$/;

export const checkCalendar = (scope: string, plannedTime: PlannedTime): InputFault | undefined =>
  firstFault(
    !SCOPE.test(scope) && invalid('scope', '须为 project、site:编号、class:编号 或 device:编号', 'must be project, site:{id}, class:{id} or device:{id}'),
    checkPlannedTime('plannedTime', plannedTime),
  );

/**
 * The terms with the planned time that counts beside them: the calendars of the registry. The project's is the one that its
 * contract was entered with, until it is changed on its own.
 */
export function withCalendars(contract: ProjectContract, rows: readonly Calendar[]): ProjectContract {
  const ofProject = rows.find(({ scope }) => scope === PROJECT_SCOPE);
  const calendars = rows.filter((row) => isOwnTime(row) && (row !== ofProject || row.earlier !== undefined)).map(({ project: _, ...calendar }): ScopedCalendar => calendar);
  return { ...contract, plannedTime: ofProject?.plannedTime ?? contract.plannedTime, ...(calendars.length > 0 && { calendars }) };
}

/** What holds of a scope now, and what held before; undefined where the scope has no planned time of its own. */
export async function presentCalendar(session: ChangeSession, project: string, scope: string): Promise<Omit<ScopedCalendar, 'scope'> | undefined> {
  const row = await session.find(CALENDAR, `${project}/${scope}`);
  if (row !== undefined) {
    const { project: _, scope: __, ...calendar } = row;
    return isOwnTime(calendar) ? calendar : undefined;
  }
  const entered = scope === PROJECT_SCOPE ? await latestContract(session.trx, project) : undefined;
  return entered && { plannedTime: entered.contract.plannedTime };
}

/** Before a contract is saved: its planned time is the project's calendar, which a freeze holds like the others. */
export async function savePlannedTime(session: ChangeSession, { project, plannedTime }: ProjectContract): Promise<void> {
  const present = await presentCalendar(session, project, PROJECT_SCOPE);
  if (present === undefined || canonicalJson(present.plannedTime) === canonicalJson(plannedTime)) return;
  if (isFrozen(await session.find(FREEZE, project), session.at)) throw new Refusal(FROZEN_TIME);
  // Only where there is one: without, the contract itself says it.
  if ((await session.find(CALENDAR, `${project}/${PROJECT_SCOPE}`)) !== undefined) await session.save(CALENDAR, [{ project, scope: PROJECT_SCOPE, plannedTime }]);
}

const FROZEN_TIME = inputFault(
  'frozen', 'plannedTime', '计划时间已冻结，任务书不能改动：请另行提交计划时间变更申请，由另一位管理人员批准后生效',
  'is frozen and not changed with the contract: ask for a change of the calendar, it counts once a second person has accepted it',
);
