import type { IndicatorRow } from '@yanshou/kpi';

/** What of a row a restatement compares. */
export type RestatedFigures = Pick<IndicatorRow,
  'value' | 'numerator' | 'denominator' | 'coverage' | 'platformCoverage' | 'readings' | 'target' | 'verdict' | 'formulaVersion' | 'inputsDigest'>;

/** The figures by which a restatement says how much changed. */
export const RESTATED = ['value', 'numerator', 'denominator', 'coverage', 'platformCoverage', 'readings'] as const;
export type RestatedDifference = Readonly<Record<(typeof RESTATED)[number], number | null>>;

/** An indicator as the superseded statement had it and as this one has it; null where one of them does not have it. */
export interface RestatedIndicator {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly before: RestatedFigures | null;
  readonly after: RestatedFigures | null;
  /** after − before, rounded to twelve decimals; null where one of the two is missing. */
  readonly difference: RestatedDifference;
  readonly changed: boolean;
}

/** What a statement corrects (更正), and by how much. The superseded one stays as it was issued. */
export interface Restatement {
  readonly assessment: string;
  /** SHA-256 of `data/report.json` in the bundle of the superseded statement: `sha256:` and 64 hex digits. */
  readonly statementDigest: string;
  /** In this statement's order, then those that only the superseded one has. */
  readonly indicators: readonly RestatedIndicator[];
}

/** What a restatement needs of the superseded statement. */
export interface Superseded {
  readonly assessment: string;
  readonly statementDigest: string;
  readonly before: readonly BeforeRow[];
}
export type BeforeRow = Pick<RestatedIndicator, 'indicator' | 'nameZh' | 'nameEn' | 'unit'> & { readonly figures: RestatedFigures };

type Stated = { readonly assessment: string; readonly indicators: readonly { readonly row: IndicatorRow }[] };

/** `statementDigest`: of the canonical JSON of the statement. */
export const supersededOf = ({ assessment, indicators }: Stated, statementDigest: string): Superseded =>
  ({ assessment, statementDigest, before: indicators.map(({ row }) => ({ ...namesOf(row), figures: figuresOf(row) })) });

/** What a verifier starts from: everything that only the superseded statement knows, as the restatement reports it. */
export const reportedSuperseded = ({ assessment, statementDigest, indicators }: Restatement): Superseded =>
  ({ assessment, statementDigest, before: indicators.flatMap(({ before, ...row }) => (before === null ? [] : [{ ...namesOf(row), figures: before }])) });

/** Pure; the same rows give the same restatement. */
export function restatementOf({ assessment, statementDigest, before }: Superseded, rows: readonly IndicatorRow[]): Restatement {
  const known = new Map(before.map((row) => [row.indicator, row]));
  const now = new Set(rows.map(({ indicator }) => indicator));
  const stated = rows.map((row) => compared(namesOf(row), known.get(row.indicator)?.figures ?? null, figuresOf(row)));
  const gone = before.filter(({ indicator }) => !now.has(indicator)).map((row) => compared(namesOf(row), row.figures, null));
  return { assessment, statementDigest, indicators: [...stated, ...gone] };
}

type Names = Pick<RestatedIndicator, 'indicator' | 'nameZh' | 'nameEn' | 'unit'>;
const namesOf = ({ indicator, nameZh, nameEn, unit }: Names): Names => ({ indicator, nameZh, nameEn, unit });

const figuresOf = ({ value, numerator, denominator, coverage, platformCoverage, readings, target, verdict, formulaVersion, inputsDigest }: RestatedFigures): RestatedFigures =>
  ({ value, numerator, denominator, coverage, platformCoverage, readings, target, verdict, formulaVersion, inputsDigest });

function compared(names: Names, before: RestatedFigures | null, after: RestatedFigures | null): RestatedIndicator {
  const difference = Object.fromEntries(RESTATED.map((name) => [name, differenceBetween(after?.[name] ?? null, before?.[name] ?? null)])) as RestatedDifference;
  const changed = before === null || after === null || (Object.keys(after) as (keyof RestatedFigures)[]).some((name) => before[name] !== after[name]);
  return { ...names, before, after, difference, changed };
}

const DECIMALS = 12;

/** after − before to twelve decimals: a difference of doubles has noise in its last digits. Null where one is missing. */
export function differenceBetween(after: number | null, before: number | null): number | null {
  if (after === null || before === null) return null;
  const rounded = Number((after - before).toFixed(DECIMALS));
  return rounded === 0 ? 0 : rounded;
}
