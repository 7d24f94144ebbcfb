import { DECISION_STATES } from '@yanshou/telemetry';
import { z } from 'zod';
import { calendarScope, narrowScope, plannedTime } from './contract.js';
import { deviceClass, deviceInput } from './inventory.js';
import { operations } from './operation.js';
import { id, isoTime, label, text } from './primitives.js';
import { ofProject } from './projects.js';

/** What is to be afterwards. */
export const frozenChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('device'), device: deviceInput }),
  z.strictObject({ kind: z.literal('class'), deviceClass }),
  z.strictObject({
    kind: z.literal('calendar'), scope: calendarScope, plannedTime,
    validFrom: isoTime.optional().meta({ description: '自何时起生效（整分钟），缺省为全部时间 / from when on it holds (a whole minute); for all time when absent' }),
  }),
  z.strictObject({
    kind: z.literal('calendar-removal'), scope: narrowScope,
    validFrom: isoTime.optional().meta({ description: '自何时起按上一级计划时间计（整分钟），缺省为全部时间 / from when on the wider calendar counts (a whole minute); for all time when absent' }),
  }),
]).meta({ id: 'FrozenChange' });

export const changeRequest = z.object({
  id, change: frozenChange, reason: z.string(),
  /** The state when it was asked for; null where there was none. Planned time with `wider` is that of the project, beside a scope that had none of its own. */
  before: z.unknown(),
  status: z.enum(DECISION_STATES), proposedBy: z.string(), proposedAt: isoTime, decidedBy: z.string().optional(), decidedAt: isoTime.optional(),
  approval: z.string().optional(), approvedAt: isoTime.optional(), file: z.string().optional(), decisionNote: z.string().optional(),
}).meta({ id: 'ChangeRequest' });
export type ChangeRequestView = z.infer<typeof changeRequest>;

const freeze = z.object({ at: isoTime, who: z.string(), setAt: isoTime, approval: z.string().optional(), inForce: z.boolean() }).meta({ id: 'Freeze' });

/** To accept takes the approval's number, date and evidence file; the registry says which of them is missing. */
const decision = z.strictObject({
  decision: z.enum(['accept', 'reject']), approval: label(500).min(1).optional(), approvedAt: isoTime.optional(),
  file: id.optional().meta({ description: '批准文件的佐证编号 / id of the evidence file of the approval' }), note: text.optional(),
});

export const frozenOperations = operations({
  readFreeze: {
    method: 'get', path: '/projects/{p}/freeze', tag: 'inventory', need: 'read-project',
    summary: { zh: '设备台账与计划时间的冻结日期', en: 'the date from which inventory and planned time are frozen' }, params: ofProject,
    answer: { status: 200, json: z.object({ freeze: freeze.nullable() }) },
  },
  saveFreeze: {
    method: 'put', path: '/projects/{p}/freeze', tag: 'inventory', need: 'decide-project',
    summary: { zh: '设定冻结日期；生效后不可再改', en: 'set the date of the freeze; once in force it stays' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject({ at: isoTime, approval: text.optional() }) }, answer: { status: 200, json: freeze },
  },
  listChanges: {
    method: 'get', path: '/projects/{p}/changes', tag: 'inventory', need: 'read-project',
    summary: { zh: '冻结后的变更申请：谁、何时、为何、前后内容', en: 'requests to change what is frozen: who, when, why, before and after' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(changeRequest) }) },
  },
  proposeChange: {
    method: 'post', path: '/projects/{p}/changes', tag: 'inventory', need: 'work-project',
    summary: { zh: '申请变更已冻结的台账、类别或计划时间；批准前以冻结状态为准', en: 'ask for a change of what is frozen; until it is approved the frozen state counts' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject({ id: id.optional(), change: frozenChange, reason: text }) }, answer: { status: 201, json: changeRequest },
  },
  decideChange: {
    method: 'post', path: '/projects/{p}/changes/{c}/decision', tag: 'inventory', need: 'decide-project',
    summary: { zh: '批准或退回变更申请；不得由申请人本人决定；批准须有文号、日期与文件', en: 'accept or reject a change, never by the person who asked for it; accepting names number, date and file of the approval' }, params: ofProject.extend({ c: id }),
    body: { kind: 'json', schema: decision },
    answer: { status: 200, json: changeRequest },
  },
});
