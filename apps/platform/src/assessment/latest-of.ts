import type { AssessmentHead } from '@yanshou/registry';

/** The assessments that no later one supersedes. */
export function latestOf(assessments: readonly AssessmentHead[]): readonly AssessmentHead[] {
  const superseded = new Set(assessments.flatMap(({ supersedes }) => supersedes ?? []));
  return assessments.filter(({ id }) => !superseded.has(id));
}
