import type { BilingualText } from '@yanshou/catalogue';
import type { EffectiveTarget } from './effective-target.js';
import type { EvaluationContext } from './evaluation-context.js';

/** What a row is judged by. */
export interface YearTarget {
  /** As a row is judged: in the unit; that of the whole term where no year is asked for, or the contract states none for it. */
  readonly judgedBy: EffectiveTarget;
  /** What the row shows beside it: the target of the whole term where another one decides. */
  readonly shown: { readonly termTarget?: number | null };
  readonly notes: readonly BilingualText[];
}

/** The target that decides: that of the year asked for. From what it was lowered, and by which approval, is said of the whole term's. Pure. */
export function yearTarget(target: EffectiveTarget, indicatorId: string, { contract, year }: Pick<EvaluationContext, 'contract' | 'year'>): YearTarget {
  const own = contract.targets.find(({ indicator }) => indicator === indicatorId)?.byYear?.find((one) => one.year === year);
  if (own === undefined) return { judgedBy: target, shown: {}, notes: [] };
  return { judgedBy: { ...target, value: own.value }, shown: { termTarget: target.value }, notes: [OF_YEAR] };
}

const OF_YEAR: BilingualText = { zh: '按任务书的本年度目标判定，不是全执行期目标', en: "judged by the contract's target of the year, not by that of the whole term" };
