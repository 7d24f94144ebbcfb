import { INDICATOR_KINDS } from '@yanshou/catalogue';
import { SOURCE_KINDS, PERIOD_UNITS } from '@yanshou/telemetry';
import { z } from 'zod';
import { comparator } from './contract.js';
import { indicatorRow, verdict } from './indicator-row.js';
import { operations } from './operation.js';
import { ORDERED, bilingual, id, isOrdered, isoTime, language, note } from './primitives.js';
import { ofProject } from './projects.js';

/** An indicator's definition without its code. */
const definition = z.looseObject({
  id: z.string(), nameZh: z.string(), nameEn: z.string(), unit: z.string(), comparator, defaultTarget: z.number().nullable(), programme: z.string(),
  directions: z.array(z.string()), clause: z.looseObject({ document: z.string(), place: z.string(), quoteZh: z.string() }),
  kind: z.enum(INDICATOR_KINDS), sourceKind: z.enum(SOURCE_KINDS), formula: bilingual, formulaVersion: z.string(),
  ownWindow: z.boolean().meta({ description: '任务书可为其另定核算时段（存量指标） / whether a contract may fix a window of its own for it (stock figures)' }),
}).meta({ id: 'IndicatorDefinition' });

export const catalogue = z.looseObject({ programmes: z.array(z.looseObject({})), indicators: z.array(definition) }).meta({ id: 'Catalogue' });

/** A stored value of one window; later versions are restatements (更正). */
const storedValue = z.object({
  from: isoTime, to: isoTime, unit: z.enum(PERIOD_UNITS), value: z.number().nullable(), verdict: verdict.nullable(), coverage: z.number().nullable(),
  platformCoverage: z.number().nullable(), formulaVersion: z.string(), inputsDigest: z.string(), version: z.int(), at: isoTime, reason: z.string().optional(),
  /** Of a restatement: how much it differs from the version before; null where one of them has no figure. */
  difference: z.object({ value: z.number().nullable(), numerator: z.number().nullable(), denominator: z.number().nullable(), coverage: z.number().nullable() }).optional(),
}).meta({ id: 'StoredValue' });
export type StoredValue = z.infer<typeof storedValue>;

/** Figures of an indicator in an issued assessment, or as they would be stated now. */
const restatedFigures = z.looseObject({
  value: z.number().nullable(), coverage: z.number().nullable(), platformCoverage: z.number().nullable(), verdict, formulaVersion: z.string(), inputsDigest: z.string(),
});

/** Whether an issued assessment still says what would be said now. */
const assessmentStanding = z.object({
  standing: z.enum(['current', 'inputs-changed', 'to-restate']),
  /** Since when that is known; null while it is current. */
  since: isoTime.nullable(),
  causes: z.array(bilingual),
  /** The indicators that differ, with what was issued, what would be now, and by how much. */
  changes: z.array(z.looseObject({
    indicator: z.string(), nameZh: z.string(), nameEn: z.string(), unit: z.string(), clause: z.string(), changed: z.boolean(),
    before: restatedFigures.nullable(), after: restatedFigures.nullable(), difference: z.looseObject({ value: z.number().nullable() }),
  })),
}).meta({ id: 'AssessmentStanding' });

export const assessmentEntry = z.object({
  id, from: isoTime, to: isoTime, note: z.string(), supersedes: z.string().optional(),
  /** In lists: the assessment that corrects this one, which itself stays as it was issued. */
  supersededBy: z.string().optional(),
  /** Whether the period is the contract's reporting period; absent where an earlier version did not record it. */
  scope: z.enum(['whole', 'interim']).optional(),
  /** In lists, of those that nothing supersedes: whether it still holds. */
  standing: assessmentStanding.optional(),
  /** In lists, where there are any: auditors' opinions that nothing corrects, and how many of them do not agree. They are no part of the statement. */
  opinions: z.object({ count: z.int(), disagreeing: z.int() }).optional(),
}).meta({ id: 'AssessmentEntry' });
export const assessment = assessmentEntry.extend({ project: id, statement: z.unknown() }).meta({ id: 'Assessment' });
export type AssessmentEntry = z.infer<typeof assessmentEntry>;
export type AssessmentView = z.infer<typeof assessment>;

const ofAssessment = ofProject.extend({ a: id });

export const indicatorOperations = operations({
  readCatalogue: {
    method: 'get', path: '/catalogue', tag: 'indicators', need: 'self',
    summary: { zh: '指标目录：计划、方向、指标、条款、公式版本', en: 'the catalogue: programmes, directions, indicators with clause and formula version' },
    answer: { status: 200, json: catalogue },
  },
  readIndicators: {
    method: 'get', path: '/projects/{p}/indicators', tag: 'indicators', need: 'read-project',
    summary: { zh: '项目的考核指标：值、完整率、条款、结论', en: 'the project\'s indicators: value, coverage, clause, verdict' },
    params: ofProject, query: z.strictObject({ at: isoTime.optional() }), answer: { status: 200, json: z.object({ items: z.array(indicatorRow) }) },
  },
  readIndicatorHistory: {
    method: 'get', path: '/projects/{p}/indicators/{i}/history', tag: 'indicators', need: 'read-project',
    summary: { zh: '指标历史：按窗口存档的值', en: 'an indicator over time: the stored values by window' },
    params: ofProject.extend({ i: id }),
    query: z.strictObject({ unit: z.enum(PERIOD_UNITS).default('day'), from: isoTime.optional(), to: isoTime.optional() }).refine(isOrdered, ORDERED),
    answer: { status: 200, json: z.object({ items: z.array(storedValue) }) },
  },
  listAssessments: {
    method: 'get', path: '/projects/{p}/assessments', tag: 'assessments', need: 'read-project',
    summary: { zh: '指标核算列表', en: 'list the assessments' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(assessmentEntry) }) },
  },
  createAssessment: {
    method: 'post', path: '/projects/{p}/assessments', tag: 'assessments', need: 'decide-project',
    summary: { zh: '发起指标核算：固定并签名的核算结果', en: 'make an assessment: a fixed, signed statement' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject({ from: isoTime, to: isoTime, note: note.default('') }).refine(isOrdered, ORDERED) },
    answer: { status: 201, json: assessment },
  },
  readAssessment: {
    method: 'get', path: '/projects/{p}/assessments/{a}', tag: 'assessments', need: 'read-project',
    summary: { zh: '一次指标核算', en: 'one assessment' }, params: ofAssessment, answer: { status: 200, json: assessment },
  },
  readReport: {
    method: 'get', path: '/projects/{p}/assessments/{a}/report.{format}', tag: 'assessments', need: 'read-project',
    summary: { zh: '考核指标数据核算报告（供验收参考）：JSON、网页、PDF、xlsx', en: 'the assessment report (for reference in the acceptance): JSON, a page, PDF, xlsx' },
    params: ofAssessment.extend({ format: z.enum(['json', 'html', 'pdf', 'xlsx']) }), query: z.strictObject({ lang: language.default('zh') }),
    answer: { status: 200, media: ['application/json', 'text/html', 'application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
  },
  readBundle: {
    method: 'get', path: '/projects/{p}/assessments/{a}/bundle.zip', tag: 'assessments', need: 'read-project',
    summary: { zh: '签名的核算报告包', en: 'the signed bundle' }, params: ofAssessment, answer: { status: 200, media: ['application/zip'] },
  },
});
