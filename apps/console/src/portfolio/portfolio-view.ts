import type { IndicatorSummary, Portfolio } from '@yanshou/api-schema';
import type { Verdict } from '@yanshou/catalogue';
import type { Language } from '../i18n/language.js';
import { nameIn } from '../i18n/names.js';

export type PortfolioProject = Portfolio['projects'][number];

/** Worst first. */
export const VERDICT_ORDER = ['not-met', 'insufficient-data', 'pending-evidence', 'met'] as const satisfies readonly Verdict[];

/** Worst first; each project is one of these. */
export const RISK_ORDER = ['off-track', 'suspicious', 'silent', 'at-risk', 'on-track', 'unknown'] as const satisfies readonly PortfolioProject['risk'][];

export const SORT_ORDERS = ['worst', 'name'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface PortfolioFilter {
  readonly verdict: Verdict | 'all';
  readonly risk: PortfolioProject['risk'] | 'all';
  readonly text: string;
  readonly sort: SortOrder;
}

export const UNFILTERED: PortfolioFilter = { verdict: 'all', risk: 'all', text: '', sort: 'worst' };

/** A programme with those of its projects, and those of their indicators, that pass the filter. */
export interface ProgrammeView {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly projects: readonly PortfolioProject[];
  /** Of the whole programme, whatever the filter shows. */
  readonly averages: Portfolio['indicators'];
  readonly counts: Portfolio['counts'];
  readonly setAside: Portfolio['setAside'];
  readonly names: ReadonlyMap<string, Pick<PortfolioProject, 'nameZh' | 'nameEn'>>;
}

/**
 * What the page shows: indicators with the verdict sought, of projects that hold every word sought (in names, ids,
 * clauses; of a project that holds them itself, all indicators). Programmes without a match are left out.
 */
export function viewOf(portfolios: readonly Portfolio[], filter: PortfolioFilter, language: Language): readonly ProgrammeView[] {
  const order = filter.sort === 'worst' ? worstFirst(language) : byName(language);
  const views = portfolios.map(({ programme, projects, indicators, counts, setAside }) => ({
    ...programme, averages: indicators, counts, setAside, names: new Map(projects.map((project) => [project.id, project])),
    // Ordered as a whole: a filter hides rows and moves none.
    projects: projects.toSorted(order).flatMap((project) => matching(project, filter)),
  }));
  const isFiltered = filter.verdict !== 'all' || filter.risk !== 'all' || filter.text.trim() !== '';
  return isFiltered ? views.filter(({ projects }) => projects.length > 0) : views;
}

/** How many projects there are of each risk; one may be suspicious and silent, and is what is worse. */
export const countRisks = (portfolios: readonly Portfolio[]): ReadonlyMap<PortfolioProject['risk'], number> =>
  new Map(RISK_ORDER.map((risk) => [risk, projectsOf(portfolios).filter((project) => project.risk === risk).length]));

/** How many indicators there are of each verdict. */
export function countVerdicts(portfolios: readonly Portfolio[]): Readonly<Record<Verdict, number>> {
  const counts = { 'met': 0, 'not-met': 0, 'insufficient-data': 0, 'pending-evidence': 0 };
  for (const { verdict } of indicatorsOf(portfolios)) counts[verdict] += 1;
  return counts;
}

export const projectsOf = (portfolios: readonly Portfolio[]): readonly PortfolioProject[] => portfolios.flatMap(({ projects }) => projects);

export const indicatorsOf = (portfolios: readonly Portfolio[]): readonly IndicatorSummary[] =>
  projectsOf(portfolios).flatMap(({ indicators }) => indicators);

function matching(project: PortfolioProject, { verdict, risk, text }: PortfolioFilter): readonly PortfolioProject[] {
  if (risk !== 'all' && project.risk !== risk && !project.reasons.some(({ group }) => group === risk)) return [];
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const own = textOf(project.id, project.nameZh, project.nameEn);
  const rest = words.filter((word) => !own.includes(word));
  const indicators = project.indicators.filter((row) =>
    (verdict === 'all' || row.verdict === verdict) && rest.every((word) => textOf(row.indicator, row.nameZh, row.nameEn, row.clause).includes(word)));
  const keepsEmpty = verdict === 'all' && rest.length === 0;
  return indicators.length > 0 || keepsEmpty ? [{ ...project, indicators }] : [];
}

const textOf = (...parts: readonly string[]): string => parts.join('\n').toLowerCase();

type Order = (left: PortfolioProject, right: PortfolioProject) => number;

const byName = (language: Language): Order => (left, right) =>
  nameIn(left, language).localeCompare(nameIn(right, language), language === 'zh' ? 'zh-CN' : 'en', { numeric: true });

/** By the share of indicators of the worst verdict, then of the next; projects that cannot be told apart by name. */
const worstFirst = (language: Language): Order => (left, right) => {
  const [a, b] = [sharesOf(left), sharesOf(right)];
  const place = a.findIndex((share, index) => share !== b[index]);
  return place < 0 ? byName(language)(left, right) : (b[place] ?? 0) - (a[place] ?? 0);
};

function sharesOf({ indicators }: PortfolioProject): readonly number[] {
  const of = Math.max(indicators.length, 1);
  return VERDICT_ORDER.map((verdict) => indicators.filter((row) => row.verdict === verdict).length / of);
}
