import { decimalFraction } from '@yanshou/catalogue';
import { exactValue, formatValue } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { correctedBy, formatIsoMicros } from '@yanshou/telemetry';
import type { AuditOpinion, AuditedFigure } from '@yanshou/telemetry';

/** What of a statement an opinion speaks of. */
export type OpinedRow = Pick<IndicatorRow, 'indicator' | 'unit' | 'from' | 'to' | 'value' | 'numerator' | 'denominator' | 'scale'>;

/** What an opinion says that cannot be said of the statement, or after what was said before. */
export type OpinionFaultCode = 'not-in-statement' | 'named-twice' | 'beyond-indicators' | 'other-unit' | 'other-period' | 'unexplained' | 'corrects-none';
export interface OpinionFault {
  readonly code: OpinionFaultCode;
  /** Path of the field, e.g. `figures[0].unit`. */
  readonly field: string;
  /** What it would have to be, where that is one thing. */
  readonly expected?: string;
}

/** Whether an opinion fits the statement's rows and the opinions given before it; the first fault. Pure; used when it is given and when it is verified. */
export const opinionFault = (opinion: AuditOpinion, rows: readonly OpinedRow[], before: readonly AuditOpinion[]): OpinionFault | undefined =>
  namedFault(opinion, rows) ?? figuresFault(opinion, rows) ?? correctionFault(opinion, before);

function namedFault({ indicators }: AuditOpinion, rows: readonly OpinedRow[]): OpinionFault | undefined {
  const unknown = indicators.findIndex((indicator) => !rows.some((row) => row.indicator === indicator));
  if (unknown >= 0) return { code: 'not-in-statement', field: `indicators[${unknown}]` };
  const twice = indicators.findIndex((indicator, index) => indicators.indexOf(indicator) !== index);
  return twice >= 0 ? { code: 'named-twice', field: `indicators[${twice}]` } : undefined;
}

function figuresFault({ figures, indicators }: AuditOpinion, rows: readonly OpinedRow[]): OpinionFault | undefined {
  for (const [index, figure] of figures.entries()) {
    const field = `figures[${index}]`;
    if (figures.findIndex(({ indicator }) => indicator === figure.indicator) !== index) return { code: 'named-twice', field: `${field}.indicator` };
    if (indicators.length > 0 && !indicators.includes(figure.indicator)) return { code: 'beyond-indicators', field: `${field}.indicator` };
    const row = rows.find(({ indicator }) => indicator === figure.indicator);
    if (row === undefined) return { code: 'not-in-statement', field: `${field}.indicator` };
    const fault = figureFault(figure, row);
    if (fault !== undefined) return { ...fault, field: `${field}.${fault.field}` };
  }
  return undefined;
}

function figureFault({ unit, value, period, explanation }: AuditedFigure, row: OpinedRow): OpinionFault | undefined {
  if (unit !== row.unit) return { code: 'other-unit', field: 'unit', expected: row.unit };
  if (formatIsoMicros(period.from) !== row.from || formatIsoMicros(period.to) !== row.to) return { code: 'other-period', field: 'period', expected: `${row.from} – ${row.to}` };
  return explanation === undefined && differs(value, row) ? { code: 'unexplained', field: 'explanation' } : undefined;
}

/** Decimals that people read; a figure that is written with more is compared by those. */
const DECIMALS = 2;

/** Whether a figure is another one than the platform's, both as they are written; any is where the platform has none. */
export function differs(value: number, row: OpinedRow): boolean {
  const platform = exactValue(row);
  const written = decimalFraction(value);
  const decimals = Math.max(DECIMALS, written.denominator.toString().length - 1);
  return platform === null || formatValue(platform, decimals) !== formatValue(written, decimals);
}

/** Only what one has said oneself can be put right, and only once: the correction is corrected in its turn. */
function correctionFault({ corrects, auditor }: AuditOpinion, before: readonly AuditOpinion[]): OpinionFault | undefined {
  if (corrects === null) return undefined;
  const earlier = before.find(({ number }) => number === corrects);
  const isOwn = earlier?.auditor.id === auditor.id && correctedBy(earlier, before) === undefined;
  return isOwn ? undefined : { code: 'corrects-none', field: 'corrects' };
}
