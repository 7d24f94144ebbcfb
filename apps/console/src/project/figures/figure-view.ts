import type { BodyInputOf, Role } from '@yanshou/api-schema';
import type { FigurePurpose } from '@yanshou/telemetry';
import { startOfDay } from '../../format/time-text.js';

type Figure = BodyInputOf<'stateFigure'>;

/** Auditors state audited figures, and nobody else does. */
export const purposesOf = (role: Role, purposes: readonly FigurePurpose[]): readonly FigurePurpose[] => purposes.filter((purpose) => (purpose === 'audited') === (role === 'auditor'));

/** Who may ask that a figure count no more: whoever might have stated it. */
export const mayWithdraw = (role: Role, purpose: FigurePurpose): boolean => purposesOf(role, [purpose]).length > 0;

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
