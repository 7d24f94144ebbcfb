import { z } from 'zod';
import { operations } from './operation.js';
import { isoTime } from './primitives.js';

/** Something that the platform watches in itself; `raised` from its limit on until it has been good for a while. */
export const alarm = z.object({
  id: z.string().meta({ example: 'projection-lag' }),
  raised: z.boolean(),
  /** When it was raised or ended; null before its first change since the start. */
  since: isoTime.nullable(),
  /** The last measured value, in `unit`; null where there is nothing to measure. */
  value: z.number().nullable(),
  limit: z.number(),
  side: z.enum(['above', 'below']),
  unit: z.enum(['s', 'share']),
  titleZh: z.string(),
  titleEn: z.string(),
  /** What is wrong, how much, and what to do. */
  detailZh: z.string(),
  detailEn: z.string(),
}).meta({ id: 'Alarm' });
export type Alarm = z.infer<typeof alarm>;

export const alarmOperations = operations({
  listAlarms: {
    method: 'get', path: '/alarms', tag: 'administration', need: 'watch-platform',
    summary: { zh: '平台告警：各项当前值、界限与处理办法', en: 'alarms of the platform: value, limit and what to do' },
    answer: { status: 200, json: z.object({ items: z.array(alarm) }) },
  },
});
