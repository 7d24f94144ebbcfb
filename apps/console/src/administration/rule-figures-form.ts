import type { BodyInputOf } from '@yanshou/api-schema';
import { documentFigures, fenOf, statedIn } from '@yanshou/catalogue';

export type RuleFigures = NonNullable<BodyInputOf<'saveProgrammeSettings'>['ruleDocuments'][number]['figures']>;

/** Fields of the form, each figure with its clause; caps in 万元. */
export const FIGURE_FIELDS = [
  'subsidy.percent', 'subsidy.cap', 'subsidy.clause', 'named.percent', 'named.cap', 'named.clause', 'investmentFrom.day', 'investmentFrom.clause',
  'construction.years', 'construction.clause', 'matching.percent', 'matching.clause', 'quotas.lines', 'quotas.clause',
] as const;
export type FigureField = (typeof FIGURE_FIELDS)[number];
type Read = (field: FigureField) => string;

/** The figures of a form; undefined where nothing is filled in. A figure without its number is none. */
export function figuresOf(read: Read): RuleFigures | undefined {
  const subsidy = (name: 'subsidy' | 'named'): RuleFigures['subsidy'] =>
    ({ percent: Number(read(`${name}.percent`)), cap: { amount: read(`${name}.cap`), unit: '万元' }, clause: read(`${name}.clause`) });
  const figures: RuleFigures = {
    ...(read('subsidy.percent') === '' ? {} : { subsidy: subsidy('subsidy') }),
    ...(read('named.percent') === '' ? {} : { named: subsidy('named') }),
    ...(read('investmentFrom.day') === '' ? {} : { investmentFrom: { day: read('investmentFrom.day'), clause: read('investmentFrom.clause') } }),
    ...(read('construction.years') === '' ? {} : { construction: { years: Number(read('construction.years')), clause: read('construction.clause') } }),
    ...(read('matching.percent') === '' ? {} : { matching: { percent: Number(read('matching.percent')), clause: read('matching.clause') } }),
    ...(read('quotas.lines') === '' ? {} : { quotas: quotasOf(read('quotas.lines'), read('quotas.clause')) }),
  };
  return Object.keys(figures).length === 0 ? undefined : figures;
}

/** `P2.1.1=10, P2.1.2=5`; of several clauses the form has one, entry by entry set apart by a bar. */
function quotasOf(lines: string, clauses: string): NonNullable<RuleFigures['quotas']> {
  const places = clauses.split('|').map((clause) => clause.trim());
  return lines.split(/[\s,，;；]+/).filter(Boolean).map((line, index) => {
    const [direction = '', projects = ''] = line.split('=');
    return { direction, projects: Number(projects), clause: places[index] ?? places[0] ?? '' };
  });
}

/** What a new document of a programme starts from: what the catalogue's document of it says, to be put right from the paper. */
export function seededFigures(programme: string): RuleFigures | undefined {
  const { subsidy, named, quotas, ...rest } = documentFigures(programme) ?? {};
  if (subsidy === undefined) return undefined;
  const shown = ({ cap, ...figure }: NonNullable<typeof subsidy>): NonNullable<RuleFigures['subsidy']> => ({ ...figure, cap: statedIn(BigInt(cap), '万元') });
  return { ...rest, subsidy: shown(subsidy), ...(named && { named: shown(named) }), ...(quotas && { quotas: [...quotas] }) } as RuleFigures;
}

/** What the form shows of figures that are there; of others nothing. */
export function figureTexts(figures: RuleFigures | undefined): Readonly<Record<FigureField, string>> {
  const { subsidy, named, investmentFrom, construction, matching, quotas = [] } = figures ?? {};
  return {
    ...EMPTY, ...subsidyTexts('subsidy', subsidy), ...subsidyTexts('named', named),
    ...(investmentFrom && { 'investmentFrom.day': investmentFrom.day, 'investmentFrom.clause': investmentFrom.clause }),
    ...(construction && { 'construction.years': String(construction.years), 'construction.clause': construction.clause }),
    ...(matching && { 'matching.percent': String(matching.percent), 'matching.clause': matching.clause }),
    'quotas.lines': quotas.map(({ direction, projects }) => `${direction}=${projects}`).join(', '), 'quotas.clause': quotas.map(({ clause }) => clause).join(' | '),
  };
}

const EMPTY = Object.fromEntries(FIGURE_FIELDS.map((field) => [field, ''])) as Record<FigureField, string>;

const subsidyTexts = (name: 'subsidy' | 'named', figure: RuleFigures['subsidy']): Partial<Record<FigureField, string>> =>
  (figure === undefined ? {} : { [`${name}.percent`]: String(figure.percent), [`${name}.cap`]: statedIn(fenOf(figure.cap) ?? 0n, '万元').amount, [`${name}.clause`]: figure.clause });
