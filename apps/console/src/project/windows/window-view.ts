import type { StoredValue } from '@yanshou/api-schema';
import { decimalFraction } from '@yanshou/catalogue';
import { differenceText } from '../../format/value-text.js';
import type { Language } from '../../i18n/language.js';

/** One window with all its versions, the latest first. */
export interface WindowVersions {
  readonly from: string;
  readonly to: string;
  readonly versions: readonly StoredValue[];
}

/** Windows from the latest on; `restatedOnly` leaves those out that stand as they were first computed. */
export function windowsOf(values: readonly StoredValue[], restatedOnly: boolean): readonly WindowVersions[] {
  const byStart = new Map<string, StoredValue[]>();
  for (const value of values) byStart.set(value.from, [...(byStart.get(value.from) ?? []), value]);
  return [...byStart.values()]
    .map((versions) => versions.toSorted((a, b) => b.version - a.version))
    .filter((versions) => !restatedOnly || versions.length > 1)
    .flatMap((versions) => (versions[0] === undefined ? [] : [{ from: versions[0].from, to: versions[0].to, versions }]))
    .toSorted((a, b) => Date.parse(b.from) - Date.parse(a.from));
}

/** How much a version differs from the one before, with its sign; null of a first one, or where one of the two has no figure. */
export function restatedBy({ difference }: Pick<StoredValue, 'difference'>, unit: string, language: Language): string | null {
  const by = difference?.value ?? null;
  return by === null ? null : differenceText(decimalFraction(by), { numerator: 0n, denominator: 1n }, unit, language);
}

/** The version that another took the place of. */
export const versionBefore = (versions: readonly StoredValue[], of: StoredValue): StoredValue | undefined => versions.find(({ version }) => version === of.version - 1);

/** A reason as the platform keeps it, `中文 / English`, in one language. */
export function reasonIn(reason: string, language: 'zh' | 'en'): string {
  const [zh = reason, en] = reason.split(' / ');
  return language === 'zh' ? zh : en ?? zh;
}
