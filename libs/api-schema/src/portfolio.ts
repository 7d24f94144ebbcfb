import { RISK_CODES, RISK_GROUPS, RISK_SEVERITIES, RISK_STATES } from '@yanshou/kpi';
import { ORIGINS } from '@yanshou/telemetry';
import { z } from 'zod';
import { comparator } from './contract.js';
import { indicatorSummary, verdict } from './indicator-row.js';
import { operations } from './operation.js';
import { bilingual, id, isoTime } from './primitives.js';
import { deviceCounts, ofProject, programme } from './projects.js';

export const riskState = z.enum(RISK_STATES).meta({ id: 'RiskState' });

/** Why a project may not pass, in words, with the figure that says so and since when. */
const riskReason = z.object({
  code: z.enum(RISK_CODES), group: z.enum(RISK_GROUPS), severity: z.enum(RISK_SEVERITIES), since: isoTime.nullable(),
  figure: z.object({ value: z.number().nullable(), limit: z.number().nullable(), unit: z.string() }), indicator: z.string().optional(), zh: z.string(), en: z.string(),
}).meta({ id: 'RiskReason' });
export type RiskReasonView = z.infer<typeof riskReason>;

/** 预测（非结论）: what the trend of the stored windows says of the last one, or why there is none. */
const forecast = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('forecast'), indicator: z.string(), nameZh: z.string(), nameEn: z.string(), unit: z.string(), window: z.enum(['day', 'month']), at: isoTime,
    value: z.number(), low: z.number(), high: z.number(), confidence: z.number(), n: z.int(), windows: z.int(), effective: z.number(), slopePerDay: z.number(), rSquared: z.number(),
    comparator, target: z.number(), verdict: z.enum(['likely-met', 'likely-missed', 'open']), inputsDigest: z.string(),
  }),
  z.object({ kind: z.literal('none'), indicator: z.string(), nameZh: z.string(), nameEn: z.string(), reason: bilingual }),
]).meta({ id: 'Forecast' });
export type ForecastView = z.infer<typeof forecast>;

/** A project in its programme's portfolio: how far, how risky and why, how well its data flows. */
const portfolioProject = z.object({
  id, nameZh: z.string(), nameEn: z.string(), zone: z.string(), demonstration: z.boolean(),
  /** Share of the assessment window that has passed; null without a contract. */
  progress: z.number().nullable(),
  risk: riskState,
  reasons: z.array(riskReason),
  devices: deviceCounts,
  lastReceived: isoTime.nullable(),
  indicators: z.array(indicatorSummary),
}).meta({ id: 'PortfolioProject' });

const share = z.number().nullable();

/** An indicator over the programme: plain and weighted mean of those that have a value, and the plain one with the others counted as 0. */
const portfolioIndicator = z.object({
  indicator: z.string(), nameZh: z.string(), nameEn: z.string(), unit: z.string(), kind: z.enum(['mean', 'rate', 'sum']),
  clause: z.string(), comparator, target: z.number().nullable(), verdict: verdict.nullable(), reasons: z.array(bilingual),
  /** Of a number that the projects reach together; null for the other kinds. */
  sum: z.number().nullable(),
  n: z.int(), mean: z.number().nullable(), weightedMean: z.number().nullable(), meanWithMissingAsZero: z.number().nullable(),
  weight: bilingual.extend({ unit: z.string() }).nullable(), weightReason: bilingual.nullable(),
  coverage: share, platformCoverage: share, origins: z.array(z.enum(ORIGINS)),
  members: z.array(z.object({
    project: id, value: z.number(), weight: z.number().nullable(), clause: z.string(), verdict, coverage: share, platformCoverage: share, inputsDigest: z.string(),
  })),
  leftOut: z.array(bilingual.extend({ project: id, inputsDigest: z.string().nullable() })),
  formulaVersion: z.string(), inputsDigest: z.string(),
}).meta({ id: 'PortfolioIndicator' });
export type PortfolioIndicator = z.infer<typeof portfolioIndicator>;

/** A count over the programme at a date, by what officers entered: nothing is measured, so there is no coverage. */
const portfolioCount = z.object({
  indicator: z.string(), nameZh: z.string(), nameEn: z.string(), unit: z.string(), clause: z.string(), comparator, target: z.number().nullable(), at: isoTime,
  value: z.number().nullable(), verdict, reasons: z.array(bilingual), sourceKind: z.literal('entered'), coverage: z.null(),
  counted: z.array(z.object({ project: id, designation: id, subject: z.string(), document: z.string(), datedAt: isoTime })),
  ended: z.int(), toCome: z.int(), again: z.int(), formulaVersion: z.string(), inputsDigest: z.string(),
}).meta({ id: 'PortfolioCount' });
export type PortfolioCount = z.infer<typeof portfolioCount>;

export const portfolio = z.object({
  programme, projects: z.array(portfolioProject), indicators: z.array(portfolioIndicator), counts: z.array(portfolioCount),
  /** Projects that no average counts, neither with a value nor as 0. */
  setAside: z.array(bilingual.extend({ project: id })),
}).meta({ id: 'Portfolio' });
export type Portfolio = z.infer<typeof portfolio>;

export const outlook = z.object({ label: bilingual, method: bilingual, risk: riskState, reasons: z.array(riskReason), forecasts: z.array(forecast) }).meta({ id: 'Outlook' });
export type Outlook = z.infer<typeof outlook>;

export const portfolioOperations = operations({
  readPortfolio: {
    method: 'get', path: '/programmes/{g}/portfolio', tag: 'programmes', need: 'read-programme',
    summary: { zh: '计划内各项目的进度、风险与原因、数据状况、指标，以及全计划平均', en: 'progress, risk with its reasons, data health and indicators of the programme\'s projects, and its averages' },
    params: z.strictObject({ g: id }), query: z.strictObject({ countedAt: isoTime.optional() }), answer: { status: 200, json: portfolio },
  },
  readOutlook: {
    method: 'get', path: '/projects/{p}/outlook', tag: 'indicators', need: 'read-project',
    summary: { zh: '项目风险与原因，各指标期末预测（非结论）', en: 'risk of a project with its reasons, and forecasts of its indicators, which are no conclusions' },
    params: ofProject, answer: { status: 200, json: outlook },
  },
});
