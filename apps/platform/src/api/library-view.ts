import type { AnswerOf, LibraryProjectView } from '@yanshou/api-schema';
import { libraryQuota } from '@yanshou/catalogue';
import { countsInQuota, isOfRecommender } from '@yanshou/telemetry';
import type { LibraryProject, RegisteredRecommender } from '@yanshou/telemetry';
import { iso } from './times.js';

/** A project of the library; who decided what, and by which approval, is for people of the programme. */
export function libraryView({ programme, steps, promotions, recommendedBy, recommendedAt, approval, ...rest }: LibraryProject, isOwn: boolean): LibraryProjectView {
  return {
    ...rest,
    ...(isOwn && approval !== undefined ? { approval } : {}),
    promotions: promotions.map(({ on, form, place, note, at }) => ({ on, form, place, note, at: iso(at) })),
    course: isOwn ? { recommendedBy, recommendedAt: iso(recommendedAt), steps: steps.map((step) => ({ ...step, at: iso(step.at) })) } : null,
  };
}

export const recommenderView = ({ programme: _, registeredAt, ...recommender }: RegisteredRecommender): AnswerOf<'registerRecommender'> => ({ ...recommender, registeredAt: iso(registeredAt) });

type QuotaUse = AnswerOf<'readLibraryQuotas'>['items'][number];

/** By batch and recommender, in the order of their first project; what was withdrawn does not count. */
export function quotaUses(projects: readonly LibraryProject[]): QuotaUse[] {
  const counted = projects.filter(countsInQuota);
  const first = counted.filter((project, index) => counted.findIndex((other) => other.batch === project.batch && isOfRecommender(other, project.recommender)) === index);
  return first.flatMap(({ programme, batch, recommender }) => {
    const quota = libraryQuota(programme, recommender.kind);
    if (quota === undefined) return [];
    const recommended = counted.filter((other) => other.batch === batch && isOfRecommender(other, recommender)).length;
    return [{ batch, recommender: { ...recommender }, recommended, limit: quota.recommender, isUsual: quota.isUsual, exceeded: recommended > quota.recommender }];
  });
}
