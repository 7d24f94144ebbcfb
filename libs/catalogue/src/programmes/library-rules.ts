import type { LibraryQuota, RecommenderKind } from '@yanshou/telemetry';
import { findProgramme } from './programmes.js';

/** The quotas of a programme's library, as its document sets them; undefined for a programme without a library. */
export function libraryQuota(programme: string, kind: RecommenderKind): LibraryQuota | undefined {
  const { library, rules = [] } = findProgramme(programme) ?? {};
  const limitOf = (id: string) => rules.find((rule) => rule.id === id)?.limit;
  const [recommender, applicant] = [limitOf(`quota-${kind}`), limitOf('per-legal-person')];
  if (library === undefined || recommender === undefined || applicant === undefined) return undefined;
  return { recommender: recommender.value, isUsual: recommender.inGeneral === true, applicant: applicant.value };
}

/** Whether the field is one of the class in the programme's library. */
export const isLibraryField = (programme: string, libraryClass: string, field: string): boolean =>
  findProgramme(programme)?.library?.find(({ id }) => id === libraryClass)?.fields.some(({ id }) => id === field) ?? false;
