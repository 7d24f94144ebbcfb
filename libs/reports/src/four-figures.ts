import { SOURCE_KINDS, formatIsoMicros } from '@yanshou/telemetry';
import type { DeclaredFigure, FigurePurpose, SourceKind } from '@yanshou/telemetry';
import { decimalFraction } from '@yanshou/catalogue';
import type { Fraction } from '@yanshou/catalogue';
import { exactValue, formatValue } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { FourFigures, StatedFigure } from './statement.js';

/** Target, the unit's own figure, the platform's and the auditor's, with their differences. Pure. */
export function fourFigures(row: IndicatorRow, declared: readonly DeclaredFigure[]): FourFigures {
  const own = statedFigure(row.indicator, 'own', declared);
  const audited = statedFigure(row.indicator, 'audited', declared.filter((figure) => isComparable(figure, row)));
  const platform = exactValue(row);
  return {
    target: { value: row.target, unit: row.unit, comparator: row.comparator, clause: row.clause, loweredFrom: row.loweredFrom, ...(row.loweredApproval === undefined ? {} : { loweredApproval: row.loweredApproval }) },
    own,
    platform: { value: row.value, unit: row.unit, sourceKind: row.sourceKind },
    audited,
    platformMinusOwn: difference(platform, exactStated(own, row.unit)),
    auditedMinusPlatform: difference(exactStated(audited, row.unit), platform),
  };
}

/** The weakest source kind of the figures that are there. */
export function weakestSource({ own, platform, audited }: FourFigures): SourceKind {
  const kinds = [platform.sourceKind, own?.sourceKind, audited?.sourceKind].map((kind) => (kind === undefined ? 0 : SOURCE_KINDS.indexOf(kind)));
  return SOURCE_KINDS[Math.max(...kinds)] ?? platform.sourceKind;
}

/** A signed opinion is of the period that was audited: beside another period's value its figure would be none of that value. */
const isComparable = ({ opinion, period }: DeclaredFigure, { from, to }: IndicatorRow): boolean =>
  opinion === undefined || period === undefined || (formatIsoMicros(period.from) === from && formatIsoMicros(period.to) === to);

/** What an auditor's figure in the row's unit is above the platform's, to twelve decimals; null where the platform has none. */
export const auditedMinusPlatform = (audited: number, row: IndicatorRow): number | null => difference(decimalFraction(audited), exactValue(row));

const STANDING = ['accepted', 'submitted'] as const;
type Standing = DeclaredFigure & { readonly status: (typeof STANDING)[number] };
const isStanding = (figure: DeclaredFigure): figure is Standing => STANDING.some((status) => status === figure.status);

/** An accepted figure before one that awaits its decision; of two alike the later. One that was rejected or withdrawn is none. */
function statedFigure(indicator: string, purpose: FigurePurpose, declared: readonly DeclaredFigure[]): StatedFigure | null {
  const [first] = declared
    .filter(isStanding).filter((figure) => figure.indicator === indicator && figure.purpose === purpose)
    .sort((a, b) => STANDING.indexOf(a.status) - STANDING.indexOf(b.status) || b.statedAt - a.statedAt || (a.id < b.id ? -1 : 1));
  return first === undefined ? null : {
    value: first.amount, unit: first.unit, statedBy: first.statedBy, statedAt: formatIsoMicros(first.statedAt), status: first.status,
    decidedBy: first.decidedBy ?? null, sourceKind: first.sourceKind, evidence: first.evidence ?? null, explanation: first.explanation ?? null,
  };
}

const exactStated = (figure: StatedFigure | null, unit: string): Fraction | null =>
  figure === null || figure.unit !== unit ? null : decimalFraction(figure.value);

const DECIMALS = 12;

function difference(left: Fraction | null, right: Fraction | null): number | null {
  if (left === null || right === null) return null;
  const exact = { numerator: left.numerator * right.denominator - right.numerator * left.denominator, denominator: left.denominator * right.denominator };
  const rounded = Number(formatValue(exact, DECIMALS));
  return rounded === 0 ? 0 : rounded;
}
