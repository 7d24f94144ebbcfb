import type { BodyInputOf, OpinionView } from '@yanshou/api-schema';
import { fail, ok } from '@yanshou/telemetry';
import type { Conclusion, Result } from '@yanshou/telemetry';
import { ApiProblem } from '../../api/problem.js';
import { entered } from '../../ui/text-field.js';

/** What of a statement an opinion can be about. */
export interface OpinedIndicator {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
}

/** The indicators of a statement as it was issued. */
export const opinedIndicators = (statement: unknown): readonly OpinedIndicator[] =>
  ((statement as { readonly indicators?: readonly { readonly row: OpinedIndicator }[] } | null)?.indicators ?? []).map(({ row }) => row);

/** Their own that nothing corrects: those that one may put right. */
export const correctable = (opinions: readonly OpinionView[], auditor: string): readonly OpinionView[] =>
  opinions.filter((opinion) => opinion.auditor.id === auditor && opinion.correctedBy === null);

type Body = BodyInputOf<'giveOpinion'>;
type Figures = NonNullable<Body['figures']>;

/**
 * An opinion as its form has it; a figure is of the chosen indicator, in the unit of the statement. What was left empty is not
 * said, but nothing that was entered is left out: it is signed for good.
 */
export function opinionOf(form: FormData, statement: string, indicators: readonly OpinedIndicator[]): Result<Body, ApiProblem> {
  const chosen = indicators.find(({ indicator }) => indicator === entered(form, 'indicators[0]'));
  const figures = chosen === undefined ? ok<Figures>([]) : figuresOf(form, chosen);
  if (!figures.ok) return figures;
  const corrects = entered(form, 'corrects');
  return ok({
    statement, conclusion: entered(form, 'conclusion') as Conclusion, text: entered(form, 'text').trim(),
    indicators: chosen === undefined ? [] : [chosen.indicator], figures: figures.value, ...(corrects === '' ? {} : { corrects: Number(corrects) }),
  });
}

function figuresOf(form: FormData, { indicator, unit }: OpinedIndicator): Result<Figures, ApiProblem> {
  const text = (name: string): string => entered(form, `figures[0].${name}`).trim();
  const [value, source] = [text('value'), text('source')];
  const said = Object.fromEntries(['evidence', 'explanation'].map((name) => [name, text(name)]).filter(([, words]) => words !== ''));
  if (value !== '') return ok([{ indicator, value: Number(value), unit, source, ...said }]);
  return source === '' && Object.keys(said).length === 0 ? ok([]) : fail(valueMissing());
}

const valueMissing = (): ApiProblem => new ApiProblem({
  code: 'missing-field', status: 0, field: 'figures[0].value', lines: [],
  detail: {
    zh: '已填写数值的出处、佐证或说明，请填写核查数值；不提出核查数值的，请清空这些栏',
    en: 'a source, evidence or explanation of a figure is given: state the figure, or empty those fields when there is none',
  },
});
