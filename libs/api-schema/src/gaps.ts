import { GAP_CAUSES } from '@yanshou/catalogue';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { ORDERED, because, isOrdered, isoTime, lostSession } from './primitives.js';
import { ofProject } from './projects.js';

const MOST_DAYS = 31;

export const gapCause = z.enum(GAP_CAUSES).meta({ id: 'GapCause' });

/** Missing intervals of one cause that follow one another. */
const gapEvent = z.object({
  cause: gapCause, from: isoTime, to: isoTime, devices: z.array(z.string()), gateway: z.string().nullable(),
  /** Null for the whole project, and where no site is in it. */
  site: z.string().nullable(), intervals: z.int(), reasons: z.array(z.string()),
}).meta({ id: 'GapEvent' });

export const gapReport = z.object({
  from: isoTime, to: isoTime, missing: z.int(),
  /** Every cause once, `broker-session` where something is missing for it; `expected`: whether its intervals count as expected all the same. */
  totals: z.array(z.object({ cause: gapCause, nameZh: z.string(), nameEn: z.string(), events: z.int(), devices: z.int(), intervals: z.int(), expected: z.boolean() })),
  /** Valid intervals, those of them that came late within the limit, and expected ones that came beyond it. */
  delivered: z.object({ valid: z.int(), late: z.int(), overdue: z.int(), lateDeliveryHours: z.number() }),
  /** Sessions that a broker lost: what it acknowledged then may never have come. Whole minutes of them count as downtime of the platform. */
  lostSessions: z.array(lostSession),
  events: z.array(gapEvent), next: z.int().nullable(),
}).meta({ id: 'GapReport' });
export type GapReportView = z.infer<typeof gapReport>;

const query = z.strictObject({
  from: isoTime, to: isoTime, after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(1_000).default(200),
}).refine(isOrdered, ORDERED)
  .refine(({ from, to }) => (parseIsoMicros(to) ?? 0) - (parseIsoMicros(from) ?? 0) <= MOST_DAYS * MICROS_PER_DAY, { path: ['to'], ...because(`一次最多 ${MOST_DAYS} 天`, `at most ${MOST_DAYS} days at a time`) });

export const gapOperations = operations({
  readGaps: {
    method: 'get', path: '/projects/{p}/gaps', tag: 'telemetry', need: 'read-project',
    summary: { zh: '缺数归因：每个缺失间隔的原因与事件（按时间），及迟到数据占比', en: 'whose fault gaps are: every missing interval with its cause, events by time, and the share of late data' },
    params: ofProject, query, answer: { status: 200, json: gapReport },
  },
});
