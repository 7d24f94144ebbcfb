import type { Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';

/** One line of an MTConnect adapter's log. */
export interface ShdrLine {
  /** ISO 8601 exactly as written. */
  readonly time: string;
  /** Item and value; of a CONDITION the level. */
  readonly pairs: readonly (readonly [item: string, value: string])[];
}

const CONDITION_FIELDS = 7;
const LEVEL = /^(normal|warning|fault|unavailable)$/i;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/**
 * `time|item|value`, more `item|value` pairs on the same line, or seven fields of a CONDITION (item, level, native code,
 * severity, qualifier, text). Three pairs have seven fields as well: only a level word in second place makes a CONDITION.
 */
export function parseShdrLine(line: string): Result<ShdrLine, string> {
  const fields = line.split('|');
  const [time = ''] = fields;
  if (!TIME.test(time)) return fail('no time stamp');
  if (isCondition(fields)) return ok({ time, pairs: [[fields[1] as string, fields[2] as string]] });
  if (fields.length < 3 || fields.length % 2 === 0) return fail('an item without a value');
  const pairs: [string, string][] = [];
  for (let at = 1; at < fields.length; at += 2) pairs.push([fields[at] as string, fields[at + 1] as string]);
  return pairs.some(([item]) => item === '') ? fail('a value without an item') : ok({ time, pairs });
}

/** Nothing follows the level of an unavailable condition: what does is a pair that happens to be unavailable. */
function isCondition(fields: readonly string[]): boolean {
  if (fields.length !== CONDITION_FIELDS || !LEVEL.test(fields[2] as string)) return false;
  return !isGap(fields[2] as string) || fields.slice(3).every((field) => field === '');
}

/** MTConnect's word for "no value", in whatever case an adapter writes it. */
export const isGap = (value: string): boolean => value.length === 11 && value.toUpperCase() === 'UNAVAILABLE';
