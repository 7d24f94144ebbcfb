import type { DeclaredFigure, FigurePeriod, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';

/** Accepted figures that belong together: one, or several that follow upon one another without gap or overlap. */
export interface DeclaredPart {
  readonly figures: readonly DeclaredFigure[];
  /** What they cover together; null where nobody said. */
  readonly period: FigurePeriod | null;
}

/** What was accepted of one quantity of a leg: all of it in one, or its items apart, by name. */
export interface DeclaredParts {
  readonly whole: DeclaredPart | null;
  readonly items: ReadonlyMap<string, DeclaredPart>;
}

/** Puts accepted figures of one quantity and leg together; the reason where they contradict one another. Order does not matter. */
export function declaredParts(accepted: readonly DeclaredFigure[]): Result<DeclaredParts, BilingualText> {
  const groups = new Map<string | undefined, DeclaredFigure[]>();
  for (const figure of accepted) groups.set(figure.item, [...(groups.get(figure.item) ?? []), figure]);
  const items = new Map<string, DeclaredPart>();
  let whole: DeclaredPart | null = null;
  for (const [item, figures] of [...groups].sort(([one = ''], [other = '']) => (one < other ? -1 : 1))) {
    const part = inSuccession(figures);
    if (!part.ok) return part;
    if (item === undefined) whole = part.value;
    else items.set(item, part.value);
  }
  return whole !== null && items.size > 0 ? fail(WHOLE_AND_ITEMS) : ok({ whole, items });
}

function inSuccession(figures: readonly DeclaredFigure[]): Result<DeclaredPart, BilingualText> {
  const dated = figures.flatMap(({ period }) => (period === undefined ? [] : [period])).sort((one, other) => one.from - other.from || one.to - other.to);
  const [first, last] = [dated[0], dated.at(-1)];
  if (first === undefined || last === undefined || dated.length < figures.length) return figures.length > 1 ? fail(severalOf(figures)) : ok({ figures, period: null });
  const follows = dated.every(({ from }, index) => index === 0 || from === dated[index - 1]?.to);
  if (!follows) return fail(severalOf(figures));
  return ok({ figures: [...figures].sort((one, other) => (one.period?.from ?? 0) - (other.period?.from ?? 0)), period: { from: first.from, to: last.to } });
}

const severalOf = (figures: readonly DeclaredFigure[]): BilingualText => {
  const ids = figures.map(({ id }) => id).sort();
  return {
    zh: `有 ${ids.length} 个已确认的申报数（${ids.join('、')}），其期间重叠或不相接；请撤回多余的，或补报缺少的期间`,
    en: `there are ${ids.length} accepted figures (${ids.join(', ')}) whose periods do not follow upon one another: withdraw those that are too many, or state the period that is missing`,
  };
};
const WHOLE_AND_ITEMS: BilingualText = {
  zh: '既有全部的申报数，又有分项的申报数，二者只能取一：请撤回其一',
  en: 'a figure of the whole and figures of its items are both accepted: withdraw one kind',
};
