import type { PlannedTime, ProjectContract } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import { CALENDAR, CONTRACT } from './entity-kinds.js';
import type { ContractState } from './entity-kinds.js';
import { saveUnlessFrozen } from './frozen-guard.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import { latestContract } from './latest-contract.js';
import type { Author, Calendar, ContractVersion } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkContract, checkPlannedTime } from './validation/check-contract.js';
import { firstFault } from './validation/field-checks.js';

const SCOPE = /^(?:project|(?:site|class):[A-Za-z0-9][A-Za-z0-9._-]{0,63})$/;

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
      if (latest !== undefined && canonicalJson(latest.contract) === canonicalJson(contract)) return { revision: session.head };
      if (latest !== undefined && author?.approval === undefined) throw new Refusal(APPROVAL_REQUIRED);
      const { project } = contract;
      const approval = author?.approval === undefined ? {} : { approval: author.approval };
      const version = { project, version: (latest?.version ?? 0) + 1, contract, at: session.at, who: session.who, ...approval };
      return { revision: await session.save(CONTRACT, [version]) };
    });

  contract = async (project: string): Promise<ProjectContract | undefined> => (await this.contractHistory(project)).at(-1)?.contract;

  contractHistory = async (project: string): Promise<ContractVersion[]> =>
    (await this.reader.all(CONTRACT, project)).map(versionOf).sort((left, right) => left.version - right.version);

  saveCalendar = (project: string, scope: string, plannedTime: PlannedTime, author?: Author): Promise<Outcome> =>
    this.writer.change(checkCalendar(scope, plannedTime), author, async (session) =>
      ({ revision: await saveUnlessFrozen(session, CALENDAR, [{ project, scope, plannedTime }]) }));

  calendars = (project: string): Promise<Calendar[]> => this.reader.all(CALENDAR, project);
}

const APPROVAL_REQUIRED = inputFault('approval-required', 'approval', '合同变更须有批准文号', 'a change of the contract needs its approval');

export const checkCalendar = (scope: string, plannedTime: PlannedTime): InputFault | undefined =>
  firstFault(
    !SCOPE.test(scope) && invalid('scope', '须为 project、site:编号 或 class:编号', 'must be project, site:{id} or class:{id}'),
    checkPlannedTime('plannedTime', plannedTime),
  );

function versionOf({ version, contract, at, who, approval }: ContractState): ContractVersion {
  return { version, contract, at, who, ...(approval === undefined ? {} : { approval }) };
}
