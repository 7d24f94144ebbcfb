import type { Contract } from '@yanshou/api-schema';
import type { Language } from '../../i18n/language.js';
import { targetText } from '../../format/value-text.js';

type Target = Contract['targets'][number];

/** A target that a version changed; null: not there. */
export interface TargetChange {
  readonly indicator: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What one version changed of the one before: its targets, and the names of its other terms. */
export interface VersionChanges {
  readonly targets: readonly TargetChange[];
  readonly terms: readonly string[];
}

/** `key`: the word for a key indicator. */
export function changesBetween(before: Contract, after: Contract, key: string, language: Language): VersionChanges {
  const indicators = [...new Set([...before.targets, ...after.targets].map(({ indicator }) => indicator))];
  const inWords = (indicator: string, as: Language) => ({ indicator, before: shown(before.targets, indicator, key, as), after: shown(after.targets, indicator, key, as) });
  // In Chinese a unit is as it was written: two that English calls the same are two all the same.
  const changed = indicators.map((indicator) => inWords(indicator, 'zh')).filter((change) => change.before !== change.after);
  const targets = changed.map(({ indicator }) => inWords(indicator, language));
  const [was, is] = [before, after] as unknown as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'targets');
  return { targets, terms: names.filter((name) => inOrder(was?.[name]) !== inOrder(is?.[name])) };
}

/** As text in which the order of fields tells nothing. */
const inOrder = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) =>
  (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner)) ?? '';

function shown(targets: readonly Target[], wanted: string, key: string, language: Language): string | null {
  const target = targets.find(({ indicator }) => indicator === wanted);
  if (target === undefined) return null;
  return [targetText({ ...target, target: target.value }, language), ...(target.isKey === true ? [key] : []), ...(target.approval === undefined ? [] : [target.approval]), ...(target.byYear ?? []).map(({ year, value }) => `${year}=${value}`), ...(target.window === undefined ? [] : [`${target.window.from} – ${target.window.to}`])].join(' · ');
}
