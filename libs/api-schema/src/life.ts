import { LIFE_CYCLE_STATES } from '@yanshou/telemetry';
import type { LifeCycleState } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { id, isoTime, text } from './primitives.js';
import { ofProject } from './projects.js';

const milestoneReport = z.object({ state: z.string(), done: z.boolean(), asOf: isoTime, evidence: id.optional(), who: z.string(), at: isoTime });
const milestoneChange = z.object({
  from: isoTime, to: isoTime, reason: z.string(), approvedAt: isoTime, approval: z.string(), file: id, who: z.string(), at: isoTime,
});
const milestoneFields = { id, nameZh: text, nameEn: text, planned: text, due: isoTime };
export const milestone = z.object({
  ...milestoneFields, state: z.enum(['open', 'overdue', 'done', 'done-late']), daysLate: z.int(), reports: z.array(milestoneReport), changes: z.array(milestoneChange),
}).meta({ id: 'Milestone' });
export type MilestoneView = z.infer<typeof milestone>;

const state = z.enum(Object.keys(LIFE_CYCLE_STATES) as [LifeCycleState, ...LifeCycleState[]]).meta({ id: 'LifeCycleState' });
const stepFields = { to: state, at: isoTime, reason: text.optional(), approval: text.optional(), file: id.optional(), until: isoTime.optional() };
const lifeCycleEvent = z.object({ number: z.int(), from: state, ...stepFields, who: z.string(), recordedAt: isoTime }).meta({ id: 'LifeCycleEvent' });
export type LifeCycleEventView = z.infer<typeof lifeCycleEvent>;

const deadline = z.object({
  id: z.string(), zh: z.string(), en: z.string(), at: isoTime, overdue: z.boolean(), days: z.int(), reminders: z.array(isoTime), remind: z.boolean(),
}).meta({ id: 'Deadline' });

export const lifeCycle = z.object({
  state, nameZh: z.string(), nameEn: z.string(), since: isoTime,
  /** End of the term, extensions that were granted included. */
  end: isoTime, deadline: deadline.nullable(), next: z.array(state), history: z.array(lifeCycleEvent),
}).meta({ id: 'LifeCycle' });

export const lifeOperations = operations({
  listMilestones: {
    method: 'get', path: '/projects/{p}/milestones', tag: 'life', need: 'read-project',
    summary: { zh: '进度节点：计划、填报、变更，超期的标明', en: 'milestones: planned, reported and moved; overdue ones are flagged' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(milestone), overdue: z.int() }) },
  },
  createMilestone: {
    method: 'post', path: '/projects/{p}/milestones', tag: 'life', need: 'decide-project',
    summary: { zh: '新增进度节点', en: 'add a milestone' }, params: ofProject, body: { kind: 'json', schema: z.strictObject(milestoneFields) }, answer: { status: 201, json: milestone },
  },
  planMilestones: {
    method: 'post', path: '/projects/{p}/milestones/quarterly', tag: 'life', need: 'decide-project',
    summary: { zh: '按任务书执行期生成各季度节点，已有的不动', en: 'add a milestone for each quarter of the term; those that exist stay' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject({ planned: text }) }, answer: { status: 201, json: z.object({ items: z.array(milestone) }) },
  },
  reportMilestone: {
    method: 'post', path: '/projects/{p}/milestones/{m}/reports', tag: 'life', need: 'work-project',
    summary: { zh: '填报节点进展；历次填报保留', en: 'report the progress of a milestone; every report is kept' }, params: ofProject.extend({ m: id }),
    body: { kind: 'json', schema: z.strictObject({ state: text, done: z.boolean(), asOf: isoTime, evidence: id.optional() }) }, answer: { status: 201, json: milestone },
  },
  moveMilestone: {
    method: 'post', path: '/projects/{p}/milestones/{m}/changes', tag: 'life', need: 'decide-project',
    summary: { zh: '调整节点时间，须有批准日期、文号与文件', en: 'move a milestone, with date, number and file of the approval' }, params: ofProject.extend({ m: id }),
    body: { kind: 'json', schema: z.strictObject({ to: isoTime, reason: text, approvedAt: isoTime, approval: text, file: id }) }, answer: { status: 201, json: milestone },
  },
  readLifeCycle: {
    method: 'get', path: '/projects/{p}/life-cycle', tag: 'life', need: 'read-project',
    summary: { zh: '项目阶段、时限与提醒、历次变更', en: 'stage of the project, its deadline and reminders, every step so far' }, params: ofProject,
    answer: { status: 200, json: lifeCycle },
  },
  takeLifeCycleStep: {
    method: 'post', path: '/projects/{p}/life-cycle', tag: 'life', need: 'decide-project',
    summary: { zh: '登记项目阶段变更：延期、形式审查、专家评审、整改、结论、终止', en: 'record a step: extension, formal check, experts, rectification, conclusion, termination' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject(stepFields) }, answer: { status: 201, json: lifeCycle },
  },
});
