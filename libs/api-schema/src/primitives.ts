import { PRINCIPAL_ID, METRIC_NAME, parseIsoMicros } from '@yanshou/telemetry';
import { z } from 'zod';

/** What is wrong with a value, for people in both languages; `describeIssues` shows it. */
const because = (zh: string, en: string) => ({ params: { zh, en } });

/** Ids of programmes, projects, devices, classes and sites: one MQTT topic level each. */
export const id = z.string()
  .refine((text) => PRINCIPAL_ID.test(text), because('须为 1 至 64 个字母、数字或 . _ -，以字母或数字开头', 'must be 1 to 64 letters, digits or . _ -, beginning with a letter or digit'))
  .meta({ pattern: PRINCIPAL_ID.source, example: 'workshop-1' });

export const metricName = z.string()
  .refine((text) => METRIC_NAME.test(text), because('不是有效的测点名', 'is no valid metric name'))
  .meta({ maxLength: 64, example: 'temperature' });

/** ISO 8601 with a zone. */
export const isoTime = z.string()
  .refine((text) => parseIsoMicros(text) !== undefined, because('须为带时区的 ISO 8601 时间，如 2026-01-01T00:00:00+08:00', 'must be an ISO 8601 time with a zone, such as 2026-01-01T00:00:00+08:00'))
  .meta({ format: 'date-time', example: '2026-01-01T00:00:00+08:00' });

/** A calendar day of the project's zone. */
export const day = z.string()
  .refine((text) => parseIsoMicros(`${text}T00:00:00Z`) !== undefined, because('须为日历日期，如 2026-01-01', 'must be a calendar day, such as 2026-01-01'))
  .meta({ format: 'date', example: '2026-01-01' });

/** No database keeps NUL or half of a surrogate pair in a text. */
const isStorable = (text: string): boolean => !/[\u0000\p{Cs}]/u.test(text);
const unstorable = because('含有无法保存的字符（空字符或不成对的代理项）', 'holds what cannot be kept: NUL, or half of a surrogate pair');

/** A text that people read. */
export const text = z.string().trim().min(1).max(500).refine(isStorable, unstorable);
/** A longer text that may be empty. */
export const note = z.string().trim().max(2_000).refine(isStorable, unstorable);
/** A text that is kept as it was written, and may be empty: a unit, a number on a label. */
export const label = (most: number) => z.string().max(most).refine(isStorable, unstorable);

export const share = z.number().min(0).max(1);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const language = z.enum(['zh', 'en']);

export const bilingual = z.object({ zh: z.string(), en: z.string() });

/** from < to, both named when they are the wrong way round. */
export const isOrdered = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean =>
  from === undefined || to === undefined || (parseIsoMicros(from) ?? 0) < (parseIsoMicros(to) ?? 0);
export const ORDERED = { path: ['to'], ...because('结束须晚于开始', 'must be later than `from`') };

export const period = z.strictObject({ from: isoTime, to: isoTime }).refine(isOrdered, ORDERED);

/** A page of a list: entries after the id `after`, at most `limit`. */
export const page = z.strictObject({ after: id.optional(), limit: z.coerce.number().int().min(1).max(1_000).default(100) });
export { because };

/** A time of which a broker lost its session with the platform. */
export const lostSession = z.object({ from: isoTime, to: isoTime }).meta({ id: 'LostSession' });
