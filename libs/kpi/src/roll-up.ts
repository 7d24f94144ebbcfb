import type { BilingualText, Verdict } from '@yanshou/catalogue';
import { addFractions, decimalFraction, findDirection, findIndicator, holds, ratioFraction } from '@yanshou/catalogue';
import type { ProjectContract, RollUpRule } from '@yanshou/telemetry';
import type { Completion } from './completion.js';

/** One target as the roll-up sees it. */
export interface RolledIndicator {
  readonly indicator: string;
  readonly isKey: boolean;
  readonly verdict: Verdict;
  readonly completion: Completion;
}

/** The platform's estimate of a project: never a conclusion, which is the experts'. */
export interface RollUp {
  readonly label: BilingualText;
  readonly rule: RollUpRule;
  readonly estimate: Verdict;
  readonly met: number;
  readonly of: number;
  /** Mean of the counted rates, undecided ones left out; null without any. */
  readonly meanCompletion: number | null;
  /** The same with undecided ones counted as 0. */
  readonly meanWithUndecidedAsZero: number | null;
  /** Ids of the indicators that the data does not decide. */
  readonly undecided: readonly string[];
}

export const ESTIMATE_LABEL: BilingualText = { zh: '平台测算（非验收结论）', en: "the platform's estimate, not a conclusion of the acceptance" };

/**
 * Rolls the indicators of a project up by its programme's rule. What is undecided is tried both ways: when the outcome hangs
 * on it, the estimate is `insufficient-data`, or `pending-evidence` when only decisions on evidence are missing. Pure.
 */
export function rollUp(indicators: readonly RolledIndicator[], rule: RollUpRule): RollUp {
  const open = indicators.filter(({ verdict }) => isOpen(verdict));
  const rates = indicators.flatMap(({ completion: { counted } }) => (counted === null ? [] : [counted]));
  const sum = rates.reduce((total, rate) => total + rate, 0);
  return {
    label: ESTIMATE_LABEL, rule, estimate: estimateOf(indicators, open, rule),
    met: indicators.filter(({ verdict }) => verdict === 'met').length, of: indicators.length,
    meanCompletion: rates.length === 0 ? null : sum / rates.length,
    meanWithUndecidedAsZero: indicators.length === 0 ? null : sum / indicators.length,
    undecided: open.map(({ indicator }) => indicator),
  };
}

const isOpen = (verdict: Verdict): boolean => verdict === 'insufficient-data' || verdict === 'pending-evidence';

function estimateOf(indicators: readonly RolledIndicator[], open: readonly RolledIndicator[], rule: RollUpRule): Verdict {
  if (indicators.length === 0) return 'insufficient-data';
  const [worst, best] = [false, true].map((reached) => passes(indicators.map((one) => asIf(one, reached)), rule));
  if (worst === best) return worst ? 'met' : 'not-met';
  return open.every(({ verdict }) => verdict === 'pending-evidence') ? 'pending-evidence' : 'insufficient-data';
}

interface Taken {
  readonly isKey: boolean;
  readonly met: boolean;
  readonly counted: number;
}

function asIf({ isKey, verdict, completion }: RolledIndicator, reached: boolean): Taken {
  return isOpen(verdict) ? { isKey, met: reached, counted: reached ? 1 : 0 } : { isKey, met: verdict === 'met', counted: completion.counted ?? 0 };
}

function passes(taken: readonly Taken[], rule: RollUpRule): boolean {
  if (rule.kind === 'all-met') return taken.every(({ met }) => met);
  if (!taken.every(({ isKey, met }) => met || !isKey)) return false;
  if (rule.kind === 'mean-completion') return reachesMean(taken.map(({ counted }) => counted), rule.minimum);
  const others = taken.filter(({ isKey }) => !isKey);
  return others.length === 0 || holds(ratioFraction(others.filter(({ met }) => met).length, others.length), '>=', decimalFraction(rule.share));
}

/** By the full values: a sum of doubles would miss a minimum that is just reached. */
function reachesMean(counted: readonly number[], minimum: number): boolean {
  const sum = counted.map(decimalFraction).reduce(addFractions, { numerator: 0n, denominator: 1n });
  return holds({ numerator: sum.numerator, denominator: sum.denominator * BigInt(counted.length) }, '>=', decimalFraction(minimum));
}

/** A target that the direction demands and the contract leaves out: lowered to nothing, without an approval. */
export interface OmittedTarget extends BilingualText {
  readonly indicator: string;
  readonly target: number;
  readonly unit: string;
}

export function omittedTargets({ direction, targets, programmeTargets = [] }: Pick<ProjectContract, 'direction' | 'targets' | 'programmeTargets'>): readonly OmittedTarget[] {
  const promised = new Set(targets.map(({ indicator }) => indicator));
  const set = new Map(programmeTargets.map(({ indicator, value }) => [indicator, value]));
  const demanded = (findDirection(direction)?.demands ?? []).map(({ indicator, target }) => ({ indicator, target: set.get(indicator) ?? target }));
  const added = programmeTargets.filter(({ indicator }) => !demanded.some((demand) => demand.indicator === indicator)).map(({ indicator, value }) => ({ indicator, target: value }));
  return [...demanded, ...added].flatMap(({ indicator, target }) => {
    const definition = findIndicator(indicator);
    if (target === null || promised.has(indicator) || definition === undefined) return [];
    return [{ indicator, target, unit: definition.unit, zh: `未经批准调整：任务书未列“${definition.nameZh}”`, en: `lowered without approval: the contract leaves out “${definition.nameEn}”` }];
  });
}
