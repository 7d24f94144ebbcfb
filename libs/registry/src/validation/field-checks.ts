import { METRIC_NAME, PRINCIPAL_ID } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';

export type Check = InputFault | undefined | false;

/** The first fault of a list of checks. */
export const firstFault = (...checks: readonly Check[]): InputFault | undefined => checks.find((check): check is InputFault => Boolean(check));

/** The first fault over `items`. */
export function firstOf<T>(items: readonly T[], check: (item: T, index: number) => InputFault | undefined): InputFault | undefined {
  for (const [index, item] of items.entries()) {
    const fault = check(item, index);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

export const checkId = (field: string, id: string): Check =>
  !PRINCIPAL_ID.test(id) && invalid(field, '须为 1 至 64 个字母、数字或 . _ -，以字母或数字开头', 'must be 1 to 64 letters, digits or . _ -, beginning with a letter or digit');

export const checkMetricName = (field: string, name: string): Check =>
  !METRIC_NAME.test(name) && invalid(field, '不是有效的测点名', 'is no valid metric name');

export const checkText = (field: string, text: string): Check =>
  (text.trim() === '' || text.length > 500 || text.includes('\u0000')) && invalid(field, '须为 1 至 500 个字符', 'must have 1 to 500 characters');

export const checkMicros = (field: string, at: number): Check =>
  !Number.isSafeInteger(at) && invalid(field, '须为整数微秒', 'must be whole microseconds');

export const checkSpan = (field: string, span: { readonly from: number; readonly to: number }): Check =>
  firstFault(checkMicros(`${field}.from`, span.from), checkMicros(`${field}.to`, span.to),
    span.to <= span.from && invalid(field, '结束须晚于开始', 'must end after it begins'));

export const checkShare = (field: string, share: number): Check =>
  !(share >= 0 && share <= 1) && invalid(field, '须在 0 至 1 之间', 'must be between 0 and 1');

export const checkOneOf = (field: string, value: unknown, allowed: readonly unknown[]): Check =>
  !allowed.includes(value) && invalid(field, `须为 ${allowed.join('、')} 之一`, `must be one of ${allowed.join(', ')}`);

export function checkZone(field: string, zone: string): Check {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return invalid(field, '不是 IANA 时区名', 'is no IANA time zone');
  }
}

export function checkUnique(field: string, ids: readonly string[]): Check {
  const seen = new Set<string>();
  const twice = ids.find((id) => seen.size === seen.add(id).size);
  return twice !== undefined && { ...invalid(field, `“${twice}”重复`, `“${twice}” appears twice`), code: 'duplicate' };
}
