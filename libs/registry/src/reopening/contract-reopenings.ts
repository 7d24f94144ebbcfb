import { PROJECT_SCOPE, programmeTargets } from '@yanshou/telemetry';
import type { ContractTarget, PlannedTime, ProgrammeSettings, ProjectContract } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { canonicalJson } from '../canonical-json.js';
import type { ContractState } from '../entity-kinds.js';
import { latestContract } from '../latest-contract.js';
import type { Calendar } from '../records.js';
import type { Trx } from '../schema.js';
import { ALWAYS, since } from './reopening.js';
import type { Reopening, SavedChange } from './reopening.js';
import { CONTRACT_CHANGED, PLANNED_TIME_CHANGED } from './terms-causes.js';

/** Of the first contract nothing: without one there are no windows. */
export async function contractReopenings(trx: Trx, changes: readonly SavedChange<ContractState>[]): Promise<readonly Reopening[]> {
  const reopenings: Reopening[] = [];
  for (const { after: { project, contract } } of changes) {
    const before = (await latestContract(trx, project))?.contract;
    if (before === undefined) continue;
    const [was, is] = [await termsOf(trx, before), await termsOf(trx, contract)];
    const causes = (was.terms === is.terms ? 0 : CONTRACT_CHANGED) | ((await isPlannedOtherwise(trx, before, contract)) ? PLANNED_TIME_CHANGED : 0);
    if (causes > 0) reopenings.push({ project, ...ALWAYS, causes });
    else if (was.baseline !== is.baseline) reopenings.push({ project, ...ALWAYS, causes: CONTRACT_CHANGED, isLong: true });
  }
  return reopenings;
}

/** What a value of a window is judged by, and beside it what the longer ones are compared with. */
async function termsOf(trx: Trx, contract: ProjectContract): Promise<{ readonly terms: string; readonly baseline: string }> {
  // Whose evidence counts and until when is read by no window; a batch tells the programme's targets; planned time is a calendar.
  const { window: { days }, baseline, targets, term, units, batch, ruleDocument, plannedTime, ...rest } = contract;
  const row = await trx.selectFrom('programme_settings').select('state').where('key', '=', contract.programme).executeTakeFirst();
  const set = programmeTargets((row?.state ?? {}) as Partial<ProgrammeSettings>, contract.direction, batch);
  return { terms: canonicalJson({ ...rest, days, targets: targets.map(judgedTarget), set }), baseline: canonicalJson(baseline ?? null) };
}

/** Roll-ups read which targets are key, and a year its own target: no window does. */
const judgedTarget = ({ isKey, byYear, unit, ...judged }: ContractTarget) => judged;

/** The project's planned time is that of its contract until it has a calendar of its own, which is saved first. */
async function isPlannedOtherwise(trx: Trx, before: ProjectContract, after: ProjectContract): Promise<boolean> {
  if (canonicalJson(before.plannedTime) === canonicalJson(after.plannedTime)) return false;
  const own = await trx.selectFrom('calendars').select('key').where('key', '=', `${after.project}/${PROJECT_SCOPE}`).executeTakeFirst();
  return own === undefined;
}

/** From when on it holds. The first calendar of the project takes the place of the contract's planned time. */
export async function calendarReopenings(trx: Trx, changes: readonly SavedChange<Calendar>[]): Promise<readonly Reopening[]> {
  const reopenings: Reopening[] = [];
  for (const { before, after } of changes) {
    const { project, scope, validFrom, plannedTime } = after;
    const entered = before === undefined && scope === PROJECT_SCOPE ? (await latestContract(trx, project))?.contract.plannedTime : undefined;
    if (validFrom === undefined && isSame(entered, plannedTime)) continue;
    reopenings.push({ project, ...since(validFrom ?? ALWAYS.from), causes: PLANNED_TIME_CHANGED });
  }
  return reopenings;
}

const isSame = (left: PlannedTime | undefined, right: PlannedTime): boolean => left !== undefined && canonicalJson(left) === canonicalJson(right);

/** Targets that a programme sets are judged by in the windows of the projects whose contracts are of their direction and batch. */
export async function settingsReopenings(trx: Trx, changes: readonly SavedChange<ProgrammeSettings>[]): Promise<readonly Reopening[]> {
  const reopenings: Reopening[] = [];
  for (const { before, after } of changes) {
    for (const { project, direction, batch } of await contractsOf(trx, after.programme)) {
      const [was, is] = [before ?? {}, after].map((settings) => canonicalJson(programmeTargets(settings, direction, batch)));
      if (was !== is) reopenings.push({ project, ...ALWAYS, causes: CONTRACT_CHANGED });
    }
  }
  return reopenings;
}

async function contractsOf(trx: Trx, programme: string): Promise<readonly ProjectContract[]> {
  const { rows } = await sql<{ state: ContractState }>`select distinct on (project) state from contracts order by project, revision desc`.execute(trx);
  return rows.map(({ state }) => state.contract).filter((contract) => contract.programme === programme);
}
