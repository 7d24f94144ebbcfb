import type { IndicatorRowView } from '@yanshou/api-schema';

/** What of an indicator a restatement compares. */
export type RestatedFigures = Pick<IndicatorRowView, 'value' | 'coverage' | 'platformCoverage' | 'verdict' | 'formulaVersion' | 'inputsDigest'>;

export interface RestatedLine {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly clause: string;
  readonly before: RestatedFigures | null;
  readonly after: RestatedFigures | null;
  readonly difference: { readonly value: number | null };
  readonly changed: boolean;
}

type Line = Omit<RestatedLine, 'clause'>;
interface Statement {
  readonly indicators?: readonly { readonly row: { readonly indicator: string; readonly clause: string } }[];
  readonly restatement?: { readonly indicators: readonly Line[] };
}

/** What a statement corrects, line by line with its clause, what changed first; none of a statement that corrects nothing. */
export function restatedLines(statement: unknown): readonly RestatedLine[] {
  const { indicators = [], restatement } = (statement ?? {}) as Statement;
  const clauses = new Map(indicators.map(({ row }) => [row.indicator, row.clause]));
  return (restatement?.indicators ?? [])
    .map((line) => ({ ...line, clause: clauses.get(line.indicator) ?? '' }))
    .toSorted((a, b) => Number(b.changed) - Number(a.changed));
}
