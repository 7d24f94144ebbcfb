import { MICROS_PER_DAY, QUALITY_LETTERS, parseIsoMicros } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { ORDERED, because, id, isOrdered, isoTime, lostSession, metricName } from './primitives.js';
import { ofProject } from './projects.js';

const LEDGER_DAYS = 31;
const CALENDAR_UNITS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

/** A calendar window of the project's zone, or a fixed length such as `15m`: seconds, minutes, hours. */
export const every = z.string()
  .refine((written) => (CALENDAR_UNITS as readonly string[]).includes(written) || /^[1-9]\d{0,5}[smh]$/.test(written), because(`须为 ${CALENDAR_UNITS.join('、')} 或 15m 一类的时长（s、m、h）`, `must be ${CALENDAR_UNITS.join(', ')} or a length such as 15m (s, m, h)`))
  .meta({ example: 'day' });
export const AGGREGATES = ['mean', 'min', 'max', 'sum', 'count', 'first', 'last'] as const;
const fn = z.enum(AGGREGATES);

const readingsQuery = z.strictObject({
  device: id.optional(), metric: metricName.optional(), from: isoTime, to: isoTime, every: every.optional(), fn: fn.optional(),
  format: z.enum(['json', 'csv', 'parquet']).default('json'),
})
  .refine(isOrdered, ORDERED)
  .refine(({ every: windows, fn: aggregate }) => (windows === undefined) === (aggregate === undefined), { path: ['fn'], ...because('every 与 fn 须同时给出', '`every` and `fn` go together') })
  .refine(({ every: windows, format }) => windows === undefined || format !== 'parquet', { path: ['format'], ...because('窗口值仅以 json 或 csv 提供', 'windows are given as json or csv only') });

const value = z.union([z.number(), z.boolean(), z.string()]);

/** A stored reading; times are ISO 8601 in UTC. */
export const reading = z.object({
  device: z.string(), metric: z.string(), at: isoTime, received: isoTime, value, quality: z.enum(QUALITY_LETTERS),
  origin: z.enum(['live', 'simulated', 'replayed', 'imported']), late: z.boolean(), serverStamped: z.boolean(),
}).meta({ id: 'Reading' });
/** An aggregate over one window; null without a valid reading. `valid` of `count` readings are in it. */
export const readingWindow = z.object({
  device: z.string(), metric: z.string(), from: isoTime, to: isoTime, value: value.nullable(), count: z.int(), valid: z.int(),
}).meta({ id: 'ReadingWindow' });

const COUNTERS = [
  'messages', 'projected', 'quarantined', 'received', 'stored', 'duplicates', 'conflicts', 'rejected', 'gaps', 'late', 'serverStamped', 'simulated',
  'replayed', 'refused',
] as const;
const counts = z.object(Object.fromEntries(COUNTERS.map((name) => [name, z.int()])) as Record<(typeof COUNTERS)[number], z.ZodInt>).meta({ id: 'LedgerCounts' });

const quarantined = z.object({
  sequence: z.int(), part: z.int(), level: z.enum(['message', 'reading']), topic: z.string(), received: isoTime, code: z.string(), field: z.string(),
  detailZh: z.string(), detailEn: z.string(), payloadBase64: z.string(),
}).meta({ id: 'Quarantined' });

const shortPeriod = z.strictObject({ from: isoTime, to: isoTime }).refine(isOrdered, ORDERED)
  .refine(({ from, to }) => (parseIsoMicros(to) ?? 0) - (parseIsoMicros(from) ?? 0) <= LEDGER_DAYS * MICROS_PER_DAY, { path: ['to'], ...because(`一次最多 ${LEDGER_DAYS} 天`, `at most ${LEDGER_DAYS} days at a time`) });

/** Hours whose lost readings are written from the journal again; `unfound` are those that are not there afterwards. */
const reprojection = z.object({
  id: z.int(), from: isoTime, to: isoTime, askedBy: z.string(), askedAt: isoTime, state: z.enum(['waiting', 'running', 'done', 'failed']),
  missing: z.int().nullable(), restored: z.int().nullable(), refused: z.int().nullable(), unfound: z.int().nullable(),
  /** Journal sequences. */
  read: z.object({ from: z.int(), at: z.int(), until: z.int() }).nullable(), why: z.string().nullable(),
}).meta({ id: 'Reprojection' });

export const telemetryOperations = operations({
  readReadings: {
    method: 'get', path: '/projects/{p}/readings', tag: 'telemetry', need: 'read-project',
    summary: {
      zh: '原始读数或按窗口聚合，流式返回，不限长度；CSV 中会被电子表格当作公式的文本前加一个撇号',
      en: 'readings, raw or by windows of the project\'s zone; streamed, of any length. In CSV an apostrophe stands before a text that a spreadsheet would run as a formula',
    },
    params: ofProject, query: readingsQuery,
    answer: { status: 200, media: ['application/json', 'text/csv', 'application/vnd.apache.parquet'] },
  },
  readLedger: {
    method: 'get', path: '/projects/{p}/ledger', tag: 'telemetry', need: 'read-project',
    summary: { zh: '收支台账：每台设备、每小时，按原因；及外部 broker 会话丢失的时段', en: 'the ledger: per device and hour of receipt, by reason; and when a broker lost its session' }, params: ofProject, query: shortPeriod,
    answer: { status: 200, json: z.object({ items: z.array(z.object({ device: z.string(), hour: isoTime, counts, reasons: z.record(z.string(), z.int()) })), lostSessions: z.array(lostSession) }) },
  },
  listQuarantine: {
    method: 'get', path: '/projects/{p}/quarantine', tag: 'telemetry', need: 'read-project',
    summary: { zh: '隔离区：原因与原始字节', en: 'the quarantine: reasons and raw bytes' }, params: ofProject,
    query: z.strictObject({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(1_000).default(100) }),
    answer: { status: 200, json: z.object({ items: z.array(quarantined), next: z.int().nullable() }) },
  },
  replayQuarantine: {
    method: 'post', path: '/projects/{p}/quarantine/replay', tag: 'telemetry', need: 'decide-project',
    summary: { zh: '按现行台账重放隔离区', en: 'project the quarantine again with the present inventory' },
    params: ofProject, answer: { status: 200, json: z.object({ tried: z.int(), resolved: z.int() }) },
  },
  reprojectHours: {
    method: 'post', path: '/projects/{p}/reprojections', tag: 'telemetry', need: 'decide-project',
    summary: {
      zh: '由日志补写 InfluxDB 丢失的读数：起止扩到 UTC 整点，一次最多 31 天；不改变计数，涉及的窗口重新计算。同一项目一次一个请求，重复请求返回进行中的',
      en: 'write readings that InfluxDB has lost from the journal again: from and to are widened to whole UTC hours, 31 days at most; counts stay, windows of theirs are computed again. One request of a project at a time: asked again, the open one is answered',
    },
    params: ofProject, body: { kind: 'json', schema: shortPeriod }, answer: { status: 202, json: reprojection },
  },
  listReprojections: {
    method: 'get', path: '/projects/{p}/reprojections', tag: 'telemetry', need: 'decide-project',
    summary: { zh: '最近的补写请求及其进度，新的在前', en: 'the latest of these requests and how far they are, newest first' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(reprojection) }) },
  },
});
/** The answers that `readReadings` streams as JSON. */
export const readingsAnswer = z.object({ items: z.array(reading) });
export const readingWindowsAnswer = z.object({ items: z.array(readingWindow) });
export type Reading = z.infer<typeof reading>;
export type ReadingWindow = z.infer<typeof readingWindow>;
