import type { BodyInputOf, SelfAssessmentView } from '@yanshou/api-schema';
import { isPoints, sumOfPoints } from '@yanshou/telemetry';

/** What is typed into one row, as it is typed. */
export interface TypedRow {
  readonly weight: string;
  readonly score: string;
  readonly deviation: string;
}
export type Typed = Readonly<Record<string, TypedRow>>;

type Rows = SelfAssessmentView['rows'];
export type Entries = BodyInputOf<'saveSelfAssessment'>['entries'];

/** The form as the table has it. */
export const typedOf = (rows: Rows): Typed =>
  Object.fromEntries(rows.map(({ row, weight, score, deviation }) => [row, { weight: String(weight), score: score === null ? '' : String(score), deviation }]));

/** The suggested scores in place of what was typed, where there are any; texts stay. */
export const withSuggestions = (typed: Typed, rows: Rows): Typed =>
  Object.fromEntries(rows.map(({ row, proposed: { score } }) => {
    const own = typed[row] ?? { weight: '', score: '', deviation: '' };
    return [row, score === null || score > (pointsOf(own.weight) ?? 0) ? own : { ...own, score: String(score) }];
  }));

/** Points as people write them; undefined for what is none. */
export function pointsOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(trimmed)) return undefined;
  const points = Number(trimmed);
  return isPoints(points) ? points : undefined;
}

/** The sum of what is typed; what is no number counts as nothing. */
export const sumTyped = (typed: Typed, field: 'weight' | 'score'): number => sumOfPoints(Object.values(typed).map((row) => pointsOf(row[field]) ?? 0));

/** The request's entries; or the row and field of the first that is no number. An empty score is none. */
export function entriesOf(typed: Typed, rows: Rows): { readonly entries: Entries } | { readonly row: Rows[number]; readonly field: 'weight' | 'score' } {
  const entries: Entries = [];
  for (const row of rows) {
    const { weight: weightText = '', score: scoreText = '', deviation = '' } = typed[row.row] ?? {};
    const [weight, score] = [pointsOf(weightText), scoreText.trim() === '' ? null : pointsOf(scoreText)];
    if (weight === undefined) return { row, field: 'weight' };
    if (score === undefined) return { row, field: 'score' };
    entries.push({ row: row.row, weight, score, deviation, ...(row.level === null ? {} : { level: row.level }) });
  }
  return { entries };
}
