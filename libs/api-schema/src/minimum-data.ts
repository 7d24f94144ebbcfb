import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { z } from 'zod';
import { deviceClass, deviceShown } from './inventory.js';
import { operations } from './operation.js';
import { ORDERED, bilingual, because, id, isOrdered, isoTime, text } from './primitives.js';
import { ofProject } from './projects.js';

const MOST_DAYS = 366;

const demand = z.object({ nameZh: z.string(), nameEn: z.string(), anyOf: z.array(z.string()) });

export const classTemplate = deviceClass.omit({ template: true }).extend({ assetKind: z.string(), minimum: z.array(demand) }).meta({ id: 'ClassTemplate' });

/** Why a device that is called intelligent may not be one: for the officer to look at, no refusal. */
const finding = bilingual;

const minimumOfDevice = z.object({
  device: z.string(), classId: z.string(),
  /** Null where the class follows no template: nothing is demanded of it then. */
  template: z.string().nullable(), complete: z.boolean().nullable(), delivered: z.array(z.string()), missing: z.array(demand),
  intelligent: z.boolean(), intelligentGround: z.string().nullable(), approval: z.object({ number: z.string(), approvedBy: z.string(), approvedAt: isoTime }).nullable(), findings: z.array(finding),
}).meta({ id: 'MinimumDataOfDevice' });

const query = z.strictObject({ from: isoTime, to: isoTime }).refine(isOrdered, ORDERED)
  .refine(({ from, to }) => (parseIsoMicros(to) ?? 0) - (parseIsoMicros(from) ?? 0) <= MOST_DAYS * MICROS_PER_DAY, { path: ['to'], ...because(`一次最多 ${MOST_DAYS} 天`, `at most ${MOST_DAYS} days at a time`) });

const intelligenceStep = z.object({
  step: z.enum(['stated', 'approved', 'lapsed']), at: isoTime, who: z.string(), ground: z.string().nullable(), number: z.string().optional(),
  acceptedBy: z.string().optional(), request: z.string().optional().meta({ description: '冻结后的变更申请 / request by which a frozen device was changed' }),
}).meta({ id: 'IntelligenceStep' });

export const minimumDataOperations = operations({
  listClassTemplates: {
    method: 'get', path: '/class-templates', tag: 'inventory', need: 'self',
    summary: { zh: '设备类别模板：测点与最低数据集', en: 'templates of device classes: metrics and minimum data set' },
    answer: { status: 200, json: z.object({ items: z.array(classTemplate) }) },
  },
  readMinimumData: {
    method: 'get', path: '/projects/{p}/minimum-data', tag: 'inventory', need: 'read-project',
    summary: { zh: '每台设备时段内最低数据集的送达情况，及“智能化”的依据与批准', en: 'what each device delivered of its minimum data set, and the ground and approval of those called intelligent' },
    params: ofProject, query, answer: { status: 200, json: z.object({ items: z.array(minimumOfDevice) }) },
  },
  approveIntelligence: {
    method: 'post', path: '/projects/{p}/devices/{d}/intelligence', tag: 'inventory', need: 'decide-project',
    summary: { zh: '批准设备认定为智能化设备（依据须已填写）；不得由登记或最近更改该设备的人批准', en: 'approve that a device counts as intelligent; its ground has to be stated, and not by who approves' },
    params: ofProject.extend({ d: id }), body: { kind: 'json', schema: z.strictObject({ number: text }) }, answer: { status: 200, json: deviceShown },
  },
  readIntelligence: {
    method: 'get', path: '/projects/{p}/devices/{d}/intelligence', tag: 'inventory', need: 'read-project',
    summary: { zh: '设备“智能化”的来历：谁、何时、以何依据申报，谁批准，何时失效', en: 'how a device came to be called intelligent: who stated it when on what ground, who approved it, and when that ended' },
    params: ofProject.extend({ d: id }), answer: { status: 200, json: z.object({ items: z.array(intelligenceStep) }) },
  },
});
