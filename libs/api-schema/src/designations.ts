import { DESIGNATION_LEVELS } from '@yanshou/telemetry';
import type { DesignationLevel } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { id, isoTime, text } from './primitives.js';
import { ofProject } from './projects.js';

export const designationLevel = z.enum(Object.keys(DESIGNATION_LEVELS) as [DesignationLevel, ...DesignationLevel[]]).meta({ id: 'DesignationLevel' });

/** The document that names, or ends; `file` is evidence of the project. */
const document = z.strictObject({ number: text, datedAt: isoTime, file: id });
const draft = { id, level: designationLevel, subject: text, document };
export const designation = z.object({
  project: id, ...draft, nameZh: z.string(), nameEn: z.string(), who: z.string(), recordedAt: isoTime,
  end: z.object({ reason: text, document, who: z.string(), recordedAt: isoTime }).nullable(),
}).meta({ id: 'Designation' });
export type DesignationView = z.infer<typeof designation>;

export const designationOperations = operations({
  listDesignations: {
    method: 'get', path: '/projects/{p}/designations', tag: 'life', need: 'read-project',
    summary: { zh: '项目获得的示范认定及其终止', en: 'what the project, its parks and enterprises were named, and what has ended' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(designation) }) },
  },
  designate: {
    method: 'post', path: '/projects/{p}/designations', tag: 'life', need: 'decide-project',
    summary: { zh: '登记示范认定：级别、名称、认定文件的文号、日期与扫描件', en: 'record a designation with number, date and file of its document' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject(draft) }, answer: { status: 201, json: designation },
  },
  endDesignation: {
    method: 'post', path: '/projects/{p}/designations/{n}/end', tag: 'life', need: 'decide-project',
    summary: { zh: '登记认定终止；原认定保留', en: 'record that a designation has ended; it stays on record' }, params: ofProject.extend({ n: id }),
    body: { kind: 'json', schema: z.strictObject({ reason: text, document }) }, answer: { status: 201, json: designation },
  },
});
