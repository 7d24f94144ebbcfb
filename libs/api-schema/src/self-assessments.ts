import { PERFORMANCE_LEVELS } from '@yanshou/catalogue';
import type { PerformanceLevelId } from '@yanshou/catalogue';
import { z } from 'zod';
import { indicatorSummary } from './indicator-row.js';
import { operations } from './operation.js';
import { bilingual, isoTime, language, note, text } from './primitives.js';
import { ofProject } from './projects.js';

const level = z.enum(Object.keys(PERFORMANCE_LEVELS) as [PerformanceLevelId, ...PerformanceLevelId[]]).meta({ id: 'PerformanceLevel' });
const points = z.number().min(0).max(100);
const rowId = z.string().min(1).max(200);

/** A row of the table: everything but weight, score, deviation and level is the platform's. */
const selfAssessmentRow = z.object({
  row: rowId, level: level.nullable(), area: bilingual, levelName: bilingual, planned: bilingual, actual: bilingual, figure: indicatorSummary,
  weight: points, score: points.nullable(), deviation: z.string(),
  proposed: z.object({ weight: points, score: points.nullable() }), explanationDue: z.boolean(),
}).meta({ id: 'SelfAssessmentRow' });
export type SelfAssessmentRowView = z.infer<typeof selfAssessmentRow>;

const selfAssessment = z.object({
  project: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string(), zone: z.string() }),
  year: z.int(), asOf: isoTime, state: z.enum(['proposed', 'draft', 'issued']), version: z.int(),
  who: z.string().nullable(), at: isoTime.nullable(), reason: z.string().nullable(),
  rows: z.array(selfAssessmentRow), totals: z.object({ weight: z.number(), score: z.number().nullable() }),
  /** What has to be put right before it can be issued. */
  faults: z.array(z.object({ code: z.enum(['weights', 'score-missing', 'deviation-missing']), row: z.string(), zh: z.string(), en: z.string() })),
  stamps: z.array(z.string()),
  /** Of the table as it was issued: `sha256:` and 64 hex digits; null before. */
  digest: z.string().nullable(),
}).meta({ id: 'SelfAssessment' });
export type SelfAssessmentView = z.infer<typeof selfAssessment>;

const version = z.object({ year: z.int(), version: z.int(), issued: z.boolean(), digest: z.string().nullable(), reason: z.string().nullable(), who: z.string(), at: isoTime }).meta({ id: 'SelfAssessmentVersion' });

const ofYear = ofProject.extend({ y: z.string().regex(/^20\d{2}$/).meta({ example: '2026' }) });
const which = { version: z.coerce.number().int().min(1).optional() };
const basedOn = z.int().min(0).meta({ description: '所依据的版本，首次为 0 / the version that was seen; 0 for the first' });

export const selfAssessmentOperations = operations({
  listSelfAssessments: {
    method: 'get', path: '/projects/{p}/self-assessments', tag: 'assessments', need: 'read-project',
    summary: { zh: '绩效自评表的各年度与历次版本', en: 'years and versions of the performance self-assessment' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(version) }) },
  },
  readSelfAssessment: {
    method: 'get', path: '/projects/{p}/self-assessments/{y}', tag: 'assessments', need: 'read-project',
    summary: { zh: '年度绩效自评表：值由平台核算，未保存时给出建议分值与得分', en: 'the yearly performance self-assessment: values by the platform, suggestions while nothing is saved' },
    params: ofYear, query: z.strictObject(which), answer: { status: 200, json: selfAssessment },
  },
  saveSelfAssessment: {
    method: 'put', path: '/projects/{p}/self-assessments/{y}', tag: 'assessments', need: 'work-project',
    summary: { zh: '保存分值、得分与说明；指标值不可填写', en: 'save weights, scores and texts; values cannot be typed in' }, params: ofYear,
    body: {
      kind: 'json',
      schema: z.strictObject({
        basedOn, reason: text.optional(),
        entries: z.array(z.strictObject({ row: rowId, weight: points, score: points.nullable(), deviation: note, level: level.optional() })).max(1_000),
      }),
    },
    answer: { status: 200, json: selfAssessment },
  },
  issueSelfAssessment: {
    method: 'post', path: '/projects/{p}/self-assessments/{y}/issue', tag: 'assessments', need: 'work-project',
    summary: { zh: '印发：固定当时的值并计算摘要', en: 'issue it: the values of that time are fixed by a digest' }, params: ofYear,
    body: { kind: 'json', schema: z.strictObject({ basedOn }) }, answer: { status: 201, json: selfAssessment },
  },
  exportSelfAssessment: {
    method: 'get', path: '/projects/{p}/self-assessments/{y}/table.{format}', tag: 'assessments', need: 'read-project',
    summary: { zh: '导出绩效自评表：xlsx、可打印网页、JSON', en: 'export the table: xlsx, a printable page, JSON' },
    params: ofYear.extend({ format: z.enum(['xlsx', 'html', 'json']) }), query: z.strictObject({ ...which, lang: language.default('zh') }),
    answer: { status: 200, media: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/html', 'application/json'] },
  },
});
