import { z } from 'zod';
import { calendarScope, contract, narrowScope, plannedTime, zone } from './contract.js';
import { operations } from './operation.js';
import { id, isoTime, page, text } from './primitives.js';

export const ofProject = z.strictObject({ p: id });

export const programme = z.strictObject({ id, nameZh: text, nameEn: text }).meta({ id: 'Programme' });
export type Programme = z.infer<typeof programme>;

const projectFields = {
  id, programme: id, nameZh: text, nameEn: text, zone, demonstration: z.boolean(), acceptedFrom: isoTime, unknownMetric: z.enum(['quarantine', 'accept']),
};
export const project = z.object(projectFields).meta({ id: 'Project' });
export type Project = z.infer<typeof project>;

const contractVersion = z.object({ version: z.int(), contract, at: isoTime, who: z.string(), approval: z.string().optional() }).meta({ id: 'ContractVersion' });
export const site = z.strictObject({ id, nameZh: text, nameEn: text }).meta({ id: 'Site' });
export const projectDetail = project.extend({
  contract: contract.nullable(), contractHistory: z.array(contractVersion), sites: z.array(site),
}).meta({ id: 'ProjectDetail' });
export type ProjectDetail = z.infer<typeof projectDetail>;

/** Of those in service. */
export const deviceCounts = z.object({ total: z.int(), live: z.int(), silent: z.int(), never: z.int(), unjudged: z.int() }).meta({ id: 'DeviceCounts' });

const calendarPart = {
  plannedTime, validFrom: isoTime.optional(),
  wider: z.literal(true).optional().meta({ description: '自此按上一级计划时间计；plannedTime 为登记时项目的计划时间 / from then on the wider calendar counts; plannedTime is that of the project when it was recorded' }),
};
/** What holds last, from when on, and what held before it, each until the next begins. */
export const calendar = z.object({ scope: z.string(), ...calendarPart, earlier: z.array(z.object(calendarPart)).optional() }).meta({ id: 'Calendar' });

export const projectOperations = operations({
  listProgrammes: {
    method: 'get', path: '/programmes', tag: 'programmes', need: 'list',
    summary: { zh: '可见的计划', en: 'list the programmes that the caller may see' }, answer: { status: 200, json: z.object({ items: z.array(programme) }) },
  },
  createProgramme: {
    method: 'post', path: '/programmes', tag: 'programmes', need: 'administer',
    summary: { zh: '新建计划', en: 'create a programme' }, body: { kind: 'json', schema: programme }, answer: { status: 201, json: programme },
  },
  listProjects: {
    method: 'get', path: '/projects', tag: 'projects', need: 'list',
    summary: { zh: '可见的项目', en: 'list the projects that the caller may see' }, query: page,
    answer: { status: 200, json: z.object({ items: z.array(project), next: id.nullable() }) },
  },
  createProject: {
    method: 'post', path: '/projects', tag: 'projects', need: 'create-project', decidedFor: 'body.programme',
    summary: { zh: '新建项目', en: 'create a project' },
    body: { kind: 'json', schema: z.strictObject({ ...projectFields, zone: zone.default('Asia/Shanghai'), demonstration: z.boolean().default(false), unknownMetric: projectFields.unknownMetric.default('quarantine'), contract: contract.optional() }) },
    answer: { status: 201, json: projectDetail },
  },
  readProject: {
    method: 'get', path: '/projects/{p}', tag: 'projects', need: 'read-project',
    summary: { zh: '项目、任务书及其历次变更、地点', en: 'a project with its contract, the contract\'s history and its sites' },
    params: ofProject, answer: { status: 200, json: projectDetail },
  },
  changeProject: {
    method: 'patch', path: '/projects/{p}', tag: 'projects', need: 'decide-project',
    summary: { zh: '修改项目名称或任务书；任务书变更须有批准文号，历次版本保留', en: 'change names or contract; a changed contract needs its approval and keeps its history' },
    params: ofProject,
    body: { kind: 'json', schema: z.strictObject({ nameZh: text.optional(), nameEn: text.optional(), contract: contract.optional(), approval: text.optional() }) },
    answer: { status: 200, json: projectDetail },
  },
  saveSite: {
    method: 'post', path: '/projects/{p}/sites', tag: 'projects', need: 'work-project',
    summary: { zh: '保存地点：车间、温室、塘、监测站', en: 'save a site: a workshop, greenhouse, pond or station' },
    params: ofProject, body: { kind: 'json', schema: site }, answer: { status: 201, json: site },
  },
  readCalendar: {
    method: 'get', path: '/projects/{p}/calendar', tag: 'projects', need: 'read-project',
    summary: { zh: '计入核算的计划时间：班次、节假日、检修、清塘与休耕，按项目、地点、类别或设备', en: 'the planned time that counts: shifts, holidays, maintenance, drained ponds, of the project, its sites, classes or devices' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(calendar) }) },
  },
  saveCalendar: {
    method: 'put', path: '/projects/{p}/calendar', tag: 'projects', need: 'decide-project',
    summary: { zh: '保存计划时间；任务书生效后变更须有批准文号，冻结后须提交变更申请', en: 'save planned time; with a contract in force a change needs its approval, once frozen it is asked for' },
    params: ofProject,
    body: {
      kind: 'json',
      schema: z.strictObject({ scope: calendarScope.default('project'), plannedTime, approval: text.optional() }),
    },
    answer: { status: 200, json: calendar },
  },
  removeCalendar: {
    method: 'post', path: '/projects/{p}/calendar/removal', tag: 'projects', need: 'decide-project',
    summary: { zh: '删除地点、类别或设备自己的计划时间，改按上一级计；任务书生效后须有批准文号，冻结后须提交变更申请', en: 'remove the planned time of a site, class or device, so that the wider one counts; with a contract in force by its approval, once frozen it is asked for' },
    params: ofProject, body: { kind: 'json', schema: z.strictObject({ scope: narrowScope, approval: text.optional() }) },
    answer: { status: 200, json: z.object({ items: z.array(calendar) }) },
  },
});
