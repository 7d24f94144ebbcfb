import type { BodyInputOf } from '@yanshou/api-schema';
import { FIGURE_PURPOSES } from '@yanshou/telemetry';
import type { FigurePurpose } from '@yanshou/telemetry';
import { startOfDay } from '../../format/time-text.js';

type Figure = BodyInputOf<'stateFigure'>;

/** Audited figures come with an auditor's signed opinion; only another opinion puts them right. */
export const isStated = (purpose: FigurePurpose): purpose is Figure['purpose'] => purpose !== 'audited';
export const STATED_PURPOSES = FIGURE_PURPOSES.filter(isStated);

/** A figure as its form has it, of whole days of the project's zone; what was left empty is not stated. */
export function figureOf(form: FormData, zone: string): Figure {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const optional = Object.fromEntries(['item', 'evidence', 'explanation'].map((name) => [name, text(name)]).filter(([, value]) => value !== ''));
  const [first, last] = [text('periodFirst'), text('periodLast')];
  const period = first === '' || last === '' ? {} : { period: { from: startOfDay(first, zone), to: startOfDay(last, zone, 1) } };
  return {
    indicator: text('indicator'), purpose: text('purpose') as Figure['purpose'], quantity: text('quantity'), amount: Number(text('amount')), unit: text('unit'),
    sourceKind: text('sourceKind') as Figure['sourceKind'], ...period, ...optional,
  };
}
