import { unitKey } from './evidence-item.js';
import type { Micros } from './time.js';

/** Who recommends: each kind has its quota. */
export const RECOMMENDER_KINDS = {
  'province': { zh: '省（自治区、直辖市）', en: 'province' },
  'planned-city': { zh: '计划单列市（含新疆生产建设兵团）', en: 'city with its own plan' },
  'central-enterprise': { zh: '中央企业集团', en: 'central enterprise group' },
} as const;
export type RecommenderKind = keyof typeof RECOMMENDER_KINDS;

/** How far a project of a library has come. */
export const LIBRARY_RESULTS = {
  'recommended': { zh: '已推荐', en: 'recommended' },
  'in-review': { zh: '专家评审中', en: 'in expert review' },
  'selected': { zh: '入选', en: 'selected' },
  'not-selected': { zh: '未入选', en: 'not selected' },
  'promoted': { zh: '已推广', en: 'promoted' },
  'withdrawn': { zh: '已撤回', en: 'withdrawn' },
} as const;
export type LibraryResult = keyof typeof LIBRARY_RESULTS;

/** What somebody decides; a promotion comes with its record, not as a decision. */
export const LIBRARY_DECISIONS = ['in-review', 'selected', 'not-selected', 'withdrawn'] as const;
export type LibraryDecision = (typeof LIBRARY_DECISIONS)[number];

const NEXT: Readonly<Record<LibraryResult, readonly LibraryDecision[]>> = {
  'recommended': ['in-review', 'withdrawn'], 'in-review': ['selected', 'not-selected', 'withdrawn'], 'selected': [], 'not-selected': [], 'promoted': [], 'withdrawn': [],
};

/** What can be decided of a project that has come this far. */
export const nextDecisions = (result: LibraryResult): readonly LibraryDecision[] => NEXT[result];

/** Only what was selected is promoted, any number of times. */
export const isPromotable = (result: LibraryResult): boolean => result === 'selected' || result === 'promoted';

export interface LibraryStep {
  readonly from: LibraryResult;
  readonly to: LibraryResult;
  readonly reason?: string;
  /** Number of the list that names what was selected. */
  readonly approval?: string;
  readonly who: string;
  readonly at: Micros;
}

/** One event by which a project was made known. */
export interface Promotion {
  /** Calendar day `YYYY-MM-DD`. */
  readonly on: string;
  /** In words: 座谈会, 现场会, 媒体, 复制应用 … */
  readonly form: string;
  readonly place: string;
  readonly note: string;
  readonly who: string;
  readonly at: Micros;
}

export interface Recommender {
  /** Of the registered organisation; absent in what was recommended before there were any. */
  readonly id?: string;
  readonly kind: RecommenderKind;
  readonly name: string;
}

/** An organisation that may recommend for a programme; its quota is counted by its id, whatever it is called. */
export interface RegisteredRecommender extends Recommender {
  readonly programme: string;
  readonly id: string;
  readonly registeredBy: string;
  readonly registeredAt: Micros;
}

/** A project as it is recommended for a library. */
export interface LibraryEntry {
  readonly programme: string;
  readonly id: string;
  /** Call that it answers, e.g. `2018`; quotas count within it. */
  readonly batch: string;
  readonly libraryClass: string;
  readonly field: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly summary: string;
  readonly region: string;
  readonly applicant: { readonly name: string; readonly creditCode: string };
  readonly recommender: Recommender;
  /** Number by which more than the usual quota was allowed. */
  readonly approval?: string;
}

export interface LibraryProject extends LibraryEntry {
  readonly result: LibraryResult;
  readonly steps: readonly LibraryStep[];
  readonly promotions: readonly Promotion[];
  readonly recommendedBy: string;
  readonly recommendedAt: Micros;
}

/** How many projects a call admits; the programme's document says so. */
export interface LibraryQuota {
  readonly recommender: number;
  /** “In general” (一般): more needs an approval; else more is refused. */
  readonly isUsual: boolean;
  readonly applicant: number;
}

/** Of those that count: what was withdrawn frees its place. */
export const countsInQuota = ({ result }: Pick<LibraryProject, 'result'>): boolean => result !== 'withdrawn';

/** By the id where both have one, else by kind and name. */
export const isOfRecommender = ({ recommender: own }: Pick<LibraryEntry, 'recommender'>, { id, kind, name }: Recommender): boolean =>
  (own.id !== undefined && id !== undefined ? own.id === id : isSameName(own, { kind, name }));

/** Widths and spaces aside. */
export const isSameName = (left: Recommender, right: Recommender): boolean => left.kind === right.kind && unitKey(left.name) === unitKey(right.name);

export interface LibraryQuery {
  readonly text?: string;
  readonly libraryClass?: string;
  readonly field?: string;
  readonly region?: string;
  readonly applicant?: string;
  readonly result?: string;
  readonly batch?: string;
}

/** Whether a project is looked for: every filter that is given holds; every word of the text stands somewhere in it, whatever its width or case. */
export function matchesLibrary(project: LibraryProject, query: LibraryQuery): boolean {
  const { libraryClass, field, batch, result, region, applicant, text } = query;
  const exact: readonly (readonly [string | undefined, string])[] = [[libraryClass, project.libraryClass], [field, project.field], [batch, project.batch], [result, project.result]];
  if (exact.some(([wanted, own]) => wanted !== undefined && wanted !== own)) return false;
  const holds = (own: string, wanted: string | undefined): boolean => wanted === undefined || searched(own).includes(searched(wanted));
  if (!holds(project.region, region) || !holds(`${project.applicant.name} ${project.applicant.creditCode}`, applicant)) return false;
  const whole = searched([project.id, project.nameZh, project.nameEn, project.summary, project.region, project.applicant.name, ...project.promotions.flatMap(({ form, place, note }) => [form, place, note])].join(' '));
  return searched(text ?? '').split(/\s+/).every((word) => whole.includes(word));
}

const searched = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
