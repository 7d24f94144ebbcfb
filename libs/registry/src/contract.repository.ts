import { PROJECT_SCOPE, isOwnTime } from '@yanshou/telemetry';
import type { PlannedTime, ProjectContract } from '@yanshou/telemetry';
import { checkCalendar, presentCalendar, savePlannedTime, withCalendars } from './calendar-book.js';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { CALENDAR, CONTRACT } from './entity-kinds.js';
import type { ContractState } from './entity-kinds.js';
import { saveUnlessFrozen } from './frozen-guard.js';
import { inputFault } from './input-fault.js';
import type { Outcome } from './input-fault.js';
import { latestContract } from './latest-contract.js';
import type { Author, Calendar, ContractVersion } from './records.js';
import { checkRemovedScope, removeScopedTime } from './calendar-removal.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkContract } from './validation/check-contract.js';

/** Contracts in versions, and calendars of planned time. */
export class ContractRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  saveContract = (contract: ProjectContract, author?: Author): Promise<Outcome> =>
    this.writer.change(checkContract(contract), author, async (session) => {
      // The session holds the head row, so no other version can come in between.
      const latest = await latestContract(session.trx, contract.project);
      if (latest !== undefined && canonicalJson(await inForce(session, latest.contract)) === canonicalJson(contract)) return { revision: session.head };
      if (latest !== undefined && author?.approval === undefined) throw new Refusal(APPROVAL_REQUIRED);
      await savePlannedTime(session, contract);
      const { project } = contract;
      const approval = author?.approval === undefined ? {} : { approval: author.approval };
      const version = { project, version: (latest?.version ?? 0) + 1, contract, at: session.at, who: session.who, ...approval };
      return { revision: await session.save(CONTRACT, [version]) };
    });

  contract = async (project: string): Promise<ProjectContract | undefined> => {
    const [history, calendars] = await Promise.all([this.contractHistory(project), this.calendars(project)]);
    const entered = history.at(-1)?.contract;
    return entered && withCalendars(entered, calendars);
  };

  contractHistory = async (project: string): Promise<ContractVersion[]> =>
    (await this.reader.all(CONTRACT, project)).map(versionOf).sort((left, right) => left.version - right.version);

  saveCalendar = (project: string, scope: string, plannedTime: PlannedTime, author?: Author): Promise<Outcome> =>
    this.writer.change(checkCalendar(scope, plannedTime), author, async (session) =>
      ({ revision: await saveUnlessFrozen(session, CALENDAR, [{ project, scope, plannedTime }]) }));

  removeCalendar = (project: string, scope: string, author?: Author): Promise<Outcome> =>
    this.writer.change(checkRemovedScope(scope), author, async (session) => ({ revision: await removeScopedTime(session, project, scope) }));

  calendars = async (project: string): Promise<Calendar[]> => (await this.reader.all(CALENDAR, project)).filter(isOwnTime);
}

const APPROVAL_REQUIRED = inputFault('approval-required', 'approval', '合同变更须有批准文号', 'a change of the contract needs its approval');

/** As it was entered but for the planned time, which may have been changed since. */
const inForce = async (session: ChangeSession, contract: ProjectContract): Promise<ProjectContract> =>
  ({ ...contract, plannedTime: (await presentCalendar(session, contract.project, PROJECT_SCOPE))?.plannedTime ?? contract.plannedTime });

function versionOf({ version, contract, at, who, approval }: ContractState): ContractVersion {
  return { version, contract, at, who, ...(approval === undefined ? {} : { approval }) };
}
