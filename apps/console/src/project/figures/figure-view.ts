import type { BodyInputOf, Role } from '@yanshou/api-schema';
import type { FigurePurpose } from '@yanshou/telemetry';

type Figure = BodyInputOf<'stateFigure'>;

/** Auditors state audited figures, and nobody else does. */
export const purposesOf = (role: Role, purposes: readonly FigurePurpose[]): readonly FigurePurpose[] => purposes.filter((purpose) => (purpose === 'audited') === (role === 'auditor'));

/** A figure as its form has it; what was left empty is not stated. */
export function figureOf(form: FormData): Figure {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const optional = Object.fromEntries(['evidence', 'explanation'].map((name) => [name, text(name)]).filter(([, value]) => value !== ''));
  return {
    indicator: text('indicator'), purpose: text('purpose') as Figure['purpose'], quantity: text('quantity'), amount: Number(text('amount')), unit: text('unit'),
    sourceKind: text('sourceKind') as Figure['sourceKind'], ...optional,
  };
}
