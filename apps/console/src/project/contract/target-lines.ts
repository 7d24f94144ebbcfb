import type { Contract } from '@yanshou/api-schema';
import { loweredFrom } from '@yanshou/catalogue';
import type { Comparator } from '@yanshou/telemetry';
import type { Template } from '../../programme/programme-queries.js';
import { daysOf, periodOfDays } from './period-days.js';
import type { Period } from './period-days.js';

/** A target as it is being edited; the value as it is written. */
export interface TargetLine {
  readonly key: number;
  readonly indicator: string;
  readonly comparator: Comparator;
  readonly value: string;
  readonly unit: string;
  readonly clause: string;
  readonly approval: string;
  readonly isKey: boolean;
  /** Targets of single years as they are written: `2026=40, 2027=70`. */
  readonly years: string;
  /** First and last day of its own window; none where both are empty. */
  readonly own: Period;
  /** The own window as it was: where its days stay, so do its instants. */
  readonly kept?: Pick<Target, 'window'>;
}

type Target = Contract['targets'][number];

const NO_WINDOW: Period = { from: '', to: '' };

export const linesOf = (targets: readonly Target[], zone: string): readonly TargetLine[] =>
  targets.map(({ indicator, comparator, value, unit, clause, approval = '', isKey = false, byYear = [], ...kept }, key) =>
    ({ key, indicator, comparator, value: String(value), unit, clause, approval, isKey, years: byYear.map((one) => `${one.year}=${one.value}`).join(', '), own: ownDays(kept.window, zone), ...(Object.keys(kept).length === 0 ? {} : { kept }) }));

const ownDays = (window: Target['window'], zone: string): Period => ({ ...NO_WINDOW, ...daysOf(window, zone) });

/** What a contract of the direction starts from: the default targets as they are, and those that it has to put a number to. */
export const draftOf = ({ targets, open }: Template, zone: string): readonly TargetLine[] => [
  ...linesOf(targets.map(({ target }) => target), zone),
  ...open.map(({ indicator, comparator, unit, clause }, index) => ({ key: targets.length + index, indicator, comparator, value: '', unit, clause, approval: '', isKey: false, years: '', own: NO_WINDOW })),
];

/** The lines with one more, for an indicator of the catalogue. */
export const withLine = (lines: readonly TargetLine[], added: Pick<TargetLine, 'indicator' | 'comparator' | 'unit' | 'clause'>): readonly TargetLine[] =>
  [...lines, { ...added, key: Math.max(-1, ...lines.map(({ key }) => key)) + 1, value: '', approval: '', isKey: false, years: '', own: NO_WINDOW }];

export const targetsOf = (lines: readonly TargetLine[], zone: string): Target[] =>
  lines.map(({ indicator, comparator, value, unit, clause, approval, isKey, years, own, kept = {} }) =>
    ({ indicator, comparator, value: Number(value), unit, clause: clause.trim(), ...(approval.trim() === '' ? {} : { approval: approval.trim() }), ...(isKey ? { isKey } : {}), ...(years.trim() === '' ? {} : { byYear: yearsOf(years) }), ...windowOf(own, kept, zone) }));

function windowOf(own: Period, { window: before }: Pick<Target, 'window'>, zone: string): Pick<Target, 'window'> {
  const was = ownDays(before, zone);
  const window = own.from === was.from && own.to === was.to ? before : periodOfDays(own, zone);
  return window === undefined ? {} : { window };
}

/** A year or value that is none is refused by the platform, with its place. */
const yearsOf = (text: string): NonNullable<Target['byYear']> =>
  text.split(/[\s,，;；]+/).filter(Boolean).map((entry) => {
    const [year = '', value = ''] = entry.split('=');
    // Nothing is no 0: it is sent as it is, to be refused.
    return { year: Number(year), value: value.trim() === '' ? Number.NaN : Number(value) };
  });

/** How a target stands to the one that its programme or document sets. */
export interface Standing {
  /** `none`: nothing is set; `open`: a number is missing; `kept`, `raised`, `lowered`: against what is set. */
  readonly kind: 'none' | 'open' | 'kept' | 'raised' | 'lowered';
  /** What is set. */
  readonly target: { readonly comparator: Comparator; readonly target: number; readonly unit: string } | null;
  /** Only of a lowered one: from what, in the unit, and by which approval. */
  readonly from: number | null;
  readonly approval: string | null;
}

/** The platform judges again: a lowered target is shown as one wherever it is. */
export function standingOf({ indicator, comparator, value, approval }: TargetLine, { targets }: Template): Standing {
  const set = targets.find(({ target }) => target.indicator === indicator);
  const isOpen = value.trim() === '' || !Number.isFinite(Number(value));
  if (set === undefined) return { kind: isOpen ? 'open' : 'none', target: null, from: null, approval: null };
  const target = { comparator: set.target.comparator, target: set.target.value, unit: set.target.unit };
  if (isOpen) return { kind: 'open', target, from: null, approval: null };
  const stated = { comparator, value: Number(value), approval: approval.trim() === '' ? null : approval.trim() };
  const lowered = loweredOf(stated, set);
  if (lowered !== null) return { kind: 'lowered', target, ...lowered };
  return { kind: stated.value === target.target && comparator === target.comparator ? 'kept' : 'raised', target, from: null, approval: null };
}

interface Stated {
  readonly comparator: Comparator;
  readonly value: number;
  readonly approval: string | null;
}

/** Below the default, by the contract's own approval; or with a default that is itself below the document, by that of whoever set it. */
function loweredOf({ comparator, value, approval }: Stated, { target, documentTarget, loweredFrom: belowDocument }: Template['targets'][number]): Pick<Standing, 'from' | 'approval'> | null {
  const from = loweredFrom({ comparator: target.comparator, target: target.value }, comparator, value);
  if (from !== null) return { from, approval };
  const document = belowDocument === null ? null : loweredFrom({ comparator: target.comparator, target: documentTarget }, comparator, value);
  return document === null ? null : { from: document, approval: approval ?? target.approval ?? null };
}

/** The defaults that the contract leaves out. */
export const omittedOf = (lines: readonly TargetLine[], { targets }: Template): Template['targets'] =>
  targets.filter(({ target }) => lines.every(({ indicator }) => indicator !== target.indicator));
