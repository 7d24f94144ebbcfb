import type { Contract, ProjectDetail } from '@yanshou/api-schema';
import type { ReactNode } from 'react';
import { shiftWords } from '../../format/shift-words.js';
import { periodText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { listIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { otherTermsOf, percentOf } from './contract-draft.js';
import { useEnergyFacts } from './use-energy-facts.js';

interface ContractFactsProps {
  readonly project: ProjectDetail;
  readonly contract: Contract;
}

/** Periods, thresholds and units of the contract in force. */
export function ContractFacts({ project: { programme, zone }, contract }: ContractFactsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const { direction, batch, window, baseline, term, networkedThreshold, minimumPlatformCoverage, minimumDeviceCoverage, lateDeliveryHours, units = [], plannedTime } = contract;
  const percent = (share: number): string => texts.percent(percentOf(share));
  const other = otherTermsOf(contract);
  const energy = useEnergyFacts(contract);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [texts.direction, `${programme} · ${direction}`],
    ...(batch === undefined ? [] : [[texts.batch, batch] as const]),
    [texts.window, periodText(window, zone)],
    ...(baseline === undefined ? [] : [[texts.baseline, periodText(baseline, zone)] as const]),
    ...(term === undefined ? [] : [[texts.term, periodText(term, zone)] as const]),
    [texts.facts.networkedThreshold, percent(networkedThreshold)],
    [texts.facts.minimumPlatformCoverage, percent(minimumPlatformCoverage)],
    ...(minimumDeviceCoverage === undefined ? [] : [[texts.facts.minimumDeviceCoverage, percent(minimumDeviceCoverage)] as const]),
    ...(lateDeliveryHours === undefined ? [] : [[texts.facts.lateDeliveryHours, texts.hours(lateDeliveryHours)] as const]),
    [texts.plannedTime, shiftWords(plannedTime.shifts, language) || texts.allDay],
    ...(units.length === 0 ? [] : [[texts.units, listIn(units.map(({ name, role }) => texts.unitWithRole(name, texts.roles[role])), language)] as const]),
    ...energy,
    ...(other.length === 0 ? [] : [[texts.otherTerms, listIn(other.map((name) => texts.terms[name]), language)] as const]),
  ];
  return <dl className="facts">{facts.map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}</dl>;
}
