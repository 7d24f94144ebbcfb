import type { ChangeRequest, DeviceClass, Freeze, FrozenChange, InventoryDevice, Micros, PlannedTime } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { checkCalendar } from './contract.repository.js';
import { CALENDAR, CHANGE_REQUEST, CLASS, DEVICE, FREEZE } from './entity-kinds.js';
import { isFrozen } from './frozen-guard.js';
import { inputFault } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import { endApprovals, statedOf, withApprovals } from './intelligence.js';
import type { ChangeDecision, ChangeProposal } from './project-life.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkClass } from './validation/check-class.js';
import { checkDevices } from './validation/check-device.js';
import { checkId, checkMicros, checkText, firstFault } from './validation/field-checks.js';

/** Frozen terms, and the requests to change them. */
export class FreezeRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  freeze = (project: string): Promise<Freeze | undefined> => this.reader.one(FREEZE, project);

  saveFreeze = (project: string, at: Micros, author: Author): Promise<Outcome<Freeze>> =>
    this.writer.change(firstFault(checkMicros('at', at)), author, async (session) => {
      if (isFrozen(await session.find(FREEZE, project), session.at)) throw new Refusal(ALREADY_FROZEN);
      const freeze = { project, at, who: session.who, setAt: session.at, ...(author.approval === undefined ? {} : { approval: author.approval }) };
      await session.save(FREEZE, [freeze]);
      return freeze;
    });

  changeRequests = async (project: string): Promise<ChangeRequest[]> =>
    (await this.reader.all(CHANGE_REQUEST, project)).sort((a, b) => a.proposedAt - b.proposedAt);

  proposeChange = (project: string, { id, change, reason }: ChangeProposal, author: Author): Promise<Outcome<ChangeRequest>> =>
    this.writer.change(checkProposal({ id, change, reason }), author, async (session) => {
      if ((await session.find(CHANGE_REQUEST, `${project}/${id}`)) !== undefined) throw new Refusal(TAKEN);
      if (!isFrozen(await session.find(FREEZE, project), session.at)) throw new Refusal(NOT_FROZEN);
      const before = await presentOf(session, project, change);
      const request: ChangeRequest = { project, id, change, reason, before, status: 'submitted', proposedBy: session.who, proposedAt: session.at };
      await session.save(CHANGE_REQUEST, [request]);
      return request;
    });

  decideChange = (project: string, id: string, { decision, approval, note }: ChangeDecision, author: Author): Promise<Outcome<ChangeRequest>> =>
    this.writer.change(undefined, author, async (session) => {
      const request = await session.find(CHANGE_REQUEST, `${project}/${id}`);
      if (request === undefined) throw new Refusal(UNKNOWN);
      if (request.proposedBy === session.who) throw new Refusal(SAME_PERSON);
      if (request.status !== 'submitted') throw new Refusal(DECIDED);
      if (decision === 'accepted') await apply(session, request);
      const decided: ChangeRequest = {
        ...request, status: decision, decidedBy: session.who, decidedAt: session.at,
        ...(approval === undefined ? {} : { approval }), ...(note === undefined ? {} : { decisionNote: note }),
      };
      await session.save(CHANGE_REQUEST, [decided]);
      return decided;
    });
}

async function apply(session: ChangeSession, { project, change, before }: ChangeRequest): Promise<void> {
  const present = await presentOf(session, project, change);
  if (!isAsBefore(change, present, before)) throw new Refusal(CHANGED_SINCE);
  if (change.kind === 'device') await session.save(DEVICE, await withApprovals(session, [{ ...change.device, project }]));
  if (change.kind === 'class') {
    await session.save(CLASS, [{ ...change.deviceClass, project }]);
    await endApprovals(session, project, (present ?? undefined) as DeviceClass | undefined, change.deviceClass);
  }
  if (change.kind === 'calendar') await session.save(CALENDAR, [{ project, scope: change.scope, plannedTime: change.plannedTime }]);
}

/** An approval that was given meanwhile is nothing that the change asked about. */
function isAsBefore({ kind }: FrozenChange, present: unknown, before: unknown): boolean {
  const stated = (state: unknown): unknown => (kind === 'device' && state !== null ? statedOf(state as InventoryDevice) : state);
  return canonicalJson(stated(present)) === canonicalJson(stated(before));
}

/** What is there now of what a change is about; null when nothing is. */
async function presentOf(session: ChangeSession, project: string, change: FrozenChange): Promise<InventoryDevice | DeviceClass | PlannedTime | null> {
  if (change.kind === 'calendar') return (await session.find(CALENDAR, `${project}/${change.scope}`))?.plannedTime ?? null;
  const state = change.kind === 'device' ? await session.find(DEVICE, `${project}/${change.device.id}`) : await session.find(CLASS, `${project}/${change.deviceClass.id}`);
  if (state === undefined) return null;
  const { project: _, ...present } = state;
  return present;
}

const checkProposal = ({ id, change, reason }: ChangeProposal): InputFault | undefined =>
  firstFault(checkId('id', id), checkText('reason', reason), checkChange(change));

function checkChange(change: FrozenChange): InputFault | undefined {
  if (change.kind === 'device') return checkDevices([change.device]);
  return change.kind === 'class' ? checkClass(change.deviceClass) : checkCalendar(change.scope, change.plannedTime);
}

const ALREADY_FROZEN = inputFault('frozen', 'at', '已冻结，冻结日期不可再改', 'the project is frozen: the date stays');
const NOT_FROZEN = inputFault('invalid', '', '项目尚未冻结，可直接修改', 'the project is not frozen: change it directly');
const TAKEN = inputFault('duplicate', 'id', '该编号已被使用', 'is taken');
const UNKNOWN = inputFault('unknown', 'id', '没有该变更申请', 'no such request');
const SAME_PERSON = inputFault('same-person', 'decision', '不得由申请人本人决定，请由其他管理人员处理', 'is for somebody else than the person who asked for it');
const DECIDED = inputFault('duplicate', 'decision', '已作出决定，不可更改', 'has been decided and stays so');
const CHANGED_SINCE = inputFault('duplicate', 'decision', '申请之后该内容已有变化，请退回并重新申请', 'what it changes has changed since: reject it, and have it asked for again');
