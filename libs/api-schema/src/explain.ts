import { LEGS } from '@yanshou/telemetry';
import { z } from 'zod';
import { indicatorRow } from './indicator-row.js';
import { operations } from './operation.js';
import { ORDERED, because, bilingual, id, isOrdered, isoTime } from './primitives.js';
import { ofProject } from './projects.js';

const leg = z.enum(LEGS);
/** Exact (`8.25`, `1150 ÷ 71`), and to six places. */
const result = z.object({ exact: z.string(), rounded: z.string(), unit: z.string() });

const source = z.object({
  kind: z.enum(['readings', 'figure', 'evidence', 'batch', 'inventory', 'contract', 'calendar', 'messages']), device: z.string().nullable(), metric: z.string().nullable(), id: z.string().nullable(),
  /** Path and query of this API that return what was read, as they are. */
  query: z.string().nullable(), sha256: z.string().nullable(),
}).meta({ id: 'ExplainedSource' });

const cell = z.union([z.string(), z.number(), bilingual]).nullable();
const step = z.object({
  title: bilingual, symbol: z.string(), formula: bilingual,
  /** The formula with its numbers put in, nothing rounded; null where the table alone says it. */
  put: z.string().nullable(), result,
  table: z.object({
    columns: z.array(bilingual), rows: z.array(z.object({ cells: z.array(cell), source: source.nullable() })),
    /** Column whose amounts add up to the result, or whose ticks are counted. */
    adds: z.int().optional(), counts: z.int().optional(),
  }).nullable(),
}).meta({ id: 'ExplainedStep' });

export const indicatorTrace = z.object({
  value: result.nullable(),
  periods: z.array(z.object({ leg, from: isoTime, to: isoTime, zone: z.string(), days: z.array(z.string()).nullable() })),
  /** Planned time of sites, classes, devices and other times; absent where one holds for all at all times. */
  calendars: z.array(z.object({ scope: z.string(), from: isoTime.nullable(), to: isoTime.nullable(), text: bilingual })).optional(),
  /** From readings to the value; the last one is the value. */
  steps: z.array(step), coverage: z.array(step),
  series: z.array(z.object({
    leg, device: z.string(), metric: z.string(), role: z.string(), window: z.enum(['hour', 'day']), from: isoTime, to: isoTime, windows: z.int(), readings: z.int(), query: z.string(),
  })),
  verdict: bilingual,
}).meta({ id: 'IndicatorTrace' });
export type IndicatorTraceView = z.infer<typeof indicatorTrace>;
export type TraceStepView = z.infer<typeof step>;
export type TraceSourceView = z.infer<typeof source>;

const explained = z.object({
  row: indicatorRow, clause: z.object({ document: z.string(), place: z.string(), quoteZh: z.string() }).nullable(), formula: bilingual.nullable(), trace: indicatorTrace,
}).meta({ id: 'ExplainedIndicator' });
export type ExplainedView = z.infer<typeof explained>;

const together = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean => (from === undefined) === (to === undefined);

export const explainOperations = operations({
  explainIndicator: {
    method: 'get', path: '/projects/{p}/indicators/{i}/explain', tag: 'indicators', need: 'read-project',
    summary: { zh: '指标值如何得出：条款、公式、代入的数、时段、设备与读数查询', en: 'how a value came about: clause, formula, numbers put in, periods, devices and the queries of the readings' },
    params: ofProject.extend({ i: id }),
    query: z.strictObject({ from: isoTime.optional(), to: isoTime.optional() })
      .refine(together, { path: ['to'], ...because('from 与 to 须同时给出', '`from` and `to` go together') }).refine(isOrdered, ORDERED),
    answer: { status: 200, json: explained },
  },
  explainAssessed: {
    method: 'get', path: '/projects/{p}/assessments/{a}/explain/{i}', tag: 'assessments', need: 'read-project',
    summary: { zh: '一次核算中的指标值如何得出', en: 'how a value of an assessment came about' },
    params: ofProject.extend({ a: id, i: id }), answer: { status: 200, json: explained },
  },
});
