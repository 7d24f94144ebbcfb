import type { BilingualText, ContractDefined, IndicatorDefinition, ProgrammeRule } from '@yanshou/catalogue';
import { clauseText, findDirection, findIndicator, findProgramme } from '@yanshou/catalogue';
import { programmeTargets } from '@yanshou/telemetry';
import type { Comparator, ContractTarget, ProgrammeSettings } from '@yanshou/telemetry';
import { documentTarget, effectiveTarget } from './effective-target.js';
import type { EffectiveTarget } from './effective-target.js';
import { eligibilityId, rulesOf } from './eligibility.js';

/** A target of the draft, and where it comes from. */
export interface TemplateTarget {
  readonly target: ContractTarget;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly setBy: 'document' | 'programme';
  /** What the document demands; null where it names no number. */
  readonly documentTarget: number | null;
  readonly loweredFrom: number | null;
}

/** What the contract itself has to put a number to. */
export interface OpenTarget {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly comparator: Comparator;
  readonly unit: string;
  readonly clause: string;
}

/** A condition of application, and as what its figure or paper is handed in. */
export interface TemplateEligibility extends BilingualText {
  readonly rule: string;
  readonly indicator: string;
  readonly basis: ProgrammeRule['basis'];
  readonly clause: string;
  readonly limit: { readonly comparator: Comparator; readonly value: number; readonly unit: string } | null;
}

export interface ContractTemplate {
  readonly direction: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly targets: readonly TemplateTarget[];
  readonly open: readonly OpenTarget[];
  /** What the document asks for without a number or an indicator. */
  readonly contractDefined: readonly ContractDefined[];
  readonly eligibility: readonly TemplateEligibility[];
}

/**
 * What a contract of a direction starts from: its indicators with the targets by which it will be judged. Undefined for a
 * direction that neither catalogue nor programme knows. Pure.
 */
export function contractTemplate(programme: string, direction: string, settings: ProgrammeSettings, batch?: string): ContractTemplate | undefined {
  const known = findDirection(direction);
  const set = programmeTargets(settings, direction, batch);
  if (known === undefined && set.length === 0) return undefined;
  const indicators = [...new Set([...(known?.demands ?? []), ...set].map(({ indicator }) => indicator))].flatMap((id) => findIndicator(id) ?? []);
  const terms = { project: '', programme, direction, targets: [], programmeTargets: set, window: { from: 0, to: 0 }, networkedThreshold: 0, minimumPlatformCoverage: 0, plannedTime: { zone: 'UTC', shifts: [] } };
  const judged = indicators.map((definition) => ({ definition, effective: effectiveTarget(definition, terms) }));
  const bySetting = new Set(set.map(({ indicator }) => indicator));
  return {
    ...(known === undefined ? { direction, nameZh: direction, nameEn: direction } : { direction, nameZh: known.nameZh, nameEn: known.nameEn }),
    targets: judged.flatMap(({ definition, effective }) => targetOf(definition, effective, { direction, setBy: bySetting.has(definition.id) ? 'programme' : 'document' })),
    open: judged.filter(({ effective }) => effective.value === null).map(({ definition: { id, nameZh, nameEn, unit }, effective: { comparator, clause } }) => ({ indicator: id, nameZh, nameEn, comparator, unit, clause })),
    contractDefined: known?.contractDefined ?? [],
    eligibility: rulesOf(findProgramme(programme)?.id ?? '', direction).map(eligibilityOf),
  };
}

function targetOf(definition: IndicatorDefinition, { comparator, value, unit, clause, loweredFrom, approval }: EffectiveTarget, { direction, setBy }: { readonly direction: string; readonly setBy: TemplateTarget['setBy'] }): readonly TemplateTarget[] {
  if (value === null) return [];
  const { id: indicator, nameZh, nameEn } = definition;
  const target = { indicator, comparator, value, unit, clause, ...(approval === null ? {} : { approval }) };
  return [{ target, nameZh, nameEn, setBy, documentTarget: documentTarget(definition, direction).target, loweredFrom }];
}

const eligibilityOf = (rule: ProgrammeRule): TemplateEligibility => ({
  rule: rule.id, zh: rule.zh, en: rule.en, basis: rule.basis, clause: clauseText(rule), indicator: (rule.basis === 'telemetry' ? undefined : rule.indicator) ?? eligibilityId(rule.id),
  limit: rule.limit === undefined ? null : { comparator: rule.limit.comparator, value: rule.limit.value, unit: rule.limit.unit },
});
