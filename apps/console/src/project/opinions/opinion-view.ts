import type { BodyInputOf, OpinionView } from '@yanshou/api-schema';
import type { Conclusion } from '@yanshou/telemetry';
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

/** An opinion as its form has it; a figure is of the chosen indicator, in the unit of the statement. What was left empty is not said. */
export function opinionOf(form: FormData, statement: string, indicators: readonly OpinedIndicator[]): BodyInputOf<'giveOpinion'> {
  const chosen = indicators.find(({ indicator }) => indicator === entered(form, 'indicators[0]'));
  const corrects = entered(form, 'corrects');
  return {
    statement, conclusion: entered(form, 'conclusion') as Conclusion, text: entered(form, 'text').trim(),
    indicators: chosen === undefined ? [] : [chosen.indicator], figures: chosen === undefined ? [] : figuresOf(form, chosen), ...(corrects === '' ? {} : { corrects: Number(corrects) }),
  };
}

function figuresOf(form: FormData, { indicator, unit }: OpinedIndicator): NonNullable<BodyInputOf<'giveOpinion'>['figures']> {
  const text = (name: string): string => entered(form, `figures[0].${name}`).trim();
  const value = text('value');
  if (value === '') return [];
  const optional = Object.fromEntries(['evidence', 'explanation'].map((name) => [name, text(name)]).filter(([, said]) => said !== ''));
  return [{ indicator, value: Number(value), unit, source: text('source'), ...optional }];
}
