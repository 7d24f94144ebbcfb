import { z } from 'zod';
import type { ProblemEntry } from './problem.js';

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

/**
 * What is wrong with `value`, each fault with the path of its field (`targets[2].value`), in both languages; empty when it fits.
 * Codes: `unknown-field`, `missing-field`, `invalid`.
 */
export function describeIssues(schema: z.ZodType, value: unknown, root = ''): ProblemEntry[] {
  const chinese = schema.safeParse(value, { error: (issue) => ownText(issue, 'zh') ?? zh(issue) });
  const english = schema.safeParse(value, { error: (issue) => ownText(issue, 'en') ?? en(issue) });
  if (chinese.success || english.success) return [];
  return chinese.error.issues.flatMap((issue, index) => entries(issue, english.error.issues[index]?.message ?? issue.message, { value, root }));
}

function entries(issue: z.core.$ZodIssue, english: string, { value, root }: { readonly value: unknown; readonly root: string }): ProblemEntry[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => entry('unknown-field', fieldPath([...issue.path, key], root), '未知字段，请删除', 'is not a field of this request: remove it'));
  }
  const field = fieldPath(issue.path, root);
  return [isMissing(issue, value) ? entry('missing-field', field, '缺少字段', 'is missing') : entry('invalid', field, issue.message, english)];
}

/** Nothing is there where a value of some kind is demanded. */
const isMissing = ({ code, path }: z.core.$ZodIssue, value: unknown): boolean =>
  ['invalid_type', 'invalid_value'].includes(code) && path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value) === undefined;

const entry = (code: string, field: string, textZh: string, textEn: string): ProblemEntry =>
  ({ code, field, detailZh: field === '' ? textZh : `字段 ${field}：${textZh}`, detailEn: field === '' ? textEn : `field ${field}: ${textEn}` });

/** `a.b[2].c`; keys that are no names are quoted. */
function fieldPath(path: readonly PropertyKey[], root: string): string {
  return path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`), root);
}

function ownText(issue: z.core.$ZodRawIssue, language: 'zh' | 'en'): string | undefined {
  const params = issue.code === 'custom' ? (issue.params as Record<string, unknown> | undefined) : undefined;
  const text = params?.[language];
  return typeof text === 'string' ? text : undefined;
}
