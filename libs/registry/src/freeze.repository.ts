import { MICROS_PER_MINUTE, changedCalendar } from '@yanshou/telemetry';
import type { ChangeRequest, DeviceClass, Freeze, FrozenChange, InventoryDevice, Micros, ScopedCalendar } from '@yanshou/telemetry';
import { checkRemovedScope, withoutOwnTime } from './calendar-removal.js';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { checkCalendar, presentCalendar } from './calendar-book.js';
import { CALENDAR, CHANGE_REQUEST, CLASS, DEVICE, FREEZE } from './entity-kinds.js';
import { isFrozen } from './frozen-guard.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import { demandEvidence } from './evidence-demand.js';
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
      // Refused now, where there is nothing to remove, and not when somebody has decided it.
      if (change.kind === 'calendar-removal') await withoutOwnTime(session, project, change.scope, change.validFrom);
      const request: ChangeRequest = { project, id, change, reason, before, status: 'submitted', proposedBy: session.who, proposedAt: session.at };
      await session.save(CHANGE_REQUEST, [request]);
      return request;
    });

  decideChange = (project: string, id: string, decided: ChangeDecision, author: Author): Promise<Outcome<ChangeRequest>> =>
    this.writer.change(checkDecision(decided), author, async (session) => {
      const request = await session.find(CHANGE_REQUEST, `${project}/${id}`);
      if (request === undefined) throw new Refusal(UNKNOWN);
      if (request.proposedBy === session.who) throw new Refusal(SAME_PERSON);
      if (request.status !== 'submitted') throw new Refusal(DECIDED);
      if (decided.file !== undefined) await demandEvidence(session, project, decided.file, 'file');
      if (decided.decision === 'accepted') await apply(session, request);
      const answered = answerOf(request, decided, session);
      await session.save(CHANGE_REQUEST, [answered]);
      return answered;
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
  if (change.kind === 'calendar-removal') await session.save(CALENDAR, [{ project, scope: change.scope, ...await withoutOwnTime(session, project, change.scope, change.validFrom) }]);
  if (change.kind === 'calendar') await session.save(CALENDAR, [{ project, scope: change.scope, ...changedCalendar((present ?? undefined) as Omit<ScopedCalendar, 'scope'> | undefined, change) }]);
}

/** The request with its answer: by whom, when, and by which approval. */
function answerOf(request: ChangeRequest, { decision, note, ...approval }: ChangeDecision, session: ChangeSession): ChangeRequest {
  return { ...request, status: decision, decidedBy: session.who, decidedAt: session.at, ...approval, ...(note === undefined ? {} : { decisionNote: note }) };
}

/** What is frozen changes by an approval with number, date and file; a rejection needs none of them. */
const checkDecision = ({ decision, approval, approvedAt, file }: ChangeDecision): InputFault | undefined =>
  firstFault(decision === 'accepted' && missing({ approval, approvedAt, file }), approvedAt !== undefined && checkMicros('approvedAt', approvedAt));

function missing(parts: Readonly<Record<keyof typeof APPROVAL_PARTS, unknown>>): InputFault | undefined {
  const part = APPROVAL_PARTS_ORDER.find((name) => parts[name] === undefined || parts[name] === '');
  return part && inputFault('approval-required', part, APPROVAL_PARTS[part].zh, APPROVAL_PARTS[part].en);
}

/** An approval that was given meanwhile is nothing that the change asked about. */
function isAsBefore({ kind }: FrozenChange, present: unknown, before: unknown): boolean {
  const stated = (state: unknown): unknown => (kind === 'device' && state !== null ? statedOf(state as InventoryDevice) : state);
  return canonicalJson(stated(present)) === canonicalJson(stated(before));
}

/** What is there now of what a change is about; null when nothing is. */
async function presentOf(session: ChangeSession, project: string, change: FrozenChange): Promise<InventoryDevice | DeviceClass | Omit<ScopedCalendar, 'scope'> | null> {
  if (change.kind === 'calendar' || change.kind === 'calendar-removal') return (await presentCalendar(session, project, change.scope)) ?? null;
  const state = change.kind === 'device' ? await session.find(DEVICE, `${project}/${change.device.id}`) : await session.find(CLASS, `${project}/${change.deviceClass.id}`);
  if (state === undefined) return null;
  const { project: _, ...present } = state;
  return present;
}

const checkProposal = ({ id, change, reason }: ChangeProposal): InputFault | undefined =>
  firstFault(checkId('id', id), checkText('reason', reason), checkChange(change));

function checkChange(change: FrozenChange): InputFault | undefined {
  if (change.kind === 'device') return checkDevices([change.device]);
  if (change.kind === 'class') return checkClass(change.deviceClass);
  const { scope, validFrom } = change;
  return firstFault(change.kind === 'calendar' ? checkCalendar(scope, change.plannedTime) : checkRemovedScope(scope), validFrom !== undefined && (checkMicros('validFrom', validFrom) || (validFrom % MICROS_PER_MINUTE !== 0 && PART_OF_A_MINUTE)));
}

const APPROVAL_PARTS_ORDER = ['approval', 'approvedAt', 'file'] as const;
const APPROVAL_PARTS = {
  approval: { zh: '批准变更须填写批准文号', en: 'a change is accepted by its approval number' },
  approvedAt: { zh: '批准变更须填写批准日期', en: 'a change is accepted by an approval with its date' },
  file: { zh: '批准变更须附批准文件：先作为佐证材料上传，再填写其编号', en: 'a change is accepted by an approval with its file: submit it as evidence, and name it' },
} as const;
const PART_OF_A_MINUTE = invalid('validFrom', '须为整分钟', 'must be a whole minute');

const ALREADY_FROZEN = inputFault('frozen', 'at', '已冻结，冻结日期不可再改', 'the project is frozen: the date stays');
const NOT_FROZEN = inputFault('invalid', '', '项目尚未冻结，可直接修改', 'the project is not frozen: change it directly');
const TAKEN = inputFault('duplicate', 'id', '该编号已被使用', 'is taken');
const UNKNOWN = inputFault('unknown', 'id', '没有该变更申请', 'no such request');
const SAME_PERSON = inputFault('same-person', 'decision', '不得由申请人本人决定，请由其他管理人员处理', 'is for somebody else than the person who asked for it');
const DECIDED = inputFault('duplicate', 'decision', '已作出决定，不可更改', 'has been decided and stays so');
const CHANGED_SINCE = inputFault('duplicate', 'decision', '申请之后该内容已有变化，请退回并重新申请', 'what it changes has changed since: reject it, and have it asked for again');
